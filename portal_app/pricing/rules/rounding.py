"""Where prices are rounded, each once and half up: the unit price to the digits of its price unit, the line to cents."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from portal_app.kernel.money import CENT, LIMIT, PLACES

_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)  # no product of a price, a quantity and a chain of discounts is longer
_WHOLE = Decimal(100)


def discounted(price: Decimal, percents: Iterable[Decimal]) -> Decimal:
    """The price less the discounts one after the other, not yet rounded."""
    for percent in percents:
        price = _EXACT.multiply(price, _EXACT.scaleb(_EXACT.subtract(_WHOLE, percent), -2))
    return price


def digits_of(prices: Iterable[Decimal]) -> Decimal:
    """The last digit that counts for a price computed from these: a cent of the price unit, or the finest that one of them has."""
    return min((_last_digit(price) for price in prices if price != price.quantize(CENT, context=_EXACT)), default=CENT)


def _last_digit(price: Decimal) -> Decimal:
    return _EXACT.scaleb(Decimal(1), int(price.normalize(_EXACT).as_tuple().exponent))


def to_digits(price: Decimal, digits: Decimal) -> Decimal:
    return price.quantize(digits, context=_EXACT)


def for_price_unit(price: Decimal, price_unit: int, wanted: int) -> Decimal:
    """A price for one price unit as it is for another one, to six decimals."""
    return _EXACT.divide(_EXACT.multiply(price, Decimal(wanted)), Decimal(price_unit)).quantize(PLACES, context=_EXACT)


def line_amount(each: Decimal, quantity: Decimal) -> Decimal | None:
    """The exact price of one, times a quantity, to cents. None: more than can be counted."""
    amount = _EXACT.multiply(each, quantity).quantize(CENT, None, _EXACT)  # by position: named, it takes twice as long
    return amount if amount < LIMIT else None


def saving(before: Decimal, after: Decimal) -> Decimal:
    """By how many percent `after` is less, to a tenth of a percent."""
    return _EXACT.divide(_EXACT.multiply(_EXACT.subtract(before, after), _WHOLE), before).quantize(Decimal("0.1"), context=_EXACT)
