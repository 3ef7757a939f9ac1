"""`python -m tests.mutations.run each-time|all`: for each damage and its tests whether they went red. One JSON object a line.

The portal is imported once; each pair runs in a fork of this process, so that a damage harms nobody else and costs little time.
"""

import json
import os
import sys
from collections.abc import Callable

import playwright.sync_api  # noqa: F401 - imported here once instead of in each fork
import pytest

from tests.mutations.damages import ALL, EACH_TIME
from tests.security import actions  # noqa: F401 - so are all actions

OPTIONS = ["-q", "-x", "--no-header", "-p", "no:cacheprovider", "-m", "not postgres and not kills"]


def main(pairs: list[tuple[Callable[[], None], str]]) -> None:
    untouched = (None, pairs[0][1])
    for damage, tests in [untouched, *pairs]:
        print(json.dumps({"damage": damage.__name__ if damage else "none", "tests": tests, "exit": _exit_code(damage, tests)}), flush=True)


def _exit_code(damage: Callable[[], None] | None, tests: str) -> int:
    """What pytest says in a damaged fork: 0 green, 1 red, more when it could not even try."""
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1), os.dup2(nowhere, 2)
        if damage is not None:
            damage()
        os._exit(int(pytest.main([*OPTIONS, tests])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main({"each-time": EACH_TIME, "all": ALL}[sys.argv[1]])
