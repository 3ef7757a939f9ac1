"""PostgreSQL's row-level security, the second net: it holds when a statement never met the guard."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from portal_app import schema
from portal_app.kernel.db import engine
from portal_app.kernel.ids import new_id
from portal_app.kernel.tenancy import owned_tables, row_security
from tests.database import new_company, new_cost_centres

pytestmark = pytest.mark.postgres
OWNED = [table.name for table in owned_tables() if table.metadata is schema.metadata]
COMPANYLESS = {"audit_entry"}


def _act_for(connection: Connection, company_id: str, *, across: bool = False) -> None:
    connection.execute(
        text("SELECT set_config('app.company_id', :company, true), set_config('app.across', :across, true)"),
        {"company": company_id, "across": "yes" if across else ""},
    )


def _count(connection: Connection) -> int:
    return connection.execute(text("SELECT count(*) FROM cost_centre")).scalar_one()


@pytest.fixture
def two(postgres_database: str) -> tuple[str, str]:
    mine, theirs = new_company("Hansen"), new_company("Nordwerk")
    new_cost_centres(mine, 3), new_cost_centres(theirs, 2)
    return mine, theirs


def test_without_a_company_plain_sql_finds_nothing(two: tuple[str, str]):
    with engine().connect() as connection:
        assert _count(connection) == 0


def test_a_setting_left_empty_by_an_earlier_transaction_finds_nothing(two: tuple[str, str]):
    with engine().connect() as connection:
        with connection.begin():
            _act_for(connection, two[0])
            assert _count(connection) == 3
        with connection.begin():
            assert connection.execute(text("SELECT current_setting('app.company_id', true)")).scalar_one() == ""
            assert _count(connection) == 0


def test_with_a_company_plain_sql_finds_its_rows_only(two: tuple[str, str]):
    with engine().begin() as connection:
        _act_for(connection, two[1])
        assert connection.execute(text("SELECT DISTINCT company_id FROM cost_centre")).scalars().all() == [two[1]]
        assert _count(connection) == 2


def test_reading_across_is_a_declaration(two: tuple[str, str]):
    with engine().begin() as connection:
        _act_for(connection, "", across=True)
        assert _count(connection) == 5


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("company", ["mine", "none"])
def test_a_foreign_row_cannot_be_inserted(two: tuple[str, str], company: str, across: bool):
    insert = text("INSERT INTO cost_centre (company_id, id, number, name) VALUES (:company, :id, '9', 'Planted')")
    with pytest.raises(ProgrammingError, match="row-level security"), engine().begin() as connection:
        _act_for(connection, two[0] if company == "mine" else "", across=across)
        connection.execute(insert, {"company": two[1], "id": new_id()})


def test_a_foreign_row_cannot_be_changed_moved_or_removed(two: tuple[str, str]):
    with engine().begin() as connection:
        _act_for(connection, two[0])
        assert connection.execute(text("UPDATE cost_centre SET name = 'X' WHERE company_id = :c"), {"c": two[1]}).rowcount == 0
        assert connection.execute(text("DELETE FROM cost_centre WHERE company_id = :c"), {"c": two[1]}).rowcount == 0
    with pytest.raises(ProgrammingError, match="row-level security"), engine().begin() as connection:
        _act_for(connection, two[0])
        connection.execute(text("UPDATE cost_centre SET company_id = :c"), {"c": two[1]})


def test_reading_across_cannot_change_a_row(two: tuple[str, str]):
    with pytest.raises(ProgrammingError, match="row-level security"), engine().begin() as connection:
        _act_for(connection, "", across=True)
        connection.execute(text("UPDATE cost_centre SET name = 'X'"))


@pytest.mark.parametrize("name", OWNED)
def test_each_tenant_table_has_our_policy_and_binds_its_owner(name: str, postgres_database: str):
    with engine().begin() as connection:
        assert _policy_of(connection, name) == _policy_of_a_new_table(connection, companyless=name in COMPANYLESS)


@pytest.mark.parametrize(
    "damage",
    [
        "ALTER TABLE cost_centre DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE cost_centre NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON cost_centre",
        "ALTER POLICY tenant ON cost_centre USING (true)",
        "ALTER POLICY tenant ON cost_centre WITH CHECK (true)",
        "CREATE POLICY second ON cost_centre USING (true)",
    ],
)
def test_the_check_of_a_policy_notices(damage: str, postgres_database: str):
    with engine().begin() as connection:
        connection.execute(text(damage))
        assert _policy_of(connection, "cost_centre") != _policy_of_a_new_table(connection, companyless=False)


def _policy_of(connection: Connection, name: str) -> list[tuple]:
    """Everything PostgreSQL knows about the row-level security of a table."""
    found = connection.execute(
        text("""
            SELECT c.relrowsecurity, c.relforcerowsecurity, p.policyname, p.permissive, p.roles, p.cmd, p.qual, p.with_check
            FROM pg_class c LEFT JOIN pg_policies p ON p.tablename = c.relname WHERE c.relname = :name AND c.relkind = 'r'"""),
        {"name": name},
    )
    return [tuple(row) for row in found]


def _policy_of_a_new_table(connection: Connection, *, companyless: bool) -> list[tuple]:
    connection.execute(text("CREATE TABLE fresh (company_id varchar(26))"))
    for statement in row_security("fresh", companyless=companyless):
        connection.execute(text(statement))
    policy = _policy_of(connection, "fresh")
    assert len(policy) == 1 and policy[0][:2] == (True, True)
    return policy


def test_the_portal_does_not_connect_as_somebody_who_is_above_row_level_security(postgres_database: str):
    with engine().connect() as connection:
        assert connection.execute(text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")).scalar_one() is False
