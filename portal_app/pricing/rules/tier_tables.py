"""The tier table of a product for one company: from which quantity which price, over all levels. Every price is read out of one."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.money import PLACES, Money
from portal_app.pricing.rules.fitting import Asked, discount_fits, is_valid, price_fits, unchanged_between
from portal_app.pricing.rules.offers import Offer, best_offer
from portal_app.pricing.rules.price_rules import Discount, PriceRule, Rule
from portal_app.pricing.rules.rounding import saving


@dataclass(frozen=True, slots=True)
class TierRow:
    """One price and the quantity from which it holds. Without an offer the price is on request."""

    from_quantity: Decimal
    offer: Offer | None
    unit_price: Money | None  # for each price unit
    each: Decimal | None  # for one, exact
    tier_begins: Decimal | None  # the quantity at which the tier begins that gives this price
    price_unit: int = 1

    @property
    def up_to(self) -> Decimal | None:
        """What is left to call of a framework agreement. None: no such limit."""
        limit = self.offer.limited_by if self.offer else None
        return limit.left if limit else None


class TierTable:
    """Rows by rising quantity, true from `first_day` to `last_day`. A row is computed when it is first asked for: a file asks for few."""

    __slots__ = ("_currency", "_discounts", "_edges", "_limits", "_next", "_prices", "_rows", "first_day", "last_day")

    def __init__(self, prices: Sequence[PriceRule], discounts: Sequence[Discount], asked: Asked) -> None:
        """Out of all rules of the product and all discounts that may count for it."""
        prices = [rule for rule in prices if price_fits(rule, asked)]
        discounts = [rule for rule in discounts if discount_fits(rule, asked)]
        self.first_day, self.last_day = unchanged_between((*prices, *discounts), asked.day)
        self._prices = [rule for rule in prices if is_valid(rule, asked.day)]
        self._discounts = [rule for rule in discounts if is_valid(rule, asked.day)]
        self._currency = asked.currency
        valid = (*self._prices, *self._discounts)
        self._edges, self._limits = _edges(valid), _limits(valid)
        self._rows: list[TierRow | None] = [None] * len(self._edges)
        self._next: list[tuple[TierRow, Decimal | None] | None | bool] = [False] * len(self._edges)  # False: not looked for yet

    @property
    def is_empty(self) -> bool:
        """Whether no quantity has a price."""
        return not self._prices

    @property
    def rows(self) -> tuple[TierRow, ...]:
        """One for each change."""
        found: list[TierRow] = []
        for place in range(len(self._edges)):
            row = self._row(place)
            if not found or not _same(found[-1].offer, row.offer):
                found.append(row)
        return tuple(found)

    @property
    def tiers(self) -> tuple[TierRow, ...]:
        """The rows that begin with a tier and have a price. Where an agreement is used up a row begins too; how much is left is not for everybody."""
        return tuple(row for row in self.rows if row.offer is not None and row.from_quantity not in self._limits)

    def row_at(self, quantity: Decimal) -> TierRow | None:
        """The price of a quantity. None for nothing or less."""
        place = bisect_right(self._edges, quantity)
        return self._row(place - 1) if place else None

    def cheaper_after(self, quantity: Decimal) -> tuple[TierRow, Decimal | None] | None:
        """The first tier beyond a quantity with a lower price than it has, and the saving in percent; or with a price where it has none."""
        place = bisect_right(self._edges, quantity) - 1
        if place < 0:
            return None
        if self._next[place] is False:
            self._next[place] = self._find_cheaper(place)
        return self._next[place]

    def _find_cheaper(self, place: int) -> tuple[TierRow, Decimal | None] | None:
        now = self._row(place)
        for later in range(place + 1, len(self._edges)):
            row = self._row(later)
            if row.each is not None and (now.each is None or row.each < now.each) and row.from_quantity not in self._limits:
                return row, None if now.each is None else saving(now.each, row.each)
        return None

    def _row(self, place: int) -> TierRow:
        row = self._rows[place]
        if row is None:
            row = self._rows[place] = _make_row(self._edges[place], best_offer(self._prices, self._discounts, self._edges[place]), self._currency)
        return row


def _make_row(from_quantity: Decimal, offer: Offer | None, currency: str) -> TierRow:
    if offer is None:
        return TierRow(from_quantity, None, None, None, None)
    begins = max(rule.tier_at(from_quantity).from_quantity for rule in (offer.rule, *offer.discounts))
    return TierRow(from_quantity, offer, Money(offer.unit_price, currency), offer.each, begins, offer.rule.price_unit)


def _edges(rules: Iterable[Rule]) -> list[Decimal]:
    """Every quantity at which something may change: the smallest there is, each tier, and just beyond what is left to call."""
    edges = {PLACES}
    for rule in rules:
        for tier in rule.tiers:
            edges.add(tier.from_quantity)
        if rule.committed is not None:
            edges.add(rule.left + PLACES)
    return sorted(edge for edge in edges if edge >= PLACES)


def _limits(rules: Iterable[Rule]) -> frozenset[Decimal]:
    """Edges where something is used up, and no tier begins."""
    limited = {rule.left + PLACES for rule in rules if rule.committed is not None}
    return frozenset(limited - {tier.from_quantity for rule in rules for tier in rule.tiers}) if limited else _NONE


_NONE: frozenset[Decimal] = frozenset()


def _same(one: Offer | None, other: Offer | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.rule is other.rule and one.unit_price == other.unit_price and [*map(id, one.discounts)] == [*map(id, other.discounts)]
