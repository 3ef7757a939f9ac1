"""What arrives when, by tables of cases: late, today, moved, unknown; across a weekend and the end of a month."""

from datetime import date, timedelta

import pytest

from portal_app.dashboard.rules.deliveries import ExpectedDelivery, day_of, delivery_outlook, is_late, next_working_days

TODAY = date(2026, 11, 23)  # a Monday
BEFORE, NEXT, FRIDAY = date(2026, 11, 20), date(2026, 11, 24), date(2026, 11, 27)


def expected(number: str = "O-1", promised: date | None = None, leaves: date | None = None, *, left: bool = False, rest: bool = False) -> ExpectedDelivery:
    return ExpectedDelivery(number, number, promised, leaves, left, rest)


@pytest.mark.parametrize(("one", "day", "late"), [
    (expected(promised=NEXT), NEXT, False),
    (expected(promised=NEXT, leaves=TODAY), NEXT, False),  # it leaves in time
    (expected(promised=NEXT, leaves=NEXT), NEXT, False),  # on the day on which it should be there: all one knows
    (expected(promised=NEXT, leaves=FRIDAY), FRIDAY, False),
    (expected(promised=TODAY), TODAY, False),
    (expected(promised=BEFORE), None, True),
    (expected(promised=BEFORE, leaves=FRIDAY), FRIDAY, True),
    (expected(promised=BEFORE, leaves=BEFORE), None, True),
    (expected(leaves=FRIDAY), FRIDAY, False),
    (expected(leaves=BEFORE), None, False),
    (expected(), None, False),
    (expected(promised=TODAY, leaves=BEFORE, left=True), TODAY, False),
    (expected(promised=NEXT, leaves=FRIDAY, left=True), NEXT, False),  # it has left: the day it was to leave says nothing any more
])  # fmt: skip
def test_the_day_of_what_is_expected(one: ExpectedDelivery, day: date | None, late: bool):
    assert (day_of(one, TODAY), is_late(one, TODAY)) == (day, late)


def test_late_ones_come_first_then_day_by_day_and_what_nobody_knows_last():
    every = [expected("O-5"), expected("O-4", FRIDAY), expected("O-1", BEFORE), expected("O-3", TODAY), expected("O-2", BEFORE, FRIDAY), expected("O-6", TODAY)]
    told = delivery_outlook(every, TODAY)
    assert [(one.day, one.is_late, one.orders) for one in told.days] == [
        (FRIDAY, True, ["O-1", "O-2"]), (TODAY, False, ["O-3", "O-6"]), (FRIDAY, False, ["O-4"]), (None, False, ["O-5"]),
    ]  # fmt: skip
    assert told.total == 6


def test_an_order_counts_once_a_day_and_on_each_of_its_days():
    told = delivery_outlook([expected(promised=TODAY, left=True), expected(promised=TODAY), expected(promised=NEXT, rest=True)], TODAY)
    assert [count for _, count in told.week] == [1, 1, 0, 0, 0]
    assert [one.all_left for one in told.days] == [False, False]
    assert told.total == 2


def test_a_day_is_on_its_way_when_all_of_it_has_left():
    (day,) = delivery_outlook([expected("O-1", TODAY, left=True), expected("O-2", TODAY, left=True)], TODAY).days
    assert day.all_left


def test_nothing_expected_is_an_empty_week():
    told = delivery_outlook([], TODAY)
    assert (told.days, told.total, [count for _, count in told.week]) == ((), 0, [0] * 5)


@pytest.mark.parametrize(("today", "days"), [
    (TODAY, [23, 24, 25, 26, 27]), (date(2026, 11, 25), [25, 26, 27, 30, 1]), (date(2026, 11, 27), [27, 30, 1, 2, 3]),
    (date(2026, 11, 28), [30, 1, 2, 3, 4]), (date(2026, 11, 29), [30, 1, 2, 3, 4]), (date(2026, 12, 31), [31, 1, 4, 5, 6]),
])  # fmt: skip
def test_the_week_is_the_next_five_mondays_to_fridays(today: date, days: list[int]):
    found = next_working_days(today)
    assert [day.day for day in found] == days
    assert all(day.weekday() < 5 and today <= day < today + timedelta(days=9) for day in found)
