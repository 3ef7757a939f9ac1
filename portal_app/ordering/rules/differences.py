"""What changed about a line since somebody saw it, or since it was ordered the last time. Shown to be accepted, never an error."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from portal_app.kernel.ids import Id
from portal_app.kernel.money import CENT, LIMIT, Money

_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class LinePrice:
    """What a line costs and when it comes. `price` is net for `price_unit` units, None: on request. `promised_on` None: nobody knows yet."""

    price: Money | None = None
    price_unit: int = 1
    promised_on: date | None = None


@dataclass(frozen=True)
class LineDifference:
    """One line, then and now. `costs_more` is what the line costs more now, negative for less; None where one of the prices is missing."""

    line_id: Id
    number: str
    name: str
    quantity: Decimal
    then: LinePrice
    now: LinePrice
    costs_more: Money | None


def difference_of(line_id: Id, number: str, name: str, quantity: Decimal, then: LinePrice, now: LinePrice) -> LineDifference | None:
    """None when the line costs the same and comes not later. The same price for another price unit is the same price."""
    if _each(then) == _each(now) and not _is_later(then.promised_on, now.promised_on):
        return None
    return LineDifference(line_id, number, name, quantity, then, now, _costs_more(quantity, then, now))


def net_of_line(each: Decimal, quantity: Decimal, currency: str) -> Money | None:
    """The exact price of one, times the quantity, rounded once. None: more than can be counted."""
    amount = _EXACT.multiply(each, quantity).quantize(CENT, context=_EXACT)
    return Money(amount, currency) if amount < LIMIT else None


def _each(told: LinePrice) -> tuple[Decimal, str] | None:
    return None if told.price is None else (_EXACT.divide(told.price.amount, Decimal(told.price_unit)), told.price.currency)


def _is_later(then: date | None, now: date | None) -> bool:
    return then is not None and (now is None or now > then)


def _costs_more(quantity: Decimal, then: LinePrice, now: LinePrice) -> Money | None:
    before, after = _each(then), _each(now)
    if before is None or after is None or before[1] != after[1]:
        return None
    nets = [net_of_line(each, quantity, currency) for each, currency in (after, before)]
    return None if None in nets else nets[0] - nets[1]
