"""Products in a browser: found, sorted by own price, looked at, asked why they cost what they cost, put into the cart; and what others never see."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.visits import BERG, BRENNAN, KELLER, MEYER, PETERSEN, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
LIST = "/products"
BOLT, HIDDEN = "48-1007-M8", "48-1007-M8-109"  # the second one is shown to the ropeway only
SECONDS = 60  # what somebody may take from the list to the reason of a price


@pytest.fixture(autouse=True)
def _no_cart_is_left(rows: Database) -> Iterator[None]:
    yield
    rows.ask("UPDATE cart SET removed_at = changed_at WHERE removed_at IS NULL AND ordered_at IS NULL")


def product(number: str, **more: str) -> str:
    return f"/products/product?number={number}" + "".join(f"&{name}={value}" for name, value in more.items())


def search(page: Page, words: str) -> None:
    page.locator("main input[name=find]").fill(words)
    page.wait_for_url(re.compile("find="))


def line(page: Page, number: str) -> Locator:
    return page.locator(".table tbody tr").filter(has=page.locator(f".code:text-is('{number}')"))


def amount(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.\-]", "", text.replace("\N{MINUS SIGN}", "-")))


def each(text: str) -> Decimal:
    """What one costs, of "9.80" and of "9.80/ 100"."""
    price, _, per = text.partition("/")
    return amount(price) / (amount(per) if per.strip() else 1)


# --- why this price --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 360])
def test_found_looked_at_and_asked_why_it_costs_that(visit: Visit, width: int, capsys: pytest.CaptureFixture[str]):
    page = visit(BERG, LIST, width=width)
    started = time.monotonic()
    search(page, BOLT)
    line(page, BOLT).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ISO 4017 M8×40")
    page.get_by_label("Quantity", exact=True).fill("500")
    page.get_by_label("Quantity", exact=True).press("Tab")
    expect(page.locator(".sum")).to_contain_text("42.00")
    page.get_by_role("button", name="Why this price?").click()
    fall = page.locator(".waterfall")
    expect(fall.locator(".whole")).to_contain_text("8.40")
    seconds = time.monotonic() - started
    with capsys.disabled():
        print(f"\nwhy this price, {width} px: 4 steps, {seconds:.1f} s")
    assert seconds < SECONDS
    said = [amount(text) for text in fall.locator(".number").all_inner_texts()]
    assert sum(said[:-1]) == said[-1] == Decimal("8.40")
    expect(fall).to_contain_text(f"{datetime.now(UTC).year}-11")
    expect(page.locator(".passed")).to_contain_text("a price that goes before it was found")
    page.get_by_label("Quantity", exact=True).fill("2000")
    page.get_by_label("Quantity", exact=True).press("Tab")
    expect(fall.locator(".whole")).to_contain_text("7.10")
    page.get_by_role("button", name="Close").click()
    expect(fall).to_have_count(0)


def test_the_tiers_mark_the_quantity_and_the_next_one_is_a_click_away(visit: Visit):
    page = visit(KELLER, product(BOLT, quantity="400"))
    tiers = page.locator(".tiers tbody tr")
    expect(tiers).to_have_count(4)
    expect(page.locator(".tiers tr[aria-selected=true]")).to_contain_text("9.80")
    expect(page.get_by_text("Buy 100 more, save 14.3 %: 8.40 / 100.")).to_be_visible()
    page.get_by_role("button", name="Take 500").click()
    expect(page.locator(".tiers tr[aria-selected=true]")).to_contain_text("8.40")
    expect(page.get_by_role("button", name="Add 500 pcs to the cart")).to_be_visible()
    page.get_by_role("button", name="More of it").click()
    expect(page.get_by_label("Quantity", exact=True)).to_have_value("600")


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_is_sorted_by_own_price_over_all_of_its_pages(visit: Visit):
    page = visit(KELLER, f"{LIST}?category=washers&sort=price")
    texts = page.locator("td.on-amount").all_inner_texts()
    while page.get_by_role("button", name="Next page").is_enabled():
        where = page.locator(".pager [role=status]").inner_text()
        page.get_by_role("button", name="Next page").click()
        expect(page.locator(".pager [role=status]")).not_to_have_text(where)
        texts += page.locator("td.on-amount").all_inner_texts()
    listed = [each(text) for text in texts]
    assert len(listed) > 50 and listed == sorted(listed)
    page.goto(f"{LIST}?category=washers&sort=-price")
    expect(page.locator("td.on-amount").first).to_contain_text(texts[-1].split()[0])


def test_filters_stand_in_the_address_and_the_way_back_undoes_them(visit: Visit):
    page = visit(KELLER, LIST)
    tree = page.get_by_role("complementary", name="Filter the products")
    tree.get_by_role("link", name=re.compile("^Tools")).click()
    tree.get_by_role("link", name=re.compile("^Drills")).click()
    expect(page.locator(".chip")).to_have_text(re.compile("^Drills"))
    tree.get_by_role("link", name=re.compile("^Nordfjord")).click()
    page.wait_for_url("**/products?category=drills&maker=Nordfjord")
    expect(page.locator(".chip")).to_have_count(2)
    page.go_back()
    page.wait_for_url("**/products?category=drills")
    expect(page.locator(".chip")).to_have_count(1)
    second = to(page.context.new_page(), "/products?category=drills&maker=Nordfjord&sort=price")
    expect(second.locator(".chip")).to_have_count(2)
    second.locator(".chip", has_text="Nordfjord").click()
    second.wait_for_url("**/products?category=drills&sort=price")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_row_fills_the_cart_in_place_and_says_what_it_made_of_the_quantity(visit: Visit, rows: Database, width: int):
    page = visit(KELLER, f"{LIST}?find={BOLT}", width=width)
    row = line(page, BOLT)
    quantity = row.get_by_label(f"Quantity of {BOLT}")
    for typed, sentence in (("-1", "above 0"), ("1e9", "not a quantity"), ("0", "above 0"), ("1000000000", "more than can be ordered")):
        quantity.fill(typed)
        row.get_by_role("button", name=f"Add {BOLT}").click()
        expect(row.locator(".wrong")).to_contain_text(sentence)
        expect(quantity).to_have_value(typed)
    quantity.fill("1.000,5")
    row.get_by_role("button", name=f"Add {BOLT}").click()
    expect(page.get_by_text(f"{BOLT} is in the cart: 1,100.")).to_be_visible()
    expect(page.get_by_text("Packs of 100: 1,000.5 becomes 1,100.")).to_be_visible()
    expect(row.locator(".wrong")).to_have_count(0)
    lines = rows.ask("SELECT l.quantity FROM cart_line l JOIN cart c ON c.id = l.cart_id WHERE c.removed_at IS NULL AND c.ordered_at IS NULL")
    assert lines == [(1_100_000_000,)]


def test_words_that_nothing_fits_lead_on(visit: Visit):
    page = visit(KELLER, f"{LIST}?find=unterlegschiebe")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    expect(page.get_by_role("heading", name="May be meant")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator(".table tbody tr")).to_have_count(25)


def test_of_5000_characters_of_words_200_are_looked_for(visit: Visit):
    page = visit(KELLER, LIST)
    page.locator("main input[name=find]").focus()
    page.keyboard.insert_text("x" * 5000)
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    assert page.url.endswith("find=" + "x" * 200)


@pytest.mark.parametrize("address", [f"{LIST}?page=999999", f"{LIST}?find={'x' * 3000}", f"{LIST}?category=nowhere&sort=whatever&page=-3"])
def test_odd_addresses_are_answered_with_a_list(visit: Visit, address: str):
    page = visit(KELLER, address)
    expect(page.locator(".table tbody tr, .blank").first).to_be_visible()
    expect(page.locator("[role=alert]")).to_have_count(0)


# --- one product -----------------------------------------------------------------------------------------------------


def test_it_goes_into_the_cart_with_what_goes_with_it(visit: Visit):
    page = visit(KELLER, product(BOLT))
    page.get_by_label("Quantity", exact=True).fill("250")
    page.get_by_label("Quantity", exact=True).press("Tab")
    expect(page.get_by_text("Packs of 100: 250 becomes 300.")).to_be_visible()
    page.get_by_role("button", name="Add 300 pcs to the cart").click()
    expect(page.get_by_text(f"{BOLT} is in the cart: 300.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Add 100.*Plain washer")).click()
    expect(page.get_by_text("48-2001-M8 is in the cart: 100.")).to_be_visible()
    to(page, "/cart")
    expect(page.get_by_label(f"Quantity of {BOLT}")).to_have_value("300")
    page.locator("main").get_by_role("link", name=BOLT, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ISO 4017 M8×40")
    expect(page.get_by_label("Quantity", exact=True)).to_have_value("300")


def test_an_unknown_number_and_a_hidden_one_are_answered_alike(visit: Visit):
    page = visit(KELLER, product("no-such-number"))
    told = []
    for number in ("no-such-number", HIDDEN, "x" * 3000, ""):
        to(page, product(number))
        expect(page.get_by_role("alert")).to_contain_text("We cannot find this.")
        told.append(page.locator("main").inner_text())
    assert len(set(told)) == 1


# --- a stranger who sees nothing -------------------------------------------------------------------------------------


def heard(page: Page) -> list[str]:
    """Everything the portal sends to this tab from now on."""
    brought: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: brought.append(frame if isinstance(frame, str) else frame.decode("utf-8", "replace")))

    page.on("websocket", listen)
    return brought


def everything(page: Page, brought: list[str]) -> str:
    return page.content() + "".join(brought)


@pytest.mark.parametrize("width", [1280, 360])
def test_somebody_of_another_company_sees_nothing_of_this_one(visit: Visit, width: int, capsys: pytest.CaptureFixture[str]):
    year = datetime.now(UTC).year
    page = visit(BRENNAN, "/", width=width)
    started, brought, steps = time.monotonic(), heard(page), 0
    for address in (product(BOLT, quantity="500", why="1"), f"{LIST}?find={BOLT}", f"{LIST}?find=HM-2207", product(HIDDEN, why="1"), f"{LIST}?find={HIDDEN}"):
        to(page, address)
        page.wait_for_load_state("networkidle")
        steps += 1
        said = everything(page, brought)
        for secret in ("your number HM-2207", "Your number HM-2207", f"{year}-11", f"Bolts {year}", f"{year}-P3", "Hall 3", "Group 2", "Loyalty", "zinc flake"):
            assert secret not in said, (address, secret)
        if address == f"{LIST}?find={BOLT}":
            expect(line(page, BOLT)).to_contain_text("14.20")
    with capsys.disabled():
        print(f"\na stranger who sees nothing, {width} px: {steps} steps, {time.monotonic() - started:.1f} s")
    to(page, product(BOLT))
    expect(page.locator(".tiers")).to_contain_text("14.20")
    assert [price for price in ("9.80", "8.40", "7.10", "6.40", "6.10") if price in page.locator(".tiers").inner_text()] == []


@pytest.mark.parametrize("who", [PETERSEN, MEYER])
def test_without_the_right_to_prices_none_is_sent(visit: Visit, who: str):
    buyer = visit(KELLER, product(BOLT, quantity="500"))
    prices = [text.strip() for text in buyer.locator(".tiers td.number").all_inner_texts() if "." in text and "%" not in text]
    beside = [text.partition("/")[0].strip() for text in buyer.locator(".partners .price").all_inner_texts()]
    assert len(prices) == 8 and len(beside) == 2
    page = visit(who, "/")
    brought = heard(page)
    for address in (product(BOLT, quantity="500", why="1"), f"{LIST}?find={BOLT}&sort=price"):
        to(page, address)
        page.wait_for_load_state("networkidle")
        expect(page.locator("main h1")).to_be_visible()
        said = everything(page, brought)
        assert [price for price in (*prices, *beside, "42.00") if f">{price}" in said or f'"{price}' in said] == []
        expect(page.get_by_role("button", name=re.compile("Why this price|Add "))).to_have_count(0)


def test_a_buyer_does_not_hear_where_a_price_comes_from(visit: Visit):
    year = datetime.now(UTC).year
    page = visit(KELLER, "/")
    brought = heard(page)
    to(page, product(BOLT, quantity="500", why="1"))
    expect(page.locator(".tiers")).to_contain_text("8.40")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Why this price?")).to_have_count(0)
    assert [secret for secret in (f"{year}-11", f"Bolts {year}", f"{year}-P3", "Hall 3", "Group 2", "Loyalty") if secret in everything(page, brought)] == []


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (360, "dark")])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, width: int, theme: str):
    page = visit(BERG, LIST, width=width, height=2400, theme=theme, language="de" if theme == "dark" else "en", has_touch=width < 700)
    for address in (f"{LIST}?category=tools", f"{LIST}?find=zzzz", product(BOLT, quantity="500", why="1"), product("52-3301-01"), product("nowhere")):
        to(page, address)
        page.wait_for_load_state("networkidle")
        assert breaks_of_access(page) == "", address
        assert sideways(page) == [], address
        assert fields_without_a_label(page) == [], address
        assert small_targets(page, 40 if width < 700 else 24) == [], address
