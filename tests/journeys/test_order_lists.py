"""Order lists in a browser: saved from a cart, shared, used by a colleague; two people in one list; what nobody may see."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.visits import KELLER, MEYER, ROTH, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
LISTS = "/lists"
SECONDS = 60  # what two people may take from the order to the colleague's cart
JENSEN, CARSTENS, BRENNAN = "o.jensen@hansen-mb.example", "f.carstens@hansen-mb.example", "siobhan.kelly@shannonvalve.example"
OF_THE_DEMO = ("Line 4, every Monday", "Assembly, hall 3", "Safety at work")


@pytest.fixture(autouse=True)
def _nothing_is_left(rows: Database) -> Iterator[None]:
    lines = rows.ask("SELECT id, product_id, number, name, quantity, removed_at FROM order_list_line")
    yield
    rows.ask("UPDATE cart SET removed_at = changed_at WHERE removed_at IS NULL AND ordered_at IS NULL")
    rows.ask("UPDATE order_list SET removed_at = changed_at WHERE name NOT IN (?, ?, ?)", *OF_THE_DEMO)
    known = {line[0] for line in lines}
    for (line_id,) in rows.ask("SELECT id FROM order_list_line"):
        if line_id not in known:
            rows.ask("UPDATE order_list_line SET removed_at = '2026-01-01' WHERE id = ?", line_id)
    for line_id, *values in lines:
        rows.ask("UPDATE order_list_line SET product_id = ?, number = ?, name = ?, quantity = ?, removed_at = ? WHERE id = ?", *values, line_id)


def the_list(rows: Database, name: str) -> str:
    return f"/lists/list?id={rows.one('SELECT id FROM order_list WHERE name = ? ORDER BY id DESC LIMIT 1', name)}"


def menu(page: Page, name: str, entry: str) -> None:
    page.get_by_role("button", name=name).click()
    page.get_by_role("menuitem", name=entry).click()


# --- save, share, use ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 360])
def test_a_list_is_saved_from_an_order_shared_and_used_by_a_colleague(visit: Visit, rows: Database, width: int, capsys: pytest.CaptureFixture[str]):
    order = rows.one("SELECT id FROM placed_order WHERE po_number = '4500-22871'")
    mia = visit(ROTH, LISTS, width=width)
    expect(mia.locator(".table .row-link").filter(has_text="Line 4, shutdown")).to_have_count(0)
    page = visit(KELLER, f"/orders/order?order={order}", width=width)
    started = time.monotonic()
    page.get_by_role("button", name="Save as order list").click()
    page.locator("dialog[open]").get_by_label("Name of the order list").fill("Line 4, shutdown")
    page.locator("dialog[open]").get_by_role("button", name="Save the list").click()
    expect(page.get_by_text("Saved in the order list “Line 4, shutdown”.")).to_be_visible()
    to(page, LISTS)
    page.locator(".table .row-link").filter(has_text="Line 4, shutdown").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Line 4, shutdown")
    page.get_by_role("button", name="Share").click()
    box = page.locator("dialog[open]")
    box.get_by_label("Chosen colleagues").check()
    box.get_by_label("Mia Roth").check()
    box.get_by_role("button", name="Save").click()
    expect(page.locator(".head .sub")).to_contain_text("You share it: 1 colleague.")
    mia = to(mia, LISTS)
    mia.locator(".table .row-link").filter(has_text="Line 4, shutdown").click()
    expect(mia.locator(".head .sub")).to_contain_text("Jan Keller shares it: 1 colleague. It is for you to use.")
    mia.get_by_role("button", name="Order from this list").click()
    box = mia.locator("dialog[open]")
    expect(box.get_by_role("status")).to_contain_text("4 of 4 lines chosen")
    box.get_by_label("Quantity of 48-1007-M8").fill("250")
    box.get_by_role("checkbox").nth(3).uncheck()
    expect(box.get_by_role("status")).to_contain_text("3 of 4 lines chosen")
    expect(box).to_contain_text("Packs of 100: 250 becomes 300.")
    expect(box.get_by_role("status")).to_contain_text(re.compile(r"Net [\d.,]+\sEUR"))
    box.get_by_role("button", name="Into the cart").click()
    mia.wait_for_url("**/cart?cart=*")
    expect(mia.get_by_label("Quantity of 48-1007-M8")).to_have_value("300")
    seconds, steps = time.monotonic() - started, 13
    with capsys.disabled():
        print(f"\na list saved, shared, used by a colleague, {width} px: {steps} steps, {seconds:.1f} s")
    assert seconds < SECONDS
    assert (
        rows.one("SELECT quantity FROM order_list_line l JOIN order_list o ON o.id = l.list_id WHERE o.name = 'Line 4, shutdown' AND l.position = 1")
        == 2_000_000_000
    )


def test_a_cart_and_the_quick_order_are_saved_and_what_no_list_can_hold_is_said(visit: Visit, rows: Database):
    page = visit(KELLER, "/quick-order")
    grid = page.locator(".entry")
    grid.locator("tr.next .typed").focus()
    for text in ("48-1007-M8", "300", "no such number", "5"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(grid.locator(".state")).to_have_attribute("data-state", "saved")
    expect(page.locator("main")).to_contain_text("2 rows, 1 to look at")
    page.get_by_role("button", name="Into an order list").click()
    box = page.locator("dialog[open]")
    box.get_by_label("Into", exact=True).select_option(label="Assembly, hall 3")
    box.get_by_role("button", name="Save the list").click()
    expect(page.get_by_text("In the list: 1 of 2 lines.")).to_be_visible()
    page.get_by_role("button", name="Into the cart").click()
    page.wait_for_url("**/cart?cart=*")
    menu(page, "More for this cart", "Save as order list")
    box.get_by_role("button", name="Save the list").click()
    expect(page.get_by_text("Saved in the order list")).to_be_visible()
    to(page, the_list(rows, "Assembly, hall 3"))
    expect(page.get_by_label("Quantity of 48-1007-M8")).to_have_value("300")
    to(page, "/quick-order")
    page.get_by_role("button", name="More for this list").click()
    page.get_by_role("menuitem", name="Empty the list").click()


def test_an_empty_list_is_filled_by_keys_and_what_is_taken_out_comes_back(visit: Visit):
    page = visit(KELLER, LISTS)
    page.get_by_role("button", name="New order list").click()
    box = page.locator("dialog[open]")
    box.get_by_role("button", name="Save the list").click()
    expect(box.locator(".wrong")).to_be_visible()
    box.get_by_label("Name of the order list").fill("By keys")
    box.get_by_label("Name of the order list").press("Enter")
    page.wait_for_url("**/lists/list?id=*")
    expect(page.get_by_role("heading", name="Nothing is in this list yet")).to_be_visible()
    page.get_by_role("combobox", name="Add an article").fill("48-1007-M8")
    page.keyboard.press("Tab")
    page.keyboard.type("250")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Packs of 100: 250 becomes 300.")).to_be_visible()
    page.get_by_role("combobox", name="Add an article").fill("safety glasses")
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Add it").click()
    lines = page.locator(".table tbody tr")
    expect(lines).to_have_count(2)
    page.get_by_role("combobox", name="Add an article").fill("no such number at all")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("alert").first).to_contain_text("Please take one of the suggestions")
    page.get_by_role("button", name="Take 48-1007-M8 out of the list").click()
    expect(lines).to_have_count(1)
    page.get_by_role("button", name="Undo").last.click()
    expect(lines).to_have_count(2)
    menu(page, "More for this list", "Remove this list")
    page.wait_for_url("**/lists")
    page.get_by_role("button", name="Undo").last.click()
    page.wait_for_url("**/lists/list?id=*")
    expect(lines).to_have_count(2)


def test_what_follows_an_article_is_taken_once_or_kept_in_the_list(visit: Visit, rows: Database):
    page = visit(JENSEN, the_list(rows, "Assembly, hall 3"))
    expect(page.locator("tr").filter(has_text="47-2100-05-4")).to_contain_text("It is sold only while it lasts.")
    page.get_by_role("button", name="Order from this list").click()
    box = page.locator("dialog[open]")
    box.get_by_role("button", name="Choose none").click()
    box.get_by_label("Take 47-2100-05 instead").check()
    expect(box.get_by_role("status")).to_contain_text("1 of 5 lines chosen")
    box.get_by_role("button", name="Into the cart").click()
    page.wait_for_url("**/cart?cart=*")
    expect(page.get_by_label("Quantity of 47-2100-05", exact=True)).to_have_count(1)
    to(page, the_list(rows, "Assembly, hall 3"))
    page.get_by_role("button", name="Keep 47-2100-05 instead").click()
    expect(page.get_by_text("This article was in the list already")).to_be_visible()
    expect(page.locator(".table").get_by_label("Quantity of 47-2100-05", exact=True)).to_have_value("400")


# --- two people, strangers -------------------------------------------------------------------------------------------


def test_two_people_in_one_list_lose_nothing(visit: Visit, rows: Database):
    path = the_list(rows, "Assembly, hall 3")
    ole, jan = visit(JENSEN, path), visit(KELLER, path)
    ole.get_by_label("Quantity of 31-2101-03").fill("30")
    ole.keyboard.press("Tab")
    expect(ole.get_by_text("Packs of 12: 30 becomes 36.")).to_be_visible()
    field = jan.get_by_label("Quantity of 31-2101-03")
    expect(field).to_have_value("24")
    field.fill("48")
    jan.keyboard.press("Tab")
    expect(jan.get_by_role("alert")).to_contain_text("Ole Jensen changed this line meanwhile: it says 36 there. You entered 48.")
    assert rows.one("SELECT quantity FROM order_list_line WHERE number = '31-2101-03' AND removed_at IS NULL") == 36_000_000


def test_a_list_that_is_only_for_use_has_nothing_to_change(visit: Visit, rows: Database):
    page = visit(ROTH, the_list(rows, "Safety at work"))
    expect(page.get_by_role("button", name="Order from this list")).to_be_visible()
    expect(page.get_by_role("combobox", name="Add an article")).to_have_count(0)
    expect(page.locator("main .table input")).to_have_count(0)
    expect(page.get_by_role("button", name="More for this list")).to_have_count(0)
    expect(page.get_by_role("button", name="Share")).to_have_count(0)
    page.get_by_role("button", name="Save a copy for yourself").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Safety at work, copy")
    expect(page.locator(".head .sub")).to_contain_text("5 lines. Only you see it.")


def test_others_lists_and_nonsense_are_unknown(visit: Visit, rows: Database):
    private, team = (the_list(rows, name) for name in ("Line 4, every Monday", "Assembly, hall 3"))
    for who, paths in ((ROTH, (private, f"{LISTS}/list?id=nonsense", f"{LISTS}/list")), (BRENNAN, (private, team))):
        page = visit(who, LISTS)
        for path in paths:
            to(page, path)
            expect(page.get_by_role("link", name="To the order lists")).to_be_visible()
            expect(page.locator("main .table")).to_have_count(0)
    expect(visit(CARSTENS, LISTS).locator(".table .row-link").filter(has_text="Assembly, hall 3")).to_have_count(1)
    expect(visit(MEYER, LISTS).get_by_text("Order lists are used by people who order.")).to_be_visible()


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_every_face_of_the_pages_can_be_reached_by_everybody(visit: Visit, rows: Database, theme: str, width: int):
    page = visit(JENSEN, LISTS, language="de" if theme == "dark" else "en", theme=theme, width=width)

    def well() -> None:
        assert breaks_of_access(page) == ""
        assert sideways(page) == []
        assert fields_without_a_label(page) == []

    well()
    to(page, f"{LISTS}?find=nothing+like+it")
    well()
    to(page, the_list(rows, "Assembly, hall 3"))
    well()
    page.locator(".main-action .button").last.click()
    expect(page.locator("dialog[open] [role=status]")).not_to_be_empty()
    well()  # which lines
    to(page, f"{LISTS}/list?id=nonsense")
    well()


def test_fingers_find_targets_of_44_pixels_and_a_mouse_of_24(visit: Visit, rows: Database):
    page = visit(JENSEN, LISTS, width=390, has_touch=True)
    assert small_targets(page, 44) == []
    to(page, the_list(rows, "Assembly, hall 3"))
    assert small_targets(page, 44) == []
    page.locator(".main-action .button").last.click()
    expect(page.locator("dialog[open] [role=status]")).not_to_be_empty()
    assert small_targets(page, 44) == []
    assert small_targets(to(visit(KELLER, LISTS), the_list(rows, "Assembly, hall 3")), 24) == []
