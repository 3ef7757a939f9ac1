"""A migration that is killed in the middle leaves the database as it was, and the next try goes through."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command

from tests.architecture.source import ROOT
from tests.migrations import config_for, connected, contents, fill, revision_of, revisions, things_in, upgrade

pytestmark = pytest.mark.kills


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"empty_{request.param}")


def _migrate(url: str, folder: Path, last: int) -> subprocess.CompletedProcess:
    """In a process of its own that kills itself after the statement `last` (0: never)."""
    command_line = [sys.executable, "-m", "tests.reliability.migrate_and_die", "head", str(last)]
    return subprocess.run(
        command_line, cwd=ROOT, env={**os.environ, "PORTAL_DATABASE_URL": url, "PORTAL_DATA_FOLDER": str(folder)}, capture_output=True, text=True
    )


@pytest.mark.parametrize("start", ["nothing", "the first migration with rows"])
def test_a_kill_in_the_middle_leaves_no_half_state(start: str, empty: str, tmp_path: Path, in_full: bool):
    if start != "nothing":
        upgrade(empty, revisions()[0])
        with connected(empty) as connection:
            fill(connection, 0)
    with connected(empty) as connection:
        before = things_in(connection), revision_of(connection), contents(connection)
    for last in _points(20 if in_full else 3):
        done = _migrate(empty, tmp_path, last)
        assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr
        with connected(empty) as connection:
            assert (things_in(connection), revision_of(connection), contents(connection)) == before, f"killed after statement {last}"
    done = _migrate(empty, tmp_path, 0)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > _points(20)[-1], "the last kill came after the end"
    command.check(config_for(empty))


def _points(count: int) -> list[int]:
    """After which statements to kill: spread over the whole migration, which has about 20 statements from its second revision on."""
    return sorted({round(1 + step * 23 / max(count - 1, 1)) for step in range(count)})
