"""The cart in a browser: from known numbers to an order, one order whatever is pressed, and back again; on desk and phone."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.visits import BERG, KELLER, PETERSEN, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
QUICK, CART = "/quick-order", "/cart"
FEW = (("48-1007-M8", "500"), ("48-2001-M8", "300"), ("31-2204-05", "24"))
SECONDS = 60  # what somebody may take from the first number to the order (design, rule 70)


@pytest.fixture(autouse=True)
def _nothing_ordered_yet(rows: Database) -> Iterator[None]:
    """Carts and drafts of the demo's buyer begin empty; orders stay, as they do in life."""
    yield
    rows.ask("DELETE FROM draft_row")
    rows.ask("UPDATE cart SET removed_at = changed_at WHERE removed_at IS NULL AND ordered_at IS NULL")


def fill(page: Page, *lines: tuple[str, str]) -> Page:
    """Type these into the quick order by keys and put them into the cart."""
    expect(page.locator(".entry tr.next .typed")).to_be_focused()
    for typed, quantity in lines or FEW:
        for text in (typed, quantity):
            page.keyboard.type(text)
            page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("Into the cart|In den Warenkorb")).click()
    page.wait_for_url("**/cart?cart=*")
    expect(page.locator(".split")).to_be_visible()
    return page


def book_on(page: Page, centre: str = "4711 Maintenance") -> None:
    page.locator("main .fields select[name=cost_centre_id]").select_option(label=centre)
    expect(button(page)).to_be_enabled()


def button(page: Page) -> Locator:
    return page.locator(".main-action .button")


def orders(rows: Database) -> list[tuple]:
    return rows.ask("SELECT number, state FROM placed_order ORDER BY number")


def make_one_change(rows: Database) -> None:
    """The washers cost less when they were put than they do now."""
    rows.ask("UPDATE cart_line SET seen_price = seen_price - 250000 WHERE number = '48-2001-M8'")


# --- from known numbers to an order ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 360])
def test_known_numbers_a_difference_accepted_and_ordered(visit: Visit, rows: Database, width: int, capsys: pytest.CaptureFixture[str]):
    before = len(orders(rows))
    page = visit(KELLER, QUICK, width=width)
    started = time.monotonic()
    fill(page)
    book_on(page)
    waited = time.monotonic()
    make_one_change(rows)
    to(page, page.url)
    looked = time.monotonic() - waited  # the price changes on its own; nobody waits for that
    changed = page.get_by_role("region", name="What changed")
    expect(changed).to_contain_text("Price changed: 48-2001-M8")
    expect(changed).to_contain_text("300 pcs cost 0.75 EUR more")
    expect(button(page)).to_be_disabled()
    changed.get_by_role("button", name="Accept").click()
    expect(changed).to_have_count(0)
    expect(button(page)).to_have_text(re.compile(r"Order now, [\d.,]+\sEUR net"))
    net = re.search(r"\d[\d.,]*", button(page).inner_text())[0]
    button(page).click()
    page.wait_for_url("**/cart/ordered?order=*")
    expect(page.get_by_role("heading", name="Ordered")).to_be_visible()
    seconds, steps = time.monotonic() - started - looked, len(FEW) * 4 + 4
    with capsys.disabled():
        print(f"\nknown numbers, a difference accepted, ordered, {width} px: {steps} steps, {seconds:.1f} s")
    assert seconds < SECONDS
    expect(page.locator(".facts")).to_contain_text(f"{net} EUR")
    assert len(orders(rows)) == before + 1
    assert rows.ask("SELECT net FROM placed_order ORDER BY number DESC LIMIT 1") == [(int(float(net.replace(",", "")) * 100) * 10_000,)]


def test_above_the_limit_it_says_who_decides_before_and_after_the_button(visit: Visit, rows: Database):
    page = visit(KELLER, QUICK)
    fill(page, ("31-2204-05", "120"))
    book_on(page, "4712 Tools")
    ahead = page.locator(".side")
    expect(ahead).to_contain_text("The order waits for Anna Berg")
    expect(ahead).to_contain_text("the limit is 500.00 EUR")
    expect(ahead).to_contain_text("less no approval is needed")
    expect(page.locator(".side .meter")).to_have_count(1)
    expect(button(page)).to_have_text(re.compile(r"Send [\d.,]+\sEUR net for approval"))
    button(page).click()
    expect(page.get_by_role("heading", name="Sent for approval")).to_be_visible()
    expect(page.locator(".numbered")).to_contain_text("It waits for Anna Berg")
    assert orders(rows)[-1][1] == "waiting"
    page.get_by_role("button", name="Take it back").click()
    page.wait_for_url("**/cart?cart=*")
    expect(page.get_by_label("Quantity of 31-2204-05")).to_have_value("120")
    assert orders(rows)[-1][1] == "cancelled"


# --- one order -------------------------------------------------------------------------------------------------------


def test_double_click_back_reload_and_a_second_tab_make_one_order(visit: Visit, rows: Database):
    before = len(orders(rows))
    page = visit(KELLER, QUICK)
    fill(page)
    book_on(page)
    second = to(page.context.new_page(), page.url)
    expect(button(second)).to_be_enabled()
    button(page).dblclick()
    page.wait_for_url("**/cart/ordered?order=*")
    ordered = page.url
    to(page, ordered)
    expect(page.get_by_role("heading", name="Ordered")).to_be_visible()
    page.go_back()
    expect(page).not_to_have_url(re.compile("/cart"))
    button(second).click()
    second.wait_for_url("**/cart/ordered?order=*")
    assert second.url == ordered
    assert len(orders(rows)) == before + 1


def test_what_changed_in_another_tab_is_shown_and_not_ordered(visit: Visit, rows: Database):
    before = len(orders(rows))
    page = visit(KELLER, QUICK)
    fill(page)
    book_on(page)
    second = to(page.context.new_page(), page.url)
    amount = second.get_by_label("Quantity of 31-2204-05")
    amount.fill("36")
    amount.press("Tab")
    expect(second.locator(".side .totals")).not_to_contain_text("172.71")
    expect(amount).to_have_value("36")
    button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("Something changed since you looked")
    expect(page.get_by_label("Quantity of 31-2204-05")).to_have_value("36")
    assert len(orders(rows)) == before
    amount.fill("24")
    amount.press("Tab")
    expect(amount).to_have_value("24")
    second.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
    old = page.get_by_label("Quantity of 31-2204-05")
    old.fill("48")
    old.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("it says 24 there. You entered 48.")


def test_it_is_taken_back_while_it_has_not_left(visit: Visit, rows: Database):
    page = visit(KELLER, QUICK)
    fill(page)
    book_on(page)
    button(page).press("Enter")
    page.wait_for_url("**/cart/ordered?order=*")
    page.get_by_role("button", name="Take it back").click()
    page.wait_for_url("**/cart?cart=*")
    expect(page.get_by_label("Quantity of 48-1007-M8")).to_have_value("500")
    expect(button(page)).to_be_enabled()
    assert orders(rows)[-1][1] == "cancelled"
    button(page).click()
    page.wait_for_url("**/cart/ordered?order=*")
    assert orders(rows)[-1][1] == "approved"
    expect(page.get_by_text("It has left for the supplier.")).to_be_visible(timeout=40_000)
    expect(page.get_by_role("button", name="Take it back")).to_have_count(0)


# --- lines and places ------------------------------------------------------------------------------------------------


def test_quantities_are_corrected_refused_with_a_sentence_and_lines_come_back(visit: Visit):
    page = visit(KELLER, QUICK)
    fill(page)
    amount = page.get_by_label("Quantity of 48-1007-M8")
    amount.fill("250")
    amount.press("Tab")
    expect(amount).to_have_value("300")
    expect(page.get_by_text("Packs of 100: 250 becomes 300.")).to_be_visible()
    amount.fill("-1")
    amount.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("Please enter a quantity above 0.")
    expect(amount).to_have_value("-1")
    page.get_by_role("button", name="Take out 48-2001-M8").click()
    expect(page.locator(".table tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".table tbody tr")).to_have_count(3)


def test_a_line_goes_elsewhere_than_its_cart(visit: Visit):
    page = visit(KELLER, QUICK)
    fill(page)
    book_on(page)
    page.get_by_role("button", name="change for 48-2001-M8").click()
    box = page.locator("dialog[open]")
    box.get_by_label("Cost centre").select_option(label="4712 Tools")
    box.get_by_role("button", name="Save").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("button", name="change for 48-2001-M8")).to_contain_text("4712")
    expect(page.locator(".head .sub")).to_contain_text("2 cost centres")
    expect(page.locator(".side .meter")).to_have_count(2)
    to(page, page.url)
    expect(page.get_by_role("button", name="change for 48-2001-M8")).to_contain_text("4712")


def test_several_carts_a_colleague_and_the_way_back(visit: Visit):
    page = visit(KELLER, QUICK)
    fill(page)
    page.get_by_role("button", name="More for this cart").click()
    page.get_by_role("menuitem", name="Another cart").click()
    page.locator("dialog[open]").get_by_label("Name of the cart").fill("Shutdown line 4")
    page.locator("dialog[open]").get_by_role("button", name="Open the cart").click()
    expect(page.get_by_role("heading", level=1, name="Shutdown line 4")).to_be_visible()
    expect(page.get_by_role("navigation", name="Your carts").get_by_role("link")).to_have_count(2)
    page.get_by_role("button", name="More for this cart").click()
    page.get_by_role("menuitem", name="Remove this cart").click()
    expect(page.get_by_role("navigation", name="Your carts")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1, name="Shutdown line 4")).to_be_visible()
    page.get_by_role("button", name="More for this cart").click()
    page.get_by_role("menuitem", name="Hand to a colleague").click()
    page.locator("dialog[open]").get_by_text("Anna Berg").click()
    page.locator("dialog[open]").get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text("The cart is with Anna Berg now.")).to_be_visible()
    theirs = visit(BERG, CART)
    expect(theirs.get_by_role("heading", level=1, name="Shutdown line 4")).to_be_visible()


def test_who_may_not_fill_a_cart_finds_no_place_and_no_cart(visit: Visit):
    page = visit(PETERSEN, "/")
    expect(page.get_by_role("link", name="Cart", exact=True)).to_have_count(0)
    to(page, CART)
    expect(page.get_by_role("heading", name="This is not open to you")).to_be_visible()


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, rows: Database, width: int, theme: str):
    page = visit(KELLER, CART, width=width, theme=theme, language="de" if theme == "dark" else "en")

    def well() -> None:
        assert breaks_of_access(page) == ""
        assert sideways(page) == []
        assert fields_without_a_label(page) == []

    well()  # without a cart
    fill(to(page, QUICK))
    well()  # with a problem
    page.locator("main .fields select[name=cost_centre_id]").select_option(index=1)
    make_one_change(rows)
    to(page, page.url)
    expect(page.locator(".diff").first).to_be_visible()
    well()
    page.locator(".goes-to").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()
    well()
    page.keyboard.press("Escape")
    page.locator(".note .button").first.click()
    button(page).click()
    page.wait_for_url("**/cart/ordered?order=*")
    expect(page.locator(".numbered")).to_be_visible()
    well()


def test_fingers_find_targets_of_44_pixels_and_a_mouse_of_24(visit: Visit):
    assert small_targets(fill(visit(KELLER, QUICK, width=390, has_touch=True)), 44) == []
    assert small_targets(to(visit(KELLER, CART), CART), 24) == []
