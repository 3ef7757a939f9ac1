"""How long the portal takes to be up, and what it then holds in memory. With a front end to build it is `make clean && time make run`."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import fact, line, title
from tests.services import run_ours, running_portal
from tools.frontend import built_front

TIMES = 5


def main() -> None:
    title("Start")
    fact("front end (a fraction of a second: it was built before)", f"{_seconds(built_front):.2f} s")
    with tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), f"sqlite:///{name}/portal.db"
        fact("all migrations on an empty database", f"{_seconds(lambda: run_ours('alembic', 'upgrade', 'head', database_url=url, folder=folder)):.2f} s")
        fact("demo world, first time", f"{_seconds(lambda: run_ours('portal_app.demo', database_url=url, folder=folder)):.2f} s")
        fact("demo world, nothing to do", f"{_seconds(lambda: run_ours('portal_app.demo', database_url=url, folder=folder)):.2f} s")
        starts = [_start_once(url) for _ in range(TIMES)]
        line("server process until it answers", [seconds * 1000 for seconds, _ in starts])
        line("memory of the server process then", [megabytes for _, megabytes in starts], "MB")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _start_once(url: str) -> tuple[float, float]:
    """Seconds until the portal answers, and the megabytes of its process that are in memory."""
    start = time.perf_counter()
    with running_portal(url) as portal:
        seconds = time.perf_counter() - start
        words = Path(f"/proc/{portal.process.pid}/status").read_text().split("VmRSS:")[1].split()
    return seconds, int(words[0]) / 1024
