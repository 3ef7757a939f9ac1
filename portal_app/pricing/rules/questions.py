"""What is asked of the resolver, and what it answers. Questions are tuples with names: ten thousand are made in a third of the time."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.pricing.rules.tier_tables import TierRow, TierTable


class PriceQuestion(NamedTuple):
    """What does so much of this product cost on this day? The quantity is in `unit` (UN/ECE Recommendation 20).

    Who asks through the gate says product, quantity and day: the product group is always the product's; an empty unit is the product's
    own and an empty currency the company's.
    """

    product_id: Id
    quantity: Decimal
    day: date
    product_group: str = ""
    unit: str = ""
    currency: str = ""
    project: str = ""


class NextTier(NamedTuple):
    """What buying more would do: so many more, for this price for each price unit, saving so many percent (None: there was no price)."""

    more: Decimal
    unit_price: Money
    price_unit: int
    saving: Decimal | None


@dataclass(frozen=True, slots=True)
class PriceAnswer:
    """The price of a question. `row` is None for a quantity of nothing or less; a row without an offer means: on request.

    `amount` is the line net, rounded half up. `valid_until` is the last day of this answer as far as rules known today say; None: open.
    """

    question: PriceQuestion
    row: TierRow | None
    amount: Money | None
    valid_until: date | None
    table: TierTable = field(compare=False, repr=False)

    @property
    def unit_price(self) -> Money | None:
        return self.row.unit_price if self.row else None

    @property
    def next_tier(self) -> NextTier | None:
        cheaper = self.table.cheaper_after(self.question.quantity)
        if cheaper is None:
            return None
        row, less = cheaper
        return NextTier(row.from_quantity - self.question.quantity, row.unit_price, row.price_unit, less)
