"""Prices computed by hand: levels, tiers, discounts, units, projects, agreements."""

from decimal import Decimal

import pytest

from portal_app.kernel.money import Money
from portal_app.pricing import Level, PriceAnswer, PriceRule, resolve
from tests.pricing.builders import BOLTS, LIST, NUT, book, off, price, question

P, A, C, G, L = Level.PROJECT, Level.AGREEMENT, Level.COMPANY_LIST, Level.GROUP_LIST, Level.LIST
AGREED = price(A, ("1", "9.80"), ("500", "8.40"), ("2000", "7.10"), ("5000", "6.40"), number="2026-11")
HALL = price(P, "5.00", project="Hall 3")


def answer(*rules: object, quantity: str = "100", **facts: object) -> PriceAnswer:
    return resolve(book(*rules), [question(quantity, **facts)])[0]


@pytest.mark.parametrize(
    ("rules", "quantity", "unit_price", "amount", "level"),
    [
        # The list price is for 100: 250 x 14.20 / 100 = 35.50
        ([LIST], "250", "14.20", "35.50", L),
        # 7 x 14.20 / 100 = 0.994; 25 x = 3.55; 1.75 x = 0.2485, half up 0.25
        ([LIST], "7", "14.20", "0.99", L),
        ([LIST], "1.75", "14.20", "0.25", L),
        # 20 % of 14.20 is 2.84
        ([LIST, off("20")], "100", "11.36", "11.36", L),
        # The better of two that do not cumulate
        ([LIST, off("20"), off("12.5")], "100", "11.36", "11.36", L),
        # 14.20 x 0.80 x 0.975 = 11.0760, to a cent of the price unit 11.08; 500 of them 55.40
        ([LIST, off("20"), off("2.5", cumulative=True)], "500", "11.08", "55.40", L),
        # 14.20 x 0.80 x 0.95 x 0.97 = 10.468240: rounded once, at the end
        ([LIST, off("20"), off("5", cumulative=True), off("3", cumulative=True)], "100", "10.47", "10.47", L),
        # A discount of the product group counts for it, one of another group does not
        ([LIST, off("10", product_group=BOLTS)], "100", "12.78", "12.78", L),
        ([LIST, off("10", product_group="nuts")], "100", "14.20", "14.20", L),
        # Discounts have tiers too: 14.20 x 0.95 = 13.49, x 0.90 = 12.78
        ([LIST, off(("100", "5"), ("1000", "10"))], "99", "14.20", "14.06", L),
        ([LIST, off(("100", "5"), ("1000", "10"))], "999", "13.49", "134.77", L),
        ([LIST, off(("100", "5"), ("1000", "10"))], "1000", "12.78", "127.80", L),
        # An exclusive discount stands alone, though less
        ([LIST, off("20"), off("5", exclusive=True), off("3", cumulative=True)], "100", "13.49", "13.49", L),
        # A net list price lets no discount come on top
        ([price(L, "13.00", exclusive=True), off("20")], "100", "13.00", "13.00", L),
        # Fine prices keep their digits: 0.0234 x 0.90 = 0.02106, to four digits 0.0211
        ([price(L, "0.0234", price_unit=1), off("10")], "1000", "0.0211", "21.10", L),
        # Each tier at its edge, one below it, and above
        ([LIST, AGREED], "499", "9.80", "48.90", A),
        ([LIST, AGREED], "500", "8.40", "42.00", A),
        ([LIST, AGREED], "1999.999999", "8.40", "168.00", A),
        ([LIST, AGREED], "2000", "7.10", "142.00", A),
        ([LIST, AGREED], "1000000", "6.40", "64000.00", A),
        # The higher level decides, also where a lower one is better
        ([LIST, AGREED, price(C, "3.00"), price(G, "2.00")], "100", "9.80", "9.80", A),
        ([LIST, price(C, "13.00"), price(G, "2.00")], "100", "13.00", "13.00", C),
        ([LIST, price(G, "15.00"), off("50")], "100", "15.00", "15.00", G),
        # Below its first tier a level has no price, and the next one decides
        ([LIST, price(A, ("500", "8.40")), price(C, "13.00")], "499", "13.00", "64.87", C),
        # Inside a level the best counts, whatever its price unit: 0.08 each is less than 8.40 for 100
        ([AGREED, price(A, "0.08", price_unit=1)], "600", "0.08", "48.00", A),
        ([AGREED, price(A, "0.09", price_unit=1)], "600", "8.40", "50.40", A),
        # An exclusive agreement stands alone, though dearer
        ([AGREED, price(A, "9.99", exclusive=True)], "600", "9.99", "59.94", A),
        # An agreement on a product group is a discount on the list price: 14.20 x 0.65 = 9.23
        ([LIST, off("35", level=A, product_group=BOLTS), off("50")], "100", "9.23", "9.23", A),
        ([LIST, AGREED, off("35", level=A, product_group=BOLTS)], "100", "9.23", "9.23", A),
        # Of two agreements on product groups the better one, never both: 14.20 x 0.60 = 8.52
        ([LIST, off("35", level=A, product_group=BOLTS), off("40", level=A, product_group=BOLTS), off("20", level=A)], "100", "8.52", "8.52", A),
        ([LIST, AGREED, off("35", level=A, product_group=BOLTS)], "500", "8.40", "42.00", A),
        # Per 1,000: 12.345 x 0.97 = 11.97465, three digits as the list has them
        ([price(L, "12.345", price_unit=1000), off("3")], "1000", "11.975", "11.98", L),
    ],
)  # fmt: skip
def test_a_price_computed_by_hand(rules: list[PriceRule], quantity: str, unit_price: str, amount: str, level: Level):
    found = answer(*rules, quantity=quantity)
    assert (found.unit_price, found.amount) == (Money(Decimal(unit_price)), Money(Decimal(amount)))
    assert found.row.offer.level is level


@pytest.mark.parametrize(("project", "unit_price"), [("Hall 3", "5.00"), ("Hall 4", "9.80"), ("", "9.80")])
def test_a_project_price_holds_for_its_project(project: str, unit_price: str):
    assert answer(LIST, AGREED, HALL, project=project).unit_price == Money(Decimal(unit_price))


@pytest.mark.parametrize(
    ("called", "quantity", "unit_price"),
    [("6800", "3200", "8.40"), ("6800", "3200.000001", "14.20"), ("10000", "1", "14.20"), ("12000", "1", "14.20"), ("0", "10000", "8.40")],
)
def test_an_agreement_holds_for_what_is_left_to_call(called: str, quantity: str, unit_price: str):
    agreed = price(A, "8.40", committed=Decimal(10000), called=Decimal(called))
    assert answer(LIST, agreed, quantity=quantity).unit_price == Money(Decimal(unit_price))


def test_nothing_committed_leaves_nothing_to_call():
    assert answer(LIST, price(A, "8.40", committed=Decimal(0)), quantity="1").unit_price == Money(Decimal("14.20"))


@pytest.mark.parametrize("facts", [{"currency": "USD"}, {"unit": "MTR"}, {"product_id": NUT}])
def test_what_has_no_rule_of_its_currency_unit_or_product_is_on_request(facts: dict):
    found = answer(LIST, AGREED, off("20"), **facts)
    assert (found.unit_price, found.amount, found.next_tier) == (None, None, None)


def test_each_currency_has_its_own_prices():
    assert answer(LIST, price(L, "15.60", currency="USD"), off("50"), currency="USD").unit_price == Money(Decimal("7.80"), "USD")


@pytest.mark.parametrize("quantity", ["0", "-1", "-1000000000"])
def test_nothing_has_no_price(quantity: str):
    found = answer(LIST, AGREED, quantity=quantity)
    assert (found.unit_price, found.amount) == (None, None)


def test_an_amount_beyond_all_counting_is_not_given():
    dear = price(L, "100000", price_unit=1)
    assert answer(dear, quantity="9999999.999999").amount == Money(Decimal("999999999999.90"))
    assert answer(dear, quantity="10000000").amount is None


def test_buying_more_says_what_it_saves():
    # From 488 it is 12 more to 500, and 8.40 instead of 9.80 is 14.2857 % less
    tier = answer(LIST, AGREED, quantity="488").next_tier
    assert (tier.more, tier.unit_price, tier.price_unit, tier.saving) == (Decimal(12), Money(Decimal("8.40")), 100, Decimal("14.3"))


def test_the_best_tier_has_none_after_it():
    assert answer(LIST, AGREED, quantity="5000").next_tier is None


def test_the_next_tier_may_be_of_another_level():
    tier = answer(LIST, price(A, ("500", "7.10")), quantity="400").next_tier
    assert (tier.more, tier.saving) == (Decimal(100), Decimal("50.0"))


def test_a_tier_that_is_dearer_is_not_offered():
    assert answer(LIST, price(A, ("500", "19.80")), quantity="400").next_tier is None


def test_below_the_first_tier_the_price_is_on_request_and_the_next_tier_says_from_when():
    found = answer(price(A, ("50", "9.80")), quantity="38")
    assert (found.unit_price, found.next_tier.more, found.next_tier.saving) == (None, Decimal(12), None)
