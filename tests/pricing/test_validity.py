"""Rules begin and end by the day that is asked about, and nobody has to tell the book."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal_app.kernel.money import Money
from portal_app.pricing import Level, resolve
from tests.pricing.builders import LIST, TODAY, book, off, price, question

DAY = timedelta(days=1)
AGREED = price(Level.AGREEMENT, "9.80", valid_from=date(2026, 11, 1), valid_to=date(2026, 12, 31))
LATER = price(Level.AGREEMENT, "9.20", valid_from=date(2027, 1, 1))
AUTUMN = off("10", valid_to=date(2026, 10, 31))


@pytest.mark.parametrize(
    ("day", "unit_price", "valid_until"),
    [
        (date(2026, 10, 31), "12.78", date(2026, 10, 31)),  # the last day of the autumn discount
        (date(2026, 11, 1), "9.80", date(2026, 12, 31)),  # the first of the agreement
        (date(2026, 12, 31), "9.80", date(2026, 12, 31)),  # its last
        (date(2027, 1, 1), "9.20", None),
        (date(2036, 2, 29), "9.20", None),
    ],
)
def test_a_price_begins_and_ends_with_its_days(day: date, unit_price: str, valid_until: date | None):
    (found,) = resolve(book(LIST, AGREED, LATER, AUTUMN), [question(day=day)])
    assert (found.unit_price, found.valid_until) == (Money(Decimal(unit_price)), valid_until)


def test_one_book_answers_for_every_day_in_any_order():
    """What it made for one day is never taken for another."""
    one, days = book(LIST, AGREED, LATER, AUTUMN), [date(2026, 10, 25) + n * DAY for n in range(90)]
    expected = {day: "12.78" if day < date(2026, 11, 1) else "9.80" if day.year == 2026 else "9.20" for day in days}
    for day in (*days, *reversed(days), *days[::7]):
        assert resolve(one, [question(day=day)])[0].unit_price == Money(Decimal(expected[day])), day


def test_the_day_after_a_discount_says_nothing_about_its_last_day():
    one, last = book(LIST, AUTUMN), date(2026, 10, 31)
    assert [resolve(one, [question(day=day)])[0].unit_price.amount for day in (last + DAY, last, last + DAY)] == [
        Decimal("14.20"), Decimal("12.78"), Decimal("14.20"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "change"),
    [(date(2026, 10, 1), date(2026, 10, 31)), (TODAY, date(2026, 12, 31)), (date(2027, 1, 1), None)],
)
def test_a_book_knows_the_last_day_before_the_next_change(day: date, change: date | None):
    assert book(LIST, AGREED, LATER, AUTUMN).next_change(day) == change


def test_a_rule_of_one_day_is_valid_on_that_day():
    one = book(LIST, price(Level.AGREEMENT, "1.00", valid_from=TODAY, valid_to=TODAY))
    days = (TODAY - DAY, TODAY, TODAY + DAY)
    assert [resolve(one, [question(day=day)])[0].unit_price.amount for day in days] == [Decimal("14.20"), Decimal("1.00"), Decimal("14.20")]
