"""`make run` as a person meets it: an address, no Node beside the server, a clean end; and the same portal for tests."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.services import LivePortal, free_port
from tools.children import end, start
from tools.places import ROOT


@pytest.fixture
def started(tmp_path: Path):
    port = free_port()
    settings = {"PORTAL_PORT": str(port), "PORTAL_MODE": "demo", "PORTAL_DATA_FOLDER": str(tmp_path)}
    process = start(
        [sys.executable, "-m", "tools.portal"], cwd=ROOT, env={**os.environ, **settings}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    yield process, port
    end(process)


@pytest.mark.live
def test_make_run_prints_address_and_people_and_stops_cleanly(started: tuple[subprocess.Popen, int]):
    process, port = started
    said = _read_until(process, "Ctrl-C stops it.")
    assert f"http://localhost:{port}/" in said
    assert re.search(r"@\S+\.example", said), "the demo people are listed"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert b"<html" in answer.read()
    assert "node" not in _programs_under(process.pid)
    process.send_signal(signal.SIGINT)
    assert "The portal has stopped." in process.stdout.read()
    assert process.wait() == 0


@pytest.mark.parametrize("which", ["live_portal", "live_portal_two_workers"])
def test_the_portal_of_tests_can_be_killed_and_comes_back(which: str, request: pytest.FixtureRequest):
    portal: LivePortal = request.getfixturevalue(which)
    portal.kill()
    with pytest.raises(OSError):
        urllib.request.urlopen(f"{portal}/ping")
    portal.start_again()
    with urllib.request.urlopen(f"{portal}/ping") as answer:
        assert answer.status == 200


def _read_until(process: subprocess.Popen, last: str) -> str:
    said = ""
    for line in process.stdout:
        said += line
        if last in line:
            return said
    raise AssertionError(f"It ended early:\n{said}")


def _programs_under(pid: int) -> set[str]:
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,comm="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    family, grown = {str(pid)}, True
    while grown:
        more = {child for child, parent, _ in rows if parent in family} - family
        family, grown = family | more, bool(more)
    return {name for child, _, name in rows if child in family}
