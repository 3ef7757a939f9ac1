"""The back office in a browser: a buyer orders, staff confirm and ship a part, the buyer sees it, staff ship the rest and write the invoice.

And its stock, the way to the ERP with the demo's clock, and who sees none of it.
"""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.visits import KELLER, LANG, LUND, THODE, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
ORDERS, STOCK, LINE = "/staff/orders", "/staff/stock", "/staff/erp"
LEAVES = 45_000  # milliseconds: the time in which an order can be taken back, and a round of the outbox
BOLTS, GLOVES = "48-1007-M8", "31-2204-05"


@pytest.fixture(autouse=True)
def _by_hand(rows: Database) -> Iterator[None]:
    """The demo's clock stands, so that nobody but the test moves an order; afterwards it runs as before."""
    rows.ask("INSERT OR REPLACE INTO erp_clock (name, stopped_at, stopped_by) VALUES ('demo', '2026-01-05 08:00:00.000000', 'the journey')")
    yield
    rows.ask("DELETE FROM erp_clock")
    rows.ask("DELETE FROM draft_row")
    rows.ask("UPDATE cart SET removed_at = changed_at WHERE removed_at IS NULL AND ordered_at IS NULL")


def ordered(page: Page, rows: Database) -> str:
    """Two lines, by keys, into a cart and sent; the portal's number of the order."""
    expect(page.locator(".entry tr.next .typed")).to_be_focused()
    for text in (BOLTS, "500", GLOVES, "24"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Into the cart").click()
    page.wait_for_url("**/cart?cart=*")
    page.locator("main .fields select[name=cost_centre_id]").select_option(label="4711 Maintenance")
    button = page.locator(".main-action .button").last
    expect(button).to_have_text(re.compile(r"Order now"))
    button.click()
    page.wait_for_url("**/cart/ordered?order=*")
    return rows.one("SELECT number FROM placed_order ORDER BY placed_at DESC LIMIT 1")


def box(page: Page) -> Locator:
    return page.locator("dialog[open]")


def stamp(page: Page) -> Locator:
    return page.locator("main .head .stamp").first


@pytest.mark.parametrize("width", [1280, 360])
def test_ordered_confirmed_shipped_in_parts_and_invoiced(visit: Visit, rows: Database, width: int, capsys: pytest.CaptureFixture[str]):
    buyer = visit(KELLER, "/quick-order", width=width)
    started = time.monotonic()
    number = ordered(buyer, rows)
    order_id = rows.one("SELECT id FROM placed_order WHERE number = ?", number)

    staff = visit(THODE, f"{ORDERS}?find={number}", width=width)
    link = staff.locator(".table .row-link")
    expect(link).to_have_count(1, timeout=LEAVES)  # it comes while one looks
    link.click()
    expect(stamp(staff)).to_have_text("To be confirmed")
    staff.get_by_role("button", name="Confirm", exact=True).click()
    expect(box(staff).locator("input[type=date]")).to_have_count(2)
    box(staff).get_by_role("button", name="Confirm", exact=True).click()
    expect(stamp(staff)).to_have_text("To be picked")
    staff.get_by_role("button", name="Pick", exact=True).click()
    expect(stamp(staff)).to_have_text("To be shipped")

    staff.get_by_role("button", name="Ship", exact=True).click()
    first = box(staff).get_by_label(re.compile(f"^{BOLTS}"))
    expect(first).to_have_value("500")
    for wrong, sentence in (
        ("-1", "more than 0"),
        ("1.000,5", "So much of it is not picked"),
        ("1000000000", "So much of it is not picked"),
        ("many", "not a quantity"),
    ):
        first.fill(wrong)
        box(staff).get_by_role("button", name="Ship", exact=True).click()
        expect(box(staff).locator(".field .wrong")).to_contain_text(sentence)
        expect(first).to_have_value(wrong)
    first.fill("200")
    box(staff).get_by_label(re.compile(f"^{GLOVES}")).fill("")
    box(staff).get_by_label("Tracking number").fill("NF-4711")
    box(staff).get_by_role("button", name="Ship", exact=True).dblclick()
    expect(stamp(staff)).to_have_text("Partly shipped")
    expect(staff.locator("section").filter(has_text="Deliveries and invoice")).to_contain_text("NF-4711")

    to(buyer, f"/orders/order?order={order_id}")
    expect(buyer.locator(".steps [aria-current=step]")).to_contain_text("Partly shipped", timeout=LEAVES)
    expect(buyer.locator("section").filter(has_text="deliver").filter(has_text="NF-4711").first).to_contain_text("200")

    staff.get_by_role("button", name="Ship", exact=True).click()
    expect(first).to_have_value("300")
    box(staff).get_by_role("button", name="Ship", exact=True).click()
    expect(stamp(staff)).to_have_text("To be invoiced")
    staff.get_by_role("button", name="Write the invoice").click()
    expect(stamp(staff)).to_have_text("Invoiced")
    expect(buyer.locator(".steps")).to_contain_text("Invoiced", timeout=LEAVES)
    expect(buyer.locator("main .head .stamp").first).to_have_text("Invoiced", timeout=LEAVES)
    seconds, steps = time.monotonic() - started, 17
    with capsys.disabled():
        print(f"\nordered, confirmed, shipped in two parts, invoiced, {width} px: {steps} steps, {seconds:.1f} s with the time to take back")
    shipped = rows.ask("SELECT l.quantity, l.shipped FROM order_line l WHERE l.order_id = ? ORDER BY l.position", order_id)
    assert shipped == [(500_000_000, 500_000_000), (24_000_000, 24_000_000)]
    taken = rows.one("SELECT count(*) FROM erp_delivery d JOIN erp_order o ON o.id = d.order_id WHERE o.order_number = ?", number)
    assert taken == 2  # and not three, though "Ship" was clicked twice


def test_stock_is_counted_booked_in_and_expected(visit: Visit, rows: Database):
    page = visit(THODE, f"{STOCK}?find={BOLTS}&at=" + rows.one("SELECT code FROM erp_warehouse ORDER BY place LIMIT 1"))
    page.locator(".table .row-link").first.click()
    pane = page.locator("aside.pane")
    counted = pane.get_by_label("Counted quantity")
    before = int(rows.one("SELECT s.on_hand FROM erp_stock s JOIN erp_warehouse w ON w.id = s.warehouse_id WHERE s.number = ? ORDER BY w.place", BOLTS) / 10**6)
    counted.fill("-5")
    pane.get_by_role("button", name="Put the count right").click()
    expect(pane.locator(".field .wrong")).to_contain_text("0 or more")
    counted.fill(str(before + 10))
    pane.get_by_role("button", name="Put the count right").click()
    expect(page.locator(".toast").filter(has_text="is put right")).to_be_visible()
    form = pane.get_by_role("form", name="Goods came in")
    form.get_by_label("Quantity").fill("15")
    form.get_by_role("button", name="Book them in").dblclick()
    expect(page.locator(".toast").filter(has_text="has come in")).to_be_visible()
    day = rows.one("SELECT date('now', '+40 days')")
    form = pane.get_by_role("form", name="On its way")
    form.get_by_label("Expected on").fill(day)
    form.get_by_label("Quantity").fill("250")
    form.get_by_role("button", name="Keep it").click()
    expect(pane.locator("li").filter(has_text="250")).to_have_count(1)
    now = rows.one("SELECT s.on_hand FROM erp_stock s JOIN erp_warehouse w ON w.id = s.warehouse_id WHERE s.number = ? ORDER BY w.place", BOLTS)
    assert now == (before + 25) * 10**6


def test_the_clock_is_started_and_stopped_by_staff(visit: Visit, rows: Database):
    page = visit(THODE, LINE)
    expect(page.get_by_text("the journey stopped the clock")).to_be_visible()
    page.get_by_role("button", name="Let the clock run").click()
    expect(page.get_by_text("The clock runs: every 2 minutes")).to_be_visible()
    page.get_by_role("button", name="Stop the clock").click()
    expect(page.get_by_text("stopped the clock")).to_be_visible()
    assert rows.one("SELECT stopped_by FROM erp_clock") != "the journey"


def test_what_was_laid_aside_is_tried_again(visit: Visit, rows: Database):
    rows.ask(
        "INSERT INTO outbox_message (id, topic, payload, created_at, run_at, attempts, dead_at, last_error) "
        "SELECT '01JOURNEYOFTHEBACKOFFICE01', 'erp.changed', '{\"number\": \"A999999\"}', run_at, run_at, 8, run_at, 'Hopeless: no such key' "
        "FROM outbox_message LIMIT 1"
    )
    page = visit(THODE, LINE)
    row = page.locator(".table tbody tr").filter(has_text="A999999")
    expect(row).to_contain_text("Hopeless: no such key")
    row.get_by_role("button", name="Try again: News to be fetched").click()
    expect(row).to_have_count(0)
    assert rows.one("SELECT done_at IS NOT NULL FROM outbox_message WHERE id = '01JOURNEYOFTHEBACKOFFICE01'")


def test_a_representative_sees_orders_and_moves_none(visit: Visit):
    page = visit(LUND, f"{ORDERS}?state=all")
    expect(page.get_by_role("navigation", name="Back office")).to_have_count(0)
    page.goto(STOCK)
    expect(page.locator("main table")).to_have_count(0)
    page.goto(LINE)
    expect(page.get_by_role("button", name="Stop the clock")).to_have_count(0)


def test_for_people_of_a_company_there_is_no_such_page(visit: Visit):
    page = visit(LANG, "/")
    expect(page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Back office")).to_have_count(0)
    for path in (ORDERS, f"{ORDERS}/order?number=A000001", STOCK, LINE):
        page.goto(path)
        expect(page.locator("main table")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, rows: Database, width: int, theme: str):
    page = visit(THODE, f"{ORDERS}?state=all", width=width, theme=theme, language="de" if theme == "dark" else "en")
    number = rows.ask("SELECT number FROM erp_order ORDER BY received_at DESC LIMIT 1")
    paths = [f"{ORDERS}?find=nothing", STOCK, f"{STOCK}?row=nonsense", LINE, f"{ORDERS}/order?number=nonsense"]
    paths += [f"{ORDERS}/order?number={number[0][0]}"] if number else []
    for path in (f"{ORDERS}?state=all", *paths):
        to(page, path)
        assert breaks_of_access(page) == "", path
        assert sideways(page) == [], path
        assert fields_without_a_label(page) == [], path


def test_fingers_find_targets_of_44_pixels(visit: Visit):
    page = visit(THODE, STOCK, width=390, has_touch=True)
    for path in (STOCK, ORDERS, LINE):
        assert small_targets(to(page, path), 44) == [], path
