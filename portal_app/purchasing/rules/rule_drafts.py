"""An approval rule as a form holds it: a few kinds of conditions, all or any of them. To a rule and, where that is possible, back."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.purchasing.rules.conditions import (
    BudgetAbove,
    BudgetExceeded,
    Condition,
    ConditionGroup,
    FirstPurchase,
    ForCostCentre,
    InCategory,
    TotalAbove,
)


@dataclass(frozen=True)
class RuleDraft:
    """`needs_all`: all kinds of conditions hold for the same lines, one of the cost centres and one of the categories being enough for their kind."""

    needs_all: bool = True
    total: Money | None = None
    exceeds_budget: bool = False
    share: Decimal | None = None
    cost_centre_ids: tuple[Id, ...] = ()
    categories: tuple[str, ...] = ()
    is_first_purchase: bool = False


def groups_of(draft: RuleDraft) -> tuple[ConditionGroup, ...]:
    """Any of the groups makes the rule count; without a condition there is none."""
    single, choices = _single(draft), _choices(draft)
    if not draft.needs_all:
        return tuple(ConditionGroup((one,)) for one in (*single, *(one for kind in choices for one in kind)))
    if not single and not choices:
        return ()
    return tuple(ConditionGroup((*single, *chosen)) for chosen in product(*choices))


def draft_of(groups: Iterable[ConditionGroup]) -> RuleDraft | None:
    """The form of a rule; None for one that was put in another way and that no form can hold."""
    groups = tuple(groups)
    every = list(dict.fromkeys(one for group in groups for one in group.conditions))
    totals, shares = ([one for one in every if isinstance(one, kind)] for kind in (TotalAbove, BudgetAbove))
    if len(totals) > 1 or len(shares) > 1:
        return None
    found = RuleDraft(
        True, totals[0].limit if totals else None, any(isinstance(one, BudgetExceeded) for one in every), shares[0].share if shares else None,
        tuple(one.cost_centre_id for one in every if isinstance(one, ForCostCentre)), tuple(one.code for one in every if isinstance(one, InCategory)),
        any(isinstance(one, FirstPurchase) for one in every),
    )  # fmt: skip
    for draft in (found, RuleDraft(**{**vars(found), "needs_all": False})):
        if _alike(groups_of(draft), groups):
            return draft
    return None


def _single(draft: RuleDraft) -> list[Condition]:
    found: list[Condition] = []
    found += [TotalAbove(draft.total)] if draft.total is not None else []
    found += [BudgetExceeded()] if draft.exceeds_budget else []
    found += [BudgetAbove(draft.share)] if draft.share is not None else []
    return found + ([FirstPurchase()] if draft.is_first_purchase else [])


def _choices(draft: RuleDraft) -> list[list[Condition]]:
    """The kinds of which one is enough."""
    kinds: list[list[Condition]] = [[ForCostCentre(one) for one in draft.cost_centre_ids], [InCategory(one) for one in draft.categories]]
    return [kind for kind in kinds if kind]


def _alike(one: Iterable[ConditionGroup], other: Iterable[ConditionGroup]) -> bool:
    """The same groups with the same conditions, in whatever order."""
    return {frozenset(group.conditions) for group in one} == {frozenset(group.conditions) for group in other}
