"""The cost centres of a company: list, add, change, close, open again. Their budgets are purchasing's."""

from dataclasses import dataclass

from portal_app.accounts.rules.companies import CostCentreFacts, check_cost_centre, tidy
from portal_app.accounts.store import people, places
from portal_app.accounts.tables import CostCentre
from portal_app.kernel.errors import Conflict, Invalid
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class CostCentreLine:
    """`people` counts those who hold a role for just this cost centre."""

    id: Id
    number: str
    name: str
    closed: bool
    people: int


@query(Permission.COST_CENTRE_VIEW)
def list_cost_centres(ctx: Context) -> tuple[CostCentreLine, ...]:
    """All of the company, open ones first."""
    people_of = places.people_by_cost_centre(ctx)
    return tuple(CostCentreLine(row.id, row.number, row.name, row.closed_at is not None, people_of.get(row.id, 0)) for row in places.list_cost_centres(ctx))


@command(Permission.COST_CENTRE_EDIT)
def add_cost_centre(ctx: Context, facts: CostCentreFacts) -> Id:
    people.hold_company(ctx)
    facts = _checked(ctx, facts)
    row = CostCentre(number=facts.number, name=facts.name)
    ctx.db.add(row)
    ctx.record("cost-centre.added", "cost-centre", row.id, after=vars(facts))
    return row.id


@command(Permission.COST_CENTRE_EDIT)
def change_cost_centre(ctx: Context, cost_centre_id: Id, facts: CostCentreFacts) -> None:
    people.hold_company(ctx)
    row = places.cost_centre_or_missing(ctx, cost_centre_id)
    facts, before = _checked(ctx, facts, but=row.id), {"number": row.number, "name": row.name}
    if before == vars(facts):
        return
    row.number, row.name = facts.number, facts.name
    ctx.record("cost-centre.changed", "cost-centre", row.id, before=before, after=vars(facts))


@command(Permission.COST_CENTRE_EDIT)
def close_cost_centre(ctx: Context, cost_centre_id: Id) -> None:
    """Nothing new is booked on it from now on; what was booked stays. Refused while somebody holds a role for it."""
    people.hold_company(ctx)
    row = places.cost_centre_or_missing(ctx, cost_centre_id)
    if row.closed_at:
        return
    holders = places.people_by_cost_centre(ctx).get(row.id, 0)
    if holders:
        raise Conflict("People who hold a role for this cost centre: {count}. Please change their roles first.", count=holders)
    row.closed_at = ctx.now
    ctx.record("cost-centre.closed", "cost-centre", row.id)


@command(Permission.COST_CENTRE_EDIT)
def reopen_cost_centre(ctx: Context, cost_centre_id: Id) -> None:
    row = places.cost_centre_or_missing(ctx, cost_centre_id)
    if row.closed_at:
        row.closed_at = None
        ctx.record("cost-centre.reopened", "cost-centre", row.id)


def _checked(ctx: Context, facts: CostCentreFacts, *, but: Id = "") -> CostCentreFacts:
    facts = tidy(facts)
    problems = check_cost_centre(facts)
    if places.number_is_taken(ctx, facts.number, but=but):
        problems["number"] = message("Another cost centre has this number.")
    if problems:
        raise Invalid(fields=problems)
    return facts
