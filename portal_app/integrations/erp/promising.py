"""Decisions of the embedded ERP: from which warehouse a line comes, and when what is missing will be there. Nothing is opened here."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from portal_app.integrations.erp.port import Incoming, WarehouseStock

_SATURDAY = 5


def choose_warehouse(places: Sequence[WarehouseStock], quantity: Decimal) -> str:
    """The first that has it all; else the one that will have it first; else the one that has most."""
    for place in places:
        if place.free >= quantity:
            return place.warehouse
    coming = [(day, rank) for rank, place in enumerate(places) if (day := day_of_rest(place, quantity - place.free))]
    if coming:
        return places[min(coming)[1]].warehouse
    return max(places, key=lambda place: place.free).warehouse


def day_of_rest(place: WarehouseStock, missing: Decimal) -> date | None:
    """When `missing` more will be there, after all who wait already; None when nobody knows."""
    return _day_when(place.incoming, place.waiting + missing)


def leaving_day(today: date, wanted: date | None, rest: date | None) -> date:
    """When a line leaves: not before it is wanted, nor before its rest has come in, nor on a weekend. This ERP keeps no other holidays."""
    day = max(day for day in (today, wanted, rest) if day is not None)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def _day_when(incoming: Sequence[Incoming], needed: Decimal) -> date | None:
    together = Decimal(0)
    for one in incoming:
        together += one.quantity
        if together >= needed:
            return one.day
    return None
