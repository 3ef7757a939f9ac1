"""Budgets, their balances and their ledger. A balance is changed by one conditional statement and is always the sum of its entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, func, not_, or_, update
from sqlmodel import col, select

from portal_app.kernel.db import insert_for
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.purchasing.rules.budgets import BudgetFacts, BudgetMode
from portal_app.purchasing.store.rows import row_or_missing
from portal_app.purchasing.tables import Budget, BudgetBalance, BudgetEntry

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Booked:
    """What the entries of one order, or of all orders, come to in one period of one budget."""

    budget_id: Id
    period_key: str
    reserved: Decimal = NOTHING
    committed: Decimal = NOTHING
    actual: Decimal = NOTHING


# --- budgets ---------------------------------------------------------------------------------------------------------


def list_budgets(ctx: Context) -> list[Budget]:
    """Those that are not closed: of the whole company, then by name."""
    query = select(Budget).where(col(Budget.closed_at).is_(None)).order_by(col(Budget.subject) != "", Budget.name, Budget.period, Budget.id)
    return list(ctx.db.exec(query).all())


def budget_or_missing(ctx: Context, budget_id: Id) -> Budget:
    return row_or_missing(ctx, Budget, budget_id)


def hold_budget(ctx: Context, budget_id: Id) -> Budget:
    """Locked where the database can. Raises NotFound."""
    mine = select(Budget).where(Budget.id == budget_or_missing(ctx, budget_id).id)
    return ctx.db.exec(mine.with_for_update().execution_options(populate_existing=True)).one()


def find_budget_for(ctx: Context, subject: Id, period: str) -> Budget | None:
    """Also one that is closed."""
    return ctx.db.exec(select(Budget).where(Budget.subject == subject, Budget.period == period)).first()


def put_budget(ctx: Context, row: Budget | None, facts: BudgetFacts) -> Budget:
    """Insert or change. A closed one is open again."""
    row = row or Budget(
        subject=facts.cost_centre_id or facts.person_id or "", cost_centre_id=facts.cost_centre_id, person_id=facts.person_id, period=facts.period.value,
        name="", mode="", amount=NOTHING, currency=facts.amount.currency,
    )  # fmt: skip
    row.name, row.mode, row.amount, row.closed_at = facts.name, facts.mode.value, facts.amount.amount, None
    ctx.db.add(row)
    ctx.db.flush()
    return row


def retune_balance(ctx: Context, budget: Budget, period_key: str) -> None:
    """The running period follows a changed budget at once. What was spent beyond a lowered amount stays spent, and nothing is added."""
    row = hold_balance(ctx, budget.id, period_key)
    if row is not None:
        row.amount, row.is_hard, row.excess = budget.amount, budget.mode == BudgetMode.HARD, max(NOTHING, row.used - budget.amount)


# --- balances --------------------------------------------------------------------------------------------------------


def used_in(ctx: Context, wanted: Iterable[tuple[Id, str]]) -> dict[Id, Decimal]:
    """By budget what was used in its period; budgets without a movement are missing."""
    pairs = [and_(BudgetBalance.budget_id == budget_id, BudgetBalance.period_key == key) for budget_id, key in wanted]
    if not pairs:
        return {}
    return dict(ctx.db.exec(select(BudgetBalance.budget_id, BudgetBalance.used).where(or_(*pairs))).all())


def hold_balance(ctx: Context, budget_id: Id, period_key: str) -> BudgetBalance | None:
    """The balance, locked where the database can."""
    query = select(BudgetBalance).where(BudgetBalance.budget_id == budget_id, BudgetBalance.period_key == period_key)
    return ctx.db.exec(query.with_for_update().execution_options(populate_existing=True)).first()


def take(ctx: Context, budget: Budget, period_key: str, asked: Decimal, *, may_exceed: bool) -> bool:
    """Add to what is used, where it still fits: one statement, so of several at once none sees an old balance. False: nothing was changed.

    `may_exceed` counts for budgets that are not hard.
    """
    _open_balance(ctx, budget, period_key)
    fits = BudgetBalance.used + asked <= BudgetBalance.amount
    goes = or_(fits, not_(col(BudgetBalance.is_hard))) if may_exceed else fits
    mine = (BudgetBalance.budget_id == budget.id, BudgetBalance.period_key == period_key)
    return ctx.db.exec(update(BudgetBalance).where(*mine, goes).values(used=BudgetBalance.used + asked)).rowcount == 1


def _open_balance(ctx: Context, budget: Budget, period_key: str) -> None:
    row = {
        "budget_id": budget.id, "period_key": period_key, "amount": budget.amount, "used": NOTHING, "excess": NOTHING,
        "is_hard": budget.mode == BudgetMode.HARD,
    }  # fmt: skip
    ctx.db.exec(insert_for(ctx.db)(BudgetBalance).on_conflict_do_nothing(index_elements=["budget_id", "period_key"]), params=[row])


def move(ctx: Context, budget_id: Id, period_key: str, *, by: Decimal, excess: Decimal = NOTHING) -> None:
    """Change what is used by what was decided under the lock of `hold_balance`. `excess` is what an invoice added beyond its order."""
    mine = (BudgetBalance.budget_id == budget_id, BudgetBalance.period_key == period_key)
    changes = {"used": BudgetBalance.used + by, "excess": BudgetBalance.excess + excess}
    ctx.db.exec(update(BudgetBalance).where(*mine).values(**changes))


# --- the ledger ------------------------------------------------------------------------------------------------------


def put_entry(ctx: Context, kind: str, order_id: str, added: Booked) -> None:
    row = BudgetEntry(
        budget_id=added.budget_id, period_key=added.period_key, order_id=order_id, kind=kind, reserved=added.reserved, committed=added.committed,
        actual=added.actual, at=ctx.now, person_id=ctx.actor.person_id,
    )  # fmt: skip
    ctx.db.add(row)


def list_entries(ctx: Context, budget_id: Id, period_key: str, limit: int) -> list[BudgetEntry]:
    """Of one period, the latest first."""
    query = select(BudgetEntry).where(BudgetEntry.budget_id == budget_id, BudgetEntry.period_key == period_key)
    return list(ctx.db.exec(query.order_by(col(BudgetEntry.id).desc()).limit(limit)).all())


def booked_for(ctx: Context, order_id: str) -> list[Booked]:
    """What an order has booked, by budget and period, in an order that is the same for everybody (locks are taken in it)."""
    return _sums(ctx, BudgetEntry.order_id == order_id)


def booked_in(ctx: Context, wanted: Iterable[tuple[Id, str]]) -> dict[Id, Booked]:
    """By budget what is booked in its period; budgets without a movement are missing."""
    pairs = [and_(BudgetEntry.budget_id == budget_id, BudgetEntry.period_key == key) for budget_id, key in wanted]
    return {one.budget_id: one for one in _sums(ctx, or_(*pairs))} if pairs else {}


def _sums(ctx: Context, condition) -> list[Booked]:
    sums = [func.sum(column, type_=column.type) for column in (col(BudgetEntry.reserved), col(BudgetEntry.committed), col(BudgetEntry.actual))]
    keys = (BudgetEntry.budget_id, BudgetEntry.period_key)
    return [Booked(*row) for row in ctx.db.execute(select(*keys, *sums).where(condition).group_by(*keys).order_by(*keys)).all()]
