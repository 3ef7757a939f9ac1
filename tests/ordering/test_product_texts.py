"""What the pages of products say: the waterfall adds up as it is written, filters stand in the address and come back from it."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_app.catalog import CategoryLine
from portal_app.ordering.screens.products_asked import (
    ProductsAsked,
    address_of,
    branches,
    category_choices,
    chips_of,
    maker_branches,
    maker_choices,
    read_asked,
)
from portal_app.ordering.screens.products_links import href_of_product
from portal_app.ordering.screens.products_why_texts import bars_of, said_head, said_passed, said_validity
from portal_app.pricing import Discount, ListPrices, PriceBook, PriceQuestion, PriceRule, PriceSource, Tier, explain
from portal_app.pricing.rules.levels import Level
from portal_app.pricing.rules.passed_over import REASONS, PassedOver

D = Decimal
TODAY = date(2026, 11, 23)
prices = st.decimals(min_value=D("0.01"), max_value=D("9999.999999"), places=6).filter(lambda price: price > 0)
percents = st.decimals(min_value=D("0.1"), max_value=D("99.9"), places=1)


def book(listed: Decimal, agreed: Decimal | None, offs: list[Decimal]) -> PriceBook:
    on_list = PriceSource("L", Level.LIST, "List 2026")
    rules = [PriceRule(id="r", source=on_list, tiers=(Tier(D(1), listed), Tier(D(100), listed / 2)), product_id="p", price_unit=100)]
    lists = ListPrices(on_list)
    lists.learn(["p"], rules)
    discounts = [Discount(id=f"d{place}", source=on_list, tiers=(Tier(D(1), percent),), cumulative=place > 0) for place, percent in enumerate(offs)]
    source = PriceSource("A", Level.AGREEMENT, "2026-11", "Bolts")
    own = [PriceRule(id="a", source=source, tiers=(Tier(D(1), agreed),), product_id="p", price_unit=100, valid_to=date(2026, 12, 31))] if agreed else []
    return PriceBook(own, discounts, [lists])


def read(text: str) -> Decimal:
    return D(text.replace(",", "").replace("\N{MINUS SIGN}", "-").replace("+", ""))


@settings(max_examples=80, deadline=None)
@given(prices, st.none() | prices, st.lists(percents, max_size=3), st.sampled_from(["1", "99", "100", "5000"]))
def test_what_is_written_adds_up_to_the_price_that_is_written(listed: Decimal, agreed: Decimal | None, offs: list[Decimal], quantity: str):
    trace = explain(book(listed.quantize(D("0.0001")) or D(1), agreed, offs), PriceQuestion("p", D(quantity), TODAY, unit="C62", currency="EUR"))
    bars = bars_of("en", trace)
    assert bars[-1].kind == "whole"
    assert sum((read(bar.amount) for bar in bars[:-1]), D(0)) == read(bars[-1].amount) == trace.unit_price.amount
    assert len({len(bar.amount.rpartition(".")[2]) for bar in bars}) == 1
    assert all(-0.1 <= float(bar.left[:-1]) <= 100.1 and float(bar.left[:-1]) + float(bar.width[:-1]) <= 100.2 for bar in bars)


def test_a_waterfall_says_each_step_with_source_validity_and_sign():
    trace = explain(book(D("14.20"), D("9.80"), []), PriceQuestion("p", D(5), TODAY, unit="C62", currency="EUR"))
    assert [(bar.label, bar.part, bar.amount, bar.kind) for bar in bars_of("en", trace)] == [
        ("List price List 2026", "", "14.20", "start"),
        ("Framework agreement 2026-11", "Bolts · until 31 Dec 2026", "\N{MINUS SIGN}4.40", "less"),
        ("Your net price", "", "9.80", "whole"),
    ]  # fmt: skip
    assert said_head("en", trace, D(5)) == "EUR for 100 at a quantity of 5, today."


def test_a_dearer_agreement_is_added():
    trace = explain(book(D("14.20"), D("20.00"), []), PriceQuestion("p", D(5), TODAY, unit="C62", currency="EUR"))
    bars = bars_of("de", trace)
    assert [(bar.kind, bar.amount) for bar in bars] == [("start", "14,20"), ("more", "+5,80"), ("whole", "20,00")]


def test_without_a_price_there_are_no_bars():
    trace = explain(book(D("14.20"), None, []), PriceQuestion("p", D(5), TODAY, unit="MTR", currency="EUR"))
    assert bars_of("en", trace) == []
    assert said_head("en", trace, D(5)) == "There is no price for this quantity. It is on request."


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("locale", ["en", "de"])
def test_every_reason_is_said_in_full(reason, locale: str):
    source = PriceSource("A", Level.PROJECT, "P3", "New hall", project="Hall 3", currency="USD")
    said = said_passed(locale, PassedOver(reason, "r", source, D(500), D(20), date(2027, 1, 1), date(2027, 2, 1)))
    assert "{" not in said.reason and "P3, New hall" in said.source


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(None, None, ""), (TODAY, None, "from 23 Nov 2026"), (None, TODAY, "until 23 Nov 2026"), (TODAY, TODAY, "23 Nov 2026 to 23 Nov 2026")],
)
def test_validity_is_said(first, last, said: str):
    assert said_validity("en", first, last) == said


# --- the address -----------------------------------------------------------------------------------------------------

TREE = (
    CategoryLine("tools", "Tools", ""), CategoryLine("drills", "Drills", "tools"), CategoryLine("safety", "Safety", ""),
    CategoryLine("gloves", "Gloves", "safety"),
)  # fmt: skip
asked_for = st.builds(
    ProductsAsked, st.text(max_size=60).map(str.strip), st.text(max_size=40), st.text(max_size=80), st.sampled_from(["", "price", "-price"]), st.integers(1, 99)
)
COUNTS = {"tools": 1200, "drills": 1200, "safety": 3, "gloves": 3}


def parts(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


@given(asked_for)
def test_what_is_asked_for_comes_back_from_its_address(asked: ProductsAsked):
    assert read_asked(parts(address_of(asked, page=asked.page))) == asked


@pytest.mark.parametrize("page", ["999999999", "-1", "0x1", "²", "", "1.5", "page"])
def test_an_odd_page_is_the_first(page: str):
    assert read_asked({"page": page}).page == 1


def test_an_odd_address_is_cut_and_its_order_is_the_usual_one():
    asked = read_asked({"find": "x" * 5000, "category": "y" * 500, "maker": "z" * 500, "sort": "name", "page": "999999"})
    assert (len(asked.find), len(asked.category), len(asked.maker), asked.sort, asked.page) == (200, 40, 80, "", 999_999)


def test_a_changed_filter_begins_at_the_first_page_and_keeps_the_others():
    asked = ProductsAsked("m8", "drills", "Nordfjord", "price", 7)
    assert parts(address_of(asked, maker="")) == {"find": "m8", "category": "drills", "sort": "price"}
    assert address_of(ProductsAsked()) == "/products"


def test_the_tree_opens_at_the_chosen_category_and_leads_back_out():
    rows = branches("en", ProductsAsked(category="drills"), TREE, COUNTS)
    assert [(row.label, row.count, row.below, row.here) for row in rows] == [
        ("Tools", "1,200", False, False), ("Drills", "1,200", True, True), ("Safety", "3", False, False),
    ]  # fmt: skip
    assert [parts(row.href).get("category") for row in rows] == ["tools", None, "safety"]


def test_what_would_show_nothing_is_left_out_unless_it_is_chosen():
    assert [row.label for row in branches("en", ProductsAsked(category="gloves"), TREE, {"tools": 2})] == ["Tools", "Gloves"]
    assert [row.label for row in maker_branches("en", ProductsAsked(maker="Nobody"), {"Nordfjord": 4})] == ["Nordfjord", "Nobody"]
    assert [one.label for one in maker_choices("en", ProductsAsked(maker="Nobody"), {"Nordfjord": 4})] == ["All", "Nordfjord (4)", "Nobody (0)"]
    assert [one.value for one in category_choices("en", ProductsAsked(), TREE, {"tools": 2, "drills": 2})] == ["", "tools", "drills"]


def test_filters_in_force_are_named_as_people_know_them():
    chips = chips_of("en", ProductsAsked("m8", "drills", "Nordfjord"), TREE)
    assert [(chip.key, chip.label) for chip in chips] == [("find", "“m8”"), ("category", "Drills"), ("maker", "Nordfjord")]


def test_the_link_to_a_product_holds_any_number():
    assert parts(href_of_product("A#1 &b/ü", "2,5")) == {"number": "A#1 &b/ü", "quantity": "2,5"}
