"""How many people one machine carries: connections and events a second over real websockets, through the guard and the gate.

The client shares the machine's cores with the server, so absolute figures are low; compare the lines of one run with each other.
"""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import fact, line, title
from tests.services import run_ours, running_postgres, running_redis
from tests.socket.conftest import Server, running_server
from tests.socket.crowd import CheapTab, open_many
from tests.socket.world import SignedInPerson

PEOPLE = 40  # different people; several tabs each when there are more connections
SECONDS = 6


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/portal.db"
        run_ours("alembic", "upgrade", "head", database_url=url, folder=Path(name))
        with _server(name, url) as server:
            title("One process, SQLite, states in memory")
            asyncio.run(_measure(server))
    with tempfile.TemporaryDirectory() as name, running_postgres() as postgres, running_redis() as redis_url:
        url = postgres.url(postgres.create_database())
        run_ours("alembic", "upgrade", "head", database_url=url, folder=Path(name))
        with _server(name, url, redis_url=redis_url, workers="2") as server:
            title("Two workers, PostgreSQL, states in Redis")
            asyncio.run(_measure(server))


@contextmanager
def _server(folder: str, url: str, **chosen: str) -> Iterator[Server]:
    place = Path(folder) / "server"
    place.mkdir()
    with running_server(place, url, connections_per_address="2000", **chosen) as server:
        yield server
    shutil.rmtree(place)


async def _measure(server: Server) -> None:
    people = [server.person(f"Person {number}") for number in range(PEOPLE)]
    tabs = await _connect_all(server, people, 200)
    line("one tab, 20 events a second: guard only", await _with_pauses(tabs[:1], "mark", 0.05))
    line("one tab, 20 events a second: asking an action", await _with_pauses(tabs[:1], "ask", 0.05))
    for count in (50, 200):
        line(f"{count} tabs without a pause: guard only", await _closed_loop(tabs[:count], "mark"))
        line(f"{count} tabs without a pause: asking an action", await _closed_loop(tabs[:count], "ask"))
    line("200 people, each an event in 5 s: asking an action", await _with_pauses(tabs, "ask", 5))
    await asyncio.gather(*(tab.close() for tab in tabs))


async def _connect_all(server: Server, people: list[SignedInPerson], count: int) -> list[CheapTab]:
    start = time.perf_counter()
    tabs = await open_many(server.url, people, count)
    fact("connections with their first page, a second", f"{count / (time.perf_counter() - start):.0f}")
    return tabs


async def _closed_loop(tabs: list[CheapTab], kind: str) -> list[float]:
    """Each tab sends its next event when the last is answered. A single tab would meet its limit of 50 a second, so these are many."""
    taken = await _events(tabs, kind, SECONDS, pause=0)
    fact(f"  {kind}: events a second, {len(tabs)} tabs", f"{len(taken) / SECONDS:.0f}")
    return taken


async def _with_pauses(tabs: list[CheapTab], kind: str, pause: float) -> list[float]:
    return await _events(tabs, kind, max(SECONDS, 4 * pause), pause=pause)


async def _events(tabs: list[CheapTab], kind: str, seconds: float, *, pause: float) -> list[float]:
    """Milliseconds of each event. With a pause the tabs begin spread over it, as people do."""
    stop, taken = time.perf_counter() + seconds, []

    async def loop(tab: CheapTab, first: float) -> None:
        await asyncio.sleep(first)
        number = 0
        while time.perf_counter() < stop:
            number += 1
            begin = time.perf_counter()
            await getattr(tab, kind)(number)
            taken.append((time.perf_counter() - begin) * 1000)
            await asyncio.sleep(pause)

    await asyncio.gather(*(loop(tab, pause * place / len(tabs)) for place, tab in enumerate(tabs)))
    return taken
