"""Which rules fit a question at all, and between which days that stays so."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from portal_app.pricing.rules.price_rules import Discount, PriceRule, Rule

_DAY = timedelta(days=1)


class Asked(Protocol):
    """The part of a question that chooses rules; the quantity then chooses the tier."""

    day: date
    unit: str
    currency: str
    project: str


def price_fits(rule: PriceRule, asked: Asked) -> bool:
    return rule.unit == asked.unit and rule.source.currency == asked.currency and rule.source.project in ("", asked.project)


def discount_fits(discount: Discount, asked: Asked) -> bool:
    """A discount is in percent, so that it holds in every currency and unit."""
    return discount.source.project in ("", asked.project)


def is_valid(rule: Rule, day: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= day) and (rule.valid_to is None or day <= rule.valid_to)


def unchanged_between(rules: Iterable[Rule], day: date) -> tuple[date, date]:
    """The first and the last day around `day` on which the same of these rules are valid."""
    first, last = date.min, date.max
    for rule in rules:
        if rule.valid_from is not None:
            if rule.valid_from <= day:
                first = max(first, rule.valid_from)
            else:
                last = min(last, rule.valid_from - _DAY)
        if rule.valid_to is not None:
            if rule.valid_to < day:
                first = max(first, rule.valid_to + _DAY)
            else:
                last = min(last, rule.valid_to)
    return first, last
