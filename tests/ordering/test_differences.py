"""Rules of the checkout by tables of cases: what counts as a change, what a line costs, what keeps a cart from being sent, what is the same look."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel.money import Money
from portal_app.ordering.rules.checkout import ABOVE_MONTH_LIMIT, check_month, digest_of
from portal_app.ordering.rules.differences import LinePrice, difference_of, net_of_line
from portal_app.ordering.rules.reordering import ReorderLine

MON, TUE = date(2026, 11, 23), date(2026, 11, 24)


def eur(amount: str) -> Money:
    return Money(Decimal(amount))


def told(price: str | None, price_unit: int = 1, day: date | None = MON) -> LinePrice:
    return LinePrice(price and eur(price), price_unit, day)


@pytest.mark.parametrize(
    ("then", "now", "more"),
    [
        (told("6.10"), told("6.10"), "same"),
        (told("6.10"), told("6.32"), "5.28"),
        (told("6.32"), told("6.10"), "-5.28"),
        (told("8.40", 100), told("84", 1000), "same"),  # per hundred or per thousand: one price
        (told("8.40", 100), told("0.084"), "same"),
        (told("8.40", 100), told("8.40", 10), "18.14"),
        (told("6.10"), told(None), None),
        (told(None), told("6.10"), None),
        (told(None), told(None), "same"),
        (told("6.10", day=MON), told("6.10", day=TUE), "0.00"),  # later
        (told("6.10", day=TUE), told("6.10", day=MON), "same"),  # sooner is fine
        (told("6.10", day=MON), told("6.10", day=None), "0.00"),  # nobody knows any more
        (told("6.10", day=None), told("6.10", day=TUE), "same"),
        (LinePrice(eur("1")), LinePrice(Money(Decimal(1), "USD")), None),
    ],
)
def test_what_counts_as_a_change(then: LinePrice, now: LinePrice, more: str | None):
    found = difference_of("id", "77-0110-0", "Bearing", Decimal(24), then, now)
    assert (found is None) == (more == "same")
    if found is not None:
        assert found.costs_more == (None if more is None else eur(more))


@given(st.decimals(0, 10_000, places=4), st.decimals("0.001", 100_000, places=3))
def test_a_line_is_rounded_once_and_half_up(each: Decimal, quantity: Decimal):
    net = net_of_line(each, quantity, "EUR").amount
    exact = each * quantity
    assert net == net.quantize(Decimal("0.01")) and abs(net - exact) <= Decimal("0.005")
    assert exact != net - Decimal("0.005") or net > exact


def test_a_line_that_costs_more_than_can_be_counted_has_no_amount():
    assert net_of_line(Decimal(10_000), Decimal(999_999_999), "EUR") is None


@pytest.mark.parametrize(
    ("net", "used", "limit", "fits"),
    [("100", "900", "1000", True), ("100", "900.01", "1000", False), ("0.01", "0", "0", False), ("0", "0", "0", True), ("100.01", "900", "1000", False)],
)
def test_the_limit_of_a_month_at_its_edges(net: str, used: str, limit: str, fits: bool):
    problem = check_month(eur(net), eur(used), eur(limit))
    assert (problem.reason if problem else "") == ("" if fits else ABOVE_MONTH_LIMIT)


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_a_digest_names_exactly_what_was_seen(one: list[str], other: list[str]):
    assert (digest_of(one) == digest_of(other)) == (one == other)


def _line(**changes) -> ReorderLine:
    facts = {
        "line_id": "l", "number": "n", "name": "b", "wanted": Decimal(10), "quantity": Decimal(10), "then": told("1"), "now": told("1", day=TUE),
        "pack_then": Decimal(1), "pack_now": Decimal(1),
    }  # fmt: skip
    return ReorderLine(**{**facts, **changes})


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True), ({"now": told("1.01")}, False), ({"now": told(None)}, False), ({"pack_now": Decimal(5)}, False), ({"quantity": Decimal(12)}, False),
        ({"is_discontinued": True}, False), ({"problem": "gone"}, False), ({"then": None, "now": None}, True),
    ],
)  # fmt: skip
def test_a_reorder_line_is_the_same_or_says_what_is_not(changes: dict, is_same: bool):
    assert _line(**changes).is_same == is_same
