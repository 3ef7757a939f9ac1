"""A forgotten password: a link by mail, used once. Whether an address is known shows neither in the answer nor in its time."""

import logging

from portal_app.accounts import mails
from portal_app.accounts.actions.invitations import LINK_OVER
from portal_app.accounts.actions.password_check import new_password_hash
from portal_app.accounts.actions.passwords import check_new_password
from portal_app.accounts.rules.addresses import parse_email
from portal_app.accounts.rules.links import RESET_LASTS, Purpose
from portal_app.accounts.rules.people import check_email
from portal_app.accounts.rules.sessions import DEVICE_KNOWN, Ending, device_name
from portal_app.accounts.store import accounts, links, sessions, tries
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.errors import Invalid, NotFound
from portal_app.kernel.gate import Context, public_command, public_query, staff_command
from portal_app.kernel.limits import Limit
from portal_app.kernel.outbox import Message
from portal_app.kernel.permissions import Permission

log = logging.getLogger(__name__)
TOPIC = "accounts.reset-asked"
_FLOOD = Limit(30, 60)
_MAILS = Limit(3, 3600)  # to one address; further requests leave the last link as it is


@public_command(_FLOOD)
def ask_reset(ctx: Context, email: str) -> None:
    """Ask for a link. The same work for every address; whether there is an account is looked up later, by the outbox's worker."""
    address = parse_email(email)
    if address is None:
        raise Invalid(fields=check_email(email))
    ctx.send(TOPIC, {"email": address})


def carry_out_reset(message: Message) -> None:
    """The outbox's handler for `accounts.reset-asked`."""
    send_reset_link(system(frozenset({Permission.STAFF_OPERATE}), name="reset"), message.payload["email"])


@staff_command(Permission.STAFF_OPERATE)
def send_reset_link(ctx: Context, email: str) -> None:
    """Send a link to the account with this address, if there is one that may sign in. A newer link ends the older."""
    account = accounts.find_account(ctx, parse_email(email) or "")
    if account is None or account.locked_at or account.password_hash is None:
        log.info("reset asked for an address that cannot sign in")
        return
    if not tries.count_in_window(ctx, f"reset of {account.id}", _MAILS):
        return
    token = links.put_link(ctx, Purpose.RESET, account.id, RESET_LASTS)
    ctx.record("reset.sent", "account", account.id)
    mails.send_reset(ctx, account, token)


def reset_password(visitor: Actor, token: str, password: str, *, user_agent: str = "") -> str:
    """Use the link and set the new password. Every session ends; the second step is asked as before. Then one signs in anew.

    Returns the token of a known device: whoever opened the mail is the owner, and strangers who keep trying shall not make them wait.
    """
    check_new_password(password, read_reset_words(visitor, token))
    return put_reset_password(visitor, token, new_password_hash(password), user_agent=user_agent)


@public_query(Limit(120, 60))
def read_reset_words(ctx: Context, token: str) -> tuple[str, ...]:
    """Names the new password must not be made of. Raises NotFound when the link cannot be used."""
    link = links.find_link(ctx, Purpose.RESET, token)
    if link is None:
        raise NotFound(LINK_OVER)
    account = accounts.account_or_missing(ctx, link.account_id)
    return (account.name, account.email, *(company.name for _, company in accounts.list_memberships(ctx, account.id)))


@public_command(_FLOOD)
def put_reset_password(ctx: Context, token: str, new_hash: str, *, user_agent: str) -> str:
    """Part of reset_password: of two uses of a link at once only one sets its password."""
    link = links.use_link(ctx, Purpose.RESET, token)
    if link is None:
        raise NotFound(LINK_OVER)
    account = accounts.hold_account(ctx, link.account_id)
    account.password_hash, account.password_changed_at = new_hash, ctx.now
    ctx.db.add(account)
    sessions.end_sessions(ctx, Ending.PASSWORD, account_id=account.id)
    sessions.end_trust(ctx, account.id)
    tries.forget_tries(ctx, tries.key_for("address", account.email))
    ctx.record("password.reset", "account", account.id)
    mails.send_password_changed(ctx, account)
    return sessions.put_device(ctx, account.id, device_name(user_agent), DEVICE_KNOWN)[1]
