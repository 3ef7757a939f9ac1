"""Budgets of a company: list with what is used, put, close."""

from dataclasses import replace
from decimal import Decimal

from portal_app.accounts import company_people, company_terms, cost_centre_names
from portal_app.kernel.errors import Invalid, NotFound
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.standing import today_of
from portal_app.purchasing.actions.views import BudgetLine, sees_amounts
from portal_app.purchasing.rules.budgets import LONGEST_NAME, BudgetFacts, BudgetMode, BudgetPeriod, check_budget, period_key
from portal_app.purchasing.store import budgets
from portal_app.purchasing.store.budgets import Booked
from portal_app.purchasing.tables import Budget


@query(Permission.BUDGET_VIEW)
def list_budgets(ctx: Context) -> tuple[BudgetLine, ...]:
    """The budgets of the company and its cost centres, and one's own; those of other people for who changes budgets or approves."""
    all_people = ctx.actor.may(Permission.BUDGET_EDIT) or ctx.actor.may(Permission.APPROVAL_DECIDE)
    rows = [row for row in budgets.list_budgets(ctx) if all_people or row.person_id in (None, ctx.actor.person_id)]
    keys = {row.id: _present_key(ctx, row) for row in rows}
    booked = budgets.booked_in(ctx, keys.items()) if sees_amounts(ctx) else None
    return tuple(_line(row, keys[row.id], booked) for row in rows)


@command(Permission.BUDGET_EDIT)
def put_budget(ctx: Context, facts: BudgetFacts) -> Id:
    """The budget of this subject and period is as given from now on, for the running period too. There is one of each."""
    terms = company_terms(ctx)
    if problems := check_budget(facts, terms.currency):
        raise Invalid(fields=problems, longest=LONGEST_NAME, currency=terms.currency)
    _check_subject(ctx, facts)
    facts = replace(facts, name=" ".join(facts.name.split()))
    row = budgets.find_budget_for(ctx, facts.cost_centre_id or facts.person_id or "", facts.period.value)
    before = _as_recorded(row) if row else None
    row = budgets.put_budget(ctx, row, facts)
    budgets.retune_balance(ctx, row, _present_key(ctx, row))
    ctx.record("budget.changed" if before else "budget.added", "budget", row.id, before=before, after=_as_recorded(row))
    return row.id


@command(Permission.BUDGET_EDIT)
def close_budget(ctx: Context, budget_id: Id) -> None:
    """Nothing new is booked on it. What is booked stays, and is committed, invoiced or released as before."""
    row = budgets.budget_or_missing(ctx, budget_id)
    if row.closed_at is None:
        row.closed_at = ctx.now
        ctx.record("budget.closed", "budget", row.id, before=_as_recorded(row))


def _check_subject(ctx: Context, facts: BudgetFacts) -> None:
    if facts.cost_centre_id and facts.cost_centre_id not in cost_centre_names(ctx):
        raise NotFound
    if facts.person_id and facts.person_id not in company_people(ctx):
        raise NotFound


def _line(row: Budget, key: str, all_booked: dict[Id, Booked] | None) -> BudgetLine:
    """Without amounts when nothing booked is given."""
    named = (row.id, row.name, BudgetPeriod(row.period), key, BudgetMode(row.mode), row.cost_centre_id, row.person_id)
    if all_booked is None:
        return BudgetLine(*named, None, None, None, None, None)
    booked = all_booked.get(row.id, Booked(row.id, key))
    parts = (row.amount, booked.reserved, booked.committed, booked.actual)
    used = booked.reserved + booked.committed + booked.actual
    share = used / row.amount if row.amount else Decimal(1 if used else 0)
    return BudgetLine(*named, *(Money(part, row.currency) for part in parts), share)


def _present_key(ctx: Context, row: Budget) -> str:
    return period_key(BudgetPeriod(row.period), today_of(ctx))


def _as_recorded(row: Budget) -> dict[str, str]:
    return {"name": row.name, "amount": f"{row.amount.normalize():f}", "currency": row.currency, "period": row.period, "mode": row.mode}
