"""Tables come from migrations only: they agree with the classes, go up, down and up again with rows in them, and leave nothing behind."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from alembic import command

from portal_app import schema
from portal_app.kernel.tenancy import owned_tables
from tests.architecture.source import ROOT, modules
from tests.migrations import config_for, connected, contents, downgrade, fill, revision_of, revisions, things_in, upgrade

VERSIONS = sorted((ROOT / "alembic" / "versions").glob("*.py"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest) -> str:
    """Address of a database without tables."""
    return request.getfixturevalue(f"empty_{request.param}")


def test_migrations_make_the_tables_that_the_classes_describe(empty: str):
    upgrade(empty, "head")
    command.check(config_for(empty))


def test_every_module_with_tables_is_known_to_the_schema():
    with_tables = {module.name for module in modules() if "table=True" in module.text}
    mapped = {mapper.class_.__module__ for mapper in schema.SQLModel._sa_registry.mappers if mapper.class_.__module__.startswith("portal_app.")}
    assert with_tables - mapped == set()


def test_migrations_follow_each_other_in_one_line():
    assert revisions() == [path.name.partition("_")[0] for path in VERSIONS]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_the_name_of_a_migration_is_a_sentence(path: Path):
    assert re.fullmatch(r"\d{4}(_[a-z0-9]+){2,}", path.stem)
    assert re.match(r'"""[A-Z].+\."""', path.read_text(encoding="utf-8"))


def test_up_down_and_up_again_loses_no_row(empty: str):
    upgrade(empty, revisions()[0])
    for batch, (older, newer) in enumerate(pairwise(revisions())):
        with connected(empty) as connection:
            fill(connection, batch)
            before = contents(connection)
        upgrade(empty, newer)
        with connected(empty) as connection:
            kept = [(table, column) for table, columns in contents(connection).items() for column in columns if column in before.get(table, ())]
        assert kept
        _expect(empty, newer, before, kept)
        downgrade(empty, older)
        _expect(empty, older, before, kept)
        upgrade(empty, newer)
        _expect(empty, newer, before, kept)
    with connected(empty) as connection:
        fill(connection, len(revisions()))


def _expect(url: str, revision: str, before: dict, kept: list[tuple[str, str]]) -> None:
    """What both revisions have a place for is still there, value for value."""
    with connected(url) as connection:
        assert revision_of(connection) == revision
        after = contents(connection)
    assert {place: after[place[0]][place[1]] for place in kept} == {place: before[place[0]][place[1]] for place in kept}


def test_all_the_way_down_with_rows_leaves_nothing_and_goes_up_again(empty: str):
    upgrade(empty, "head")
    with connected(empty) as connection:
        fill(connection, 1)
        complete = things_in(connection)
    downgrade(empty, "base")
    with connected(empty) as connection:
        assert things_in(connection) == set() and revision_of(connection) is None
    upgrade(empty, "head")
    with connected(empty) as connection:
        assert things_in(connection) == complete
        fill(connection, 1)
    command.check(config_for(empty))


def test_a_second_upgrade_changes_nothing(empty: str):
    upgrade(empty, "head")
    with connected(empty) as connection:
        before = things_in(connection)
    upgrade(empty, "head")
    with connected(empty) as connection:
        assert things_in(connection) == before


# Which tables belong to a company

# Tables that name a company without being limited to it, each with its reason.
NAMED_COMPANY_ONLY = {
    "mail_link": "read before anybody is signed in, by the hash of its token",
    "membership": "read at sign-in, before a company is known",
    "outbox_message": "carried out by workers for all companies; holds no rows that a person reads",
    "sign_in_session": "read at each call, by the hash of its token",
    "staff_customer": "the supplier's own list of who looks after whom",
}


def test_a_table_with_a_company_is_a_tenant_table_or_has_a_reason():
    with_company = {table.name for table in schema.metadata.tables.values() if "company_id" in table.columns}
    owned = {table.name for table in owned_tables()} & with_company
    assert with_company - owned == set(NAMED_COMPANY_ONLY)


@pytest.mark.parametrize("table", [table for table in owned_tables() if table.metadata is schema.metadata], ids=lambda table: table.name)
def test_a_tenant_table_finds_its_rows_by_company(table):
    firsts = {next(iter(index.columns)).name for index in table.indexes if len(index.columns)}
    firsts |= {next(iter(constraint.columns)).name for constraint in table.constraints if len(getattr(constraint, "columns", ()))}
    assert "company_id" in firsts
    assert {key.target_fullname for key in table.columns["company_id"].foreign_keys} == {"company.id"}
