"""Plays the people of the demo world: opens their mail, accepts invitations, sets up the second step, acts in their name.

Everything goes through the actions that real people use; only the slow hashing of the one password is done once.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

import pyotp

from portal_app.accounts.actions.demo_entry import enter_as
from portal_app.accounts.actions.invitations import ask_fresh_invitation, join_company
from portal_app.accounts.actions.opening import NextStep, Opened
from portal_app.accounts.actions.own_account import switch_company
from portal_app.accounts.actions.sessions import find_signed_in, sign_out
from portal_app.accounts.actions.set_up import put_pending_secret, put_second_step
from portal_app.accounts.actions.sign_in import prove_password
from portal_app.accounts.actions.staff_side import join_staff
from portal_app.accounts.demo.cast import PASSWORD, RECOVERY_CODES, secret_of
from portal_app.accounts.rules.links import INVITATION_OPENS
from portal_app.integrations.mail import deliver_mail, has_mailbox, unseal_mail
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.errors import GateBroken
from portal_app.kernel.ids import Id
from portal_app.kernel.outbox import Message
from portal_app.kernel.secrets import hash_code, hash_password

_ENGINES = {"Edge": "Chrome/142.0 Edg/142.0", "Chrome": "Chrome/142.0", "Firefox": "Firefox/145.0", "Safari": "Safari/605.1.15"}
_SYSTEMS = {"Windows": "Windows NT 10.0; Win64; x64", "Mac": "Macintosh; Intel Mac OS X 10_15_7", "iPhone": "iPhone; CPU iPhone OS 19_1 like Mac OS X"}
_LINK = re.compile(r"/(?:invitation|set-up)#([\w-]{40,})")


@dataclass(frozen=True)
class Link:
    token: str
    came_at: datetime


@dataclass
class Players:
    """What the demo's people hold in this process: links from their mail, the cookies of their browsers, the password."""

    links: dict[str, Link] = field(default_factory=dict)
    browsers: dict[str, str] = field(default_factory=dict)

    @cached_property
    def password_hash(self) -> str:
        return hash_password(PASSWORD)

    @cached_property
    def recovery_hashes(self) -> list[str]:
        return [hash_code(code) for code in RECOVERY_CODES]


_players = Players()


# --- mail ------------------------------------------------------------------------------------------------------------


def open_mail(message: Message) -> None:
    """The outbox's handler while the world is built: a link is remembered, the mail goes into the mailbox, and nothing leaves the house."""
    mail = unseal_mail(message.payload)
    found = _LINK.search(mail.text)
    if found:
        take_link(mail.to, found[1])
    if has_mailbox():
        deliver_mail(message)


def take_link(email: str, token: str) -> None:
    _players.links[email] = Link(token, clock.now())


def has_link(email: str) -> bool:
    return email in _players.links


def asks_fresh_link(email: str) -> bool:
    """An invitation that waited only brings a fresh one to the same mailbox. False: it still opens."""
    link = _players.links[email]
    if clock.now() - link.came_at <= INVITATION_OPENS - timedelta(minutes=5):
        return False
    ask_fresh_invitation(visitor(), link.token)
    return True


# --- getting in ------------------------------------------------------------------------------------------------------


def join(email: str, browser: str, *, known: bool) -> Opened:
    """Accept the invitation: with a new password, or, known from another company, with the one they have."""
    hashed = prove_password(visitor(), email, PASSWORD).password_hash if known else _players.password_hash
    token = _players.links.pop(email).token
    return join_company(visitor(), token, hashed, known=known, device_token=_players.browsers.get(email, ""), user_agent=agent(browser))


def join_as_staff(email: str, browser: str) -> Opened:
    return join_staff(visitor(), _players.links.pop(email).token, _players.password_hash, user_agent=agent(browser))


def set_up_app(email: str, opened: Opened) -> None:
    """Put the secret into the app, type its first code, and sign out."""
    put_pending_secret(visitor(), opened.token, secret_of(email))
    confirmed = put_second_step(visitor(), opened.token, code_of(email), _players.recovery_hashes, device_token=opened.device_token)
    leave(email, confirmed, opened)


def enter(email: str, browser: str) -> Opened:
    return enter_as(visitor(), email, device_token=_players.browsers.get(email, ""), user_agent=agent(browser))


def leave(email: str, *steps: Opened) -> None:
    """Sign out; the browser keeps the cookie by which it is known."""
    for opened in steps:
        _players.browsers[email] = opened.device_token or _players.browsers.get(email, "")
    sign_out(visitor(), steps[0].token)


@contextmanager
def acting(email: str, browser: str = "Firefox Windows", *, company_id: Id = "") -> Iterator[Actor]:
    """Somebody at work for a moment; who works for several companies in that one, or where they were last."""
    opened = enter(email, browser)
    signed_in = find_signed_in(visitor(), opened.token)
    if opened.step is not NextStep.DONE or signed_in is None:
        raise GateBroken(f"{email} of the demo world cannot act yet.")
    if company_id and company_id != signed_in.actor.company_id:
        with clock.frozen(clock.now() + timedelta(seconds=20)):
            opened = replace(opened, token=switch_company(visitor(), opened.token, company_id).token)
        signed_in = find_signed_in(visitor(), opened.token)
    yield signed_in.actor
    leave(email, opened)


def code_of(email: str) -> str:
    """What somebody's app shows now."""
    return pyotp.TOTP(secret_of(email)).at(clock.now())


def agent(browser: str) -> str:
    """What a browser such as “Edge Windows” says about itself."""
    name, _, system = browser.partition(" ")
    return f"Mozilla/5.0 ({_SYSTEMS[system]}) {_ENGINES[name]}"
