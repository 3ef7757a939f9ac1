"""Order files in a browser: one with three errors is mended line by line and goes into a cart; what cannot be read; a reload; a mapping."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.integrations.workbooks import Tab, workbook
from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.visits import BERG, KELLER, PETERSEN, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
PATH = "/intake"
SECONDS = 60
THREE_ERRORS = """Teilenr;Menge;Text
48-1007-M8;500;Schraube
48-1O07-M8-ZN;100;mit einem O
48-3001-M8;-1;Menge fehlt
31-2204-05;24;Handschuh
31-2204-05;12;noch einmal
"""


@pytest.fixture(autouse=True)
def _nothing_left(rows: Database) -> Iterator[None]:
    """No open carts and no files, before and after."""
    _clear(rows)
    yield
    _clear(rows)


def _clear(rows: Database) -> None:
    rows.ask("DELETE FROM order_intake")
    rows.ask("DELETE FROM intake_mapping")
    rows.ask("UPDATE cart SET removed_at = changed_at WHERE removed_at IS NULL AND ordered_at IS NULL")


def hand_in(page: Page, content: str | bytes, name: str = "Bedarf_KW48.csv") -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=re.compile("Choose a file|Datei wählen")).click()
    chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": content.encode() if isinstance(content, str) else content})


def read(page: Page, content: str | bytes, name: str = "Bedarf_KW48.csv") -> Page:
    hand_in(page, content, name)
    page.wait_for_url("**/intake?read=*")
    expect(page.locator(".tally")).to_be_visible()
    return page


def line(page: Page, number: int) -> Locator:
    return page.locator(f"tr[data-line='{number}']")


def counts(page: Page) -> dict[str, int]:
    """What the strip says: all lines, and each verdict."""
    return {one.locator(".kind").inner_text(): int(one.locator(".count").inner_text()) for one in page.locator(".tally > a").all()}


def check_sum(page: Page, lines: int) -> None:
    said = counts(page)
    assert said.pop("All lines") == lines == sum(said.values())


def button(page: Page) -> Locator:
    return page.locator(".main-action .button")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_file_with_three_errors_is_mended_and_goes_into_a_cart(visit: Visit, rows: Database, width: int, capsys: pytest.CaptureFixture[str]):
    page = visit(KELLER, "/quick-order", width=width)
    started = time.monotonic()
    page.get_by_role("link", name="Upload a file or paste").click()
    read(page, THREE_ERRORS)
    expect(page.get_by_role("heading", name="6 lines read, none lost")).to_be_visible()
    check_sum(page, 6)
    expect(page.get_by_text("Need you: 3")).to_be_visible()
    line(page, 3).get_by_role("button", name="48-1007-M8-ZN").click()  # the first: a number with a letter in it
    expect(line(page, 3)).to_contain_text("Ok")
    check_sum(page, 6)
    line(page, 4).get_by_role("button", name="Change").click()  # the second: a quantity that is none
    page.get_by_label("Quantity", exact=True).fill("200")
    page.get_by_role("button", name="Take it").click()
    expect(line(page, 4)).to_contain_text("200 pcs")
    line(page, 6).get_by_role("button", name="Merge to 36").click()  # the third: the same once more
    expect(line(page, 5)).to_contain_text("With line 6 it is 36.")
    check_sum(page, 6)
    expect(page.get_by_text("Nothing is open.")).to_be_visible()
    assert small_targets(page, 24 if width > 700 else 40) == [] and sideways(page) == []
    button(page).click()
    page.wait_for_url("**/cart?cart=*")
    expect(page.locator(".split")).to_be_visible()
    seconds = time.monotonic() - started
    with capsys.disabled():
        print(f"\na file with three errors into a cart, {width} px: 8 steps, {seconds:.1f} s")
    assert seconds < SECONDS
    put = rows.ask("SELECT number, quantity / 1000000 FROM cart_line WHERE cart_id = ? ORDER BY position", page.url.partition("cart=")[2])
    assert put == [("48-1007-M8", 500), ("48-1007-M8-ZN", 100), ("48-3001-M8", 200), ("31-2204-05", 36)]


def test_what_was_mended_outlives_a_reload_and_a_part_goes_into_the_cart(visit: Visit, rows: Database):
    before = rows.one("SELECT count(*) FROM cart_line")
    page = read(visit(KELLER, PATH), THREE_ERRORS)
    line(page, 3).get_by_role("button", name="Leave out").click()
    expect(line(page, 3)).to_contain_text("You left this line out.")
    to(page, page.url)
    expect(line(page, 3)).to_contain_text("You left this line out.")
    line(page, 3).get_by_role("button", name="Undo").click()
    expect(line(page, 3)).to_contain_text("Unknown")
    button(page).click()
    expect(page.get_by_text("3 stay here until you have decided.")).to_be_visible()
    expect(line(page, 2)).to_contain_text("In the cart")
    check_sum(page, 6)
    page.locator(".tally").get_by_role("link", name="Unknown").click()
    expect(page.locator("tr[data-line]")).to_have_count(1)
    page.get_by_role("link", name="Another file").click()
    page.get_by_role("link", name="Bedarf_KW48.csv").click()
    expect(line(page, 3)).to_contain_text("Unknown")
    assert rows.one("SELECT count(*) FROM cart_line") == before + 2


def test_columns_are_changed_and_the_company_remembers(visit: Visit):
    page = read(visit(KELLER, PATH), "48-1007-M8;100;500\n31-2204-05;12;24\n48-2001-M8;100;300\n")
    expect(line(page, 1)).to_contain_text("100 pcs")
    page.get_by_role("button", name="Change the columns").click()
    columns = page.get_by_role("dialog", name="Columns of the file")
    columns.get_by_label("column 2").select_option(label="Not needed")
    columns.get_by_label("column 3").select_option(label="Quantity")
    columns.get_by_role("button", name="Read it like this").click()
    expect(line(page, 1)).to_contain_text("500 pcs")
    expect(page.locator(".source-file")).to_contain_text("remembered for your company")
    page = read(visit(BERG, PATH), "48-3001-M8;1;200\n48-2001-M8;3;300\n31-2204-05;12;24\n")
    expect(line(page, 1)).to_contain_text("200 pcs")


def test_pasted_lines_are_read_and_a_number_is_searched_where_it_stands(visit: Visit):
    page = visit(KELLER, PATH)
    page.get_by_label("Or paste lines of a spreadsheet or a mail").fill("20 x HM-2207\n48-9999-X\t100\n31-2204-05 1.000")
    page.get_by_role("button", name="Read this text").click()
    page.wait_for_url("**/intake?read=*")
    expect(page.locator(".source-file")).to_contain_text("Pasted text")
    expect(line(page, 1)).to_contain_text("100 pcs")
    line(page, 2).get_by_role("button", name="Change").click()
    field = page.get_by_label("Article number or words")
    field.fill("48-2001-M8")
    page.get_by_role("option", name=re.compile("^48-2001-M8 ")).first.click()
    page.get_by_role("button", name="Take it").click()
    expect(line(page, 2)).to_contain_text("48-2001-M8")
    check_sum(page, 3)


MISLABELLED = [
    (b"%PDF-1.7 nothing to see", "a.csv", "This file is a PDF document."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40, "a.xlsx", "protected by a password"),
    (b" \n\n", "a.csv", "This file is empty."),
    ("a;1\n" * 20_001, "a.csv", "These are more than 20,000 lines."),
    (b"PK\x03\x04 no archive", "a.xlsx", "This file is damaged"),
]


def test_what_cannot_be_read_is_said_in_a_sentence_and_nothing_is_lost(visit: Visit, rows: Database):
    page = visit(KELLER, PATH)
    for content, name, sentence in MISLABELLED:
        hand_in(page, content, name)
        expect(page.locator(".files")).to_contain_text(sentence)
    text = page.get_by_label("Or paste lines of a spreadsheet or a mail")
    text.fill("%PDF-1.7 pasted")
    page.get_by_role("button", name="Read this text").click()
    expect(page.locator(".files")).to_contain_text("This file is a PDF document.")
    expect(text).to_have_value("%PDF-1.7 pasted")
    assert rows.one("SELECT count(*) FROM order_intake") == 0
    read(page, workbook(Tab("Bestellung", [["Teilenr", "Menge"], ["48-1007-M8", 100]])), "mislabelled.csv")
    expect(page.locator(".source-file")).to_contain_text("sheet “Bestellung”")


def test_lines_are_taken_away_as_a_file(visit: Visit, tmp_path: Path):
    page = read(visit(KELLER, PATH), THREE_ERRORS)
    for words, name, lines in (("What is open as CSV", "open-lines-Bedarf_KW48.csv", 1 + 3), ("All lines as CSV", "order-lines-Bedarf_KW48.csv", 1 + 6)):
        page.get_by_role("button", name="More for this file").click()
        with page.expect_download() as coming:
            page.get_by_role("menuitem", name=words).click()
        assert coming.value.suggested_filename == name
        coming.value.save_as(tmp_path / name)
        assert len((tmp_path / name).read_text("utf-8-sig").splitlines()) == lines


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "light", "de"), (360, "dark", "en")])
def test_everybody_can_use_it(visit: Visit, width: int, theme: str, language: str):
    page = visit(KELLER, PATH, width=width, theme=theme, language=language)
    for look in (lambda: None, lambda: read(page, THREE_ERRORS), lambda: line(page, 4).get_by_role("button", name=re.compile("Change|Ändern")).click()):
        look()
        expect(page.locator("main h1")).to_be_visible()
        assert (breaks_of_access(page), fields_without_a_label(page), sideways(page)) == ("", [], [])


def test_whoever_does_not_order_reads_no_files(visit: Visit):
    page = visit(PETERSEN, PATH)
    expect(page.get_by_role("heading", name="This is not open to you")).to_be_visible()
    answer = page.evaluate("() => fetch('/files/order-intake', { method: 'POST', body: 'a;1', headers: { 'X-Portal': 'form' } }).then((one) => one.status)")
    assert answer == 403
