"""The small change that would spare an approval: spend so much less, or leave one line out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.purchasing.rules.conditions import ConditionGroup, JudgedCart, TotalAbove

_MOST_LINES = 20  # so many are tried: a cart may have two thousand, and this is only a hint


@dataclass(frozen=True)
class SmallChange:
    """Spend `less`: on the line at a place (all of it), on what a budget pays for, or (with neither) anywhere in the cart."""

    less: Money
    line: int | None = None
    budget_id: Id = ""


def small_changes(is_free: Callable[[JudgedCart], bool], cart: JudgedCart, groups: Iterable[ConditionGroup]) -> tuple[SmallChange, ...]:
    """At most one change of each kind, the smallest first. Each was tried: `is_free` says that the changed cart needs no approval."""
    groups = tuple(groups)
    short = [cart.total - limit for limit in _limits_below(cart, groups)] + [one.over for one in cart.outlooks if one.over.amount]
    kinds = (_by_total(cart, groups), _by_budget(cart), _by_line(cart, min((one.amount for one in short), default=Decimal(0))))
    found = [next((change for change, other in tried if is_free(other)), None) for tried in kinds]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.less.amount))


Tried = Iterable[tuple[SmallChange, JudgedCart]]


def _by_total(cart: JudgedCart, groups: Iterable[ConditionGroup]) -> Tried:
    """Down to a limit of the total. What that would do to budgets depends on the line, so they are left as they are."""
    for limit in sorted(_limits_below(cart, groups), key=lambda one: one.amount, reverse=True):
        yield SmallChange(cart.total - limit), replace(cart, total=limit)


def _limits_below(cart: JudgedCart, groups: Iterable[ConditionGroup]) -> set[Money]:
    limits = {one.limit for group in groups for one in group.conditions if isinstance(one, TotalAbove)}
    return {one for one in limits if one.currency == cart.total.currency and one < cart.total}


def _by_budget(cart: JudgedCart) -> Tried:
    """Down to what a budget has left, spent on its own lines."""
    for over in sorted((one for one in cart.outlooks if one.over.amount), key=lambda one: (one.over.amount, one.budget_id)):
        if over.over < over.asked:
            spared = over.over
            same = tuple(one.less(spared) if over.lines <= one.lines else one for one in cart.outlooks)
            yield SmallChange(spared, budget_id=over.budget_id), replace(cart, total=cart.total - spared, outlooks=same)


def _by_line(cart: JudgedCart, needed: Decimal) -> Tried:
    """Without one line that costs at least what is needed, the cheapest first. A cart of one line has nothing to leave out."""
    if len(cart.lines) == 1:
        return
    enough = [place for place, line in cart.lines.items() if line.net.amount >= needed]
    for place in sorted(enough, key=lambda place: (cart.lines[place].net.amount, place))[:_MOST_LINES]:
        net = cart.lines[place].net
        rest = {other: line for other, line in cart.lines.items() if other != place}
        outlooks = tuple(replace(one.less(net), lines=one.lines - {place}) if place in one.lines else one for one in cart.outlooks)
        yield SmallChange(net, line=place), replace(cart, total=cart.total - net, lines=rest, outlooks=outlooks)
