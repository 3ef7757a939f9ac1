"""What “Why this price?” says: the bars of the waterfall, what was not applied and why, the next tier. Finished text in the person's language.

The amounts come from the trace; written with the same digits they add up to the price.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal_app.kernel.i18n import format_date, format_money, format_number, message, translate
from portal_app.kernel.money import Money
from portal_app.ordering.screens.offer_texts import said_price
from portal_app.pricing import LEVEL_NAMES, REASONS, Level, NextTier, PassedOver, PriceSource, PriceStep, PriceTrace, PriceView, StepKind
from portal_app.ui import Bar

_YOURS = message("Your net price")
_NOT_FOUND = message("There is no price for this quantity. It is on request.")


@dataclass(frozen=True)
class PassedRule:
    """What was not applied, and why."""

    source: str
    reason: str


def said_head(locale: str, trace: PriceTrace, quantity: Decimal) -> str:
    """“EUR for 100 at a quantity of 500, today.”"""
    if trace.unit_price is None:
        return translate(locale, _NOT_FOUND)
    words = {"currency": trace.unit_price.currency, "per": format_number(locale, trace.price_unit), "quantity": format_number(locale, quantity)}
    return translate(locale, "{currency} for {per} at a quantity of {quantity}, today.", **words)


def bars_of(locale: str, trace: PriceTrace) -> list[Bar]:
    """A bar for each step and one for the price. All amounts have as many digits as the finest, so that what is written adds up."""
    if trace.unit_price is None:
        return []
    digits = digits_of([trace.unit_price, *(step.amount for step in trace.steps)])
    totals = _running(trace.steps)
    widest = max((total for total in totals if total > 0), default=Decimal(1))
    before, rows = Decimal(0), []
    for step, after in zip(trace.steps, totals, strict=True):
        rows.append(_bar(locale, step, before, after, widest, digits))
        before = after
    paid = format_money(locale, trace.unit_price, decimals=digits, currency=False)
    return [*rows, Bar(translate(locale, _YOURS), "", paid, "whole", "0%", _percent(before, widest))]


def digits_of(amounts: Sequence[Money]) -> int:
    """Two, or as many more as the finest of these has."""
    return max(2, *(-int(one.amount.normalize().as_tuple().exponent) for one in amounts))


def said_passed(locale: str, one: PassedOver) -> PassedRule:
    values = {
        "valid_from": _day(locale, one.valid_from), "valid_to": _day(locale, one.valid_to), "project": one.source.project, "currency": one.source.currency,
        "from_quantity": format_number(locale, one.from_quantity), "left": format_number(locale, one.left) if one.left is not None else "",
    }  # fmt: skip
    return PassedRule(_said_rule(locale, one), translate(locale, REASONS[one.reason], **values))


def said_next(locale: str, tier: NextTier) -> str:
    said = said_price(locale, PriceView(tier.unit_price, tier.price_unit))
    words = {"more": format_number(locale, tier.more), "price": f"{said.text} {said.part}".strip()}
    if tier.saving is None:
        return translate(locale, "With {more} more there is a price: {price}.", **words)
    return translate(locale, "Buy {more} more, save {saving} %: {price}.", saving=format_number(locale, tier.saving), **words)


def said_validity(locale: str, first: date | None, last: date | None) -> str:
    """“1 Jan 2026 to 31 Dec 2026”, “until ...”, “from ...”, or nothing."""
    if first and last:
        return translate(locale, "{first} to {last}", first=_day(locale, first), last=_day(locale, last))
    if last:
        return translate(locale, "until {day}", day=_day(locale, last))
    return translate(locale, "from {day}", day=_day(locale, first)) if first else ""


def _said_rule(locale: str, one: PassedOver) -> str:
    """“Framework agreement 2026-11, Bolts 2026”, “Discount Group 2, Industry, 20 % off”."""
    source = one.source
    if one.percent is None:
        return ", ".join(filter(None, (f"{translate(locale, LEVEL_NAMES[source.level])} {source.number}", source.name)))
    percent = translate(locale, "{percent} % off", percent=format_number(locale, one.percent))
    return ", ".join(filter(None, (_said_discount(locale, source), source.name, percent)))


def _said_discount(locale: str, source: PriceSource) -> str:
    if source.level is Level.LIST:
        return translate(locale, "Discount {number}", number=source.number)
    return f"{translate(locale, LEVEL_NAMES[source.level])} {source.number}"


def _bar(locale: str, step: PriceStep, before: Decimal, after: Decimal, widest: Decimal, digits: int) -> Bar:
    amount = format_money(locale, step.amount, decimals=digits, currency=False)
    if step.kind is StepKind.BASE:
        return Bar(_title(locale, step), _part(locale, step), amount, "start", "0%", _percent(after, widest), _percent(after, widest))
    less = step.amount.amount < 0
    left, width = min(before, after), abs(after - before)
    amount = amount if less else f"+{amount}"
    places = _percent(left, widest), _percent(width, widest), _percent(after, widest)
    return Bar(_title(locale, step), _part(locale, step), amount, "less" if less else "more", *places)


def _title(locale: str, step: PriceStep) -> str:
    source = step.source
    if step.kind is StepKind.ROUNDING:
        return translate(locale, "Rounding")
    if step.kind is StepKind.TIER:
        return translate(locale, "Tier from {quantity}", quantity=format_number(locale, step.from_quantity or Decimal(0)))
    if step.kind is StepKind.DISCOUNT:
        return _said_discount(locale, source)
    return f"{translate(locale, LEVEL_NAMES[source.level])} {source.number}"


def _part(locale: str, step: PriceStep) -> str:
    """Its percent, name, days and what is left of it, as far as they say more than the title."""
    if step.kind in (StepKind.ROUNDING, StepKind.TIER):
        return ""
    percent = translate(locale, "{percent} % off", percent=format_number(locale, step.percent)) if step.percent is not None else ""
    reached = translate(locale, "tier from {quantity}", quantity=format_number(locale, step.from_quantity)) if step.from_quantity is not None else ""
    left = translate(locale, "{left} left to call", left=format_number(locale, step.left)) if step.left is not None else ""
    return " · ".join(filter(None, (percent, reached, step.source.name, said_validity(locale, step.valid_from, step.valid_to), left)))


def _running(steps: Sequence[PriceStep]) -> list[Decimal]:
    totals, total = [], Decimal(0)
    for step in steps:
        total += step.amount.amount
        totals.append(total)
    return totals


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{max(part, Decimal(0)) / whole * 100:.1f}%"


def _day(locale: str, day: date | None) -> str:
    return format_date(locale, day) if day else ""
