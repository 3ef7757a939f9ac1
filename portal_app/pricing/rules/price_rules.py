"""Price rules as the resolver takes them: prices in tiers for one product, and discounts on the list price."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal_app.kernel.ids import Id
from portal_app.pricing.rules.levels import Level

PRICE_UNITS = (1, 10, 100, 1000)
EVERY_GROUP = ""  # the product group of a discount on everything


@dataclass(frozen=True, slots=True)
class Tier:
    """From this quantity on: a price for each price unit, or a discount in percent."""

    from_quantity: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class PriceSource:
    """The list, agreement or project that many rules belong to. `number` is what people call it."""

    id: Id
    level: Level
    number: str
    name: str = ""
    currency: str = "EUR"
    project: str = ""  # counts for questions of this project only
    exclusive: bool = False  # stands alone in its level, and lets no discount come on top


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What prices and discounts have in common. Tiers rise by quantity; the days of validity both count."""

    id: Id
    source: PriceSource
    tiers: tuple[Tier, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    committed: Decimal | None = None  # a framework agreement holds for so much in all; None: no such limit
    called: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal | None:
        """What may still be called. None: as much as one likes."""
        return None if self.committed is None else max(self.committed - self.called, Decimal(0))

    def tier_at(self, quantity: Decimal) -> Tier | None:
        """The highest tier that the quantity reaches."""
        for tier in reversed(self.tiers):
            if tier.from_quantity <= quantity:
                return tier
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule(Rule):
    """Prices of one product, for 1, 10, 100 or 1,000 of a unit of measure."""

    product_id: Id
    price_unit: int = 1
    unit: str = "C62"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount(Rule):
    """Percent off the list price, for a product group or for everything.

    At the level of the list price the best discount counts, and cumulative ones one after the other on top of it.
    At a higher level each one is a price of its own: the list price less the discount.
    """

    product_group: str = EVERY_GROUP
    cumulative: bool = False
