"""Budgets of a company: list with what is used, read one with its entries, add, change, put, close."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from portal_app.accounts import company_people, company_terms, cost_centre_names
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.kernel.repeats import digest_of
from portal_app.purchasing.actions.standing import today_of
from portal_app.purchasing.actions.views import BudgetLine, sees_amounts
from portal_app.purchasing.rules.budgets import LONGEST_NAME, BudgetFacts, BudgetMode, BudgetPeriod, check_budget, period_key
from portal_app.purchasing.store import budgets
from portal_app.purchasing.store.budgets import Booked
from portal_app.purchasing.tables import Budget

THERE_IS_ONE = message("There is a budget for this already: {budget}. Please change that one.")
CHANGED_SINCE = message("Somebody changed this budget in the meantime. What you entered is still here; save it again if it is still right.")
MOST_ENTRIES = 100


class EntryKind(StrEnum):
    """A movement of the ledger, in the words that the table keeps."""

    RESERVE = "reserve"
    COMMIT = "commit"
    ACTUAL = "actual"
    RELEASE = "release"


@dataclass(frozen=True)
class BudgetEntryLine:
    """One movement: what it adds to what is used. `order_id` is ordering's."""

    at: datetime
    kind: EntryKind
    order_id: str
    person_name: str
    amount: Money | None


@dataclass(frozen=True)
class BudgetSheet:
    """`entries` are the latest hundred, the latest first; `version` goes back with a change."""

    line: BudgetLine
    entries: tuple[BudgetEntryLine, ...]
    version: str


@dataclass(frozen=True)
class BudgetSubjects:
    """Pairs of an id and a name."""

    cost_centres: tuple[tuple[Id, str], ...]
    people: tuple[tuple[Id, str], ...]
    currency: str


@query(Permission.BUDGET_VIEW)
def list_budgets(ctx: Context) -> tuple[BudgetLine, ...]:
    """The budgets of the company and its cost centres, and one's own; those of other people for who changes budgets or approves."""
    all_people = ctx.actor.may(Permission.BUDGET_EDIT) or ctx.actor.may(Permission.APPROVAL_DECIDE)
    rows = [row for row in budgets.list_budgets(ctx) if all_people or row.person_id in (None, ctx.actor.person_id)]
    keys = {row.id: _present_key(ctx, row) for row in rows}
    booked = budgets.booked_in(ctx, keys.items()) if sees_amounts(ctx) else None
    return tuple(_line(row, keys[row.id], booked) for row in rows)


@query(Permission.BUDGET_EDIT)
def read_budget(ctx: Context, budget_id: Id) -> BudgetSheet:
    """One that is in force, with what was booked on it in its present period. Raises NotFound."""
    row = budgets.budget_or_missing(ctx, budget_id)
    if row.closed_at is not None:
        raise NotFound
    key = _present_key(ctx, row)
    everybody, shows = company_people(ctx), sees_amounts(ctx)
    entries = budgets.list_entries(ctx, row.id, key, MOST_ENTRIES)
    told = tuple(
        BudgetEntryLine(
            one.at, EntryKind(one.kind), one.order_id, everybody[one.person_id].name if one.person_id in everybody else "",
            Money(one.reserved + one.committed + one.actual, row.currency) if shows else None,
        )
        for one in entries
    )  # fmt: skip
    line = _line(row, key, budgets.booked_in(ctx, [(row.id, key)]) if shows else None)
    return BudgetSheet(line, told, version_of(_facts_of(row)))


@query(Permission.BUDGET_EDIT)
def list_budget_subjects(ctx: Context) -> BudgetSubjects:
    """For whom a budget can be: cost centres and active people, by name; and the company's currency."""
    people = [(one.id, one.name) for one in company_people(ctx).values() if one.is_active]
    centres = sorted(cost_centre_names(ctx).items(), key=lambda one: one[1].casefold())
    return BudgetSubjects(tuple(centres), tuple(sorted(people, key=lambda one: one[1].casefold())), company_terms(ctx).currency)


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


@command(Permission.BUDGET_EDIT)
def add_budget(ctx: Context, facts: BudgetFacts) -> Id:
    """As `put_budget`, for somebody who believes it to be new. Raises Conflict where there is one for this subject and period."""
    _check_subject(ctx, facts)
    known = budgets.find_budget_for(ctx, facts.cost_centre_id or facts.person_id or "", facts.period.value)
    if known is not None and known.closed_at is None:
        raise Conflict(THERE_IS_ONE, budget=known.name)
    return put_budget(ctx, facts)


@command(Permission.BUDGET_EDIT)
def change_budget(ctx: Context, budget_id: Id, name: str, amount: Money, mode: BudgetMode, *, version: str) -> None:
    """Change what can change: for whom and for which period it is stays. Raises Conflict when it is not as `version` says any more."""
    row = budgets.hold_budget(ctx, budget_id)
    facts = _facts_of(row)
    if row.closed_at is not None or version != version_of(facts):
        raise Conflict(CHANGED_SINCE)
    put_budget(ctx, replace(facts, name=name, amount=amount, mode=mode))


def version_of(facts: BudgetFacts) -> str:
    """What a form was filled from: two people who change the same budget do not undo each other's change unseen."""
    return digest_of({"facts": facts})


def _check_subject(ctx: Context, facts: BudgetFacts) -> None:
    if facts.cost_centre_id and facts.cost_centre_id not in cost_centre_names(ctx):
        raise NotFound
    if facts.person_id and facts.person_id not in company_people(ctx):
        raise NotFound


def _facts_of(row: Budget) -> BudgetFacts:
    amount = Money(row.amount, row.currency)
    return BudgetFacts(row.name, amount, BudgetPeriod(row.period), BudgetMode(row.mode), row.cost_centre_id, row.person_id)


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
