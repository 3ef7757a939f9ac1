"""Engines and transactions for SQLite and PostgreSQL. Only the gate and the outbox open a transaction, only `transaction` commits.

SQLite: WAL, synchronous FULL, BEGIN IMMEDIATE for writers, query_only for readers. PostgreSQL: read-only transactions for
queries and the tenant set for row-level security. One synchronous path for both, called from a bounded thread pool.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from portal_app.kernel.config import settings
from portal_app.kernel.errors import Busy, PortalError, Unavailable
from portal_app.kernel.tenancy import Reach, Scope, TenantSession

_WAIT_MS = 5000


def open_engine(url: str, *, threads: int = 8) -> Engine:
    """An engine for `url`, set up the same way in the portal, in tests and in migrations."""
    if url.startswith("sqlite"):
        return _open_sqlite(url, threads)
    return create_engine(
        url, pool_size=threads, max_overflow=4, pool_timeout=5, pool_pre_ping=True,
        connect_args={"connect_timeout": 3, "options": "-c lock_timeout=5000 -c statement_timeout=30000 -c timezone=UTC"},
    )  # fmt: skip


def _open_sqlite(url: str, threads: int) -> Engine:
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=threads, max_overflow=4, pool_timeout=5, connect_args={"check_same_thread": False, "timeout": _WAIT_MS / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection, _record):
        connection.isolation_level = None  # we send BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_WAIT_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection):
        writes = connection.get_execution_options().get("portal_writes", True)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine of this process."""
    return open_engine(settings().database, threads=settings().database_threads)


@contextmanager
def transaction(scope: Scope, *, writes: bool) -> Iterator[TenantSession]:
    """One transaction in `scope`: commits at the end, rolls back on any error. A database that is away becomes Unavailable."""
    try:
        bind = engine().execution_options(portal_writes=writes)
        with TenantSession(bind, scope, writes=writes) as session:
            narrow(session, scope)
            yield session
            session.settle()
    except (DBAPIError, PoolTimeout) as trouble:
        foreseen = _foreseen(trouble)
        if foreseen is None:
            raise
        raise foreseen from trouble


def narrow(session: TenantSession, scope: Scope) -> None:
    """Put the session, and on PostgreSQL its transaction, into `scope`."""
    session.expunge_all()
    session.scope = scope
    if session.get_bind().dialect.name == "sqlite":
        return
    session.plumbing = True
    try:
        session.execute(
            text("SELECT set_config('app.company_id', :company, true), set_config('app.across', :across, true), set_config('transaction_read_only', :closed, true)"),
            {"company": scope.company_id or "", "across": "yes" if scope.reach is Reach.ACROSS else "", "closed": "off" if session.writes else "on"},
        )
    finally:
        session.plumbing = False


def _foreseen(trouble: Exception) -> PortalError | None:
    """Locks and time limits mean Busy, a database that is away means Unavailable, everything else (None) stays the bug it is."""
    if isinstance(trouble, PoolTimeout):
        return Busy()
    state = getattr(trouble.orig, "sqlstate", None) or ""
    if "database is locked" in str(trouble.orig) or state in ("55P03", "57014", "40001", "40P01", "53300"):
        return Busy()
    if isinstance(trouble, OperationalError | InterfaceError) or trouble.connection_invalidated:
        return Unavailable()
    return None
