"""Lines of a cart: what is wished for, what becomes of it, and which lines are one and the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id

LONGEST_NOTE = 200
UNKNOWN = message("We cannot find this article. It may have been withdrawn, or your company does not see it.")
MERGED = message("This article was in the cart already: both are one line now.")
NOTE_TOO_LONG = message("A note has at most {longest} characters.")


@dataclass(frozen=True)
class LinePlace:
    """Where a line differs from its cart. Empty: as the cart says."""

    cost_centre_id: Id = ""
    address_id: Id = ""
    requested_on: date | None = None


@dataclass(frozen=True)
class LineWish:
    """So much of a product, in its unit of measure."""

    product_id: Id
    quantity: Decimal
    place: LinePlace = LinePlace()
    note: str = ""


@dataclass(frozen=True)
class LineFacts:
    """What can be changed about a line."""

    quantity: Decimal
    place: LinePlace = LinePlace()
    note: str = ""


@dataclass(frozen=True)
class PutLine:
    """What became of a wish. With a `problem` nothing was put and `line_id` is empty. `reason` says why it is not just what was wished for;
    `values` fill the {names} of both."""

    line_id: Id
    quantity: Decimal
    reason: str = ""
    problem: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)


LineKey = tuple[Id, LinePlace]


def key_of(product_id: Id, place: LinePlace) -> LineKey:
    """Lines with the same key are one line: what holds for a quantity holds for all of it, however often it was put."""
    return product_id, place


def sums_of(wishes: Iterable[LineWish]) -> dict[LineKey, Decimal]:
    """What is wished for by line, in the order in which it was wished for first."""
    found: dict[LineKey, Decimal] = {}
    for wish in wishes:
        key = key_of(wish.product_id, wish.place)
        found[key] = found.get(key, Decimal(0)) + wish.quantity
    return found


def tidy_note(note: str) -> str:
    return " ".join(note.replace("\x00", "").split())
