"""Ordering once more: what is another one now than it was then."""

from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.ids import Id
from portal_app.ordering.rules.differences import LinePrice


@dataclass(frozen=True)
class ReorderLine:
    """One line of an order, then and now. `line_id` is its line in the new cart, "" where it could not be put and `problem` says why.

    `then` and `now` are None for who sees no amounts, `then` also where another quantity is wanted: its price was for the one of that time.
    `pack_then` differs from `pack_now` when the product is sold in other packs.
    `successor_id` is offered for what is sold no more, or only while stock lasts; it is never put unasked.
    """

    line_id: Id
    number: str
    name: str
    wanted: Decimal
    quantity: Decimal
    then: LinePrice | None
    now: LinePrice | None
    pack_then: Decimal
    pack_now: Decimal | None
    is_discontinued: bool = False
    successor_id: Id = ""
    successor_number: str = ""
    reason: str = ""
    problem: str = ""

    @property
    def is_same(self) -> bool:
        """Whether it is what it was, at the same price, in the same quantity."""
        same_price = self.then is None or self.now is None or (self.then.price, self.then.price_unit) == (self.now.price, self.now.price_unit)
        return same_price and not self.problem and not self.is_discontinued and (self.pack_then, self.wanted) == (self.pack_now, self.quantity)
