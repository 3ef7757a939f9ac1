"""What a judgement stands on now: the people with their deputies of today, and what a cart would make of each budget. No use case of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from portal_app.accounts import ROLE_RIGHTS, CompanyPerson, company_people, company_terms, cost_centre_names
from portal_app.kernel.errors import Invalid, NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.rules.approvers import Approver, People
from portal_app.purchasing.rules.budgets import BudgetMode, BudgetOutlook, BudgetPeriod, lines_of, period_key
from portal_app.purchasing.rules.carts import CartFacts, CartLine, check_cart, total_of
from portal_app.purchasing.rules.conditions import JudgedCart
from portal_app.purchasing.rules.delegations import Delegation
from portal_app.purchasing.store import budgets, delegations
from portal_app.purchasing.tables import Budget
from portal_app.purchasing.tables import Delegation as DelegationRow


def today_of(ctx: Context) -> date:
    """The day it is where the company is."""
    return ctx.now.astimezone(ZoneInfo(company_terms(ctx).time_zone)).date()


def people_now(ctx: Context) -> People:
    """Everybody with the roles they hold at this moment, and the delegations of today."""
    return people_of(ctx, company_people(ctx))


def people_of(ctx: Context, everybody: Mapping[Id, CompanyPerson]) -> People:
    today = today_of(ctx)
    standing = [delegation_of(row) for row in delegations.list_delegations(ctx, until=today)]
    return People({one.id: approver_of(one) for one in everybody.values()}, tuple(one for one in standing if one.counts_on(today)))


def approver_of(person: CompanyPerson) -> Approver:
    roles = frozenset((held.role.value, held.cost_centre_id) for held in person.holdings)
    decides_for = frozenset(held.cost_centre_id for held in person.holdings if Permission.APPROVAL_DECIDE in ROLE_RIGHTS[held.role])
    return Approver(person.id, person.name, roles, decides_for, person.is_active)


def delegation_of(row: DelegationRow) -> Delegation:
    return Delegation(row.person_id, row.delegate_id, row.first_day, row.last_day)


def checked_cart(ctx: Context, facts: CartFacts) -> dict[Id, str]:
    """The names of the company's cost centres. Raises Invalid for a cart that is none, NotFound for what is not the company's."""
    if problem := check_cart(facts.lines):
        raise Invalid(problem)
    centres = cost_centre_names(ctx)
    asked_for = {line.cost_centre_id for line in facts.lines if line.cost_centre_id is not None}
    if not asked_for <= centres.keys() or (facts.editor_ids and not set(facts.editor_ids) <= company_people(ctx).keys()):
        raise NotFound
    return centres


def judged_cart(ctx: Context, facts: CartFacts, buyer: CompanyPerson | None, *, but_order: str = "") -> JudgedCart:
    """The cart with what it would make of the budgets. What `but_order` has booked already does not count twice."""
    centres = checked_cart(ctx, facts)
    outlooks = budget_outlooks(ctx, facts.lines, buyer.id if buyer else None, but_order=but_order)
    limit = None if buyer is None or buyer.limit_per_order is None else Money(buyer.limit_per_order, company_terms(ctx).currency)
    return JudgedCart(total_of(facts.lines), dict(enumerate(facts.lines)), outlooks, limit, centres)


def budget_outlooks(ctx: Context, lines: Sequence[CartLine], buyer_id: Id | None, *, but_order: str = "") -> tuple[BudgetOutlook, ...]:
    """Every budget that pays for some of the lines, in the present period."""
    today = today_of(ctx)
    paying = [(row, period_key(BudgetPeriod(row.period), today), places) for row, places in paying_budgets(ctx, lines, buyer_id)]
    used = budgets.used_in(ctx, [(row.id, key) for row, key, _ in paying])
    own = {(one.budget_id, one.period_key): one.reserved + one.committed + one.actual for one in budgets.booked_for(ctx, but_order)} if but_order else {}
    return tuple(
        BudgetOutlook(
            row.id, row.name, BudgetMode(row.mode), key, Money(row.amount, row.currency),
            Money(used.get(row.id, Decimal(0)) - own.get((row.id, key), Decimal(0)), row.currency), _sum_of(lines, places), places,
        )
        for row, key, places in paying
    )  # fmt: skip


def paying_budgets(ctx: Context, lines: Sequence[CartLine], buyer_id: Id | None) -> list[tuple[Budget, frozenset[int]]]:
    """The budgets that pay for lines of a cart, each with their places. A cart in another currency than a budget's cannot be ordered on it."""
    found = []
    for row in budgets.list_budgets(ctx):
        places = lines_of(lines, buyer_id, cost_centre_id=row.cost_centre_id, person_id=row.person_id)
        if places and any(lines[place].net.currency != row.currency for place in places):
            raise Invalid("The budget {budget} is in {currency}. This cart is in another currency.", budget=row.name, currency=row.currency)
        if places:
            found.append((row, places))
    return found


def _sum_of(lines: Sequence[CartLine], places: frozenset[int]) -> Money:
    return total_of(tuple(lines[place] for place in sorted(places)))
