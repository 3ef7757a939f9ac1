"""Work on a schedule. A due job becomes an outbox message with one key per slot, so it survives restarts and runs once among all workers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal_app.kernel import clock, outbox
from portal_app.kernel.db import transaction
from portal_app.kernel.tenancy import NOBODY


@dataclass(frozen=True)
class Job:
    """`every` divides time since 1970 (UTC) into slots; `run` is called once in each slot with the slot's start."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


_jobs: dict[str, Job] = {}
_seen: dict[str, datetime] = {}


def schedule(job: Job) -> None:
    """Register a job. Wired in portal_app.py."""
    _jobs[job.name] = job
    outbox.deliver(f"job.{job.name}", lambda message: job.run(datetime.fromisoformat(message.payload["slot"])))


def slot_of(job: Job, at: datetime) -> datetime:
    """The start of the slot in which `at` lies."""
    length = job.every.total_seconds()
    return datetime.fromtimestamp(at.timestamp() // length * length, UTC)


def enqueue_due() -> None:
    """Put the present slot of each job into the outbox, if no worker did so yet."""
    now = clock.now()
    for job in _jobs.values():
        slot = slot_of(job, now)
        if _seen.get(job.name) == slot:
            continue
        with transaction(NOBODY, writes=True) as session:
            outbox.put(session, f"job.{job.name}", {"slot": slot.isoformat()}, dedupe_key=f"job.{job.name}@{slot.isoformat()}")
        _seen[job.name] = slot
