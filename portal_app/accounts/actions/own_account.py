"""One's own account: what it is, where it is signed in, which browsers it knows, how the pages look. Passwords and second steps have modules of their own."""

from dataclasses import dataclass
from datetime import datetime

from portal_app.accounts.actions.opening import NextStep, Opened
from portal_app.accounts.actions.sessions import enter
from portal_app.accounts.actions.set_up import policy_asks
from portal_app.accounts.rules.preferences import Preferences, is_choice
from portal_app.accounts.rules.sessions import Ending, Stage
from portal_app.accounts.store import accounts, factors, sessions
from portal_app.kernel.errors import Invalid, NotFound, NotSignedIn
from portal_app.kernel.gate import Context, own_command, own_query, public_command
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit


@dataclass(frozen=True)
class OwnCompany:
    id: Id
    name: str
    is_this: bool


@dataclass(frozen=True)
class OwnAccount:
    """What the account page shows."""

    name: str
    email: str
    preferences: Preferences
    password_changed_at: datetime | None
    has_second_step: bool
    second_step_asked: bool  # by role or company: it can be moved, not removed
    recovery_codes_left: int
    companies: tuple[OwnCompany, ...]


@dataclass(frozen=True)
class OwnSession:
    """A browser one is signed in with. `place` is the network address it came from last."""

    id: Id
    device: str
    place: str
    started_at: datetime
    last_seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class OwnDevice:
    """A browser the account knows. While trusted it is not asked for the second step."""

    id: Id
    device: str
    known_since: datetime
    trusted_until: datetime | None


@own_query()
def read_own_account(ctx: Context) -> OwnAccount:
    account = accounts.account_or_missing(ctx, ctx.actor.account_id)
    places = accounts.list_memberships(ctx, account.id)
    return OwnAccount(
        ctx.actor.name, account.email, Preferences(account.locale, account.theme, account.density, account.keys), account.password_changed_at,
        account.totp_confirmed_at is not None, policy_asks(ctx, account), len(factors.list_unused_codes(ctx, account.id)),
        tuple(OwnCompany(company.id, company.name, company.id == ctx.actor.company_id) for _, company in places),
    )  # fmt: skip


@own_query()
def list_own_sessions(ctx: Context) -> tuple[OwnSession, ...]:
    """This one first, then by last activity."""
    rows = sessions.list_open_sessions(ctx, ctx.actor.account_id)
    rows.sort(key=lambda row: row.id != ctx.actor.session_id)
    return tuple(OwnSession(row.id, row.device, row.address, row.started_at, row.last_seen_at, row.id == ctx.actor.session_id) for row in rows)


@own_command()
def end_own_session(ctx: Context, session_id: Id) -> None:
    """Sign one of one's own browsers out, this one included. Another person's session is as unknown as one that never was."""
    session = sessions.own_session_or_missing(ctx, ctx.actor.account_id, session_id)
    if session.ended_at is None:
        session.ended_at, session.end_reason = ctx.now, Ending.BY_OWNER
        ctx.record("session.ended", "session", session_id, reason=Ending.BY_OWNER)


@own_command()
def end_other_sessions(ctx: Context) -> int:
    """Sign all other browsers out. Returns how many."""
    ended = sessions.end_sessions(ctx, Ending.BY_OWNER, account_id=ctx.actor.account_id, but=ctx.actor.session_id)
    ctx.record("sessions.ended", "account", ctx.actor.account_id, after={"count": ended})
    return ended


@own_query()
def list_own_devices(ctx: Context) -> tuple[OwnDevice, ...]:
    """The browsers the account knows, the newest first."""
    return tuple(OwnDevice(row.id, row.device, row.created_at, row.trusted_until) for row in sessions.list_devices(ctx, ctx.actor.account_id))


@own_command()
def forget_own_device(ctx: Context, device_id: Id) -> None:
    """The browser is a new one from now on: asked for the second step, and its next sign-in is told by mail."""
    device = sessions.own_device_or_missing(ctx, ctx.actor.account_id, device_id)
    if device.ended_at is None:
        device.ended_at, device.trusted_until = ctx.now, None
        ctx.record("device.forgotten", "device", device_id)


@own_command()
def put_preference(ctx: Context, name: str, value: str) -> None:
    """Save one choice of `rules.preferences.CHOICES`. It follows the person to every browser; mails follow the language."""
    if not is_choice(name, value):
        raise Invalid("Please choose from the list.")
    account = accounts.account_or_missing(ctx, ctx.actor.account_id)
    column = "locale" if name == "language" else name
    before = getattr(account, column)
    if before == value:
        return
    setattr(account, column, value)
    ctx.record("preferences.changed", "account", account.id, before={name: before}, after={name: value})


@public_command(Limit(120, 60))
def switch_company(ctx: Context, token: str, company_id: Id) -> Opened:
    """Go on in another of one's companies. The session gets a new token."""
    found = sessions.find_session(ctx, token)
    if found is None or found.session.stage != Stage.OPEN or found.session.person_id is None:
        raise NotSignedIn
    places = {company.id: (membership, company) for membership, company in accounts.list_memberships(ctx, found.account.id)}
    if company_id not in places:
        raise NotFound
    membership, company = places[company_id]
    session = found.session
    session.person_id, session.company_id = membership.person_id, company.id
    membership.last_used_at = ctx.now
    opened = Opened(NextStep.DONE, sessions.put_session(ctx, session))
    enter(ctx, sessions.Found(session, found.account, company))
    ctx.record("session.started", "session", session.id, after={"device": session.device, "assurance": session.assurance})
    return opened
