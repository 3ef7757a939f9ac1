"""What arrives when: what is expected of all orders, sorted into days, and how many deliveries each of the next working days has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal_app.kernel.ids import Id

WEEK = 5
_SATURDAY = 5


@dataclass(frozen=True)
class ExpectedDelivery:
    """Lines of one order that come together: promised to be with the company on a day, leaving the supplier on a day; None: nobody knows."""

    order_id: Id
    number: str
    promised_on: date | None
    leaves_on: date | None
    has_left: bool
    is_rest: bool


@dataclass(frozen=True)
class DeliveryDay:
    """What is expected on a day (None: nobody knows). `is_late`: it was promised for a day before today and has not left; then `day` is the
    day on which it leaves, as far as the supplier said it."""

    day: date | None
    is_late: bool
    expected: tuple[ExpectedDelivery, ...]

    @property
    def all_left(self) -> bool:
        return all(one.has_left for one in self.expected)

    @property
    def orders(self) -> list[str]:
        """Their numbers, each once."""
        return list(dict.fromkeys(one.number for one in self.expected))


@dataclass(frozen=True)
class DeliveryOutlook:
    """`days` in their order: late ones first, then from today on, last what nobody knows. `week` are the next working days with their counts."""

    days: tuple[DeliveryDay, ...]
    week: tuple[tuple[date, int], ...]

    @property
    def total(self) -> int:
        return sum(len(one.orders) for one in self.days)


def delivery_outlook(expected: Sequence[ExpectedDelivery], today: date) -> DeliveryOutlook:
    groups: dict[tuple[bool, date | None], list[ExpectedDelivery]] = {}
    for one in expected:
        late = is_late(one, today)
        groups.setdefault((late, None if late else day_of(one, today)), []).append(one)
    days = [DeliveryDay(_soonest(group, today) if late else day, late, tuple(group)) for (late, day), group in groups.items()]
    days.sort(key=lambda one: (not one.is_late, one.day is None, one.day or today))
    return DeliveryOutlook(tuple(days), tuple((day, _count(expected, day, today)) for day in next_working_days(today)))


def is_late(one: ExpectedDelivery, today: date) -> bool:
    return not one.has_left and one.promised_on is not None and one.promised_on < today


def day_of(one: ExpectedDelivery, today: date) -> date | None:
    """The day it was promised for; where it leaves on that day or later, the day on which it leaves. A day that has passed is none."""
    moved = one.leaves_on is not None and not one.has_left and (one.promised_on is None or one.leaves_on >= one.promised_on)
    day = one.leaves_on if moved else one.promised_on
    return day if day is not None and day >= today else None


def next_working_days(today: date) -> tuple[date, ...]:
    """The next Mondays to Fridays, today included. Holidays count: on those nothing is expected, and it says so."""
    days = (today + timedelta(days=ahead) for ahead in range(WEEK + 4))
    return tuple(day for day in days if day.weekday() < _SATURDAY)[:WEEK]


def _soonest(group: Iterable[ExpectedDelivery], today: date) -> date | None:
    return min((day for one in group if (day := day_of(one, today))), default=None)


def _count(expected: Sequence[ExpectedDelivery], day: date, today: date) -> int:
    """One for each order that has something on that day."""
    return len({one.order_id for one in expected if day_of(one, today) == day})
