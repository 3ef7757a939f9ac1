"""What orders do to budgets, inside the order's own transaction: reserve at submit, commit, invoice, release. No use case of its own.

Balances are locked in one order for everybody, so two orders never wait for each other in a circle.
"""

from collections.abc import Sequence
from decimal import Decimal

from portal_app.kernel.errors import Conflict, GateBroken
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import format_money, message
from portal_app.kernel.money import Money
from portal_app.purchasing.actions.standing import checked_cart, paying_budgets, today_of
from portal_app.purchasing.actions.views import sees_amounts
from portal_app.purchasing.rules.budgets import BudgetMode, BudgetPeriod, lines_of, period_key
from portal_app.purchasing.rules.carts import CartFacts, CartLine, total_of
from portal_app.purchasing.store import budgets
from portal_app.purchasing.store.budgets import NOTHING, Booked
from portal_app.purchasing.tables import Budget

TOO_LITTLE = message("The budget {budget} has {left} left for {period}, and this order needs {asked}. Please take something out, or ask your administrator.")
TOO_LITTLE_NOW = message(
    "The budget {budget} has {left} left for {period} now, and this order needs {asked}. Please look at the cart again: it needs an approval."
)


def reserve(ctx: Context, order_id: str, facts: CartFacts, *, may_exceed: bool = False) -> None:
    """Reserve the lines on every budget that pays for them, or raise Conflict that names what is left, and reserve nothing.

    `may_exceed` is for an order that waits for approval: budgets that are not hard may then go over their amount. Soft ones always may.
    """
    if budgets.booked_for(ctx, order_id):
        raise GateBroken("This order has booked on budgets already; release it first.")
    checked_cart(ctx, facts)
    today = today_of(ctx)
    for row, places in sorted(paying_budgets(ctx, facts.lines, ctx.actor.person_id), key=lambda one: one[0].id):
        asked, key = total_of(tuple(facts.lines[place] for place in places)), period_key(BudgetPeriod(row.period), today)
        if not budgets.take(ctx, row, key, asked.amount, may_exceed=may_exceed or row.mode == BudgetMode.SOFT):
            raise _refusal(ctx, row, key, asked)
        budgets.put_entry(ctx, "reserve", order_id, Booked(row.id, key, reserved=asked.amount))


def commit(ctx: Context, order_id: str) -> None:
    """What was reserved is ordered for good. A second time changes nothing."""
    for one in _held(ctx, order_id):
        if one.reserved:
            budgets.put_entry(ctx, "commit", order_id, Booked(one.budget_id, one.period_key, -one.reserved, one.reserved))


def book_invoice(ctx: Context, order_id: str, lines: Sequence[CartLine]) -> None:
    """An invoice for some of an order: what was committed, then what was reserved becomes actual. What is above was not foreseen and counts all the same."""
    for one in _held(ctx, order_id):
        invoiced = _share_of(lines, budgets.budget_or_missing(ctx, one.budget_id))
        if invoiced:
            committed = min(one.committed, invoiced)
            reserved = min(one.reserved, invoiced - committed)
            unforeseen = invoiced - committed - reserved
            budgets.put_entry(ctx, "actual", order_id, Booked(one.budget_id, one.period_key, -reserved, -committed, invoiced))
            budgets.move(ctx, one.budget_id, one.period_key, by=unforeseen, excess=unforeseen)


def release(ctx: Context, order_id: str) -> None:
    """What was reserved or committed and not invoiced is free again: refused, withdrawn, cancelled. A second time changes nothing."""
    for one in _held(ctx, order_id):
        if one.reserved or one.committed:
            budgets.put_entry(ctx, "release", order_id, Booked(one.budget_id, one.period_key, -one.reserved, -one.committed))
            budgets.move(ctx, one.budget_id, one.period_key, by=-(one.reserved + one.committed))


def _held(ctx: Context, order_id: str) -> list[Booked]:
    """What the order has booked, read again when all of its balances are locked."""
    for one in budgets.booked_for(ctx, order_id):
        budgets.hold_balance(ctx, one.budget_id, one.period_key)
    return budgets.booked_for(ctx, order_id)


def _share_of(lines: Sequence[CartLine], row: Budget) -> Decimal:
    """What of an invoice a budget pays. Whose order it is was asked when it was reserved."""
    places = lines_of(lines, row.person_id, cost_centre_id=row.cost_centre_id, person_id=row.person_id)
    return sum((lines[place].net.amount for place in places), NOTHING)


def _refusal(ctx: Context, row: Budget, key: str, asked: Money) -> Conflict:
    if not sees_amounts(ctx):
        return Conflict("The budget {budget} does not hold this order. Please ask your administrator.", budget=row.name)
    left = max(NOTHING, row.amount - budgets.used_in(ctx, [(row.id, key)]).get(row.id, NOTHING))
    text = TOO_LITTLE if row.mode == BudgetMode.HARD else TOO_LITTLE_NOW
    said = {"left": format_money(ctx.actor.locale, Money(left, row.currency)), "asked": format_money(ctx.actor.locale, asked)}
    return Conflict(text, budget=row.name, period=key, **said)
