"""Effects on the outside world and work for later: rows written in the command's transaction, carried out after it.

A worker claims rows with a lease and calls the topic's handler outside any transaction. At least once, so handlers are
idempotent by `message.id`. A failure is tried again with growing pauses; after the last try the row is a dead letter for a human.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Index, delete, func, or_, update
from sqlmodel import Field, SQLModel, col, select

from portal_app.kernel import clock
from portal_app.kernel.columns import Instant
from portal_app.kernel.db import insert_for, transaction
from portal_app.kernel.errors import PortalError
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import NOBODY, TenantSession

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
PAUSES = (5, 30, 120, 600, 3600, 4 * 3600, 12 * 3600)  # seconds before try 2, 3, ...; then a dead letter


class OutboxMessage(SQLModel, table=True):
    """One effect to carry out. `dedupe_key` makes it unique for ever; `run_at` may lie in the future."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "done_at", "dead_at", "run_at"),)
    __audited__ = False

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    topic: str = Field(max_length=80)
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    company_id: Id | None = Field(default=None, max_length=26)
    dedupe_key: str | None = Field(default=None, unique=True, max_length=200)
    created_at: datetime = Field(sa_type=Instant)
    run_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    lease_token: str | None = Field(default=None, max_length=32)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    dead_at: datetime | None = Field(default=None, sa_type=Instant)
    last_error: str = Field(default="", max_length=500)


@dataclass(frozen=True)
class Message:
    """What a handler gets. The same id may come twice: it names one effect."""

    id: Id
    topic: str
    payload: dict[str, Any]
    company_id: Id | None
    attempt: int


@dataclass(frozen=True)
class OpenMessage:
    """One that is not carried out yet, for operators. `is_dead`: laid aside until a human decides; `is_planned`: its time has not come."""

    id: Id
    topic: str
    payload: dict[str, Any]
    company_id: Id | None
    created_at: datetime
    run_at: datetime
    attempts: int
    is_dead: bool
    is_under_way: bool
    is_planned: bool
    last_error: str


class Hopeless(Exception):
    """Raised by a handler when no later try can help (an address that is refused for good): a dead letter at once."""


class Later(Exception):
    """Raised by a handler that cannot do its work yet because the other side is away: the message waits for `pause`, and the try does not count."""

    def __init__(self, reason: str, pause: timedelta) -> None:
        super().__init__(reason)
        self.pause = pause


_handlers: dict[str, Callable[[Message], None]] = {}


def deliver(topic: str, handler: Callable[[Message], None]) -> None:
    """Carry out messages of `topic` with `handler`, which ends well within LEASE. Wired in portal_app.py."""
    _handlers[topic] = handler


def put(session: TenantSession, topic: str, payload: dict[str, Any], *, dedupe_key: str | None = None, run_at: datetime | None = None) -> Id | None:
    """Add a message to the transaction. Returns None when its dedupe key was used before (then nothing is added), also by a call at the same moment."""
    now = clock.now()
    row = {"topic": topic, "payload": payload, "company_id": session.scope.company_id, "dedupe_key": dedupe_key, "created_at": now, "run_at": run_at or now}
    insert = insert_for(session)(OutboxMessage).on_conflict_do_nothing(index_elements=["dedupe_key"])
    return session.scalars(insert.returning(OutboxMessage.id), [row]).one_or_none()


def claim(limit: int = 20) -> list[tuple[Message, str]]:
    """Lease due messages of known topics to this worker. Each comes with the token that `finish` and `fail` ask for."""
    now, token = clock.now(), secrets.token_hex(16)
    free = or_(col(OutboxMessage.lease_until).is_(None), col(OutboxMessage.lease_until) <= now)
    with transaction(NOBODY, writes=True) as session:
        due = (
            select(OutboxMessage.id)
            .where(col(OutboxMessage.done_at).is_(None), col(OutboxMessage.dead_at).is_(None), OutboxMessage.run_at <= now, free)
            .where(col(OutboxMessage.topic).in_(list(_handlers)))
            .order_by(col(OutboxMessage.run_at), col(OutboxMessage.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = session.exec(due).all()
        named = select(OutboxMessage).where(col(OutboxMessage.id).in_(ids)).order_by(col(OutboxMessage.run_at), col(OutboxMessage.id))
        rows = session.exec(named).all() if ids else []
        for row in rows:
            row.lease_until, row.lease_token, row.attempts = now + LEASE, token, row.attempts + 1
        return [(Message(row.id, row.topic, row.payload, row.company_id, row.attempts), token) for row in rows]


def finish(message: Message, token: str) -> bool:
    """Mark as carried out. False when the lease went to another worker meanwhile."""
    return _settle(message, token, done_at=clock.now(), lease_until=None)


def fail(message: Message, token: str, error: str, *, hopeless: bool = False) -> bool:
    """Plan the next try, or after the last one (or a hopeless one) lay the message aside as a dead letter."""
    now = clock.now()
    if hopeless or message.attempt > len(PAUSES):
        log.error("outbox message laid aside", extra={"message_id": message.id, "topic": message.topic})
        return _settle(message, token, dead_at=now, lease_until=None, last_error=error[:500])
    return _settle(message, token, run_at=now + timedelta(seconds=PAUSES[message.attempt - 1]), lease_until=None, last_error=error[:500])


def postpone(message: Message, token: str, later: Later) -> bool:
    """Plan the next try without counting this one: who is away for a day makes no dead letters."""
    changes = {"run_at": clock.now() + later.pause, "attempts": message.attempt - 1, "last_error": str(later)[:500]}
    return _settle(message, token, lease_until=None, **changes)


def retry_dead(session: TenantSession, message_id: Id) -> bool:
    """Give a dead letter a fresh start. Part of a staff command."""
    changes = {"dead_at": None, "attempts": 0, "run_at": clock.now()}
    done = session.exec(update(OutboxMessage).where(col(OutboxMessage.id) == message_id, col(OutboxMessage.dead_at).is_not(None)).values(**changes))
    return done.rowcount == 1


def hurry(session: TenantSession, message_id: Id) -> bool:
    """Try at once what went wrong before. False for what is under way, carried out, laid aside, or planned for later. Part of a staff command."""
    now = clock.now()
    free = or_(col(OutboxMessage.lease_until).is_(None), col(OutboxMessage.lease_until) <= now)
    waiting = (col(OutboxMessage.id) == message_id, col(OutboxMessage.done_at).is_(None), col(OutboxMessage.dead_at).is_(None))
    went_wrong = or_(OutboxMessage.last_error != "", col(OutboxMessage.run_at) <= now)
    return session.exec(update(OutboxMessage).where(*waiting, free, went_wrong).values(run_at=now)).rowcount == 1


def list_open(session: TenantSession, topics: Collection[str], *, limit: int) -> list[OpenMessage]:
    """What is not carried out yet: laid aside first, then the longest waiting."""
    query = select(OutboxMessage).where(*_open_of(topics)).order_by(col(OutboxMessage.dead_at).is_(None), col(OutboxMessage.created_at), OutboxMessage.id)
    return [_open_message(row) for row in session.exec(query.limit(limit)).all()]


def find_open(session: TenantSession, topics: Collection[str], message_id: Id) -> OpenMessage | None:
    row = session.exec(select(OutboxMessage).where(*_open_of(topics), col(OutboxMessage.id) == message_id)).first()
    return _open_message(row) if row else None


def count_open(session: TenantSession, topics: Collection[str]) -> tuple[int, int, datetime | None]:
    """How many wait, how many are laid aside, and since when the oldest waiting one waits."""
    waits = col(OutboxMessage.dead_at).is_(None)
    count = select(func.count()).select_from(OutboxMessage).where(*_open_of(topics))
    oldest = select(func.min(OutboxMessage.created_at, type_=Instant())).where(*_open_of(topics), waits)
    return session.exec(count.where(waits)).one(), session.exec(count.where(~waits)).one(), session.exec(oldest).one()


def forget_done(before: datetime) -> None:
    """Remove messages carried out longer ago. One with a dedupe key loses its contents only, since its key counts for ever;
    those of jobs go, since no slot comes twice. Dead letters stay until a human decides."""
    old = (col(OutboxMessage.done_at) < before,)
    again_never = or_(col(OutboxMessage.dedupe_key).is_(None), col(OutboxMessage.topic).startswith("job."))
    with transaction(NOBODY, writes=True) as session:
        session.exec(delete(OutboxMessage).where(*old, again_never))
        session.exec(update(OutboxMessage).where(*old).values(payload={}))


def _open_of(topics: Collection[str]) -> tuple[Any, ...]:
    return (col(OutboxMessage.done_at).is_(None), col(OutboxMessage.topic).in_(sorted(topics)))


def _open_message(row: OutboxMessage) -> OpenMessage:
    now = clock.now()
    under_way, planned = row.lease_until is not None and row.lease_until > now, row.run_at > now and not row.last_error
    return OpenMessage(
        row.id, row.topic, row.payload, row.company_id, row.created_at, row.run_at, row.attempts, row.dead_at is not None, under_way, planned, row.last_error
    )


def _settle(message: Message, token: str, **changes: Any) -> bool:
    with transaction(NOBODY, writes=True) as session:
        mine = (OutboxMessage.id == message.id, OutboxMessage.lease_token == token, col(OutboxMessage.done_at).is_(None))
        return session.exec(update(OutboxMessage).where(*mine).values(**changes)).rowcount == 1


def run_due(limit: int = 20) -> int:
    """Carry out what is due now, once. Returns how many messages were claimed.

    When the first ones take so long that the lease is over, the rest is left to whoever claims it next.
    """
    start, claimed = clock.now(), claim(limit)
    for message, token in claimed:
        if clock.now() - start >= LEASE:
            break
        _carry_out(message, token)
    return len(claimed)


def _carry_out(message: Message, token: str) -> None:
    if message.attempt > len(PAUSES) + 1:
        fail(message, token, "Each try ended with the worker that made it.", hopeless=True)
        return
    try:
        _handlers[message.topic](message)
    except Later as later:
        postpone(message, token, later)
    except Exception as trouble:  # noqa: BLE001 - whatever a handler meets, the message must not be lost
        log.warning("outbox message failed", extra={"message_id": message.id, "topic": message.topic, "error": type(trouble).__name__})
        fail(message, token, f"{type(trouble).__name__}: {trouble}", hopeless=isinstance(trouble, Hopeless))
    else:
        finish(message, token)


class Worker:
    """A thread that carries out due messages until it is stopped. `also` runs each round (the job schedule)."""

    def __init__(self, *, pause: float = 0.5, also: Callable[[], None] | None = None) -> None:
        self._pause, self._also, self._stop = pause, also, threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask to stop and wait for the message in hand."""
        self._stop.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stop.is_set():
            if self._also:
                _guarded(self._also)
            if not _guarded(run_due):
                self._stop.wait(self._pause)


def _guarded(work: Callable[[], Any]) -> Any:
    """One piece of a round. Whatever goes wrong in it, the next round comes: a thread that ends would end all mail with it."""
    try:
        return work()
    except PortalError as away:  # the database is away or busy: wait, it comes back
        log.warning("outbox waits", extra={"reason": away.code})
    except Exception as trouble:  # a bug in one job must not stop the others
        log.error("outbox round failed", extra={"error": type(trouble).__name__}, exc_info=True)
    return None
