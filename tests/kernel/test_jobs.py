"""Work on a schedule: once in each slot, among all workers, also after a restart."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from portal_app.kernel import clock, jobs, outbox
from portal_app.kernel.jobs import Job, slot_of
from tests.database import behind_the_guard

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOURLY = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_other_jobs(database: str) -> Iterator[None]:
    kept = dict(jobs._jobs), dict(outbox._handlers)
    jobs._jobs.clear(), jobs._seen.clear(), outbox._handlers.clear()
    yield
    jobs._jobs.clear(), jobs._seen.clear(), outbox._handlers.clear()
    jobs._jobs.update(kept[0]), outbox._handlers.update(kept[1])


@pytest.fixture
def ran() -> list[datetime]:
    """The slots in which the hourly job ran."""
    slots: list[datetime] = []
    jobs.schedule(Job("tidy", HOURLY, slots.append))
    return slots


def _round() -> None:
    jobs.enqueue_due()
    outbox.run_due()


def _restart() -> None:
    """A new process remembers nothing."""
    jobs._seen.clear()


def test_a_job_runs_once_in_a_slot_and_again_in_the_next(ran: list[datetime]):
    with clock.frozen(NOON) as advance:
        _round(), _round()
        advance(timedelta(minutes=59, seconds=59))
        _round()
        advance(timedelta(seconds=1))
        _round()
    assert ran == [NOON, NOON + HOURLY]


def test_a_restart_does_not_run_a_job_again_in_its_slot(ran: list[datetime]):
    with clock.frozen(NOON) as advance:
        _round()
        _restart()
        advance(timedelta(minutes=10))
        _round()
    assert ran == [NOON]


def test_a_job_that_was_due_before_a_restart_runs_after_it(ran: list[datetime]):
    with clock.frozen(NOON) as advance:
        jobs.enqueue_due()
        _restart()
        advance(timedelta(minutes=90))
        outbox.run_due()
    assert ran == [NOON]


def test_a_job_that_fails_is_tried_again_in_its_slot():
    tries: list[datetime] = []

    def fail_once(slot: datetime) -> None:
        tries.append(slot)
        if len(tries) == 1:
            raise ConnectionError

    jobs.schedule(Job("sync", HOURLY, fail_once))
    with clock.frozen(NOON) as advance:
        _round()
        advance(timedelta(seconds=outbox.PAUSES[0]))
        _round()
    assert tries == [NOON, NOON]


def test_many_workers_plan_a_slot_once(ran: list[datetime]):
    start = threading.Barrier(8)

    def plan(_: int) -> None:
        jobs._seen.clear()
        start.wait(60)
        jobs.enqueue_due()

    with clock.frozen(NOON):
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(plan, range(8)))
        outbox.run_due()
    assert ran == [NOON]
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE topic = 'job.tidy'") == [(1,)]


@pytest.mark.parametrize(
    ("every", "at", "slot"),
    [
        (timedelta(minutes=5), datetime(2026, 11, 23, 12, 4, 59, 999999, UTC), NOON),
        (timedelta(minutes=5), datetime(2026, 11, 23, 12, 5, tzinfo=UTC), NOON + timedelta(minutes=5)),
        (timedelta(days=1), datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)),
        (timedelta(days=1), datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), datetime(2028, 2, 29, tzinfo=UTC)),
        (timedelta(hours=1), datetime(2027, 3, 28, 1, 30, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)),  # clocks go forward in Berlin
    ],
)
def test_slots_divide_time_in_utc(every: timedelta, at: datetime, slot: datetime):
    assert slot_of(Job("any", every, lambda _: None), at) == slot


def test_a_clock_that_steps_back_does_not_run_a_job_twice(ran: list[datetime]):
    with clock.frozen(NOON + HOURLY):
        _round()
    with clock.frozen(NOON + timedelta(minutes=59)):
        _round()
    with clock.frozen(NOON + HOURLY + timedelta(minutes=1)):
        _restart()
        _round()
    assert ran == [NOON + HOURLY, NOON]
