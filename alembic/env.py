"""Runs migrations on the portal's database. One transaction for all of them, so that a stop in the middle leaves nothing half done."""

from alembic import context
from sqlalchemy import text
from sqlmodel.sql.sqltypes import AutoString

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.config import settings
from portal_app.kernel.db import open_engine
from portal_app.schema import metadata


def render_type(kind: str, thing: object, autogen_context: object) -> str | bool:
    """How column types are written into a new migration: plain, with the imports the template already has."""
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String({thing.length})"
    if kind == "type" and isinstance(thing, Amount | Instant):
        return f"{type(thing).__name__}()"
    return False


def is_compared(_thing: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
    """Full text tables and indexes are written by hand in their migration: the classes know nothing of them."""
    return not (reflected and (name or "").startswith("fts_") and kind in ("table", "index"))


def run() -> None:
    engine = open_engine(context.config.get_main_option("sqlalchemy.url") or settings().database, create=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=metadata, compare_type=True, render_item=render_type, include_object=is_compared,
            render_as_batch=connection.dialect.name == "sqlite", transactional_ddl=True,
        )  # fmt: skip
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT set_config('app.across', 'yes', true)"))
            context.run_migrations()
    engine.dispose()


run()
