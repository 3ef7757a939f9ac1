"""Moves a database along its migrations and fills it with rows, for tests of migrations. Knows no table by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, BigInteger, Boolean, Column, Connection, Date, DateTime, Integer, LargeBinary, MetaData, String, Table, inspect, select, text

from portal_app.kernel.db import open_engine
from tests.architecture.source import ROOT

LONG_AGO = datetime(2020, 2, 29, 12, 0, tzinfo=UTC)


def config_for(url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def revisions() -> list[str]:
    """All revisions, oldest first."""
    return [script.revision for script in reversed(list(ScriptDirectory.from_config(config_for("sqlite:///none")).walk_revisions()))]


def upgrade(url: str, revision: str) -> None:
    command.upgrade(config_for(url), revision)


def downgrade(url: str, revision: str) -> None:
    command.downgrade(config_for(url), revision)


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection that reads the rows of all companies; what is written is kept."""
    engine = open_engine(url, create=True)
    with engine.begin() as connection:
        _act(connection, across=True)
        yield connection
    engine.dispose()


def _act(connection: Connection, company_id: str = "", *, across: bool = False) -> None:
    if connection.dialect.name == "postgresql":
        set_both = text("SELECT set_config('app.company_id', :company, true), set_config('app.across', :across, true)")
        connection.execute(set_both, {"company": company_id, "across": "yes" if across else ""})


def tables_in(connection: Connection) -> dict[str, Table]:
    """The tables there are, those that others point at first."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not name.startswith("fts_"))  # SQLite's full text: triggers fill it
    return {table.name: table for table in metadata.sorted_tables if table.name != "alembic_version"}


def fill(connection: Connection, batch: int) -> None:
    """Two rows in each table, different in each batch, with something in every column."""
    for table in tables_in(connection).values():
        for number in (2 * batch, 2 * batch + 1):
            row = {column.name: _value(column, number) for column in table.columns}
            _act(connection, row.get("company_id") or "")
            connection.execute(table.insert(), row)
    _act(connection, across=True)


def _value(column: Column, number: int) -> Any:
    """A value that fits. Ids and what points at ids are made of the same number, so that every row finds the row it belongs to."""
    kind = column.type
    if isinstance(kind, String):
        word = f"{number:026d}" if kind.length == 26 else f"{column.name}-{number}"
        return word[-(kind.length or len(word)) :]
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | BigInteger):
        return number
    if isinstance(kind, DateTime):
        return LONG_AGO if kind.timezone else LONG_AGO.replace(tzinfo=None)
    if isinstance(kind, Date):
        return LONG_AGO.date()
    if isinstance(kind, LargeBinary):
        return f"{number}".encode()
    if isinstance(kind, JSON):
        return {"number": number}
    raise NotImplementedError(f"{column} has a type that tests/migrations.py does not know: {kind!r}")


def contents(connection: Connection) -> dict[str, dict[str, list[str]]]:
    """Every value there is, by table and column, in the order of the rows' first columns."""
    found = {}
    for name, table in tables_in(connection).items():
        rows = sorted(connection.execute(select(table)).mappings().all(), key=lambda row: repr([row[key.name] for key in table.primary_key]))
        found[name] = {column.name: [repr(row[column.name]) for row in rows] for column in table.columns}
    return found


def things_in(connection: Connection) -> set[str]:
    """Everything a migration can leave behind, except Alembic's own table."""
    if connection.dialect.name == "sqlite":
        query = "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND tbl_name != 'alembic_version'"
    else:
        query = """
            SELECT c.relkind::text || ' ' || c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'alembic_version%'
            UNION SELECT 'function ' || p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
            UNION SELECT 'policy ' || tablename || ' ' || policyname FROM pg_policies
            UNION SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
            UNION SELECT 'type ' || t.typname FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typname NOT LIKE '%alembic_version%'"""
    return set(connection.execute(text(query)).scalars())


def revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
