"""How often something may be tried: counters in fixed windows, kept in the database so that a restart or a second worker forgets nothing."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, SQLModel, col

from portal_app.kernel import clock
from portal_app.kernel.columns import Instant
from portal_app.kernel.db import insert_for, transaction
from portal_app.kernel.tenancy import NOBODY, TenantSession


@dataclass(frozen=True)
class Limit:
    """At most `times` within each window of `seconds`."""

    times: int
    seconds: int


class LimitWindow(SQLModel, table=True):
    """One counter. `key` names what is limited and for whom; it holds no secret."""

    __tablename__ = "limit_window"
    __audited__ = False

    key: str = Field(primary_key=True, max_length=160)
    starts_at: datetime = Field(primary_key=True, sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant, index=True)
    count: int = 0


def allow(key: str, limit: Limit) -> bool:
    """Count one try for `key` in a transaction of its own, so that a refusal afterwards does not undo it. False: too many."""
    with transaction(NOBODY, writes=True) as session:
        return count_try(session, key, limit) <= limit.times


def count_try(session: TenantSession, key: str, limit: Limit) -> int:
    """Count one try in the present window and return the tries so far. One statement, so parallel tries never share a number."""
    now = clock.now()
    starts = datetime.fromtimestamp(now.timestamp() // limit.seconds * limit.seconds, UTC)
    row = {"key": _fitting(key), "starts_at": starts, "ends_at": starts + timedelta(seconds=limit.seconds), "count": 1}
    insert = insert_for(session)(LimitWindow)
    statement = insert.on_conflict_do_update(index_elements=["key", "starts_at"], set_={"count": LimitWindow.count + 1}).returning(LimitWindow.count)
    return session.scalars(statement, [row]).one()


def _fitting(key: str) -> str:
    """A key too long for its column keeps its beginning and is told apart by its digest."""
    return key if len(key) <= 160 else f"{key[:95]}:{hashlib.sha256(key.encode()).hexdigest()}"


def forget_old_windows() -> None:
    """Remove counters whose window has ended. Called by a job."""
    with transaction(NOBODY, writes=True) as session:
        session.exec(delete(LimitWindow).where(col(LimitWindow.ends_at) < clock.now()))
