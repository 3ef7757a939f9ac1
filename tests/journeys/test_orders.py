"""Orders in a browser: found by the company's own number, read, ordered again with one line changed; news while one looks; no amount for who sees none."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.documents.reading import read
from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.visits import BERG, KELLER, MEYER, PETERSEN, ROTH, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
LIST = "/orders"
PARTLY = "4500-22871"
SECONDS = 60  # what somebody may take from the list to the order that is placed again


@pytest.fixture(autouse=True)
def _no_cart_is_left(rows: Database) -> Iterator[None]:
    yield
    rows.ask("UPDATE cart SET removed_at = changed_at WHERE removed_at IS NULL AND ordered_at IS NULL")


def one(rows: Database, po_number: str) -> str:
    return f"/orders/order?order={rows.one('SELECT id FROM placed_order WHERE po_number = ?', po_number)}"


def found(page: Page) -> list[str]:
    return page.locator(".table tbody .row-link").all_inner_texts()


def search(page: Page, words: str) -> None:
    page.locator("main input[name=find]").fill(words)
    page.wait_for_url(re.compile(r"find="))


# --- find, read, order again -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 360])
def test_found_by_its_number_read_and_ordered_again_with_one_line_changed(visit: Visit, rows: Database, width: int, capsys: pytest.CaptureFixture[str]):
    before = rows.one("SELECT count(*) FROM placed_order")
    page = visit(KELLER, LIST, width=width)
    started = time.monotonic()
    search(page, PARTLY)
    expect(page.locator(".table tbody tr")).to_have_count(1)
    page.locator(".table .row-link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Order O-")
    way = page.locator(".steps")
    expect(way).to_contain_text("Approved")
    expect(way.locator("[aria-current=step]")).to_contain_text("Partly shipped")
    expect(page.locator("section").filter(has_text="2 deliveries")).to_contain_text("NF")
    expect(page.locator(".timeline")).to_contain_text("Line 4 first, please.")
    page.get_by_role("button", name="Order again").click()
    box = page.locator("dialog[open]")
    expect(box.get_by_role("status")).to_have_text("4 of 4 lines chosen")
    amount = box.get_by_label("Quantity of 48-1007-M8")
    expect(amount).to_have_value("2,000")
    amount.fill("300")
    for place in (1, 3):
        box.get_by_role("checkbox").nth(place).uncheck()
    expect(box.get_by_role("status")).to_have_text("2 of 4 lines chosen")
    box.get_by_role("button", name="Into a new cart").click()
    page.wait_for_url("**/cart?cart=*")
    expect(page.get_by_label("Quantity of 48-1007-M8")).to_have_value("300")
    for number in ("77-0110-05", "60-4410-02"):
        expect(page.get_by_label(f"Quantity of {number}")).to_have_count(0)
    page.locator("main .fields select[name=cost_centre_id]").select_option(label="4711 Maintenance")
    button = page.locator(".main-action .button").last
    expect(button).to_have_text(re.compile(r"Order now, [\d.,]+\sEUR net"))
    expect(page.locator(".toast").first).to_be_visible()
    button.click(trial=True, timeout=2_000)  # the news of what was taken out lie beside it, not on it
    button.click()
    page.wait_for_url("**/cart/ordered?order=*")
    page.get_by_role("link", name="To the order", exact=True).click()
    expect(page.locator(".steps")).to_contain_text("Ordered")
    seconds, steps = time.monotonic() - started, 9
    with capsys.disabled():
        print(f"\nfound, read, ordered again with one line changed, {width} px: {steps} steps, {seconds:.1f} s")
    assert seconds < SECONDS
    assert rows.one("SELECT count(*) FROM placed_order") == before + 1
    ((number, quantity),) = rows.ask(
        "SELECT l.number, l.quantity FROM order_line l JOIN placed_order o ON o.id = l.order_id WHERE l.position = 1 ORDER BY o.number DESC LIMIT 1"
    )
    assert (number, quantity) == ("48-1007-M8", 300_000_000)


def test_what_changed_since_then_is_shown_before_the_cart_and_can_be_left(visit: Visit, rows: Database):
    page = visit(KELLER, f"{LIST}?find=spares&state=invoiced")
    page.locator(".table .row-link").last.click()
    page.get_by_role("button", name="Order again").click()
    box = page.locator("dialog[open]")
    box.get_by_role("button", name="Choose none").click()
    box.get_by_role("button", name="Into a new cart").click()
    expect(box.get_by_role("alert")).to_contain_text("Please choose at least one line.")
    box.get_by_role("button", name="Choose all").click()
    box.get_by_role("button", name="Into a new cart").click()
    expect(box).to_contain_text("77-0110-05")
    expect(box.locator(".diff")).to_have_count(1)
    box.get_by_role("button", name="Leave it").click()
    expect(page.get_by_text("The new cart is removed.")).to_be_visible()
    page.get_by_role("button", name="Order again").click()
    box.get_by_role("button", name="Into a new cart").click()
    box.get_by_role("button", name="To the cart").click()
    page.wait_for_url("**/cart?cart=*")
    expect(page.get_by_label("Quantity of 77-0110-05")).to_have_value("10")


def test_filters_stand_in_the_address_and_pages_turn(visit: Visit):
    page = visit(BERG, LIST)
    expect(page.locator(".table tbody tr")).to_have_count(25)
    page.get_by_role("button", name="Next page").click()
    page.wait_for_url("**/orders?page=2")
    expect(page.get_by_role("button", name="Next page")).to_be_disabled()
    page.locator("main select[name=state]").select_option(label="Waits for approval")
    page.wait_for_url("**/orders?state=waiting")
    expect(page.locator(".table tbody tr")).to_have_count(2)
    page.locator("main select[name=centre]").select_option(label="4730 Safety")
    expect(page.locator(".table tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".table tbody tr")).to_have_count(25)
    search(page, "no such order")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()


# --- taking back, asking to cancel -----------------------------------------------------------------------------------


def test_the_supplier_is_asked_to_cancel_and_the_page_says_so(visit: Visit, rows: Database):
    page = visit(BERG, one(rows, "4500-22899"))
    page.get_by_role("button", name="Ask to cancel").click()
    box = page.locator("dialog[open]")
    box.get_by_label("Why").fill("Ordered twice.")
    box.get_by_role("button", name="Ask to cancel").click()
    expect(page.get_by_text("The supplier was asked to cancel this order.")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("Anna Berg asked to cancel it")
    expect(page.get_by_role("button", name="Ask to cancel")).to_have_count(0)


def test_another_companys_order_and_nonsense_are_unknown(visit: Visit, rows: Database):
    theirs = rows.one("SELECT id FROM placed_order WHERE po_number = 'SV-7100'")
    for wanted in (theirs, "nonsense", ""):
        page = visit(KELLER, f"/orders/order?order={wanted}")
        expect(page.get_by_role("link", name="To the orders")).to_be_visible()
        expect(page.locator(".steps")).to_have_count(0)


# --- news ------------------------------------------------------------------------------------------------------------


def test_news_of_an_order_reach_the_page_that_is_open(visit: Visit, rows: Database):
    page = visit(KELLER, one(rows, "4500-22901"))
    expect(page.locator(".head .stamp")).to_contain_text("No answer yet")
    rows.ask("UPDATE placed_order SET state = 'confirmed' WHERE po_number = '4500-22901'")
    expect(page.locator(".head .stamp")).to_contain_text("Confirmed", timeout=8_000)
    expect(page.get_by_text(re.compile("News of O-.*: Confirmed."))).to_be_visible()


# --- papers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (360, "de")])
def test_the_confirmation_is_fetched_in_both_languages(visit: Visit, rows: Database, width: int, language: str):
    names = {"en": ("Order confirmation (PDF)", "the same in German"), "de": ("Auftragsbestätigung (PDF)", "dasselbe auf Englisch")}[language]
    page = visit(KELLER, one(rows, PARTLY), width=width, language=language)
    titles = {"en": ("Order confirmation", "Auftragsbestätigung"), "de": ("Auftragsbestätigung", "Order confirmation")}[language]
    for name, title in zip(names, titles, strict=True):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        told = read(download.value.path().read_bytes())
        assert title in told.text and PARTLY in told.text and {"Order confirmation": "VAT 19 %", "Auftragsbestätigung": "Umsatzsteuer 19 %"}[title] in told.text
    expect(page.locator(".steps")).to_be_visible()  # the page stays


def test_what_is_not_confirmed_has_a_summary(visit: Visit, rows: Database):
    order = rows.one("SELECT id FROM placed_order WHERE state = 'sent' ORDER BY id DESC LIMIT 1")
    page = visit(BERG, f"/orders/order?order={order}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Order summary (PDF)").click()
    assert download.value.suggested_filename.startswith("order-summary-O-")
    assert "This is no order confirmation" in read(download.value.path().read_bytes()).text


# --- amounts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", [MEYER, PETERSEN])
def test_who_sees_no_amounts_is_sent_none(visit: Visit, rows: Database, reader: str):
    """Neither on the page nor in what the socket brings."""
    order = rows.one("SELECT id FROM placed_order WHERE po_number = ?", PARTLY)
    nets = [rows.one("SELECT net FROM placed_order WHERE id = ?", order), *(net for (net,) in rows.ask("SELECT net FROM order_line WHERE order_id = ?", order))]
    amounts = [f"{net / 1_000_000:,.2f}" for net in nets]
    page = visit(reader, "/")
    brought: list[str] = []
    page.on("websocket", lambda socket: _listen(socket, brought))
    to(page, f"{LIST}?find={PARTLY}")
    expect(page.locator(".table tbody tr")).to_have_count(1)
    seen = page.content()
    to(page, f"/orders/order?order={order}")
    expect(page.locator(".steps")).to_be_visible()
    told = seen + page.content() + "".join(brought)
    assert len(brought) > 3 and PARTLY in "".join(brought)
    assert [amount for amount in amounts if amount in told or amount.replace(",", "") in told] == []
    expect(page.get_by_role("columnheader", name="Line net")).to_have_count(0)
    expect(page.get_by_role("button", name="Order again")).to_have_count(0)


def _listen(socket: WebSocket, brought: list[str]) -> None:
    socket.on("framereceived", lambda frame: brought.append(frame if isinstance(frame, str) else frame.decode("utf-8", "replace")))


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, rows: Database, width: int, theme: str):
    page = visit(KELLER, LIST, width=width, theme=theme, language="de" if theme == "dark" else "en")

    def well() -> None:
        assert breaks_of_access(page) == ""
        assert sideways(page) == []
        assert fields_without_a_label(page) == []

    well()
    to(page, f"{LIST}?find=nothing+like+it&state=open")
    well()  # without rows
    to(page, one(rows, PARTLY))
    well()
    to(page, "/orders/order?order=nonsense")
    well()
    old = rows.one("SELECT id FROM placed_order WHERE name = 'Line 4 spares' AND state = 'invoiced' ORDER BY placed_at LIMIT 1")
    to(page, f"/orders/order?order={old}")
    page.locator(".main-action .button").last.click()
    expect(page.locator("dialog[open] [role=status]")).to_be_visible()
    well()  # which lines
    page.locator("dialog[open] .button[type=submit]").click()
    expect(page.locator("dialog[open] .diff")).to_be_visible()
    well()  # with what changed since then


def test_fingers_find_targets_of_44_pixels_and_a_mouse_of_24(visit: Visit, rows: Database):
    page = visit(ROTH, LIST, width=390, has_touch=True)
    assert small_targets(page, 44) == []
    assert small_targets(to(visit(KELLER, LIST), one(rows, PARTLY)), 24) == []
