"""Engines and transactions for SQLite and PostgreSQL. Only the gate and the outbox open a transaction, only `transaction` commits.

SQLite: WAL, synchronous FULL, BEGIN IMMEDIATE for writers, query_only for readers. PostgreSQL: read-only transactions for
queries and the tenant set for row-level security. One synchronous path for both, called from a bounded thread pool.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from portal_app.kernel.config import settings
from portal_app.kernel.errors import Busy, GateBroken, OutcomeUnknown, Unavailable
from portal_app.kernel.tenancy import Reach, Scope, TenantSession

_WAIT_MS = 5000  # for a lock
# For many small questions: compiling one, starting workers for it, or planning it anew for each value takes longer than its answer.
_AT_ONCE = "-c jit=off -c max_parallel_workers_per_gather=0 -c plan_cache_mode=force_generic_plan"
_NARROW = text("""
    SELECT set_config('app.company_id', :company, true), set_config('app.across', :across, true),
           set_config('transaction_read_only', :closed, true)""")
_TURN = Lock()


def open_engine(url: str, *, threads: int = 8, create: bool = False) -> Engine:
    """An engine for `url`, set up the same way in the portal, in tests and in migrations. Only a migration creates an SQLite file."""
    if url.startswith("sqlite"):
        return _open_sqlite(url, threads, create)
    return create_engine(
        url, pool_size=threads, max_overflow=4, pool_timeout=5, hide_parameters=True,
        connect_args={"connect_timeout": 3, "options": f"-c lock_timeout={_WAIT_MS} -c statement_timeout=30000 -c timezone=UTC {_AT_ONCE}"},
    )  # fmt: skip


def _open_sqlite(url: str, threads: int, create: bool) -> Engine:
    file = Path(url.removeprefix("sqlite:///")).absolute()
    if create:
        file.parent.mkdir(parents=True, exist_ok=True)
    address = f"file:{quote(str(file))}?mode={'rwc' if create else 'rw'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False, timeout=_WAIT_MS / 1000)

    engine = create_engine(url, creator=connect, pool_size=threads, max_overflow=4, pool_timeout=5, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection, record):
        connection.isolation_level = None  # we send BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_WAIT_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        record.info["file"] = _identity(file)

    @event.listens_for(engine, "checkout")
    def _still_there(_connection, record, _fairy):
        if record.info["file"] != _identity(file):
            raise DisconnectionError("The database file was moved or replaced; an open connection would write to the old one.")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection):
        writes = connection.get_execution_options().get("portal_writes", True)
        if connection.info.get("writes") != writes:
            connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
            connection.info["writes"] = writes
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file lies at a path, or None."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine of this process."""
    return open_engine(settings().database, threads=settings().database_threads)


@contextmanager
def transaction(scope: Scope, *, writes: bool) -> Iterator[TenantSession]:
    """One transaction in `scope`: commits at the end, rolls back on any error. A database that is away becomes Unavailable."""
    saving = False
    try:
        bind = engine().execution_options(portal_writes=writes)
        with _turn(writes and bind.dialect.name == "sqlite"), TenantSession(bind, scope, writes=writes) as session:
            _enter(session, scope)
            yield session
            session.flush()
            saving = writes
            session.settle()
    except (DBAPIError, PoolTimeout) as trouble:
        foreseen = _foreseen(trouble, writes=writes)
        if foreseen is None:
            raise
        if saving and getattr(trouble, "connection_invalidated", False):
            raise OutcomeUnknown from trouble
        raise foreseen from trouble


@contextmanager
def _turn(needed: bool) -> Iterator[None]:
    """SQLite has one writer at a time. Those of this process wait for each other here: SQLite itself would let them sleep, longer with
    each try, while the newest overtakes them."""
    if needed and not _TURN.acquire(timeout=_WAIT_MS / 1000):
        raise Busy
    try:
        yield
    finally:
        if needed:
            _TURN.release()


def _enter(session: TenantSession, scope: Scope) -> None:
    """Into `scope`. This first statement also finds out whether a connection that was kept still lives; if not, another one is taken."""
    try:
        narrow(session, scope)
    except DBAPIError as trouble:
        if not trouble.connection_invalidated:
            raise
        super(TenantSession, session).rollback()
        narrow(session, scope)


def narrow(session: TenantSession, scope: Scope) -> None:
    """Put the session, and on PostgreSQL its transaction, into `scope`."""
    session.expunge_all()
    session.scope = scope
    if session.get_bind().dialect.name == "sqlite":
        return
    session.plumbing = True
    try:
        across, closed = "yes" if scope.reach is Reach.ACROSS else "", "off" if session.writes else "on"
        session.execute(_NARROW, {"company": scope.company_id or "", "across": across, "closed": closed})
    finally:
        session.plumbing = False


def insert_for(session: TenantSession) -> Callable[[Any], Any]:
    """The `insert` of the session's database that knows on_conflict_do_nothing and on_conflict_do_update."""
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert


def is_taken(trouble: IntegrityError) -> bool:
    """Whether a row collided with one that has the same unique value."""
    unique = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
    return getattr(trouble.orig, "sqlstate", None) == "23505" or getattr(trouble.orig, "sqlite_errorcode", None) in unique


def _foreseen(trouble: Exception, *, writes: bool) -> Exception | None:
    """Locks and time limits mean Busy, a database that is away means Unavailable, everything else (None) stays the bug it is."""
    if isinstance(trouble, PoolTimeout):
        return Busy()
    if getattr(trouble.orig, "sqlite_errorcode", None) is not None:
        return _foreseen_by_sqlite(trouble.orig.sqlite_errorcode & 0xFF, writes=writes)
    state = getattr(trouble.orig, "sqlstate", None) or ""
    if state in ("55P03", "57014", "40001", "40P01", "53300"):  # lock, statement time, serialization, deadlock, connections
        return Busy()
    if state == "25006":
        return GateBroken("A query may not write.")
    if isinstance(trouble, OperationalError | InterfaceError) or trouble.connection_invalidated:
        return Unavailable()
    return None


def _foreseen_by_sqlite(code: int, *, writes: bool) -> Exception | None:
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy()
    if code == sqlite3.SQLITE_READONLY and not writes:
        return GateBroken("A query may not write.")
    away = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOTADB)
    return Unavailable() if code in away else None
