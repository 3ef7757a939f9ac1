"""The tier table of a product for one company: from which quantity which price, over all levels. Every price is read out of one."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal_app.kernel.money import PLACES, Money
from portal_app.pricing.rules.fitting import Asked, discount_fits, is_valid, price_fits, unchanged_between
from portal_app.pricing.rules.offers import Offer, best_offer
from portal_app.pricing.rules.price_rules import Discount, PriceRule, Rule


@dataclass(frozen=True, slots=True)
class TierRow:
    """One price and the quantity from which it holds. Without an offer the price is on request.

    `up_to` is what is left to call of a framework agreement; `cheaper` the next row with a lower price for each one.
    """

    from_quantity: Decimal
    offer: Offer | None
    unit_price: Money | None  # for each price unit
    each: Decimal | None  # for one, exact
    cheaper: "TierRow | None"

    @property
    def price_unit(self) -> int:
        return self.offer.rule.price_unit if self.offer else 1

    @property
    def up_to(self) -> Decimal | None:
        limit = self.offer.limited_by if self.offer else None
        return limit.left if limit else None


@dataclass(frozen=True, slots=True)
class TierTable:
    """Rows by rising quantity, true from `first_day` to `last_day`."""

    rows: tuple[TierRow, ...]
    from_quantities: tuple[Decimal, ...]
    first_day: date
    last_day: date

    def row_at(self, quantity: Decimal) -> TierRow | None:
        """The row a quantity is in. None for nothing or less."""
        place = bisect_right(self.from_quantities, quantity)
        return self.rows[place - 1] if place else None


def build_tier_table(prices: Sequence[PriceRule], discounts: Sequence[Discount], asked: Asked) -> TierTable:
    """The table of what is asked, out of all rules of the product and all discounts of its product group."""
    prices = [rule for rule in prices if price_fits(rule, asked)]
    discounts = [rule for rule in discounts if discount_fits(rule, asked)]
    first_day, last_day = unchanged_between((*prices, *discounts), asked.day)
    prices = [rule for rule in prices if is_valid(rule, asked.day)]
    discounts = [rule for rule in discounts if is_valid(rule, asked.day)]
    offers = [(quantity, best_offer(prices, discounts, quantity)) for quantity in _edges((*prices, *discounts))]
    rows = _rows(offers, asked.currency)
    return TierTable(rows, tuple(row.from_quantity for row in rows), first_day, last_day)


def _edges(rules: Iterable[Rule]) -> list[Decimal]:
    """Every quantity at which something may change: the smallest there is, each tier, and just beyond what is left to call."""
    edges = {PLACES}
    for rule in rules:
        edges.update(tier.from_quantity for tier in rule.tiers)
        if rule.committed is not None:
            edges.add(rule.left + PLACES)
    return sorted(edge for edge in edges if edge >= PLACES)


def _rows(offers: list[tuple[Decimal, Offer | None]], currency: str) -> tuple[TierRow, ...]:
    """One row for each change, the last one first, so that each knows the cheaper one behind it."""
    rows: list[TierRow] = []
    for place in range(len(offers) - 1, -1, -1):
        quantity, offer = offers[place]
        if place and _same(offers[place - 1][1], offer):
            continue
        price = Money(offer.unit_price, currency) if offer else None
        rows.append(TierRow(quantity, offer, price, offer.each if offer else None, _cheaper(offer, rows)))
    return tuple(reversed(rows))


def _same(one: Offer | None, other: Offer | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.rule is other.rule and one.unit_price == other.unit_price and [*map(id, one.discounts)] == [*map(id, other.discounts)]


def _cheaper(offer: Offer | None, later: list[TierRow]) -> TierRow | None:
    return next((row for row in reversed(later) if row.offer and (offer is None or row.offer.each < offer.each)), None)
