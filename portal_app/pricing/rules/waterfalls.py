"""The waterfall of a price: from the base, step by step, to what is paid. The steps add up to the price exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal_app.kernel.ids import Id
from portal_app.kernel.money import PLACES, Money
from portal_app.pricing.rules.levels import Level
from portal_app.pricing.rules.offers import Offer, alone, reaches
from portal_app.pricing.rules.price_rules import PriceRule, PriceSource, Rule
from portal_app.pricing.rules.rounding import discounted, for_price_unit, to_digits


class StepKind(StrEnum):
    """What a step does to the price."""

    BASE = "base"  # where it starts: the list price, or the rule's own where there is none
    PRICE = "price"  # another price takes its place
    TIER = "tier"  # the quantity reaches a higher tier
    DISCOUNT = "discount"
    ROUNDING = "rounding"


@dataclass(frozen=True)
class PriceStep:
    """One bar of the waterfall. `amount` is what it adds, for each price unit of the price in the end."""

    kind: StepKind
    amount: Money
    rule_id: Id
    source: PriceSource
    percent: Decimal | None = None
    from_quantity: Decimal | None = None
    left: Decimal | None = None  # to call, before this question
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class _Stage:
    """The price after a step."""

    kind: StepKind
    rule: Rule
    price: Decimal
    percent: Decimal | None = None
    from_quantity: Decimal | None = None


def waterfall(offer: Offer, fitting: Sequence[PriceRule], quantity: Decimal, currency: str) -> tuple[PriceStep, ...]:
    """The steps to an offer. `fitting` are the price rules that fit the question on its day, among them the list price to start from."""
    steps, before = [], Decimal(0)
    for stage in _stages(offer, fitting, quantity):
        steps.append(_step(stage, Money(stage.price - before, currency)))
        before = stage.price
    return tuple(steps)


def _step(stage: _Stage, amount: Money) -> PriceStep:
    rule = stage.rule
    return PriceStep(
        stage.kind, amount, rule.id, rule.source, stage.percent, stage.from_quantity, rule.left, rule.valid_from, rule.valid_to,
    )  # fmt: skip


def _stages(offer: Offer, fitting: Sequence[PriceRule], quantity: Decimal) -> list[_Stage]:
    rule, start = offer.rule, _start(offer, fitting, quantity)
    stages = [_Stage(StepKind.BASE, start, for_price_unit(start.tiers[0].value, start.price_unit, rule.price_unit))]
    if start is not rule:
        stages.append(_Stage(StepKind.PRICE, rule, rule.tiers[0].value))
    tier = rule.tier_at(quantity)
    if tier is not rule.tiers[0]:
        stages.append(_Stage(StepKind.TIER, rule, tier.value, from_quantity=tier.from_quantity))
    stages += _discounts(offer, quantity)
    if stages[-1].price != offer.unit_price:
        stages.append(_Stage(StepKind.ROUNDING, rule, offer.unit_price))
    return stages


def _start(offer: Offer, fitting: Sequence[PriceRule], quantity: Decimal) -> PriceRule:
    """The list price where there is one, else the rule's own."""
    if offer.rule.source.level is Level.LIST:
        return offer.rule
    lists = alone([rule for rule in fitting if rule.source.level is Level.LIST and reaches(rule, quantity)])
    return min(lists, key=lambda rule: (rule.tiers[0].value / rule.price_unit, rule.id), default=offer.rule)


def _discounts(offer: Offer, quantity: Decimal) -> list[_Stage]:
    """Each shown to six decimals; what that hides is in the step of rounding, which is taken from the exact price."""
    exact, stages = offer.rule.tier_at(quantity).value, []
    for discount in offer.discounts:
        tier = discount.tier_at(quantity)
        exact = discounted(exact, [tier.value])
        reached = tier.from_quantity if tier is not discount.tiers[0] else None
        stages.append(_Stage(StepKind.DISCOUNT, discount, to_digits(exact, PLACES), tier.value, reached))
    return stages
