"""The quick order in a browser: ten numbers by keys alone, what goes wrong on the way, two tabs, a line that breaks; on desk and phone."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.journeys.looking import covered_by_another, fields_without_a_label, sideways, small_targets
from tests.journeys.visits import BERG, KELLER, PETERSEN, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
PATH = "/quick-order"
TEN = (
    ("48-1007-M8", "500"), ("48-2001-M8", "300"), ("48-3001-M8", "200"), ("31-2204-05", "24"), ("HM-2207", "100"),
    ("48-1007-M8-ZN", "100"), ("48-2010-M8", "100"), ("48-2044-M8", "200"), ("481007M10-40", "100"), ("48-3001-M10", "100"),
)  # fmt: skip
SECONDS = 60  # what a practised person may take for ten lines (design, rule 12)


@pytest.fixture(autouse=True)
def _nothing_typed_yet(rows: Database) -> Iterator[None]:
    yield
    rows.ask("DELETE FROM draft_row")
    rows.ask("DELETE FROM draft")


def row(page: Page, number: int) -> Locator:
    return page.locator(".entry tbody tr").nth(number - 1)


def put(page: Page, typed: str, quantity: str = "") -> None:
    """By keys, from the free row on: a number, Enter, a quantity, Enter."""
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.keyboard.type(quantity)
    page.keyboard.press("Enter")


def saved(page: Page) -> Page:
    expect(page.locator(".entry .state")).to_have_attribute("data-state", "saved")
    return page


def said(page: Page, number: int) -> Locator:
    return row(page, number).locator("td.said")


# --- ten known numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 360])
def test_ten_known_numbers_by_keys_alone(visit: Visit, width: int, capsys: pytest.CaptureFixture[str]):
    page = visit(KELLER, PATH, width=width)
    expect(row(page, 1).get_by_role("combobox")).to_be_focused()
    started, keys = time.monotonic(), 0
    for number, (typed, quantity) in enumerate(TEN, start=1):
        put(page, typed, quantity)
        keys += len(typed) + len(quantity) + 2
        expect(row(page, number + 1).get_by_role("combobox")).to_be_focused()
    expect(page.get_by_text("10 rows, all can be ordered")).to_be_visible()
    seconds = time.monotonic() - started
    with capsys.disabled():
        print(f"\nten known numbers by keys, {width} px: {len(TEN) * 4} steps, {keys} key presses, {seconds:.1f} s")
    assert seconds < SECONDS
    amounts = [float(text.replace(",", "")) for text in page.locator(".entry td.cell:nth-last-child(2)").all_text_contents() if text.strip()]
    assert len(amounts) == len(TEN)
    expect(page.locator(".totals dd.total")).to_have_text(f"{sum(amounts):,.2f}")
    expect(page.locator(".entry").get_by_text("your number for 48-1007-M8")).to_be_visible()
    to(saved(page), PATH)
    expect(page.get_by_text("10 rows, all can be ordered")).to_be_visible()
    assert [field.input_value() for field in page.locator(".entry .typed").all()[:-1]] == [typed for typed, _ in TEN]


def test_one_may_type_at_once_also_when_the_rows_come_before_the_german_words(visit: Visit):
    page = visit(KELLER, PATH, language="de")
    page.route("**/de/*.json", lambda route: None)
    page.reload()
    expect(row(page, 1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("data-waiting", "")
    page.unroute("**/de/*.json")  # lets them go on
    expect(row(page, 1).get_by_role("combobox")).to_be_focused()


def test_words_are_picked_from_the_list_by_arrows(visit: Visit):
    page = visit(KELLER, PATH)
    page.keyboard.type("plain washer m8")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    number = options.nth(1).locator(".code").inner_text()
    page.keyboard.press("Enter")
    expect(row(page, 1).locator(".quantity")).to_be_focused()
    expect(row(page, 1).locator(".typed")).to_have_value(number)
    expect(said(page, 1)).to_contain_text("How many?")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("nut m")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_enter_never_takes_what_was_only_guessed(visit: Visit):
    page = visit(KELLER, PATH)
    page.keyboard.type("48-1O07-M8")
    page.wait_for_function("() => document.querySelector('.entry [role=option]')")
    put(page, "", "200")
    expect(said(page, 1)).to_contain_text("No such article")
    expect(row(page, 1).locator(".typed")).to_have_value("48-1O07-M8")
    expect(row(page, 1).locator(".quantity")).to_have_value("200")
    row(page, 1).locator(".quantity").focus()
    page.keyboard.press("Alt+1")
    expect(row(page, 1).locator(".typed")).to_have_value("48-1007-M8")
    expect(said(page, 1)).not_to_contain_text("No such article")
    expect(row(page, 1).locator(".quantity")).to_have_value("200")


# --- wrong input -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quantity", "shown", "sentence"),
    [
        ("-1", "-1", "Please enter a quantity above 0."), ("0", "0", "Please enter a quantity above 0."), ("1e9", "1e9", "This is not a quantity."),
        ("1000000000", "1,000,000,000", "more than can be ordered at once"), ("1.000,5", "1,100", "1,000.5 becomes 1,100"),
        ("1.000", "1.000", "This may be 1 or 1,000."), ("", "", "How many?"), ("many", "many", "This is not a quantity."),
    ],
)  # fmt: skip
def test_a_quantity_that_cannot_be_ordered_gets_a_sentence_and_stays(visit: Visit, quantity: str, shown: str, sentence: str):
    page = visit(KELLER, PATH)
    put(page, "48-1007-M8", quantity)
    expect(said(page, 1)).to_contain_text(sentence)
    expect(row(page, 1).locator(".quantity")).to_have_value(shown)
    to(saved(page), PATH)
    expect(said(page, 1)).to_contain_text(sentence)


def test_a_correction_is_said_and_undone(visit: Visit):
    page = visit(KELLER, PATH)
    put(page, "48-1007-M8", "250")
    expect(said(page, 1)).to_contain_text("Packs of 100: 250 becomes 300.")
    expect(row(page, 1).locator(".quantity")).to_have_value("300")
    said(page, 1).get_by_role("button", name="Undo").click()
    expect(said(page, 1)).to_contain_text("250 cannot be ordered, 300 can.")
    expect(row(page, 1).locator(".quantity")).to_have_value("250")
    said(page, 1).get_by_role("button", name="Take 300").click()
    expect(row(page, 1).locator(".quantity")).to_have_value("300")


def test_a_row_is_removed_by_a_key_and_comes_back(visit: Visit):
    page = visit(KELLER, PATH)
    for typed, quantity in TEN[:3]:
        put(page, typed, quantity)
    row(page, 2).locator(".typed").focus()
    page.keyboard.press("Alt+Delete")
    expect(page.locator(".entry tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".entry tbody tr")).to_have_count(4)
    assert [field.input_value() for field in page.locator(".entry .typed").all()] == [*(typed for typed, _ in TEN[:3]), ""]


def test_lines_of_a_spreadsheet_become_rows_and_none_is_lost(visit: Visit):
    page = visit(KELLER, PATH)
    lines = "Artikel\tMenge\n48-1007-M8\t500\nHM-2207\t100\nwhatever that is\t3\n\n300\t48-2001-M8\n=cmd|'/c calc'!A0\t1\n"
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.querySelector(".entry .typed").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        lines,
    )
    expect(page.get_by_text("5 rows, 2 to look at")).to_be_visible()
    assert [field.input_value() for field in page.locator(".entry .typed").all()[:-1]] == [
        "48-1007-M8", "HM-2207", "whatever that is", "48-2001-M8", "=cmd|'/c calc'!A0",
    ]  # fmt: skip  # the words above the columns are no row


def test_a_full_list_says_so_and_goes_on_saving_the_rest(visit: Visit, rows: Database):
    page = visit(KELLER, PATH)
    put(page, "48-1007-M8", "500")
    saved(page)
    draft = rows.ask("SELECT company_id, id FROM draft")[0]
    for n in range(2, 501):
        rows.ask("INSERT INTO draft_row VALUES (?, ?, ?, ?, ?, 1, ?, NULL, 1000000, '', 0)", draft[0], f"row{n}", draft[1], f"row{n}", n, f"number {n}")
    to(page, PATH)
    expect(page.get_by_text("500 rows, 499 to look at")).to_be_visible()
    page.locator(".entry tr.next .typed").focus()
    put(page, "48-2001-M8", "300")
    expect(page.get_by_text("A quick order holds 500 rows.")).to_be_visible()
    expect(page.locator(".entry .typed").nth(500)).to_have_value("48-2001-M8")
    row(page, 1).locator(".quantity").fill("700")
    row(page, 1).locator(".quantity").press("Enter")
    expect(row(page, 1).locator("td.cell").last).not_to_have_text("42.00")
    assert rows.ask("SELECT wanted FROM draft_row WHERE typed = '48-1007-M8'") == [(700_000_000,)]


# --- two tabs, other people, a line that breaks ----------------------------------------------------------------------


def test_two_tabs_show_the_same_and_lose_nothing(visit: Visit):
    first = visit(KELLER, PATH)
    put(first, "48-1007-M8", "500")
    second = to(saved(first).context.new_page(), PATH)
    expect(row(second, 1).locator(".quantity")).to_have_value("500")
    row(second, 2).locator(".typed").focus()
    put(second, "48-2001-M8", "300")
    saved(second)
    row(first, 2).locator(".typed").focus()
    first.keyboard.type("48-3001-M8")  # not left yet: nobody but this tab knows it
    first.evaluate("window.dispatchEvent(new Event('focus'))")
    put(first, "", "200")
    expect(first.get_by_text("This list was changed in another window or on another device.")).to_be_visible()
    expect(first.get_by_text("3 rows, all can be ordered")).to_be_visible()
    second.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(second.get_by_text("3 rows, all can be ordered")).to_be_visible()
    assert sorted(field.input_value() for field in second.locator(".entry .typed").all()) == ["", "48-1007-M8", "48-2001-M8", "48-3001-M8"]


def test_a_colleague_has_a_list_of_their_own(visit: Visit):
    put(visit(KELLER, PATH), "48-1007-M8", "500")
    expect(visit(BERG, PATH).get_by_text("Nothing is typed yet.")).to_be_visible()


def test_who_may_not_fill_a_cart_finds_no_place_and_no_list(visit: Visit):
    page = visit(PETERSEN, "/")
    expect(page.get_by_role("link", name="Order", exact=True)).to_have_count(0)
    to(page, PATH)
    expect(page.get_by_role("heading", name="This is not open to you")).to_be_visible()
    expect(page.locator(".entry")).to_have_count(0)


def test_typing_goes_on_without_a_line_and_is_saved_when_it_is_back(visit: Visit):
    page = visit(KELLER, PATH)
    put(page, "48-1007-M8", "500")
    saved(page).context.set_offline(True)
    put(page, "48-2001-M8", "300")
    put(page, "48-3001-M8", "200")
    expect(page.locator(".connection .banner")).to_be_visible()
    expect(page.locator(".entry .state")).to_have_text("Saving …")
    page.context.set_offline(False)
    expect(page.get_by_text("3 rows, all can be ordered")).to_be_visible(timeout=30_000)
    to(saved(page), PATH)
    expect(page.get_by_text("3 rows, all can be ordered")).to_be_visible()


@pytest.mark.parametrize("way", ["a link", "back", "another tab"])
def test_a_row_that_is_being_saved_when_somebody_leaves_is_not_lost(visit: Visit, rows: Database, way: str):
    """The answer to the number is still on its way when the quantity is typed and the page is left."""
    page, held, holds = visit(KELLER, "/orders"), [], []

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: held.append((socket, message)) if holds else socket.send(message))

    page.route_web_socket(re.compile("_event"), between)
    to(page, "/orders")
    page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Order", exact=True).click()
    row(page, 1).get_by_role("combobox").click()
    put(page, "48-2001-M8", "300")
    saved(page)
    holds.append(True)
    put(page, "48-1007-M8", "")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("500")
    if way == "back":
        page.evaluate("history.back()")
    elif way == "a link":
        page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Approvals").click()
    else:
        page.evaluate("""() => {
            Object.defineProperty(document, "hidden", { value: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
    for _ in range(40):
        if rows.ask("SELECT typed, wanted FROM draft_row ORDER BY position") == [("48-2001-M8", 300_000_000), ("48-1007-M8", 500_000_000)]:
            break
        page.wait_for_timeout(50)
    assert rows.ask("SELECT typed, wanted FROM draft_row ORDER BY position") == [("48-2001-M8", 300_000_000), ("48-1007-M8", 500_000_000)]
    holds.clear()
    for socket, message in held:
        socket.send(message)
    if way == "another tab":
        saved(page)
    else:
        to(page, PATH)
        expect(page.get_by_text("2 rows, all can be ordered")).to_be_visible()


# --- what can be done with the list ----------------------------------------------------------------------------------


def test_the_list_is_downloaded_as_a_file_for_spreadsheets(visit: Visit):
    page = visit(KELLER, PATH, language="de")
    put(page, "48-1007-M8", "500")
    put(page, "=1+1", "3")
    saved(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Herunterladen").click()
    assert re.fullmatch(r"schnellbestellung-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    text = download.value.path().read_text("utf-8-sig")
    assert text.startswith("Artikelnummer;Eingabe;Bezeichnung;Menge;")
    assert "48-1007-M8;48-1007-M8;" in text and "'=1+1" in text


def test_the_list_is_printed_without_what_only_the_screen_needs(visit: Visit):
    page = visit(KELLER, PATH)
    put(page, "48-1007-M8", "500")
    page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    saved(page).get_by_role("button", name="Print").click()
    expect(page.locator("body[data-printed=yes]")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Remove row 1")).to_be_hidden()
    assert row(page, 1).locator(".typed").bounding_box()["width"] > 100
    expect(row(page, 2)).to_be_hidden()


def test_the_list_is_emptied_and_comes_back(visit: Visit):
    page = visit(KELLER, PATH)
    for typed, quantity in TEN[:2]:
        put(page, typed, quantity)
    page.get_by_role("button", name="More for this list").click()
    page.get_by_role("menuitem", name="Empty the list").click()
    expect(page.get_by_text("Nothing is typed yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("2 rows, all can be ordered")).to_be_visible()


# --- how it looks ----------------------------------------------------------------------------------------------------


def filled(page: Page) -> Page:
    for typed, quantity in (*TEN[:2], ("48-1O07-M9", "200"), ("48-1007-M8", "250"), ("48-2001-M8", "-1"), ("31-2204-05", "")):
        put(page, typed, quantity)
    return saved(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 360])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, width: int, theme: str):
    tall = 2400  # nothing scrolls, so nothing lies half under the title block
    page = visit(KELLER, PATH, width=width, height=tall, theme=theme, language="de" if theme == "dark" else "en")
    for look in (lambda: None, lambda: filled(page), lambda: page.keyboard.type("m8")):
        look()
        assert breaks_of_access(page) == ""
        assert sideways(page) == []
        assert fields_without_a_label(page) == []


def test_fingers_find_targets_of_44_pixels_and_a_mouse_of_24(visit: Visit):
    assert small_targets(filled(visit(KELLER, PATH, width=390, has_touch=True)), 44) == []
    assert small_targets(to(visit(KELLER, PATH), PATH), 24) == []


def test_the_focus_is_never_covered_on_the_way_through_the_list(visit: Visit):
    page = filled(visit(KELLER, PATH, height=720))
    for _ in range(40):
        page.keyboard.press("Tab")
        assert covered_by_another(page) is None
