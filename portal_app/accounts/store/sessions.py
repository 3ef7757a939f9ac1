"""Rows of sign-in sessions and known devices. A token is looked up by its hash and never kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, update
from sqlmodel import col, select

from portal_app.accounts.rules.sessions import Ending, Stage, is_over
from portal_app.accounts.store.rows import row_or_missing
from portal_app.accounts.tables import Account, Company, KnownDevice, Membership, SignInSession
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.secrets import new_token, token_hash


@dataclass(frozen=True)
class Found:
    """A session that still holds, with whom and what it is for."""

    session: SignInSession
    account: Account
    company: Company | None  # of a person: their own; of staff: the one they act for


def find_session(ctx: Context, token: str) -> Found | None:
    """The session behind a cookie, if it is not over and its account, membership and company still hold."""
    row = ctx.db.exec(_with_owner().where(SignInSession.token_hash == token_hash(token))).first()
    if row is None or not _holds(ctx.now, *row):
        return None
    return Found(row[0], row[1], row[2])


def find_ended(ctx: Context, session_ids: list[Id]) -> list[Id]:
    """Those of the given sessions that are over or unknown, in the given order."""
    rows = ctx.db.exec(_with_owner().where(col(SignInSession.id).in_(session_ids))).all() if session_ids else []
    open_ids = {row[0].id for row in rows if _holds(ctx.now, *row)}
    return [session_id for session_id in session_ids if session_id not in open_ids]


def _with_owner():
    mine = and_(col(Membership.account_id) == SignInSession.account_id, col(Membership.company_id) == SignInSession.company_id)
    return (
        select(SignInSession, Account, Company, Membership)
        .join(Account, col(Account.id) == SignInSession.account_id)
        .outerjoin(Company, col(Company.id) == SignInSession.company_id)
        .outerjoin(Membership, mine)
    )


def _holds(now: datetime, session: SignInSession, account: Account, company: Company | None, membership: Membership | None) -> bool:
    over = is_over(now, ended_at=session.ended_at, expires_at=session.expires_at, last_seen_at=session.last_seen_at, idle=session.idle_minutes)
    if over or account.locked_at or (company and company.closed_at):
        return False
    if session.person_id is None:
        return account.staff_role is not None
    return membership is not None and membership.ended_at is None


def put_session(ctx: Context, session: SignInSession) -> str:
    """Keep a session under a new token and return the token: at its start, and whenever it must change (step-up, second step)."""
    token = new_token()
    session.token_hash = token_hash(token)
    ctx.db.add(session)
    return token


def touch(ctx: Context, token: str, *, before: datetime) -> None:
    """Note that the session was active, unless that was noted after `before`."""
    mine = (SignInSession.token_hash == token_hash(token), col(SignInSession.ended_at).is_(None), SignInSession.last_seen_at <= before)
    ctx.db.exec(update(SignInSession).where(*mine).values(last_seen_at=ctx.now))


def end_sessions(ctx: Context, reason: Ending, *, account_id: Id, only: Id | None = None, but: Id | None = None, company_id: Id | None = None) -> int:
    """End sessions of an account: all, `only` one, all `but` one, or those in one company. Returns how many ended."""
    which = [SignInSession.account_id == account_id, col(SignInSession.ended_at).is_(None)]
    which += [SignInSession.id == only] if only else []
    which += [SignInSession.id != but] if but else []
    which += [SignInSession.company_id == company_id] if company_id else []
    return ctx.db.exec(update(SignInSession).where(*which).values(ended_at=ctx.now, end_reason=reason)).rowcount


def list_open_sessions(ctx: Context, account_id: Id) -> list[SignInSession]:
    """The sessions of an account that hold, the one active last first."""
    query = _with_owner().where(SignInSession.account_id == account_id, SignInSession.stage == Stage.OPEN, col(SignInSession.ended_at).is_(None))
    rows = ctx.db.exec(query.order_by(col(SignInSession.last_seen_at).desc())).all()
    return [row[0] for row in rows if _holds(ctx.now, *row)]


def shorten_idle(ctx: Context, company_id: Id, minutes: int) -> None:
    """A company shortened its limit: its open sessions follow."""
    which = (SignInSession.company_id == company_id, col(SignInSession.ended_at).is_(None), SignInSession.idle_minutes > minutes)
    ctx.db.exec(update(SignInSession).where(*which).values(idle_minutes=minutes))


# --- known devices ---------------------------------------------------------------------------------------------------


def find_device(ctx: Context, account_id: Id, token: str) -> KnownDevice | None:
    """The known device behind a cookie, if it belongs to this account."""
    if not token:
        return None
    holds = (KnownDevice.token_hash == token_hash(token), KnownDevice.account_id == account_id, col(KnownDevice.ended_at).is_(None))
    return ctx.db.exec(select(KnownDevice).where(*holds, KnownDevice.expires_at > ctx.now)).first()


def put_device(ctx: Context, account_id: Id, name: str, known_for: timedelta) -> tuple[KnownDevice, str]:
    """Know the browser from now on. Returns the token for its cookie."""
    token = new_token()
    device = KnownDevice(token_hash=token_hash(token), account_id=account_id, device=name, created_at=ctx.now, expires_at=ctx.now + known_for)
    ctx.db.add(device)
    return device, token


def knows_any_device(ctx: Context, account_id: Id) -> bool:
    return ctx.db.exec(select(KnownDevice.id).where(KnownDevice.account_id == account_id)).first() is not None


def end_trust(ctx: Context, account_id: Id) -> None:
    """Keep knowing the browsers, but ask each for the second step again."""
    trusted = (KnownDevice.account_id == account_id, col(KnownDevice.trusted_until).is_not(None))
    ctx.db.exec(update(KnownDevice).where(*trusted).values(trusted_until=None))


def own_session_or_missing(ctx: Context, account_id: Id, session_id: Id) -> SignInSession:
    """Another account's session is as unknown as one that never was."""
    session = row_or_missing(ctx, SignInSession, session_id)
    if session.account_id != account_id:
        raise NotFound
    return session


def list_devices(ctx: Context, account_id: Id) -> list[KnownDevice]:
    holds = (KnownDevice.account_id == account_id, col(KnownDevice.ended_at).is_(None), KnownDevice.expires_at > ctx.now)
    return list(ctx.db.exec(select(KnownDevice).where(*holds).order_by(col(KnownDevice.created_at).desc())).all())


def own_device_or_missing(ctx: Context, account_id: Id, device_id: Id) -> KnownDevice:
    device = row_or_missing(ctx, KnownDevice, device_id)
    if device.account_id != account_id:
        raise NotFound
    return device
