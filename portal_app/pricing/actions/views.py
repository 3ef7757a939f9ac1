"""A price as people of a company see it: what it is and what the next tier would be, never where it comes from."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from portal_app.kernel.money import Money
from portal_app.pricing.rules.questions import NextTier, PriceAnswer
from portal_app.pricing.rules.rounding import saving
from portal_app.pricing.rules.tier_tables import TierRow, TierTable


class PriceView(NamedTuple):
    """`price` is net and for each price unit; None: there is no price, it is on request. `amount` is the line, rounded.

    `each` is the exact price of one: lists are sorted by it. `from_quantity` is where the tier begins that the quantity reaches.
    `as_of` says when the prices were brought up to date.
    """

    price: Money | None = None
    price_unit: int = 1
    amount: Money | None = None
    each: Decimal | None = None
    from_quantity: Decimal | None = None
    next_tier: NextTier | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class TierView:
    """One line of a tier table. `saving` is in percent of its first line's price; None where there is none. `each` is the exact price of one."""

    from_quantity: Decimal
    price: Money
    price_unit: int
    saving: Decimal | None
    each: Decimal


@dataclass(frozen=True, slots=True)
class TierTableView:
    """A product's prices by quantity, in its unit of measure. No rows: on request, or nothing that the company sees."""

    rows: tuple[TierView, ...] = ()
    unit: str = ""
    as_of: datetime | None = None


NO_PRICE = PriceView()


def view_of(answer: PriceAnswer, as_of: datetime | None) -> PriceView:
    row = answer.row
    if row is None or answer.amount is None:
        return NO_PRICE
    return PriceView(row.unit_price, row.price_unit, answer.amount, row.each, row.tier_begins, answer.next_tier, as_of)


def table_view(table: TierTable, unit: str, as_of: datetime | None) -> TierTableView:
    rows = table.tiers
    return TierTableView(tuple(_line(row, rows[0]) for row in rows), unit, as_of)


def _line(row: TierRow, first: TierRow) -> TierView:
    less = saving(first.each, row.each) if row.each < first.each else None
    return TierView(row.from_quantity, row.unit_price, row.price_unit, less, row.each)
