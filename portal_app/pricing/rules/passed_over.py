"""Rules of a product that did not count for a question, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.money import PLACES
from portal_app.pricing.rules.levels import PRECEDENCE, Level
from portal_app.pricing.rules.offers import Offer, alone, reaches
from portal_app.pricing.rules.price_rules import Discount, PriceRule, PriceSource, Rule
from portal_app.pricing.rules.questions import PriceQuestion


class Reason(StrEnum):
    """Why a rule did not count."""

    NOT_YET = "not-yet"
    OVER = "over"
    OTHER_PROJECT = "other-project"
    OTHER_CURRENCY = "other-currency"
    OTHER_UNIT = "other-unit"
    TOO_FEW = "too-few"
    USED_UP = "used-up"
    HIGHER_LEVEL = "higher-level"
    SHUT_OUT = "shut-out"
    NET = "net"
    NO_LIST_PRICE = "no-list-price"
    DEARER = "dearer"


REASONS: dict[Reason, str] = {
    Reason.NOT_YET: message("holds from {valid_from}"),
    Reason.OVER: message("was valid until {valid_to}"),
    Reason.OTHER_PROJECT: message("holds for project {project} only"),
    Reason.OTHER_CURRENCY: message("is in {currency}"),
    Reason.OTHER_UNIT: message("is for another unit of measure"),
    Reason.TOO_FEW: message("holds from a quantity of {from_quantity}"),
    Reason.USED_UP: message("only {left} are left to call"),
    Reason.HIGHER_LEVEL: message("a price that goes before it was found"),
    Reason.SHUT_OUT: message("another rule is exclusive"),
    Reason.NET: message("the list price allows no discount"),
    Reason.NO_LIST_PRICE: message("there is no list price to deduct it from"),
    Reason.DEARER: message("another rule is better for you"),
}


@dataclass(frozen=True)
class PassedOver:
    """A rule that did not count; a discount says its first `percent`. The other fields fill the sentence of its reason."""

    reason: Reason
    rule_id: Id
    source: PriceSource
    from_quantity: Decimal
    left: Decimal | None
    valid_from: date | None
    valid_to: date | None
    percent: Decimal | None = None


def passed_over(rule: Rule, question: PriceQuestion, offer: Offer | None, fitting: Sequence[PriceRule]) -> PassedOver:
    """Why `rule` has no part in `offer`. `fitting` are the price rules that fit the question on its day."""
    reason = _misfit(rule, question) or _beaten(rule, offer, [one for one in fitting if reaches(one, question.quantity)])
    percent = rule.tiers[0].value if isinstance(rule, Discount) else None
    return PassedOver(reason, rule.id, rule.source, rule.tiers[0].from_quantity, rule.left, rule.valid_from, rule.valid_to, percent)


def _misfit(rule: Rule, question: PriceQuestion) -> Reason | None:
    """What keeps a rule from counting, whatever else there is."""
    checks = {
        Reason.OTHER_PROJECT: rule.source.project not in ("", question.project),
        Reason.OTHER_CURRENCY: isinstance(rule, PriceRule) and rule.source.currency != question.currency,
        Reason.OTHER_UNIT: isinstance(rule, PriceRule) and rule.unit != question.unit,
        Reason.NOT_YET: rule.valid_from is not None and question.day < rule.valid_from,
        Reason.OVER: rule.valid_to is not None and rule.valid_to < question.day,
        Reason.TOO_FEW: question.quantity < max(rule.tiers[0].from_quantity, PLACES),
        Reason.USED_UP: rule.left is not None and rule.left < question.quantity,
    }
    return next((reason for reason, holds in checks.items() if holds), None)


def _beaten(rule: Rule, offer: Offer | None, reached: list[PriceRule]) -> Reason:
    """What another rule, or the lack of one, did to a rule that fits."""
    if offer is not None and PRECEDENCE.index(offer.level) < PRECEDENCE.index(rule.source.level):
        return Reason.HIGHER_LEVEL
    if isinstance(rule, Discount):
        bases = alone([one for one in reached if one.source.level is Level.LIST])
        if not bases:
            return Reason.NO_LIST_PRICE
        if all(base.source.exclusive for base in bases):
            return Reason.NET
    return Reason.SHUT_OUT if _decided_alone(offer) and not rule.source.exclusive else Reason.DEARER


def _decided_alone(offer: Offer | None) -> bool:
    """Whether the rule that decided the offer's level is exclusive."""
    return offer is not None and any(one.source.exclusive for one in (offer.rule, *offer.discounts) if one.source.level is offer.level)
