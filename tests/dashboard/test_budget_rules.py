"""How much of a period has passed, and which budgets are shown, by tables of cases."""

from datetime import date
from decimal import Decimal

import pytest

from portal_app.dashboard.rules.budgets import expected_share, nearest_to_limit


@pytest.mark.parametrize(("months", "today", "begun", "every"), [
    (1, date(2026, 11, 1), 0, 21),  # a Sunday: nothing has begun
    (1, date(2026, 11, 2), 1, 21), (1, date(2026, 11, 23), 16, 21), (1, date(2026, 11, 29), 20, 21), (1, date(2026, 11, 30), 21, 21),
    (1, date(2027, 2, 28), 20, 20), (1, date(2028, 2, 29), 21, 21), (1, date(2026, 12, 31), 23, 23),
    (3, date(2026, 10, 1), 1, 66), (3, date(2026, 12, 31), 66, 66), (3, date(2027, 1, 1), 1, 64),
    (12, date(2026, 1, 1), 1, 261), (12, date(2026, 12, 31), 261, 261),
])  # fmt: skip
def test_the_share_of_working_days_that_have_begun(months: int, today: date, begun: int, every: int):
    assert expected_share(months, today) == Decimal(begun) / every


@pytest.mark.parametrize(("shares", "most", "places"), [
    ([], 4, []), (["0.1", "0.9"], 4, [0, 1]), (["0.1", "0.9", "0.5"], 2, [1, 2]), (["1.2", "0.3", "0.3", "0.3"], 2, [0, 1]), (["0.5"], 0, []),
])  # fmt: skip
def test_the_ones_nearest_to_their_limit_are_shown_in_their_order(shares: list[str], most: int, places: list[int]):
    assert nearest_to_limit([Decimal(share) for share in shares], most) == places
