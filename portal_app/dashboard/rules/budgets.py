"""How much of a budget would be used by today if every working day took the same, and which budgets are worth a look."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

_SATURDAY = 5


def expected_share(months: int, today: date) -> Decimal:
    """The share of the Mondays to Fridays that have begun, today included, of a period of 1, 3 or 12 months of the calendar."""
    first, after = _bounds(months, today)
    return Decimal(_working_days(first, today + timedelta(days=1))) / _working_days(first, after)


def nearest_to_limit(shares: Sequence[Decimal], most: int) -> list[int]:
    """The places of the largest shares, in the order of the list; of equal ones the first."""
    return sorted(sorted(range(len(shares)), key=lambda place: -shares[place])[:most])


def _bounds(months: int, day: date) -> tuple[date, date]:
    """The first day of the period in which a day lies, and the first one after it."""
    begins = (day.month - 1) // months * months
    ends = begins + months
    return date(day.year, begins + 1, 1), date(day.year + ends // 12, ends % 12 + 1, 1)


def _working_days(first: date, after: date) -> int:
    weeks, rest = divmod((after - first).days, 7)
    return weeks * 5 + sum((first + timedelta(days=ahead)).weekday() < _SATURDAY for ahead in range(rest))
