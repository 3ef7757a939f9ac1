"""Rows of people and of the roles they hold, inside one company."""

from sqlmodel import col, select

from portal_app.accounts.rules.roles import Holding, Role
from portal_app.accounts.tables import Company, Person, RoleAssignment
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def find_person(ctx: Context, person_id: Id) -> Person | None:
    return ctx.db.get(Person, person_id)


def person_or_missing(ctx: Context, person_id: Id) -> Person:
    person = find_person(ctx, person_id)
    if person is None:
        raise NotFound
    return person


def find_member(ctx: Context, account_id: Id) -> Person | None:
    """The person an account is in this company."""
    return ctx.db.exec(select(Person).where(Person.account_id == account_id)).first()


def holdings_of(ctx: Context, person_id: Id) -> frozenset[Holding]:
    rows = ctx.db.exec(select(RoleAssignment.role, RoleAssignment.cost_centre_id).where(RoleAssignment.person_id == person_id)).all()
    return frozenset(Holding(Role(role), cost_centre_id) for role, cost_centre_id in rows)


def put_holdings(ctx: Context, person_id: Id, holdings: frozenset[Holding]) -> None:
    """Make these the roles of the person. Roles that stay keep their date and who granted them."""
    for row in ctx.db.exec(select(RoleAssignment).where(RoleAssignment.person_id == person_id)).all():
        if Holding(Role(row.role), row.cost_centre_id) not in holdings:
            ctx.db.delete(row)
    by = ctx.actor.account_id or ""
    for new in sorted(holdings - holdings_of(ctx, person_id), key=lambda one: (one.role, one.cost_centre_id or "")):
        ctx.db.add(RoleAssignment(person_id=person_id, role=new.role, cost_centre_id=new.cost_centre_id, granted_at=ctx.now, granted_by=by))


def hold_company(ctx: Context) -> Company:
    """The company of this call, locked where the database can: changes of who administers it come one after another."""
    return ctx.db.exec(select(Company).where(Company.id == ctx.company_id).with_for_update()).one()


def company_of(ctx: Context) -> Company:
    return ctx.db.get(Company, ctx.company_id)


def administrators(ctx: Context) -> set[Id]:
    """The people who have joined, are active, and administer the whole company."""
    query = (
        select(Person.id)
        .join(RoleAssignment, col(RoleAssignment.person_id) == Person.id)
        .where(RoleAssignment.role == Role.ADMINISTRATOR, col(RoleAssignment.cost_centre_id).is_(None))
        .where(col(Person.joined_at).is_not(None), col(Person.deactivated_at).is_(None))
    )
    return set(ctx.db.exec(query).all())
