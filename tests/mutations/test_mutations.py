"""The tests of the guards can fail: without the guard they go red, and without a damage the same way of running them is green."""

import json
import os
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT
from tests.mutations.damages import ALL, EACH_TIME

RED = int(pytest.ExitCode.TESTS_FAILED)


@pytest.mark.fuzz
def test_without_its_guard_each_test_goes_red(in_full: bool):
    which, pairs = ("all", ALL) if in_full else ("each-time", EACH_TIME)
    done = subprocess.run([sys.executable, "-m", "tests.mutations.run", which], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    outcomes = {(line["damage"], line["tests"]): line["exit"] for line in map(json.loads, done.stdout.splitlines())}
    assert outcomes == {("none", pairs[0][1]): 0, **{(damage.__name__, tests): RED for damage, tests in pairs}}, done.stderr
