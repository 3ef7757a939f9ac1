"""One decision: which price rules count for a quantity, and which price comes out. The order of the rules changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.pricing.rules.levels import PRECEDENCE, Level
from portal_app.pricing.rules.price_rules import Discount, PriceRule, Rule
from portal_app.pricing.rules.rounding import digits_of, discounted, to_digits


@dataclass(frozen=True, slots=True)
class Offer:
    """A price that a level offers: a price rule, the discounts on it in their order, and what comes out for each price unit."""

    level: Level
    rule: PriceRule
    discounts: tuple[Discount, ...]
    unit_price: Decimal
    each: Decimal  # for one, exact, to compare what has different price units

    @property
    def limited_by(self) -> Rule | None:
        """The rule whose committed quantity limits this offer."""
        return next((rule for rule in (self.rule, *self.discounts) if rule.committed is not None), None)

    @property
    def order(self) -> tuple:
        """The best first. Of equal ones always the same, however they were loaded."""
        return (self.each, self.rule.id, tuple(discount.id for discount in self.discounts))


_POWERS = {1: 0, 10: -1, 100: -2, 1000: -3}


def best_offer(prices: Sequence[PriceRule], discounts: Sequence[Discount], quantity: Decimal) -> Offer | None:
    """The price of a quantity among rules that fit the question and its day. None: no level has one."""
    prices = [rule for rule in prices if reaches(rule, quantity)]
    discounts = [rule for rule in discounts if reaches(rule, quantity)]
    levels = {rule.source.level for rule in (*prices, *discounts)}
    for level in PRECEDENCE:
        offers = _offers_of(level, prices, discounts, quantity) if level in levels else ()
        if offers:
            return offers[0] if len(offers) == 1 else min(offers, key=lambda offer: offer.order)
    return None


def reaches(rule: Rule, quantity: Decimal) -> bool:
    """Whether the quantity reaches the first tier, and is not more than what is left to call."""
    return rule.tiers[0].from_quantity <= quantity and (rule.committed is None or quantity <= rule.left)


def _offers_of(level: Level, prices: list[PriceRule], discounts: list[Discount], quantity: Decimal) -> list[Offer]:
    here = [rule for rule in prices if rule.source.level is level]
    off = [rule for rule in discounts if rule.source.level is level]
    if level is Level.LIST:
        return [_list_offer(rule, off, quantity) for rule in alone(here)]
    if not off:
        return [_offer(level, rule, (), quantity) for rule in alone(here)]
    bases = [base for base in alone([rule for rule in prices if rule.source.level is Level.LIST]) if not base.source.exclusive]
    fixed, off = _alone_together(here, off if bases else [])
    return [
        *(_offer(level, rule, (), quantity) for rule in fixed),
        *(_offer(level, base, (discount,), quantity) for discount in off for base in bases),
    ]


def alone(rules: list) -> list:
    """The exclusive ones where there are any, else all."""
    return [rule for rule in rules if rule.source.exclusive] or rules


def _alone_together(fixed: list[PriceRule], off: list[Discount]) -> tuple[list[PriceRule], list[Discount]]:
    if any(rule.source.exclusive for rule in (*fixed, *off)):
        return [rule for rule in fixed if rule.source.exclusive], [rule for rule in off if rule.source.exclusive]
    return fixed, off


def _list_offer(rule: PriceRule, discounts: list[Discount], quantity: Decimal) -> Offer:
    return _offer(Level.LIST, rule, () if rule.source.exclusive else chain(discounts, quantity), quantity)


def chain(discounts: Sequence[Discount], quantity: Decimal) -> tuple[Discount, ...]:
    """The best of those that do not cumulate, then the cumulative ones. An exclusive one stands alone."""
    if len(discounts) < 2:
        return tuple(discounts)
    ordered = sorted(discounts, key=lambda one: (-one.tier_at(quantity).value, one.id))
    exclusive = [one for one in ordered if one.source.exclusive]
    if exclusive:
        return (exclusive[0],)
    best = [one for one in ordered if not one.cumulative][:1]
    return (*best, *(one for one in ordered if one.cumulative))


def _offer(level: Level, rule: PriceRule, discounts: tuple[Discount, ...], quantity: Decimal) -> Offer:
    price = rule.tier_at(quantity).value
    if discounts:
        percents = [discount.tier_at(quantity).value for discount in discounts]
        price = to_digits(discounted(price, percents), digits_of([tier.value for tier in rule.tiers]))
    return Offer(level, rule, discounts, price, price.scaleb(_POWERS[rule.price_unit]))
