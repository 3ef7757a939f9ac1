"""Many people at once over real websockets: everybody is answered, and what was acknowledged is there once. In full with `make test-load`."""

import asyncio
import shutil
import statistics
import time
from pathlib import Path

import pytest

from tests.socket.conftest import Server, running_server
from tests.socket.crowd import CheapTab, open_many
from tests.socket.world import carried_out

pytestmark = [pytest.mark.load, pytest.mark.live]
SHORT = [(20, 0.5, 5)]  # people, seconds between two commands of one person, seconds in all
FULL = [(50, 2, 60), (200, 5, 60), (500, 10, 60)]
PATIENCE = 120  # seconds until the last message is carried out


def test_one_process_answers_everybody(sqlite_template: Path, tmp_path: Path, in_full: bool, capsys: pytest.CaptureFixture):
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'load.db')}"
    with running_server(tmp_path, url, connections_per_address="2000") as server:
        _carries(server, "one process, SQLite", in_full, capsys)


@pytest.mark.postgres
@pytest.mark.redis
def test_two_workers_answer_everybody(postgres_url: str, redis_url: str, tmp_path: Path, in_full: bool, capsys: pytest.CaptureFixture):
    with running_server(tmp_path, postgres_url, redis_url=redis_url, workers="2", connections_per_address="2000") as server:
        _carries(server, "two workers, PostgreSQL, Redis", in_full, capsys)


def _carries(server: Server, name: str, in_full: bool, capsys: pytest.CaptureFixture) -> None:
    for people, pause, seconds in FULL if in_full else SHORT:
        told, taken = asyncio.run(_day(server, people, pause, seconds))
        tries = _until_carried_out(server, told)
        refused = [text for text, acknowledged in told.items() if not acknowledged]
        with capsys.disabled():
            middle, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
            print(f"\n{name}, {people} people: {len(taken)} commands, {len(refused)} refused, median {middle:.0f} ms, p95 {slow:.0f} ms")
        assert refused == [], "everybody is answered, and nobody with a refusal"
        assert {text: tries.get(text) for text in told} == dict.fromkeys(told, 1), "what was acknowledged is there, and carried out once"


async def _day(server: Server, people: int, pause: float, seconds: float) -> tuple[dict[str, bool], list[float]]:
    """What each command was answered, and the milliseconds it took."""
    tabs = await open_many(server.url, [server.person(f"Person {number}") for number in range(people)], people)
    told: dict[str, bool] = {}
    taken: list[float] = []
    end = time.perf_counter() + seconds

    async def work(place: int, tab: CheapTab) -> None:
        await asyncio.sleep(pause * place / people)  # people do not begin at the same moment
        number = 0
        while time.perf_counter() < end:
            number += 1
            begin, text = time.perf_counter(), f"{people} people, {place}, {number}"
            told[text] = await asyncio.wait_for(tab.write(text, number), 30)
            taken.append((time.perf_counter() - begin) * 1000)
            await asyncio.sleep(pause)

    try:
        await asyncio.gather(*(work(place, tab) for place, tab in enumerate(tabs)))
    finally:
        await asyncio.gather(*(tab.close() for tab in tabs))
    return told, taken


def _until_carried_out(server: Server, told: dict[str, bool]) -> dict[str, int | None]:
    """In how many tries each message was carried out, once none is waiting."""
    end = time.monotonic() + PATIENCE
    while True:
        tries = carried_out(server.values["PORTAL_DATABASE_URL"])
        if all(tries.get(text) for text in told) or time.monotonic() > end:
            return tries
        time.sleep(0.5)
