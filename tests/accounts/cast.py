"""People for the tests of accounts, made through the actions: a company with its administrator, and whoever is invited by them.

Everybody reads their mail out of the outbox, has a password of their own and, where asked, an app for the second step.
"""

import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pyotp
from sqlmodel import col, select

from portal_app.accounts import (
    CompanyFacts,
    Holding,
    NextStep,
    Opened,
    PersonFacts,
    Role,
    SignedIn,
    accept_invitation,
    begin_set_up,
    confirm_set_up,
    create_company,
    enter_code,
    find_signed_in,
    invite_person,
    sign_in,
)  # fmt: skip
from portal_app.accounts.actions.staff_side import accept_staff_link, prepare_first_staff
from portal_app.integrations.mail import TOPIC, Mail
from portal_app.integrations.mail.port import unseal_mail
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, system, visitor
from portal_app.kernel.db import transaction
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.outbox import OutboxMessage
from portal_app.kernel.permissions import Permission
from portal_app.kernel.tenancy import NOBODY

PASSWORD = "kaffee tasse mond gabel"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
OPERATOR = system(frozenset({Permission.STAFF_COMPANIES_EDIT, Permission.STAFF_OPERATE, Permission.STAFF_COMPANIES_VIEW}))
_numbers = itertools.count(1)


def somewhere(locale: str = "en") -> Actor:
    """A visitor from a network address that nobody else has."""
    number = next(_numbers)
    return visitor(locale=locale, address=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")


@dataclass
class Somebody:
    """A person with all they know. `token` is the cookie of their latest session."""

    email: str
    person_id: Id = ""
    password: str = PASSWORD
    secret: str = ""
    recovery_codes: tuple[str, ...] = ()
    token: str = ""
    device_token: str = ""
    place: Actor = field(default_factory=somewhere)

    @property
    def signed_in(self) -> SignedIn:
        found = find_signed_in(self.place, self.token)
        assert found is not None, f"{self.email} is not signed in."
        return found

    @property
    def actor(self) -> Actor:
        """As found behind the cookie right now, with a fresh second step."""
        return replace(self.signed_in.actor, stepped_up_at=clock.now())

    def code(self) -> str:
        """The code the app shows now."""
        return pyotp.TOTP(self.secret).at(clock.now())

    def take(self, opened: Opened) -> "Somebody":
        self.token = opened.token
        self.device_token = opened.device_token or self.device_token
        return self

    def signs_in(self, advance, *, known_device: bool = False) -> "Somebody":
        """Password and, where asked, the next code of the app."""
        device_token = self.device_token if known_device else ""
        opened = sign_in(self.place, self.email, self.password, device_token=device_token, user_agent=FIREFOX)
        if opened.step is NextStep.CODE:
            advance(timedelta(seconds=30))
            opened = enter_code(self.place, opened.token, self.code())
        return self.take(opened)

    def sets_up_the_app(self) -> "Somebody":
        """For the sign-in that waits for it."""
        self.secret = begin_set_up(self.place, self.token).secret
        confirmed = confirm_set_up(self.place, self.token, self.code())
        self.recovery_codes = confirmed.recovery_codes
        return self.take(confirmed.opened)


@dataclass
class House:
    """A company and its first administrator."""

    company_id: Id
    boss: Somebody

    def invites(self, name: str, *roles: Role, by: Somebody | None = None, **more) -> Somebody:
        """An invited person who has not opened the mail yet."""
        facts = facts_for(name, *roles, **more)
        email = f"{name.replace(' ', '.').lower()}@{self.company_id}.example"
        return Somebody(email, invite_person((by or self.boss).actor, email, facts, reason="a small company"))

    def hires(self, name: str, *roles: Role, **more) -> Somebody:
        """A person who has accepted, with the second step where it is asked, signed in."""
        return joins(self.invites(name, *roles, **more))


def new_house(name: str = "Hansen Maschinenbau GmbH", boss: str = "Henrik Lang") -> House:
    number = new_id()
    email = f"{boss.replace(' ', '.').lower()}@{number}.example"
    new = create_company(OPERATOR, CompanyFacts(name, number), email, facts_for(boss, Role.ADMINISTRATOR))
    house = House(new.company_id, joins(Somebody(email, new.administrator_id)))
    return house


def new_staff_administrator() -> Somebody:
    """The first administrator of an empty portal, with the second step, signed in."""
    who = Somebody(f"petra.thode@{new_id()}.example")
    token = prepare_first_staff(OPERATOR, who.email, "Petra Thode")
    return who.take(accept_staff_link(who.place, token, who.password)).sets_up_the_app()


def joins(who: Somebody) -> Somebody:
    opened = accept_invitation(who.place, link_token(who.email), who.password, user_agent=FIREFOX)
    who.take(opened)
    return who.sets_up_the_app() if opened.step is NextStep.SET_UP else who


def facts_for(name: str, *roles: Role, at: Id | None = None, **more) -> PersonFacts:
    first, _, last = name.partition(" ")
    return PersonFacts(first, last, frozenset(Holding(role, at) for role in roles), **more)


def mails_to(email: str) -> list[Mail]:
    """What was put into the outbox for this address, the oldest first."""
    with transaction(NOBODY, writes=False) as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.topic == TOPIC).order_by(col(OutboxMessage.created_at), col(OutboxMessage.id))).all()
        return [mail for mail in (unseal_mail(row.payload) for row in rows) if mail.to == email]


def link_token(email: str) -> str:
    """The token of the newest link this address got."""
    links = [found[1] for mail in mails_to(email) if (found := re.search(r"#([\w-]{43})", mail.text))]
    return links[-1]
