"""One at a time: two `make` in one folder must not install or build over each other."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from tools.places import BUILD
from tools.say import step


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Hold the folder's lock named `what`; whoever comes second waits and says so."""
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / f"{what}.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            step(f"Another make works on the {what} in this folder; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
