"""People with open sessions for the tests of the socket, written as rows: how one signs in is not their subject."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from portal_app.accounts.rules.roles import Role
from portal_app.accounts.tables import Account, Company, Membership, Person, RoleAssignment, SignInSession
from portal_app.kernel import clock
from portal_app.kernel.actor import Assurance
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine, transaction
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.outbox import OutboxMessage
from portal_app.kernel.secrets import new_token, token_hash
from portal_app.kernel.tenancy import NOBODY, company_scope


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser."""

    cookie: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": self.cookie} if self.cookie else {}


@dataclass(frozen=True)
class SignedInPerson(Visitor):
    """Somebody with a session."""

    database_url: str = ""
    token: str = ""
    session_id: Id = ""
    account_id: Id = ""
    person_id: Id = ""
    company_id: Id = ""

    def end_session(self) -> None:
        self._change(SignInSession, self.session_id, ended_at=clock.now(), end_reason="test")

    def let_idle(self, minutes: int) -> None:
        self._change(SignInSession, self.session_id, last_seen_at=clock.now() - timedelta(minutes=minutes))

    def idle_for(self) -> float:
        """Seconds since the last sign of life."""
        with working_on(self.database_url), transaction(NOBODY, writes=False) as session:
            return (clock.now() - session.get(SignInSession, self.session_id).last_seen_at).total_seconds()

    def change_token(self) -> "SignedInPerson":
        """As when the second step is confirmed: the same session under a new cookie."""
        token = new_token()
        self._change(SignInSession, self.session_id, token_hash=token_hash(token))
        return replace(self, cookie=f"__Host-session={token}", token=token)

    def give_role(self, role: Role) -> None:
        with working_on(self.database_url), transaction(company_scope(self.company_id), writes=True) as session:
            session.add(RoleAssignment(person_id=self.person_id, role=role, granted_at=clock.now()))

    def lock(self) -> None:
        self._change(Account, self.account_id, locked_at=clock.now())

    def _change(self, table: type, row_id: Id, **values: object) -> None:
        with working_on(self.database_url), transaction(NOBODY, writes=True) as session:
            session.exec(update(table).where(col(table.id) == row_id).values(**values))


def noted(database_url: str) -> set[str]:
    """What the probe's command wrote."""
    return set(carried_out(database_url))


def carried_out(database_url: str) -> dict[str, int | None]:
    """What the probe's command left for later, and in how many tries it was carried out; None: not yet."""
    with working_on(database_url), transaction(NOBODY, writes=False) as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.topic == "probe.noted")).all()
        return {row.payload["text"]: row.attempts if row.done_at else None for row in rows}


@contextmanager
def working_on(database_url: str) -> Iterator[None]:
    """Let this process work on the database of a started server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATABASE_URL", database_url)
        settings.cache_clear()
        engine.cache_clear()
        try:
            yield
        finally:
            engine().dispose()
    settings.cache_clear()
    engine.cache_clear()


def signed_in(database_url: str, name: str = "Anna Berg", *, role: Role = Role.BUYER, second_step: bool = True, locale: str = "en") -> SignedInPerson:
    """A new person of a new company, with an open session."""
    with working_on(database_url):
        return _signed_in(database_url, name, role, Assurance.TWO_STEPS if second_step else Assurance.PASSWORD, locale)


def _signed_in(database_url: str, name: str, role: Role, assurance: Assurance, locale: str) -> SignedInPerson:
    now, token = clock.now(), new_token()
    company = Company(name=f"{name} GmbH", customer_number=new_id(), created_at=now)
    account = Account(email=f"{new_id()}@hansen.example", name=name, created_at=now, locale=locale)
    with transaction(NOBODY, writes=True) as session:
        session.add_all([company, account])
    person = Person(account_id=account.id, first_name=name.split()[0], last_name=name.split()[-1], invited_at=now, joined_at=now)
    with transaction(company_scope(company.id), writes=True) as session:
        session.add(person)
        session.flush()
        session.add(RoleAssignment(person_id=person.id, role=role, granted_at=now))
    row = SignInSession(
        token_hash=token_hash(token), account_id=account.id, person_id=person.id, company_id=company.id, started_at=now, last_seen_at=now,
        assurance=assurance, expires_at=now + timedelta(hours=12),
    )  # fmt: skip
    with transaction(NOBODY, writes=True) as session:
        session.add(Membership(account_id=account.id, company_id=company.id, person_id=person.id, last_used_at=now))
        session.add(row)
    return SignedInPerson(f"__Host-session={token}", database_url, token, row.id, account.id, person.id, company.id)

