"""Opens sessions: chooses the company, asks the policy for the second step, knows the browser, tells the owner of a new one."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal_app.accounts import mails
from portal_app.accounts.actions.sessions import enter
from portal_app.accounts.rules.roles import Holding, needs_two_steps
from portal_app.accounts.rules.sessions import DEVICE_KNOWN, DEVICE_TRUSTED, WAITING_LASTS, Limits, Stage, device_name, idle_minutes
from portal_app.accounts.store import accounts, people, sessions
from portal_app.accounts.store.sessions import Found
from portal_app.accounts.tables import Account, Company, Membership, SignInSession
from portal_app.kernel.actor import Assurance
from portal_app.kernel.config import settings
from portal_app.kernel.gate import Context


class NextStep(StrEnum):
    """What the browser shows after a step of the sign-in."""

    DONE = "done"
    CODE = "code"
    SET_UP = "set-up"


@dataclass(frozen=True)
class Opened:
    """A session was opened or moved on. The tokens go into cookies and nowhere else; an empty device token leaves that cookie as it is."""

    step: NextStep
    token: str
    device_token: str = ""


@dataclass(frozen=True)
class Place:
    """Where a sign-in leads: the membership and company of a person, or (None) the supplier's own side."""

    membership: Membership | None
    company: Company | None


def find_place(ctx: Context, account: Account) -> Place | None:
    """Where this account may go now, or None: locked, not yet joined, deactivated, company closed."""
    if account.locked_at:
        return None
    if account.staff_role:
        return Place(None, None)
    places = accounts.list_memberships(ctx, account.id)
    return Place(*places[0]) if places else None


def open_session(ctx: Context, account: Account, place: Place, *, device_token: str, user_agent: str, code_taken: bool = False) -> Opened:
    """After a right password. With a code taken already, a trusted device, or no need for a second step the session is open, otherwise it waits."""
    session = _session(ctx, account, place, user_agent)
    enter(ctx, Found(session, account, place.company))
    holdings = people.holdings_of(ctx, session.person_id) if session.person_id else frozenset()
    session.idle_minutes = _idle(place, holdings)
    device = sessions.find_device(ctx, account.id, device_token)
    trusted = device is not None and device.trusted_until is not None and device.trusted_until > ctx.now
    if account.totp_confirmed_at and not (trusted or code_taken):
        return _wait(ctx, session, Stage.CODE)
    if not account.totp_confirmed_at and _policy_asks(place, holdings):
        return _wait(ctx, session, Stage.SET_UP)
    session.assurance = Assurance.TWO_STEPS if account.totp_confirmed_at else Assurance.PASSWORD
    session.stepped_up_at = None if trusted and not code_taken else ctx.now
    return complete(ctx, Found(session, account, place.company), device_token=device_token, trust=False)


def complete(ctx: Context, found: Found, *, device_token: str, trust: bool) -> Opened:
    """Open the session for good: new token, absolute end, known device, and a mail when the browser is new to the account."""
    session, account = found.session, found.account
    session.stage, session.last_seen_at = Stage.OPEN, ctx.now
    session.started_at, session.expires_at = ctx.now, ctx.now + timedelta(hours=settings().session_hours)
    fresh_token = _know_device(ctx, found, device_token, trust)
    membership = accounts.find_membership(ctx, account.id, session.company_id) if session.person_id else None
    if membership:
        membership.last_used_at = ctx.now
    ctx.record("session.started", "session", session.id, after={"device": session.device, "assurance": session.assurance})
    return Opened(NextStep.DONE, sessions.put_session(ctx, session), fresh_token)


def _session(ctx: Context, account: Account, place: Place, user_agent: str) -> SignInSession:
    return SignInSession(
        token_hash="", account_id=account.id, person_id=place.membership.person_id if place.membership else None,
        company_id=place.company.id if place.company else None, stage=Stage.CODE, assurance=Assurance.PASSWORD,
        started_at=ctx.now, last_seen_at=ctx.now, expires_at=ctx.now + WAITING_LASTS, device=device_name(user_agent), address=ctx.actor.address[:64],
    )  # fmt: skip


def _wait(ctx: Context, session: SignInSession, stage: Stage) -> Opened:
    session.stage = stage
    ctx.record("session.waits", "session", session.id, after={"for": stage})
    return Opened(NextStep(stage.value), sessions.put_session(ctx, session))


def _policy_asks(place: Place, holdings: frozenset[Holding]) -> bool:
    return place.company is None or needs_two_steps(holdings, everybody=place.company.everybody_two_steps)


def _idle(place: Place, holdings: frozenset[Holding]) -> int:
    limits = Limits(settings().session_idle_minutes, settings().staff_idle_minutes, settings().session_hours)
    return idle_minutes(limits, holdings, place.company.idle_minutes) if place.company else limits.staff_idle_minutes


def _know_device(ctx: Context, found: Found, device_token: str, trust: bool) -> str:
    """Returns a token when the browser became known just now. Whoever signed in before, from elsewhere, is told by mail."""
    account = found.account
    device, fresh = sessions.find_device(ctx, account.id, device_token), ""
    if device is None:
        first_ever = not sessions.knows_any_device(ctx, account.id)
        device, fresh = sessions.put_device(ctx, account.id, found.session.device, DEVICE_KNOWN)
        if not first_ever:
            mails.send_new_device(ctx, account, found.session)
    if trust:
        device.trusted_until = ctx.now + DEVICE_TRUSTED
    ctx.db.add(device)
    return fresh


