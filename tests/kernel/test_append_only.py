"""The audit trail only grows: what the database itself refuses, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal_app.kernel import clock
from portal_app.kernel.audit import AuditEntry
from portal_app.kernel.db import engine, transaction
from portal_app.kernel.errors import GateBroken
from portal_app.kernel.tenancy import company_scope
from tests.database import TwoCompanies, behind_the_guard


@pytest.fixture
def entry(two_companies: TwoCompanies) -> str:
    with transaction(company_scope(two_companies.mine), writes=True) as session:
        row = AuditEntry(at=clock.now(), actor_kind="person", actor_name="Anna Berg", action="person.invited", object_kind="person")
        session.add(row)
        session.flush()
        return row.id


def _text_of(entry: str) -> list[tuple]:
    return behind_the_guard("SELECT actor_name, action FROM audit_entry WHERE id = :id", id=entry)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'Somebody else' WHERE id = :id",
        "UPDATE audit_entry SET actor_name = actor_name",
        "DELETE FROM audit_entry WHERE id = :id",
        "DELETE FROM audit_entry",
    ],
)
def test_an_entry_is_neither_changed_nor_removed(entry: str, statement: str):
    with pytest.raises(DBAPIError, match="append-only"):
        behind_the_guard(statement, **({"id": entry} if ":id" in statement else {}))
    assert _text_of(entry) == [("Anna Berg", "person.invited")]


@pytest.mark.postgres
def test_the_trail_is_not_emptied_at_once(postgres_database: str):
    with pytest.raises(DBAPIError, match="append-only"):
        behind_the_guard("TRUNCATE audit_entry")


def test_an_entry_is_not_replaced_by_a_new_one(entry: str):
    columns = "company_id, at, actor_kind, action, object_kind, actor_name, acting_for, address, request_id, object_id, reason"
    copied = columns.replace("actor_name", "'Somebody else'")
    how = {
        "sqlite": f"INSERT OR REPLACE INTO audit_entry (id, {columns}) SELECT id, {copied} FROM audit_entry WHERE id = :id",
        "postgresql": f"INSERT INTO audit_entry (id, {columns}) SELECT id, {copied} FROM audit_entry WHERE id = :id "
        "ON CONFLICT (id) DO UPDATE SET actor_name = excluded.actor_name",
    }
    with pytest.raises(DBAPIError, match="append-only"), engine().begin() as connection:
        if connection.dialect.name == "postgresql":
            company = behind_the_guard("SELECT company_id FROM audit_entry WHERE id = :id", id=entry)[0][0]
            connection.execute(text("SELECT set_config('app.company_id', :company, true)"), {"company": company})
        connection.execute(text(how[connection.dialect.name]), {"id": entry})
    assert _text_of(entry) == [("Anna Berg", "person.invited")]


def test_an_entry_of_another_company_is_not_written(two_companies: TwoCompanies):
    with pytest.raises(GateBroken), transaction(company_scope(two_companies.mine), writes=True) as session:
        session.add(AuditEntry(company_id=two_companies.theirs, at=clock.now(), actor_kind="person", action="person.invited", object_kind="person"))
        session.flush()


def test_entries_of_another_company_are_not_read(entry: str, two_companies: TwoCompanies):
    with transaction(company_scope(two_companies.theirs), writes=False) as session:
        assert session.get(AuditEntry, entry) is None
