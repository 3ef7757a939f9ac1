"""The databases that a benchmark works in: empty ones with all tables, on SQLite and on PostgreSQL, gone afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from tests.services import run_ours, running_postgres

SQLITE = "SQLite (WAL, synchronous FULL)"
POSTGRES = "PostgreSQL (fsync off in this throw-away server)"


@contextmanager
def empty_sqlite() -> Iterator[str]:
    """The address of the database that this process uses meanwhile."""
    with tempfile.TemporaryDirectory() as folder, _empty(f"sqlite:///{folder}/bench.db", folder) as url:
        yield url


@contextmanager
def empty_postgres() -> Iterator[str]:
    """As `empty_sqlite`, in a server of its own."""
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server, _empty(server.url(server.create_database()), folder) as url:
        yield url


SYSTEMS = {SQLITE: empty_sqlite, POSTGRES: empty_postgres}


@contextmanager
def _empty(url: str, folder: str) -> Iterator[str]:
    run_ours("alembic", "upgrade", "head", database_url=url, folder=Path(folder))
    with using(url):
        yield url


@contextmanager
def using(url: str) -> Iterator[None]:
    """This process works in the database at `url` meanwhile."""
    os.environ["PORTAL_DATABASE_URL"] = url
    settings.cache_clear(), engine.cache_clear()
    try:
        yield
    finally:
        engine().dispose()
        del os.environ["PORTAL_DATABASE_URL"]
        settings.cache_clear(), engine.cache_clear()
