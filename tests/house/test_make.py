"""`make` explains itself, and CI runs what people run."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools.places import ROOT


def _run(*command: str, **settings: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, env={**os.environ, **settings})


def test_make_alone_lists_every_target_with_a_line():
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)[1].split()
    said = _run("make").stdout
    assert [name for name in targets if not re.search(rf"^  make {name} +\S", said, re.M)] == []


def test_ci_runs_make_test():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "exec make test" in (ROOT / ".ci" / "run").read_text()


def test_an_unknown_command_is_answered_with_a_sentence():
    done = _run(sys.executable, "-m", "tools", "dance")
    assert done.returncode == 1
    assert done.stderr.startswith("Commands: run, dev, test")


def test_a_port_that_is_taken_is_a_sentence_and_not_a_trace(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _run(sys.executable, "-m", "tools.portal", PORTAL_PORT=str(port), PORTAL_MODE="demo", PORTAL_DATA_FOLDER=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.strip() == f"Port {port} is taken. Another program uses it. Stop it, or choose another port: PORTAL_PORT={port + 1} make run"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"PORTAL_MODE": "production"}, "PORTAL_SECRET_KEY: production needs a secret of its own"),
        ({"PORTAL_PORT": "99999"}, "PORTAL_PORT: "),
        ({"PORTAL_WORKERS": "2"}, "PORTAL_WORKERS: more than one worker needs PORTAL_REDIS_URL"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(settings: dict[str, str], sentence: str):
    done = _run(sys.executable, "-m", "tools.portal", **settings)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_a_sentence(tmp_path: Path):
    program = "from tools.portal import migrate\nfrom tools.say import end_in_sentences\nend_in_sentences(migrate)"
    done = _run(sys.executable, "-c", program, PORTAL_DATABASE_URL="postgresql://portal:hidden-word@127.0.0.1:1/portal", PORTAL_DATA_FOLDER=str(tmp_path))
    assert done.returncode == 1
    assert "The database says: connection failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert "hidden-word" not in done.stderr
