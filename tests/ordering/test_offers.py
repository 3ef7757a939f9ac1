"""What rows and suggestions say about prices and dates: for the quantity that would be ordered, and prices only to who may see them."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal_app.catalog import AvailabilityKind
from portal_app.integrations.erp import CountedStock, Incoming, Warehouse, put_stock, put_warehouses
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission as P
from portal_app.ordering import empty_draft, put_rows, read_draft, suggest_rows
from portal_app.ordering.screens.offer_texts import said_availability
from portal_app.ordering.screens.quick_order_texts import said_rows, said_suggestions, table_of
from portal_app.pricing import PriceFacts, PriceListFacts, put_list_prices, put_price_lists
from tests.ordering.conftest import OPERATOR, Counter
from tests.ordering.test_drafts import entry, in_order

D = Decimal
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # in Germany, on a Monday
SENTINEL = "7.77"  # a price that nobody without the right may meet, however it is written


@pytest.fixture
def shop(counter: Counter):
    """Bolts have tiers, washers a price for 100; of bolts 40 are there and more come, of washers nobody knows."""
    with clock.frozen(NOON):
        put_price_lists(OPERATOR, [PriceListFacts("List", "List")])
        tiers = [PriceFacts("48-1007-M8", D(SENTINEL)), PriceFacts("48-1007-M8", D("6.60"), D(100)), PriceFacts("48-1007-M8", D("6.59"), D(200))]
        assert put_list_prices(OPERATOR, "List", [*tiers, PriceFacts("48-2001-M8", D("1.205"), price_unit=100)]).problems == ()
        put_warehouses(OPERATOR, [Warehouse("KI", "Kiel", "DE-SH")])
        put_stock(OPERATOR, [CountedStock("48-1007-M8", "KI", D(40), (Incoming(date(2026, 12, 1), D(500)),))])
        yield counter


def test_a_row_costs_what_its_quantity_costs_and_the_total_is_of_rows_that_can_be_ordered(shop: Counter):
    sheet = put_rows(shop.buyer, in_order(entry("48-1007-M8", "24"), entry("48-2001-M8", "250"), entry("48-1007-M8", "-1"), entry("nobody", "5")))
    prices = [row.offer.price if row.offer else None for row in sheet.rows]
    assert [(price.price, price.price_unit) for price in prices[:3]] == [(Money(D("7.77")), 1), (Money(D("1.205")), 100), (Money(D("7.77")), 1)]
    assert [price.amount for price in prices[:2]] == [Money(D("233.10")), Money(D("3.01"))]  # 30 x 7.77; 250 x 1.205 / 100
    assert prices[3] is None
    assert sheet.total == Money(D("236.11"))


def test_without_a_price_there_is_no_total(shop: Counter):
    sheet = put_rows(shop.buyer, [entry("77-0110-0", "2")])
    assert (sheet.rows[0].offer.price.price, sheet.total) == (None, None)


@pytest.mark.parametrize(
    ("quantity", "more", "less"),
    [
        ("90", "10", "39.30"),
        ("80", None, None),
        ("100", None, None),
        ("190", "10", "-64.00"),
        ("160", None, None),
        ("170", "30", "-196.00"),
        ("10", None, None),
    ],
)
def test_a_little_more_is_said_only_where_it_saves(shop: Counter, quantity: str, more: str | None, less: str | None):
    step = put_rows(shop.buyer, [entry("48-1007-M8", quantity)]).rows[0].offer.step
    assert (step and step.more, step and step.less.amount) == (more and D(more), less and D(less))


def test_rows_of_one_product_share_what_is_there(shop: Counter):
    sheet = put_rows(shop.buyer, in_order(entry("48-1007-M8", "30"), entry("HM-2207", "30"), entry("48-2001-M8", "5")))
    known = [row.offer.availability for row in sheet.rows]
    assert [(one.kind, one.now) for one in known] == [(AvailabilityKind.NOW, 30), (AvailabilityKind.PART, 10), (AvailabilityKind.UNKNOWN, 0)]
    assert [said_availability("en", one).text for one in known] == ["In stock", "10 now, 20 on 3 Dec", "On request"]
    assert said_availability("en", known[0]).tip == "With you on 24 Nov"


def test_a_suggestion_says_the_least_that_can_be_ordered(shop: Counter):
    found = {one.product.number: one.offer for one in suggest_rows(shop.buyer, "m8")}
    assert found["48-1007-M8"].availability.now == 10
    assert found["48-1007-M8"].price.price == Money(D("7.77"))


def _without_prices(who: Actor) -> Actor:
    return replace(who, permissions=who.permissions - {P.PRICE_VIEW})


def test_who_may_not_see_prices_meets_none_in_any_answer_text_or_file(shop: Counter):
    blind = _without_prices(shop.buyer)
    rows = in_order(entry("48-1007-M8", "24"), entry("48-1007-M8", "90"))
    for locale in ("en", "de"):
        who = replace(blind, locale=locale)
        sheets = [put_rows(who, rows), read_draft(who), empty_draft(who)]
        said = [[asdict(row) for row in said_rows(locale, sheet)] for sheet in sheets]
        found = suggest_rows(who, "m8")
        told = repr((sheets, said, found, said_suggestions(locale, found), table_of(locale, sheets[0], with_prices=who.may(P.PRICE_VIEW))))
        assert not [written for written in (SENTINEL, SENTINEL.replace(".", ","), "233", "6.6", "6,6", "less", "weniger") if written in told]
        assert sheets[0].total is None and [len(row["cells"]) for row in said[0]] == [1, 1]
    seeing = [put_rows(shop.buyer, rows), suggest_rows(shop.buyer, "m8")]
    assert SENTINEL in repr(seeing), "the sentinel is there for who may see it"
