"""Signing in with a password. Owns the limits on guessing and the opening of a session; the second step is second_step's.

Three short transactions with the slow check between them: count the try, read the hash, open the session. The answer to an
unknown address is the same as to a wrong password, in words, status and time.
"""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from portal_app.accounts.actions.opening import Opened, find_place, open_session
from portal_app.accounts.actions.password_check import password_fits
from portal_app.accounts.actions.second_step import take_code_first
from portal_app.accounts.rules.addresses import parse_email
from portal_app.accounts.rules.networks import place_of
from portal_app.accounts.store import accounts, sessions, tries
from portal_app.accounts.store.tries import Try
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import NotSignedIn, TooMany
from portal_app.kernel.gate import Context, public_command, public_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit

log = logging.getLogger(__name__)
WRONG = message("E-mail address or password is not right. Please check both and try again.")
WAIT = message("Too many wrong tries for this address. Please wait {minutes} min, add the code from your app, or use “Forgot it?” for a link by mail.")
_FLOOD = Limit(240, 60)  # calls of one network address, whatever they bring
_FROM_ADDRESS = Limit(120, 900)  # from one network address with browsers we do not know
_ALTOGETHER = Limit(600, 60)  # with browsers we do not know, over all addresses: what two processors can check


@dataclass(frozen=True)
class Credentials:
    """What is needed to check a password outside any transaction."""

    account_id: Id | None = None
    password_hash: str | None = None
    better_hash: str | None = None  # with today's parameters, when the old one is outdated
    tries_key: str = ""
    code_taken: bool = False


def sign_in(visitor: Actor, email: str, password: str, *, code: str = "", device_token: str = "", user_agent: str = "") -> Opened:
    """Check the password and open a session, or one that waits for its second step.

    `code` from the app lets the owner pass while strangers make this address wait. Raises NotSignedIn (the same for a wrong
    password and an unknown, locked or uninvited address) and TooMany.
    """
    checked = prove_password(visitor, email, password, code=code, device_token=device_token)
    opened = open_after_password(visitor, checked, device_token=device_token, user_agent=user_agent)
    if opened is None:
        note_refused_sign_in(visitor, checked.account_id)
        raise NotSignedIn(WRONG)
    return opened


def prove_password(visitor: Actor, email: str, password: str, *, code: str = "", device_token: str = "") -> Credentials:
    """Check the password of an address, within the limits on guessing. Raises NotSignedIn and TooMany."""
    address = parse_email(email) or email[:254].encode("ascii", "backslashreplace").decode()  # no address: known to nobody, and safe to look up
    this_try = count_sign_in_try(visitor, address, device_token)
    if not this_try.allowed and not (code and take_code_first(visitor, address, code)):
        raise TooMany(WAIT, minutes=_minutes(this_try.wait))
    found = read_credentials(visitor, address)
    fits, better_hash = password_fits(password, found.password_hash)
    if not fits:
        note_refused_sign_in(visitor, found.account_id)
        raise NotSignedIn(WRONG)
    return replace(found, better_hash=better_hash, tries_key=this_try.key, code_taken=not this_try.allowed)


@public_command(_FLOOD)
def count_sign_in_try(ctx: Context, address: str, device_token: str) -> Try:
    """Count this try before anything is checked. A browser the account knows has a counter of its own, so strangers cannot make its owner wait."""
    account = accounts.find_account(ctx, address)
    device = sessions.find_device(ctx, account.id, device_token) if account else None
    if device:
        return tries.take_try(ctx, tries.key_for("device", device.id))
    shared = tries.count_in_window(ctx, f"sign-in from {place_of(ctx.actor.address)}", _FROM_ADDRESS)
    if not (tries.count_in_window(ctx, "sign-in altogether", _ALTOGETHER) and shared):
        return Try("", allowed=False, wait=timedelta(minutes=15 if not shared else 1))
    return tries.take_try(ctx, tries.key_for("address", address))


@public_query()
def read_credentials(ctx: Context, address: str) -> Credentials:
    """The hash to check against, for sign_in only. Empty for an address that has none."""
    account = accounts.find_account(ctx, address)
    return Credentials(account.id, account.password_hash) if account else Credentials()


@public_command(_FLOOD)
def open_after_password(ctx: Context, checked: Credentials, *, device_token: str, user_agent: str) -> Opened | None:
    """Open a session for an account whose password was just checked against `checked.password_hash`. None when it changed since or has nowhere to go."""
    account = accounts.hold_account(ctx, checked.account_id)
    place = find_place(ctx, account)
    if account.password_hash != checked.password_hash or place is None:
        return None
    tries.forget_tries(ctx, checked.tries_key)
    account.password_hash = checked.better_hash or account.password_hash
    return open_session(ctx, account, place, device_token=device_token, user_agent=user_agent, code_taken=checked.code_taken)


@public_command(_FLOOD)
def note_refused_sign_in(ctx: Context, account_id: Id | None) -> None:
    """Leave a trace of a wrong password. The same work for an unknown address, so that time tells nothing."""
    log.info("sign-in refused", extra={"account_id": account_id or "", "address": ctx.actor.address})
    ctx.record("sign-in.refused", "account", account_id or "")


def _minutes(wait: timedelta) -> int:
    return max(1, -(-int(wait.total_seconds()) // 60))
