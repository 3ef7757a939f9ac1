"""Choosing and changing passwords. A password is changed by its owner only, never chosen by anybody else."""

from dataclasses import dataclass

from portal_app.accounts import mails
from portal_app.accounts.actions.password_check import new_password_hash, password_fits
from portal_app.accounts.actions.password_strength import guesses
from portal_app.accounts.rules.passwords import GUESSABLE, check_password, estimate_words
from portal_app.accounts.rules.sessions import Ending
from portal_app.accounts.store import accounts, people, sessions
from portal_app.accounts.tables import Account
from portal_app.kernel.actor import Actor
from portal_app.kernel.config import settings
from portal_app.kernel.errors import Conflict, Invalid, TooMany
from portal_app.kernel.gate import Context, own_command, own_query
from portal_app.kernel.i18n import message
from portal_app.kernel.limits import Limit, allow

_GUESSES = Limit(10, 900)
_WEAK = 8.0  # decimal logarithm: a stolen hash stands a hundred million guesses, which at a tenth of a second each take four months
WRONG_CURRENT = message("Your current password is not right.")


@dataclass(frozen=True)
class OwnPassword:
    password_hash: str | None
    words: tuple[str, ...]


def check_new_password(password: str, words: tuple[str, ...]) -> None:
    """Raises Invalid with a sentence at the field `password`. `words` are names and addresses of the person and the company."""
    words = (*words, settings().supplier_name)
    problem = check_password(password, words) or (GUESSABLE if guesses(password, estimate_words(words)) < _WEAK else None)
    if problem:
        raise Invalid(fields={"password": problem})


def change_password(actor: Actor, current: str, new: str) -> None:
    """Change one's own password. All other sessions of the account end, and its owner is told by mail."""
    known = read_own_password(actor)
    if not allow(f"password change of {actor.account_id}", _GUESSES):
        raise TooMany
    if not password_fits(current, known.password_hash)[0]:
        raise Invalid(fields={"current": WRONG_CURRENT})
    check_new_password(new, known.words)
    put_own_password(actor, known.password_hash, new_password_hash(new))


@own_query()
def read_own_password(ctx: Context) -> OwnPassword:
    """Part of change_password: the hash to check and the words a new one must not be made of."""
    account = accounts.account_or_missing(ctx, ctx.actor.account_id)
    return OwnPassword(account.password_hash, words_of(ctx, account))


@own_command()
def put_own_password(ctx: Context, checked_hash: str, new_hash: str) -> None:
    """Part of change_password, which checked the current one against `checked_hash`."""
    account = accounts.hold_account(ctx, ctx.actor.account_id)
    if account.password_hash != checked_hash:
        raise Conflict("Your password was changed somewhere else just now. Please sign in again.")
    account.password_hash, account.password_changed_at = new_hash, ctx.now
    sessions.end_sessions(ctx, Ending.PASSWORD, account_id=account.id, but=ctx.actor.session_id)
    sessions.end_trust(ctx, account.id)
    ctx.record("password.changed", "account", account.id)
    mails.send_password_changed(ctx, account)


def words_of(ctx: Context, account: Account) -> tuple[str, ...]:
    company = (people.company_of(ctx).name,) if ctx.actor.company_id else ()
    return (account.name, account.email, *company)
