"""What the demo's companies have ordered and are about to order, as data. Days count back from the day the world is built."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

Wanted = tuple[tuple[str, int], ...]


class Life(StrEnum):
    """How far an order has come."""

    INVOICED = "invoiced"
    SHIPPED = "shipped"
    PARTLY = "partly shipped"
    CONFIRMED = "confirmed"
    SENT = "sent"
    UNANSWERED = "unanswered"
    CANCELLED = "cancelled"
    REFUSED = "refused"


@dataclass(frozen=True)
class Usual:
    """What somebody orders again and again: who, for which cost centre, to which of the company's places."""

    name: str
    buyer: str
    centre: str
    place: int
    wanted: Wanted


@dataclass(frozen=True)
class Planned:
    """One order. `approver` decided about it, with `note`; `po` is the company's own number for it."""

    usual: Usual
    days_ago: int
    at: str
    life: Life = Life.INVOICED
    po: str = ""
    approver: str = ""
    note: str = ""


# By customer number: in which language and time zone a company orders.
PLACES = {"10023": ("de", "Europe/Berlin"), "10417": ("en", "Europe/Dublin"), "10655": ("de", "Europe/Vienna")}
_BOLTS, _NUTS, _WASHERS, _GLOVES = "48-1007-M8", "48-3001-M8", "48-2001-M8", "31-2204-05"
_SPARES = Usual("Line 4 spares", "Jan Keller", "4711", 0, ((_BOLTS, 500), ("77-0110-05", 10), (_GLOVES, 12), ("60-4410-02", 5)))
_SMALL_PARTS = Usual("Screws and nuts M8", "Jan Keller", "4711", 0, ((_BOLTS, 300), (_NUTS, 300), (_WASHERS, 300)))
_DRILLS = Usual("Drills and discs", "Mia Roth", "4712", 0, (("52-3301-70", 10), ("52-3305-50", 5), ("52-0900-02", 50)))
_SHOES = Usual("Shoes for new colleagues", "Svea Klein", "4730", 0, (("34-1200-08", 2), ("34-1100-07", 1)))
_HANSEN = (
    _SPARES,
    Usual("Gloves for assembly", "Ole Jensen", "4720", 1, (("31-2101-03", 24), ("31-2204-04", 12))),
    _DRILLS,
    _SMALL_PARTS,
    Usual("Ears and eyes", "Svea Klein", "4730", 1, (("33-1180-02", 400), ("32-1100-01", 10), ("33-1420-03", 4))),
    Usual("Cleaner and paste", "Paul Voigt", "4720", 2, (("61-0101-01", 12), ("60-4500-02", 4), ("62-1010-02", 2))),
    _SHOES,
    Usual("Cable ties and spanners", "Ole Jensen", "4720", 1, (("47-2100-05", 300), ("51-1100-11", 2), ("47-2100-05-4", 100))),
)  # fmt: skip
_SHUTDOWN = Usual("Shutdown, first part", "Jan Keller", "4711", 0, ((_BOLTS, 2000), ("77-0110-05", 40), (_GLOVES, 36), ("60-4410-02", 20)))
_SHANNON = (
    Usual("Production, weekly", "Siobhan Kelly", "100", 0, ((_BOLTS, 400), (_NUTS, 400), ("31-2101-03", 12))),
    Usual("Maintenance van", "Rory Walsh", "200", 1, (("61-0101-01", 24), ("51-1100-11", 2), ("60-4500-02", 3))),
)  # fmt: skip
_ALPENROSE = (
    Usual("Revision", "Matthias Pichler", "2000", 1, ((_BOLTS, 600), (_WASHERS, 600), ("62-1010-02", 4))),
    Usual("Werkstatt", "Matthias Pichler", "1000", 0, (("31-2204-04", 12), ("60-4410-02", 2))),
)  # fmt: skip

# Sent by the people themselves on the day the world is built: what needs approval waits, the rest is about to leave.
WAITING = (
    Usual("Safety day", "Svea Klein", "4730", 1, (("33-1420-03", 12), ("34-1200-08", 6), ("32-1100-01", 20))),
    Usual("Assembly of hall 3", "Ole Jensen", "4720", 0, ((_BOLTS, 1000), ("77-0110-04", 60), ("61-0101-01", 24))),
)  # fmt: skip
LEAVING = Usual("Small parts for the van", "Paul Voigt", "4720", 0, ((_WASHERS, 200), ("60-4500-02", 2)))


def planned_orders(customer_number: str) -> list[Planned]:
    """A company's orders of the last weeks, the oldest first."""
    found = {"10023": _of_hansen, "10417": _of_shannon, "10655": _of_alpenrose}[customer_number]()
    return sorted(found, key=lambda one: (-one.days_ago, one.at))


def _of_hansen() -> Iterator[Planned]:
    for place, days_ago in enumerate(range(72, 14, -2)):
        hour, minute = 7 + place * 5 % 9, place * 17 % 60
        yield Planned(_HANSEN[place % len(_HANSEN)], days_ago, f"{hour:02d}:{minute:02d}", po=f"4500-{22811 + place * 2}" if place % 3 else "")
    yield Planned(_SHUTDOWN, 13, "10:12", Life.PARTLY, "4500-22871", "Anna Berg", "Line 4 first, please.")
    yield Planned(_DRILLS, 9, "15:04", Life.CANCELLED, "4500-22880")
    yield Planned(_SHOES, 7, "11:31", Life.REFUSED, "4500-22884", "Anna Berg", "Please wait for the list of next month.")
    yield Planned(_SMALL_PARTS, 5, "09:26", Life.SHIPPED, "4500-22890")
    yield Planned(_HANSEN[1], 2, "13:48", Life.CONFIRMED, "4500-22893")
    yield Planned(_HANSEN[4], 1, "08:17", Life.CONFIRMED)
    yield Planned(_HANSEN[5], 1, "16:52", Life.SENT, "4500-22899")
    yield Planned(_SPARES, 0, "06:40", Life.UNANSWERED, "4500-22901")


def _of_shannon() -> Iterator[Planned]:
    for place, days_ago in enumerate((48, 34, 27, 20, 12)):
        yield Planned(_SHANNON[place % 2], days_ago, f"{9 + place:02d}:20", po=f"SV-{7100 + place}")
    yield Planned(_SHANNON[0], 3, "10:45", Life.SHIPPED, "SV-7106")
    yield Planned(_SHANNON[1], 1, "14:05", Life.CONFIRMED)


def _of_alpenrose() -> Iterator[Planned]:
    for place, days_ago in enumerate((41, 26, 16)):
        yield Planned(_ALPENROSE[place % 2], days_ago, f"{8 + place:02d}:35")
    yield Planned(_ALPENROSE[0], 4, "07:55", Life.SHIPPED, "REV-26-11")
