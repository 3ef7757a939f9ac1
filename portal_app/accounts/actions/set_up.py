"""Setting up the second step: a secret for the app, its first code, ten recovery codes. Also new codes and giving the second step up."""

import secrets as randomness
from dataclasses import dataclass

from portal_app.accounts import mails
from portal_app.accounts.actions.app_codes import app_drawing, app_link, fitting_step, new_secret, seal_secret, unseal_secret
from portal_app.accounts.actions.opening import Opened, complete
from portal_app.accounts.actions.password_check import bounded
from portal_app.accounts.actions.second_step import SIX_DIGITS, WRONG_CODE, renew
from portal_app.accounts.actions.sessions import enter
from portal_app.accounts.rules.roles import needs_two_steps
from portal_app.accounts.rules.second_step import RECOVERY_BYTES, RECOVERY_CODES, parse_code, written_recovery_code
from portal_app.accounts.rules.sessions import Ending, Stage
from portal_app.accounts.store import accounts, factors, people, sessions
from portal_app.accounts.store.sessions import Found
from portal_app.accounts.tables import Account
from portal_app.kernel.actor import Actor, Assurance
from portal_app.kernel.config import settings
from portal_app.kernel.errors import Forbidden, Invalid, NotSignedIn, StepUpNeeded, TooMany
from portal_app.kernel.gate import STEP_UP, Context, own_command, public_command, public_query
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit, allow
from portal_app.kernel.secrets import hash_code

_FLOOD = Limit(120, 60)
_GUESSES = Limit(10, 600)


@dataclass(frozen=True)
class SetUp:
    """What goes into the app: the secret to type, or the link as a drawing (inline SVG) to scan. Shown once."""

    secret: str
    link: str
    drawing: str


@dataclass(frozen=True)
class Confirmed:
    """The second step stands. `recovery_codes` are shown this once."""

    opened: Opened
    recovery_codes: tuple[str, ...]


def begin_set_up(visitor: Actor, token: str) -> SetUp:
    """Make a new secret for the session's account: at a sign-in that waits for it, or later right after a step-up. It counts only once confirmed."""
    secret = new_secret()
    link = app_link(secret, put_pending_secret(visitor, token, secret), settings().supplier_name)
    return SetUp(secret, link, app_drawing(link))


@public_command(_FLOOD)
def put_pending_secret(ctx: Context, token: str, secret: str) -> str:
    """Part of begin_set_up, which draws the secret outside of the transaction. Returns the address of its account."""
    found = _may_set_up(ctx, token)
    enter(ctx, found)
    found.account.totp_pending = seal_secret(secret, found.account)
    ctx.db.add(found.account)
    ctx.record("second-step.begun", "account", found.account.id)
    return found.account.email


def confirm_set_up(visitor: Actor, token: str, code: str, *, device_token: str = "") -> Confirmed:
    """The first code from the app. The session is open then, with a new token; all other sessions of the account end."""
    digits = parse_code(code)
    if digits is None:
        raise Invalid(fields={"code": SIX_DIGITS})
    if not allow(f"set-up of {account_setting_up(visitor, token)}", _GUESSES):
        raise TooMany
    codes, hashes = _new_codes()
    opened = put_second_step(visitor, token, digits, hashes, device_token=device_token)
    if opened is None:
        raise Invalid(fields={"code": WRONG_CODE})
    return Confirmed(opened, codes)


def renew_recovery_codes(actor: Actor) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones are void."""
    codes, hashes = _new_codes()
    put_recovery_codes(actor, hashes)
    return codes


@public_query()
def account_setting_up(ctx: Context, token: str) -> Id:
    return _may_set_up(ctx, token).account.id


@public_command(_FLOOD)
def put_second_step(ctx: Context, token: str, digits: str, recovery_hashes: list[str], *, device_token: str) -> Opened | None:
    """Take the pending secret for good if its code fits. None: it does not."""
    found = _may_set_up(ctx, token)
    account, stage = found.account, found.session.stage
    secret = unseal_secret(account.totp_pending, account) if account.totp_pending else ""
    step = fitting_step(secret, digits, ctx.now) if secret else None
    enter(ctx, found)
    if step is None:
        ctx.record("second-step.refused", "account", account.id)
        return None
    _put(ctx, account, secret, step, recovery_hashes)
    sessions.end_sessions(ctx, Ending.SECOND_STEP, account_id=account.id, but=found.session.id)
    if stage == Stage.OPEN:
        return renew(ctx, found, Assurance.TWO_STEPS)
    found.session.assurance, found.session.stepped_up_at = Assurance.TWO_STEPS, ctx.now
    return complete(ctx, found, device_token=device_token, trust=False)


@own_command(step_up=True)
def put_recovery_codes(ctx: Context, recovery_hashes: list[str]) -> None:
    """Part of renew_recovery_codes, which shows the codes behind these hashes."""
    account = accounts.hold_account(ctx, ctx.actor.account_id)
    if not account.totp_confirmed_at:
        raise Forbidden("Recovery codes belong to a second step. Please set up the second step first.")
    factors.replace_codes(ctx, account.id, recovery_hashes)
    ctx.record("recovery-codes.renewed", "account", account.id)
    mails.send_second_step_changed(ctx, account)


@own_command(step_up=True)
def remove_second_step(ctx: Context) -> None:
    """Give one's own second step up, where neither role nor company asks for it. Other sessions end."""
    account = accounts.hold_account(ctx, ctx.actor.account_id)
    if policy_asks(ctx, account):
        raise Forbidden("Your role needs a second step. You can move it to another phone, but not remove it.")
    clear_second_step(ctx, account)
    sessions.end_sessions(ctx, Ending.SECOND_STEP, account_id=account.id, but=ctx.actor.session_id)
    ctx.record("second-step.removed", "account", account.id)


def clear_second_step(ctx: Context, account: Account) -> None:
    """Take the app, the recovery codes and all trusted browsers from an account, and tell its owner."""
    account.totp_sealed = account.totp_pending = account.totp_confirmed_at = None
    ctx.db.add(account)
    factors.replace_codes(ctx, account.id, [])
    sessions.end_trust(ctx, account.id)
    mails.send_second_step_changed(ctx, account)


def policy_asks(ctx: Context, account: Account) -> bool:
    """Whether one's second step can be moved but not removed: by role, by company, or since another company may ask for it."""
    if account.staff_role:
        return True
    if needs_two_steps(people.holdings_of(ctx, ctx.actor.person_id), everybody=people.company_of(ctx).everybody_two_steps):
        return True
    return accounts.belongs_elsewhere(ctx, account.id, ctx.company_id)


def _put(ctx: Context, account: Account, secret: str, step: int, recovery_hashes: list[str]) -> None:
    before = {"second_step": "app" if account.totp_confirmed_at else "none"}
    account.totp_sealed, account.totp_pending = seal_secret(secret, account), None
    account.totp_confirmed_at, account.totp_last_step = ctx.now, step
    ctx.db.add(account)
    factors.replace_codes(ctx, account.id, recovery_hashes)
    sessions.end_trust(ctx, account.id)
    ctx.record("second-step.set-up", "account", account.id, before=before, after={"second_step": "app"})
    mails.send_second_step_changed(ctx, account)


def _may_set_up(ctx: Context, token: str) -> Found:
    """A sign-in that waits for the set-up, or an open session that proved itself within the last minutes."""
    found = sessions.find_session(ctx, token)
    if found is None or found.session.stage == Stage.CODE:
        raise NotSignedIn
    proved = found.session.stepped_up_at
    if found.session.stage == Stage.OPEN and (proved is None or ctx.now - proved > STEP_UP):
        raise StepUpNeeded
    return found


def _new_codes() -> tuple[tuple[str, ...], list[str]]:
    codes = tuple(written_recovery_code(randomness.token_bytes(RECOVERY_BYTES)) for _ in range(RECOVERY_CODES))
    return codes, [bounded(lambda one=one: hash_code(one)) for one in codes]
