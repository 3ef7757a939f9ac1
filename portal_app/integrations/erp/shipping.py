"""Decisions of the embedded ERP about what staff enter: which quantities may leave together, and which days can be named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal_app.kernel.i18n import message

ABOVE_NOTHING = message("A quantity that leaves is more than 0. What stays is left empty.")
BEYOND_PICKED = message("So much of it is not picked. Pick it first, or let less leave.")
OTHER_ADDRESS = message("This goes to another address. One delivery goes to one address.")
NO_LINE = message("The order has no such line any more.")
DAY_OVER = message("This day is over.")
DAY_TOO_FAR = message("This day is more than two years away.")
NO_WEEKEND = message("Nothing leaves on a weekend.")
_FARTHEST = timedelta(days=731)
_SATURDAY = 5


@dataclass(frozen=True)
class PickedLine:
    """How much of a line is off the shelves, and where it goes; `ship_to` None: as the order says."""

    picked: Decimal
    ship_to: Any


def check_leaving(picked: Mapping[int, PickedLine], leaving: Mapping[int, Decimal]) -> dict[int, str]:
    """What is wrong, by position; nothing when it can leave. The address of the first line is that of the delivery."""
    first = next((picked[position].ship_to for position in sorted(leaving) if position in picked), None)
    found = {position: _wrong(picked.get(position), quantity, first) for position, quantity in leaving.items()}
    return {position: wrong for position, wrong in found.items() if wrong}


def check_days(today: date, positions: frozenset[int], days: Mapping[int, date | None]) -> dict[int, str]:
    """What is wrong with confirmed days, by position. None is a day that nobody knows."""
    found = {position: NO_LINE if position not in positions else _wrong_day(today, day) for position, day in days.items()}
    return {position: wrong for position, wrong in found.items() if wrong}


def wrong_arrival(today: date, day: date) -> str:
    """Why goods cannot be expected on this day; "" when they can."""
    if day < today:
        return DAY_OVER
    return DAY_TOO_FAR if day - today > _FARTHEST else ""


def _wrong(line: PickedLine | None, quantity: Decimal, address: Any) -> str:
    if line is None:
        return NO_LINE
    if quantity <= 0:
        return ABOVE_NOTHING
    if quantity > line.picked:
        return BEYOND_PICKED
    return "" if line.ship_to == address else OTHER_ADDRESS


def _wrong_day(today: date, day: date | None) -> str:
    if day is None:
        return ""
    return wrong_arrival(today, day) or (NO_WEEKEND if day.weekday() >= _SATURDAY else "")
