"""A cart as purchasing judges it: its lines with what they cost and where they are booked."""

from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money

EMPTY = message("There is nothing in this cart yet.")
MIXED = message("All lines of a cart are in one currency.")
BELOW_NOTHING = message("A line cannot cost less than nothing.")
TOO_MUCH = message("This is more than can be ordered at once. Please ask us for a quote.")
LARGEST = Decimal("999999999.99")  # of a whole cart


@dataclass(frozen=True)
class CartLine:
    """One line. `net` is its total; `categories` are codes, the topmost first. Freight and surcharges are lines without categories."""

    number: str
    name: str
    net: Money
    cost_centre_id: Id | None = None
    categories: tuple[str, ...] = ()
    is_first_purchase: bool = False


@dataclass(frozen=True)
class CartFacts:
    """A cart. `editor_ids` are the people who changed its lines, addresses or cost centres, beside the one who sends it."""

    lines: tuple[CartLine, ...]
    editor_ids: frozenset[Id] = frozenset()


def check_cart(lines: tuple[CartLine, ...]) -> str:
    """The problem with a cart as a sentence, or "" when there is none."""
    if not lines:
        return EMPTY
    if len({line.net.currency for line in lines}) > 1:
        return MIXED
    if any(line.net.amount < 0 for line in lines):
        return BELOW_NOTHING
    return TOO_MUCH if sum(line.net.amount for line in lines) > LARGEST else ""


def total_of(lines: tuple[CartLine, ...]) -> Money:
    """The sum of at least one line."""
    return sum((line.net for line in lines[1:]), lines[0].net)
