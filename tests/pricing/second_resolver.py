"""The prices once more, written for being obviously right: every rule tried at every level, in fractions. Nothing is shared with the real one."""

from datetime import date
from fractions import Fraction

from portal_app.pricing import Discount, PriceQuestion, PriceRule

ORDER = ["project", "agreement", "company-list", "group-list", "list"]


def second_price(prices: list[PriceRule], discounts: list[Discount], asked: PriceQuestion) -> tuple[Fraction, Fraction] | None:
    """The price for one, and the line in cents. None: no price."""
    quantity = Fraction(asked.quantity)
    if quantity <= 0:
        return None
    usable = [rule for rule in prices if _usable(rule, asked) and rule.product_id == asked.product_id]
    usable = [rule for rule in usable if rule.unit == asked.unit and rule.source.currency == asked.currency]
    off = [rule for rule in discounts if _usable(rule, asked) and rule.product_group in ("", asked.product_group)]
    for level in ORDER:
        outcomes = _outcomes(level, usable, off, quantity)
        if outcomes:
            each = min(outcomes)
            return each, _half_up(each * quantity * 100)
    return None


def _usable(rule: PriceRule | Discount, asked: PriceQuestion) -> bool:
    in_time = (rule.valid_from or date.min) <= asked.day <= (rule.valid_to or date.max)
    in_project = not rule.source.project or rule.source.project == asked.project
    enough = any(tier.from_quantity <= asked.quantity for tier in rule.tiers)
    not_too_much = rule.committed is None or asked.quantity + rule.called <= rule.committed
    return in_time and in_project and enough and not_too_much


def _value(rule: PriceRule | Discount, quantity: Fraction) -> Fraction:
    return max((Fraction(tier.from_quantity), Fraction(tier.value)) for tier in rule.tiers if tier.from_quantity <= quantity)[1]


def _outcomes(level: str, prices: list[PriceRule], discounts: list[Discount], quantity: Fraction) -> list[Fraction]:
    here = [rule for rule in prices if rule.source.level == level]
    off = [rule for rule in discounts if rule.source.level == level]
    lists = [rule for rule in prices if rule.source.level == "list"]
    if any(rule.source.exclusive for rule in lists):
        lists = [rule for rule in lists if rule.source.exclusive]
    if level == "list":
        return [_with(rule, [] if rule.source.exclusive else _chain(off, quantity), quantity) for rule in lists]
    pairs = [(rule, rule.source.exclusive, []) for rule in here]
    pairs += [(base, discount.source.exclusive, [_value(discount, quantity)]) for discount in off for base in lists if not base.source.exclusive]
    alone = any(exclusive for _, exclusive, _ in pairs)
    return [_with(rule, percents, quantity) for rule, exclusive, percents in pairs if exclusive or not alone]


def _chain(off: list[Discount], quantity: Fraction) -> list[Fraction]:
    alone = [_value(rule, quantity) for rule in off if rule.source.exclusive]
    if alone:
        return [max(alone)]
    single = [_value(rule, quantity) for rule in off if not rule.cumulative]
    return ([max(single)] if single else []) + [_value(rule, quantity) for rule in off if rule.cumulative]


def _with(rule: PriceRule, percents: list[Fraction], quantity: Fraction) -> Fraction:
    price = _value(rule, quantity)
    for percent in percents:
        price = price * (100 - percent) / 100
    if percents:
        digits = max(2, *(_decimals(Fraction(tier.value)) for tier in rule.tiers))
        price = Fraction(_half_up(price * 10**digits), 10**digits)
    return price / rule.price_unit


def _decimals(value: Fraction) -> int:
    return next(count for count in range(7) if (value * 10**count).denominator == 1)


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
