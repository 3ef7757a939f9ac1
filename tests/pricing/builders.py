"""Price rules with sensible defaults: a bolt whose list price is 14.20 for 100, and whatever a test adds to it."""

import itertools
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from portal_app.pricing import Discount, Level, ListPrices, PriceBook, PriceQuestion, PriceRule, PriceSource, Tier

TODAY = date(2026, 11, 23)
BOLT, NUT = "bolt", "nut"
BOLTS = "bolts"
_numbers = itertools.count(1)


def tiers(*steps: tuple[str, str] | str) -> tuple[Tier, ...]:
    """("1", "9.80"), ("500", "8.40"); a text alone is a price from the first piece on."""
    pairs = [("0.000001", step) if isinstance(step, str) else step for step in steps]
    return tuple(Tier(Decimal(quantity), Decimal(value)) for quantity, value in pairs)


def source(level: Level, number: str = "", **facts: object) -> PriceSource:
    return PriceSource(id=f"s{next(_numbers):06}", level=level, number=number or level.value, **facts)


def price(level: Level, *steps: tuple[str, str] | str, product: str = BOLT, price_unit: int = 100, number: str = "", **facts: object) -> PriceRule:
    """A price rule. What belongs to its source (currency, project, exclusive) is taken out of the facts."""
    own = {name: facts.pop(name) for name in ("currency", "project", "exclusive") if name in facts}
    return PriceRule(id=f"r{next(_numbers):06}", source=source(level, number, **own), tiers=tiers(*steps), product_id=product, price_unit=price_unit, **facts)


def off(*steps: tuple[str, str] | str, level: Level = Level.LIST, number: str = "", **facts: object) -> Discount:
    own = {name: facts.pop(name) for name in ("project", "exclusive") if name in facts}
    return Discount(id=f"d{next(_numbers):06}", source=source(level, number or "discount", **own), tiers=tiers(*steps), **facts)


LIST = price(Level.LIST, "14.20", number="List 2026")


def book(*rules: PriceRule | Discount) -> PriceBook:
    """A company's book in which the list prices come from a list that others share."""
    prices = [rule for rule in rules if isinstance(rule, PriceRule)]
    shared, own = _split(prices)
    lists = ListPrices()
    lists.learn({BOLT, NUT, *(rule.product_id for rule in prices)}, shared)
    return PriceBook(own, [rule for rule in rules if isinstance(rule, Discount)], [lists])


def _split(prices: Iterable[PriceRule]) -> tuple[list[PriceRule], list[PriceRule]]:
    """Lists are for every project."""
    prices = list(prices)
    shared = [rule for rule in prices if rule.source.level in (Level.LIST, Level.GROUP_LIST) and not rule.source.project]
    return shared, [rule for rule in prices if rule not in shared]


def question(quantity: str = "100", **facts: object) -> PriceQuestion:
    return PriceQuestion(**{"product_id": BOLT, "quantity": Decimal(quantity), "day": TODAY, "product_group": BOLTS, "unit": "C62", "currency": "EUR", **facts})
