"""Why this price: its waterfall, and each rule that did not count with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal_app.kernel.money import PLACES, Money
from portal_app.pricing.rules.fitting import discount_fits, is_valid, price_fits
from portal_app.pricing.rules.levels import PRECEDENCE, Level
from portal_app.pricing.rules.offers import Offer, best_offer
from portal_app.pricing.rules.passed_over import PassedOver, passed_over
from portal_app.pricing.rules.price_books import PriceBook
from portal_app.pricing.rules.price_rules import Rule
from portal_app.pricing.rules.questions import PriceQuestion
from portal_app.pricing.rules.waterfalls import PriceStep, waterfall


@dataclass(frozen=True)
class PriceTrace:
    """How a price came about. Without a price there are no steps, and `passed_over` says why."""

    unit_price: Money | None
    price_unit: int
    level: Level | None
    steps: tuple[PriceStep, ...]
    passed_over: tuple[PassedOver, ...]


def explain(book: PriceBook, question: PriceQuestion) -> PriceTrace:
    """The trace of exactly the price that `resolve` answers."""
    prices, discounts = book.prices_of(question.product_id), book.discounts_of(question.product_group)
    fitting = [rule for rule in prices if price_fits(rule, question) and is_valid(rule, question.day)]
    off = [rule for rule in discounts if discount_fits(rule, question) and is_valid(rule, question.day)]
    offer = best_offer(fitting, off, question.quantity) if question.quantity >= PLACES else None
    passed = tuple(passed_over(rule, question, offer, fitting) for rule in _in_order((*prices, *discounts)) if not _counts(rule, offer))
    if offer is None:
        return PriceTrace(None, 1, None, (), passed)
    price = Money(offer.unit_price, question.currency)
    return PriceTrace(price, offer.rule.price_unit, offer.level, waterfall(offer, fitting, question.quantity, question.currency), passed)


def _counts(rule: Rule, offer: Offer | None) -> bool:
    return offer is not None and any(rule is one for one in (offer.rule, *offer.discounts))


def _in_order(rules: Iterable[Rule]) -> list[Rule]:
    """By level, then always the same, however they were loaded."""
    return sorted(rules, key=lambda rule: (PRECEDENCE.index(rule.source.level), rule.source.number, rule.id))
