"""The threads in which actions run: bounded, off the event loop, and honest when there is no room."""

import asyncio
import contextvars
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from portal_app.kernel import pool as pool_module
from portal_app.kernel.errors import Busy, NotFound
from portal_app.kernel.pool import WorkPool


@pytest.fixture
def pool() -> Iterator[WorkPool]:
    pool = WorkPool(2)
    yield pool
    pool.close()


def _in_loop(work: Callable[[], Awaitable[Any]]) -> Any:
    return asyncio.run(work())


def test_work_runs_in_another_thread_and_its_answer_comes_back(pool: WorkPool):
    async def work() -> tuple[str, int]:
        return await pool.run(lambda a, *, b: (threading.current_thread().name, a + b), 1, b=2)

    name, answer = _in_loop(work)
    assert name.startswith("action") and answer == 3


def test_an_error_comes_back_as_it_is(pool: WorkPool):
    def fail() -> None:
        raise NotFound

    with pytest.raises(NotFound):
        _in_loop(lambda: pool.run(fail))


def test_the_loop_goes_on_while_work_waits(pool: WorkPool):
    release = threading.Event()

    async def work() -> int:
        waiting = asyncio.create_task(pool.run(release.wait, 10))
        turns = 0
        while turns < 50:
            await asyncio.sleep(0)
            turns += 1
        release.set()
        await waiting
        return turns

    assert _in_loop(work) == 50


def test_context_variables_travel_with_the_work(pool: WorkPool):
    request = contextvars.ContextVar("request", default="none")

    async def work() -> str:
        request.set("r-1")
        return await pool.run(request.get)

    assert _in_loop(work) == "r-1"


def test_when_too_many_wait_the_next_is_told_so_and_later_there_is_room_again(pool: WorkPool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "_most", 4)
    release = threading.Event()

    async def work() -> tuple[int, str]:
        waiting = [asyncio.create_task(pool.run(release.wait, 10)) for _ in range(4)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await pool.run(lambda: "too many")
        release.set()
        await asyncio.gather(*waiting)
        return len(waiting), await pool.run(lambda: "room again")

    assert _in_loop(work) == (4, "room again")


def test_work_whose_caller_went_away_still_takes_its_place(pool: WorkPool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "_most", 2)
    release = threading.Event()

    async def work() -> None:
        gone = [asyncio.create_task(pool.run(release.wait, 10)) for _ in range(2)]
        await asyncio.sleep(0.05)
        for one in gone:
            one.cancel()
        await asyncio.gather(*gone, return_exceptions=True)
        with pytest.raises(Busy):
            await pool.run(lambda: "the threads are still busy")
        release.set()
        for _ in range(500):
            try:
                return await pool.run(lambda: None)
            except Busy:
                await asyncio.sleep(0.01)
        raise AssertionError("The place was never given back.")

    _in_loop(work)


def test_the_queue_is_bounded():
    assert 0 < pool_module.WAITING <= 1000
