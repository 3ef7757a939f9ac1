"""The second step of a sign-in: a code from the app or a recovery code. Setting one up is set_up's."""

from portal_app.accounts import mails
from portal_app.accounts.actions.app_codes import fitting_step, unseal_secret
from portal_app.accounts.actions.opening import NextStep, Opened, complete
from portal_app.accounts.actions.password_check import bounded, password_fits
from portal_app.accounts.actions.sessions import enter
from portal_app.accounts.rules.second_step import parse_code, parse_recovery_code
from portal_app.accounts.rules.sessions import Stage
from portal_app.accounts.store import accounts, factors, sessions, tries
from portal_app.accounts.store.sessions import Found
from portal_app.accounts.tables import Account
from portal_app.kernel.actor import Actor, Assurance
from portal_app.kernel.errors import Invalid, NotSignedIn, TooMany
from portal_app.kernel.gate import Context, public_command, public_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit, allow
from portal_app.kernel.secrets import check_code

SIX_DIGITS = message("Please enter the six digits from your app.")
WRONG_CODE = message("This code does not fit, or it was used already. Please wait for the next one; the clock of your phone must be right.")
WRONG_RECOVERY = message("This recovery code does not fit, or it was used already. Each works once.")
WRONG_PASSWORD = message("The password is not right.")
_FLOOD = Limit(240, 60)
_GUESSES = Limit(10, 600)  # codes of one account
_FIRST = Limit(5, 900)  # codes of one address before its password was checked


def enter_code(visitor: Actor, token: str, code: str, *, trust_device: bool = False, device_token: str = "") -> Opened:
    """The code from the app, after the password. `trust_device`: do not ask this browser for 30 days."""
    digits = _digits(code)
    _count_guess(account_behind(visitor, token, Stage.CODE))
    opened = open_after_code(visitor, token, digits, trust_device=trust_device, device_token=device_token)
    if opened is None:
        raise Invalid(fields={"code": WRONG_CODE})
    return opened


def enter_recovery_code(visitor: Actor, token: str, code: str, *, device_token: str = "") -> Opened:
    """One of the ten codes instead of the app."""
    written = parse_recovery_code(code)
    _count_guess(account_behind(visitor, token, Stage.CODE))
    hashes = read_recovery_hashes(visitor, token)
    fitting = [code_id for code_id, hashed in hashes.items() if written and bounded(lambda h=hashed: check_code(written, h))]
    opened = open_after_recovery_code(visitor, token, fitting[0] if fitting else "", device_token=device_token)
    if opened is None:
        raise Invalid(fields={"code": WRONG_RECOVERY})
    return opened


def step_up(visitor: Actor, token: str, *, code: str = "", password: str = "") -> Opened:
    """Confirm that it is still the same person, before a sensitive change: by the app's code, or the password where no app is set up. The token changes."""
    account_id = account_behind(visitor, token, Stage.OPEN)
    _count_guess(account_id)
    hashed = read_password_hash(visitor, token)
    if hashed is None:
        opened = renew_after_code(visitor, token, _digits(code))
        if opened is None:
            raise Invalid(fields={"code": WRONG_CODE})
        return opened
    if not password_fits(password, hashed)[0]:
        raise Invalid(fields={"password": WRONG_PASSWORD})
    return renew_after_password(visitor, token, hashed)


def take_code_first(visitor: Actor, address: str, code: str) -> bool:
    """A code from the app before the password: the owner's way past strangers who make the address wait."""
    digits = parse_code(code)
    key = f"code first {tries.key_for('address', address)}"
    return digits is not None and allow(key, _FIRST) and use_code_of_address(visitor, address, digits)


@public_query()
def account_behind(ctx: Context, token: str, stage: Stage) -> Id:
    """Whose session this is, when it stands at this stage. Raises NotSignedIn."""
    return _at(ctx, token, stage).account.id


@public_query()
def read_recovery_hashes(ctx: Context, token: str) -> dict[Id, str]:
    """The unused recovery codes' hashes, to be checked outside a transaction."""
    return {row.id: row.code_hash for row in factors.list_unused_codes(ctx, _at(ctx, token, Stage.CODE).account.id)}


@public_query()
def read_password_hash(ctx: Context, token: str) -> str | None:
    """The hash to step up with, or None when the app's code is what counts."""
    account = _at(ctx, token, Stage.OPEN).account
    return None if account.totp_confirmed_at else account.password_hash


@public_command(_FLOOD)
def open_after_code(ctx: Context, token: str, digits: str, *, trust_device: bool, device_token: str) -> Opened | None:
    """Open the waiting session if the code fits. None: it does not, which is recorded."""
    found = _at(ctx, token, Stage.CODE)
    if not use_app_code(ctx, found.account, digits):
        return _refused(ctx, found)
    return _open(ctx, found, device_token=device_token, trust=trust_device)


@public_command(_FLOOD)
def open_after_recovery_code(ctx: Context, token: str, code_id: str, *, device_token: str) -> Opened | None:
    """Open the waiting session with a recovery code that was found to fit, if nobody used it meanwhile."""
    found = _at(ctx, token, Stage.CODE)
    if not (code_id and factors.use_code(ctx, found.account.id, code_id)):
        return _refused(ctx, found)
    mails.send_recovery_code_used(ctx, found.account, len(factors.list_unused_codes(ctx, found.account.id)))
    return _open(ctx, found, device_token=device_token, trust=False)


@public_command(_FLOOD)
def renew_after_code(ctx: Context, token: str, digits: str) -> Opened | None:
    """Step up with the app's code: None when it does not fit."""
    found = _at(ctx, token, Stage.OPEN)
    if not use_app_code(ctx, found.account, digits):
        return _refused(ctx, found)
    enter(ctx, found)
    return renew(ctx, found, Assurance.TWO_STEPS)


@public_command(_FLOOD)
def renew_after_password(ctx: Context, token: str, checked_hash: str) -> Opened:
    """Step up with a password that was just checked."""
    found = _at(ctx, token, Stage.OPEN)
    if found.account.password_hash != checked_hash:
        raise NotSignedIn
    enter(ctx, found)
    return renew(ctx, found, Assurance(found.session.assurance))


@public_command(_FLOOD)
def use_code_of_address(ctx: Context, address: str, digits: str) -> bool:
    """Use up a code of this address's app, if it has one and the code fits."""
    account = accounts.find_account(ctx, address)
    taken = account is not None and use_app_code(ctx, account, digits)
    ctx.record("second-step.taken-first" if taken else "second-step.refused", "account", account.id if account else "")
    return taken


def use_app_code(ctx: Context, account: Account, digits: str) -> bool:
    """Whether the code fits and nobody used it before; it is used up."""
    if not account.totp_confirmed_at:
        return False
    step = fitting_step(unseal_secret(account.totp_sealed, account), digits, ctx.now)
    return step is not None and factors.take_step(ctx, account.id, step)


def renew(ctx: Context, found: Found, assurance: Assurance) -> Opened:
    """Give an open session a new token and note that its person has just proved who they are. The call has entered the session's company."""
    found.session.assurance, found.session.stepped_up_at, found.session.last_seen_at = assurance, ctx.now, ctx.now
    ctx.record("session.stepped-up", "session", found.session.id)
    return Opened(NextStep.DONE, sessions.put_session(ctx, found.session))


def _at(ctx: Context, token: str, stage: Stage) -> Found:
    found = sessions.find_session(ctx, token)
    if found is None or found.session.stage != stage:
        raise NotSignedIn
    return found


def _open(ctx: Context, found: Found, *, device_token: str, trust: bool) -> Opened:
    enter(ctx, found)
    found.session.assurance, found.session.stepped_up_at = Assurance.TWO_STEPS, ctx.now
    return complete(ctx, found, device_token=device_token, trust=trust)


def _refused(ctx: Context, found: Found) -> None:
    enter(ctx, found)
    ctx.record("second-step.refused", "account", found.account.id)


def _digits(code: str) -> str:
    digits = parse_code(code)
    if digits is None:
        raise Invalid(fields={"code": SIX_DIGITS})
    return digits


def _count_guess(account_id: Id) -> None:
    if not allow(f"codes of {account_id}", _GUESSES):
        raise TooMany
