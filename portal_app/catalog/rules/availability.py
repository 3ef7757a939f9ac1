"""How much of a product there is now, when the rest comes, and when it arrives. Data comes in as arguments; nothing is opened.

Rules: whoever waits already is served first. What comes in on a day leaves on the next working day of its warehouse. What is ordered
before the cut-off leaves on the same working day. An overdue replenishment counts as one of today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from portal_app.catalog.rules.working_days import WorkingDays

_NOTHING = Decimal(0)


class AvailabilityKind(StrEnum):
    NOW = "now"  # all of it is there
    PART = "part"  # some of it is there
    DATE = "date"  # nothing is there, and all of it comes by a day
    UNKNOWN = "unknown"  # nothing is there, and nobody knows when all of it comes


@dataclass(frozen=True)
class WarehouseHours:
    """When goods leave a warehouse. `cut_off` is local time; `lead_days` are working days on the way."""

    working_days: WorkingDays
    time_zone: str = "Europe/Berlin"
    cut_off: time = time(15)
    lead_days: int = 1


@dataclass(frozen=True)
class FreeStock:
    """What a warehouse can still promise of a product: now, and by day (the earliest first)."""

    warehouse: str
    now: Decimal
    coming: tuple[tuple[date, Decimal], ...] = ()


@dataclass(frozen=True)
class Availability:
    """`now` is how much is there, `rest` what is missing from the quantity that was asked for.

    `leaves` and `arrives` are the days of what is there; `rest_leaves` and `rest_arrives` of the rest, None where nobody knows.
    `order_by` is the instant before which it must be ordered for that, None where nothing is there. `as_of` is when the stock was known.
    """

    kind: AvailabilityKind
    now: Decimal = _NOTHING
    rest: Decimal = _NOTHING
    leaves: date | None = None
    arrives: date | None = None
    rest_leaves: date | None = None
    rest_arrives: date | None = None
    order_by: datetime | None = None
    warehouse: str = ""
    as_of: datetime | None = None


def left_to_promise(warehouse: str, free: Decimal, waiting: Decimal, incoming: Sequence[tuple[date, Decimal]]) -> FreeStock:
    """What is left when all who wait have got theirs."""
    now, waiting = _less(free, waiting)
    if not waiting:
        return FreeStock(warehouse, now, tuple(sorted(incoming)))
    coming = []
    for day, quantity in sorted(incoming):
        left, waiting = _less(quantity, waiting)
        coming.append((day, left))
    return FreeStock(warehouse, now, tuple((day, quantity) for day, quantity in coming if quantity))


class Departures:
    """When goods ordered at an instant leave a warehouse and arrive somewhere. Each day is worked out once, however many lines ask."""

    def __init__(self, hours: WarehouseHours, at: datetime, there: WorkingDays) -> None:
        self._hours, self._there = hours, there
        self._today = at.astimezone(ZoneInfo(hours.time_zone)).date()
        self._rests: dict[date, tuple[date, date]] = {}
        self.leaves, self.order_by = leaving_from(hours, at)
        self.arrives = self._arrival(self.leaves)

    def of_rest(self, day: date) -> tuple[date, date]:
        """When what comes in on this day leaves and arrives."""
        if day not in self._rests:
            leaves = self._hours.working_days.after(max(day, self._today))
            self._rests[day] = leaves, self._arrival(leaves)
        return self._rests[day]

    def _arrival(self, leaves: date) -> date:
        days = self._hours.lead_days
        return self._there.after(leaves, days) if days else self._there.on_or_after(leaves)


def promise(
    quantity: Decimal, places: Sequence[FreeStock], departures: Mapping[str, Departures], as_of: datetime | None = None
) -> tuple[Availability, tuple[FreeStock, ...]]:
    """What can be promised from these warehouses (the preferred one first), and what they can promise afterwards."""
    if not places:
        return Availability(AvailabilityKind.UNKNOWN, rest=quantity, as_of=as_of), ()
    place = _choose(places, quantity)
    answer = _promise_from(place, quantity, departures[place.warehouse], as_of)
    return answer, tuple(_taken_from(one, quantity) if one is place else one for one in places)


def leaving_from(hours: WarehouseHours, at: datetime) -> tuple[date, datetime]:
    """The day on which what is ordered at this instant leaves, and the instant before which that holds."""
    day = at.astimezone(ZoneInfo(hours.time_zone)).date()
    if not (hours.working_days.is_working(day) and at < _cut_off(hours, day)):
        day = hours.working_days.after(day)
    return day, _cut_off(hours, day)


def _choose(places: Sequence[FreeStock], quantity: Decimal) -> FreeStock:
    """The first that has it all; else the one that will have it all first; else the one that has most. The ERP takes it from there too."""
    for place in places:
        if place.now >= quantity:
            return place
    complete = [(day, rank) for rank, place in enumerate(places) if (day := _day_of(place, quantity))]
    return places[min(complete)[1]] if complete else max(places, key=lambda place: place.now)


def _promise_from(place: FreeStock, quantity: Decimal, departures: Departures, as_of: datetime | None) -> Availability:
    now = min(place.now, quantity)
    rest, day = quantity - now, _day_of(place, quantity)
    there = (departures.leaves, departures.arrives) if now else (None, None)
    later = departures.of_rest(day) if rest and day else (None, None)
    order_by = departures.order_by if now else None
    return Availability(_kind(now, rest, day), now, rest, *there, *later, order_by, place.warehouse, as_of)


def _kind(now: Decimal, rest: Decimal, day: date | None) -> AvailabilityKind:
    if not rest:
        return AvailabilityKind.NOW
    if now:
        return AvailabilityKind.PART
    return AvailabilityKind.DATE if day else AvailabilityKind.UNKNOWN


def _day_of(place: FreeStock, quantity: Decimal) -> date | None:
    """When the place will have had so much; None when nobody knows, or when it has it now."""
    together = place.now
    for day, part in place.coming:
        together += part
        if together >= quantity:
            return day
    return None


def _taken_from(place: FreeStock, quantity: Decimal) -> FreeStock:
    return left_to_promise(place.warehouse, place.now, quantity, place.coming)


def _cut_off(hours: WarehouseHours, day: date) -> datetime:
    return datetime.combine(day, hours.cut_off, ZoneInfo(hours.time_zone)).astimezone(UTC)


def _less(amount: Decimal, taken: Decimal) -> tuple[Decimal, Decimal]:
    """What is left of an amount, and what is still to be taken elsewhere."""
    part = min(amount, taken)
    return amount - part, taken - part
