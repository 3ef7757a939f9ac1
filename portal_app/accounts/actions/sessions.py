"""Who is behind a cookie, asked again for every event. Owns reading a session; opening one is sign_in's."""

from dataclasses import dataclass, replace

from portal_app.accounts.rules.roles import ONLY_OWN_CUSTOMERS, Holding, StaffRole, needs_two_steps, rights_of, staff_rights
from portal_app.accounts.rules.sessions import TOUCH_EVERY, Ending, Stage
from portal_app.accounts.store import people, sessions, staff
from portal_app.accounts.store.sessions import Found
from portal_app.accounts.tables import Person
from portal_app.kernel.actor import Actor, ActorKind, Assurance
from portal_app.kernel.gate import Context, public_command, public_query
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit
from portal_app.kernel.permissions import Permission

COOKIE = "__Host-session"
DEVICE_COOKIE = "__Host-device"


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, for the gate (`actor`) and for the frame of every page."""

    actor: Actor
    touch_due: bool  # call touch_session: a minute has passed since activity was last noted
    theme: str  # this and the next two: empty is no choice
    density: str
    keys: str
    locale: str
    email: str
    company_name: str  # of the company the actor acts in, or empty
    acting_for: str  # the same name, when a member of staff acts for it; for the banner
    roles: tuple[str, ...]  # codes, see rules.roles


@public_query()
def find_signed_in(ctx: Context, token: str) -> SignedIn | None:
    """The person behind a session cookie, or None: unknown, ended, idle, expired, off, or still waiting for the second step."""
    found = sessions.find_session(ctx, token)
    if found is None or found.session.stage != Stage.OPEN:
        return None
    return _staff_signed_in(ctx, found) if found.session.person_id is None else _person_signed_in(ctx, found)


@public_command(Limit(6000, 60))
def touch_session(ctx: Context, token: str) -> None:
    """Note activity, so that the idle limit counts from now."""
    sessions.touch(ctx, token, before=ctx.now - TOUCH_EVERY)


@public_query()
def ended_among(ctx: Context, session_ids: list[Id]) -> list[Id]:
    """Which of these sessions are over: ended, idle, expired, or their person, account or company is off. Unknown ids count as over."""
    return sessions.find_ended(ctx, session_ids)


@public_command(Limit(120, 60))
def sign_out(ctx: Context, token: str) -> None:
    """End the session behind a cookie. An unknown or ended one is no trouble."""
    found = sessions.find_session(ctx, token)
    if found is None:
        return
    enter(ctx, found)
    sessions.end_sessions(ctx, Ending.SIGNED_OUT, account_id=found.account.id, only=found.session.id)
    ctx.record("session.ended", "session", found.session.id, reason=Ending.SIGNED_OUT)


def enter(ctx: Context, found: Found) -> Person | None:
    """From here on the call is that of the session's owner: its company's tenant, and its name in the record."""
    person = None
    if found.company:
        ctx.enter_company(found.company.id)
        person = people.find_person(ctx, found.session.person_id) if found.session.person_id else None
    kind = ActorKind.PERSON if person else ActorKind.STAFF
    ctx.actor = replace(
        ctx.actor, kind=kind, account_id=found.account.id, person_id=person.id if person else None, session_id=found.session.id,
        company_id=found.company.id if found.company else None, name=full_name(person) if person else found.account.name,
    )  # fmt: skip
    return person


def full_name(person: Person) -> str:
    return f"{person.first_name} {person.last_name}".strip()


def _person_signed_in(ctx: Context, found: Found) -> SignedIn | None:
    ctx.enter_company(found.company.id)
    row = people.find_with_holdings(ctx, found.session.person_id)
    if row is None or row[0].deactivated_at:
        return None
    person, holdings = row
    due = needs_two_steps(holdings, everybody=found.company.everybody_two_steps)
    actor = _actor(ctx, found, ActorKind.PERSON, rights_of(holdings) | {Permission.SELF_MANAGE}, full_name(person), due)
    return _signed_in(ctx, found, actor, _role_codes(holdings))


def _staff_signed_in(ctx: Context, found: Found) -> SignedIn | None:
    role = StaffRole(found.account.staff_role)
    company = found.company
    if company and role in ONLY_OWN_CUSTOMERS and not staff.looks_after(ctx, found.account.id, company.id):
        found, company = replace(found, company=None), None
    actor = _actor(ctx, found, ActorKind.STAFF, staff_rights(role, acting=company is not None), found.account.name, True)
    return _signed_in(ctx, found, actor, (role.value,))


def _actor(ctx: Context, found: Found, kind: ActorKind, rights: frozenset[Permission], name: str, due: bool) -> Actor:
    session, account, company = found.session, found.account, found.company
    return Actor(
        kind, rights, company.id if company else None, account.id, session.person_id, session.id, name, account.locale,
        company.time_zone if company else "Europe/Berlin", Assurance(session.assurance),
        second_step_due=due and session.assurance != Assurance.TWO_STEPS, stepped_up_at=session.stepped_up_at,
        address=ctx.actor.address, request_id=ctx.actor.request_id,
    )  # fmt: skip


def _signed_in(ctx: Context, found: Found, actor: Actor, roles: tuple[str, ...]) -> SignedIn:
    account, company_name = found.account, found.company.name if found.company else ""
    return SignedIn(
        actor, ctx.now - found.session.last_seen_at >= TOUCH_EVERY, account.theme, account.density, account.keys, account.locale, account.email,
        company_name, company_name if actor.acts_for_company else "", roles,
    )  # fmt: skip


def _role_codes(holdings: frozenset[Holding]) -> tuple[str, ...]:
    return tuple(sorted({holding.role.value for holding in holdings}))
