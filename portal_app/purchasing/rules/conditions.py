"""Conditions of approval rules. Each names the lines of a cart for which it holds; a group holds where all of its conditions do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.purchasing.rules.budgets import BudgetOutlook
from portal_app.purchasing.rules.carts import CartLine
from portal_app.purchasing.rules.reasons import Reason

_NAMED_LINES = 3  # so many lines are named as reasons; the marks on the lines show all


@dataclass(frozen=True)
class TotalAbove:
    """The net total of the whole order is above `limit`. In another currency it cannot be told, so somebody looks: it holds."""

    limit: Money
    kind: Literal["total-above"] = "total-above"


@dataclass(frozen=True)
class BudgetExceeded:
    """With this cart a budget goes above its amount."""

    kind: Literal["budget-exceeded"] = "budget-exceeded"


@dataclass(frozen=True)
class BudgetAbove:
    """With this cart a budget goes above `share` of its amount (0.9 is 90 percent)."""

    share: Decimal
    kind: Literal["budget-above"] = "budget-above"


@dataclass(frozen=True)
class ForCostCentre:
    cost_centre_id: Id
    kind: Literal["cost-centre"] = "cost-centre"


@dataclass(frozen=True)
class InCategory:
    """A product of this category or of one below it."""

    code: str
    kind: Literal["category"] = "category"


@dataclass(frozen=True)
class FirstPurchase:
    """A product that the company never ordered before."""

    kind: Literal["first-purchase"] = "first-purchase"


Condition = Annotated[TotalAbove | BudgetExceeded | BudgetAbove | ForCostCentre | InCategory | FirstPurchase, Field(discriminator="kind")]


@dataclass(frozen=True)
class ConditionGroup:
    """All of these, for the same lines. A rule fires when any of its groups holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class JudgedCart:
    """What conditions look at. Lines keep their places from 0, also when one is left out to see what would change."""

    total: Money
    lines: Mapping[int, CartLine]
    outlooks: tuple[BudgetOutlook, ...] = ()
    limit: Money | None = None  # the most its buyer may order at once; None is no limit
    cost_centres: Mapping[Id, str] = field(default_factory=dict)  # what they are called: “4712 Tools”


def lines_meeting(group: ConditionGroup, cart: JudgedCart) -> frozenset[int]:
    """The lines for which every condition of the group holds; the group holds when there is one."""
    found = frozenset(cart.lines)
    for condition in group.conditions:
        found &= _HOLDS[condition.kind](condition, cart)
    return found


def reasons_of(group: ConditionGroup, cart: JudgedCart, lines: frozenset[int]) -> tuple[Reason, ...]:
    """Why the group holds for these lines, in the order of its conditions."""
    return tuple(reason for condition in group.conditions for reason in _WHY[condition.kind](condition, cart, lines))


# --- for which lines a condition holds -------------------------------------------------------------------------------


def _is_above(condition: TotalAbove, cart: JudgedCart) -> frozenset[int]:
    above = condition.limit.currency != cart.total.currency or condition.limit < cart.total
    return frozenset(cart.lines) if above else frozenset()


def _is_exceeded(_condition: BudgetExceeded, cart: JudgedCart) -> frozenset[int]:
    return frozenset().union(*(one.lines for one in cart.outlooks if one.over.amount))


def _is_above_share(condition: BudgetAbove, cart: JudgedCart) -> frozenset[int]:
    return frozenset().union(*(one.lines for one in cart.outlooks if one.share_after > condition.share))


def _lines(fits: Callable[[object, CartLine], bool]) -> Callable[[object, JudgedCart], frozenset[int]]:
    return lambda condition, cart: frozenset(place for place, line in cart.lines.items() if fits(condition, line))


_HOLDS: dict[str, Callable] = {
    "total-above": _is_above,
    "budget-exceeded": _is_exceeded,
    "budget-above": _is_above_share,
    "cost-centre": _lines(lambda condition, line: line.cost_centre_id == condition.cost_centre_id),
    "category": _lines(lambda condition, line: condition.code in line.categories),
    "first-purchase": _lines(lambda _, line: line.is_first_purchase),
}


# --- why ---------------------------------------------------------------------------------------------------------------


def _why_total(condition: TotalAbove, cart: JudgedCart, _lines: frozenset[int]) -> list[Reason]:
    amounts = (("total", cart.total), ("limit", condition.limit))
    if condition.limit.currency != cart.total.currency:
        text = message("The order comes to {total}, and the limit of {limit} is in another currency.")
        return [Reason(text, message("The limit is in another currency than the order."), amounts=amounts)]
    return [Reason(message("The order comes to {total}, the limit is {limit}."), message("The order is above the limit."), amounts=amounts)]


def _why_exceeded(_condition: BudgetExceeded, cart: JudgedCart, lines: frozenset[int]) -> list[Reason]:
    return [why_over(one) for one in cart.outlooks if one.over.amount and one.lines & lines]


def why_over(outlook: BudgetOutlook) -> Reason:
    return Reason(
        message("{budget} goes to {share}, {over} over its {amount}."), message("{budget} goes over its amount."), (("budget", outlook.name),),
        (("over", outlook.over), ("amount", outlook.amount)), (("share", outlook.share_after),),
    )  # fmt: skip


def _why_share(condition: BudgetAbove, cart: JudgedCart, lines: frozenset[int]) -> list[Reason]:
    text, quiet = message("{budget} goes to {share} of its {amount}."), message("{budget} is nearly used up.")
    above = [one for one in cart.outlooks if one.share_after > condition.share and one.lines & lines]
    return [Reason(text, quiet, (("budget", one.name),), (("amount", one.amount),), (("share", one.share_after),)) for one in above]


def _why_cost_centre(condition: ForCostCentre, cart: JudgedCart, _lines: frozenset[int]) -> list[Reason]:
    text = message("It is for the cost centre {cost_centre}.")
    return [Reason(text, text, (("cost_centre", cart.cost_centres.get(condition.cost_centre_id, "")),))]


def _why_category(condition: InCategory, cart: JudgedCart, lines: frozenset[int]) -> list[Reason]:
    text = message("{product} belongs to {category}.")
    return [Reason(text, text, (("product", name), ("category", condition.code))) for name in _names(cart, lines)]


def _why_first(_condition: FirstPurchase, cart: JudgedCart, lines: frozenset[int]) -> list[Reason]:
    text = message("{product} was never ordered before.")
    return [Reason(text, text, (("product", name),)) for name in _names(cart, lines)]


def _names(cart: JudgedCart, lines: frozenset[int]) -> list[str]:
    return [cart.lines[place].name for place in sorted(lines)[:_NAMED_LINES]]


_WHY: dict[str, Callable] = {
    "total-above": _why_total,
    "budget-exceeded": _why_exceeded,
    "budget-above": _why_share,
    "cost-centre": _why_cost_centre,
    "category": _why_category,
    "first-purchase": _why_first,
}
