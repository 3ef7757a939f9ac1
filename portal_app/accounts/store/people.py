"""Rows of people and of the roles they hold, inside one company."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from portal_app.accounts.rules.roles import Holding, Role
from portal_app.accounts.rules.sessions import Stage
from portal_app.accounts.store.rows import row_or_missing
from portal_app.accounts.tables import Account, Company, CostCentre, Person, RoleAssignment, SignInSession
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def find_person(ctx: Context, person_id: Id) -> Person | None:
    return ctx.db.get(Person, person_id)


def hold_person(ctx: Context, person_id: Id) -> Person | None:
    """Locked where the database can."""
    return ctx.db.exec(select(Person).where(Person.id == person_id).with_for_update().execution_options(populate_existing=True)).first()


def person_or_missing(ctx: Context, person_id: Id) -> Person:
    return row_or_missing(ctx, Person, person_id)


def find_member(ctx: Context, account_id: Id) -> Person | None:
    """The person an account is in this company."""
    return ctx.db.exec(select(Person).where(Person.account_id == account_id)).first()


def holdings_of(ctx: Context, person_id: Id) -> frozenset[Holding]:
    rows = ctx.db.exec(select(RoleAssignment.role, RoleAssignment.cost_centre_id).where(RoleAssignment.person_id == person_id)).all()
    return frozenset(Holding(Role(role), cost_centre_id) for role, cost_centre_id in rows)


def find_with_holdings(ctx: Context, person_id: Id) -> tuple[Person, frozenset[Holding]] | None:
    """A person with their roles in one statement: it runs for every event of everybody."""
    query = select(Person, RoleAssignment).outerjoin(RoleAssignment, col(RoleAssignment.person_id) == Person.id).where(Person.id == person_id)
    rows = ctx.db.exec(query).all()
    if not rows:
        return None
    return rows[0][0], frozenset(Holding(Role(held.role), held.cost_centre_id) for _, held in rows if held)


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


def list_members(ctx: Context) -> list[tuple[Person, Account]]:
    """Everybody of this company, in no order."""
    return list(ctx.db.exec(select(Person, Account).join(Account, col(Account.id) == Person.account_id)).all())


def member_or_missing(ctx: Context, person_id: Id) -> tuple[Person, Account]:
    person = person_or_missing(ctx, person_id)
    return person, row_or_missing(ctx, Account, person.account_id)


def holdings_by_person(ctx: Context, person_ids: list[Id]) -> dict[Id, frozenset[Holding]]:
    found: dict[Id, set[Holding]] = {}
    for row in ctx.db.exec(select(RoleAssignment).where(col(RoleAssignment.person_id).in_(person_ids))).all():
        found.setdefault(row.person_id, set()).add(Holding(Role(row.role), row.cost_centre_id))
    return {person_id: frozenset(holdings) for person_id, holdings in found.items()}


def cost_centre_numbers(ctx: Context) -> dict[Id, str]:
    return dict(ctx.db.exec(select(CostCentre.id, CostCentre.number)).all())


@dataclass(frozen=True)
class Seen:
    """When somebody was last active in this company, and in how many sessions that are open now."""

    at: datetime
    sessions: int


def last_seen(ctx: Context, account_ids: list[Id]) -> dict[Id, Seen]:
    """By account; people without a session are missing."""
    query = (
        select(SignInSession.account_id, func.max(SignInSession.last_seen_at), func.count())
        .where(col(SignInSession.account_id).in_(account_ids), SignInSession.company_id == ctx.company_id, SignInSession.stage == Stage.OPEN)
        .where(col(SignInSession.ended_at).is_(None), SignInSession.expires_at >= ctx.now)
        .group_by(SignInSession.account_id)
    )
    return {account_id: Seen(at, sessions) for account_id, at, sessions in ctx.db.exec(query).all()}


def people_by_role(ctx: Context) -> dict[Role, int]:
    """How many people who are not switched off hold each role, somewhere."""
    query = (
        select(RoleAssignment.role, func.count(func.distinct(RoleAssignment.person_id)))
        .join(Person, col(Person.id) == RoleAssignment.person_id)
        .where(col(Person.deactivated_at).is_(None))
        .group_by(RoleAssignment.role)
    )
    return {Role(role): count for role, count in ctx.db.exec(query).all()}
