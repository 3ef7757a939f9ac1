"""The slow part of a sign-in, bounded: each check takes 64 MiB and a processor for a tenth of a second."""

import threading
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from portal_app.kernel import secrets
from portal_app.kernel.errors import Busy

T = TypeVar("T")
_AT_ONCE = threading.BoundedSemaphore(4)
_PATIENCE = 10  # seconds in the queue


def bounded(work: Callable[[], T]) -> T:
    """Do slow hashing when one of four places is free. Raises Busy when none is for ten seconds."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Busy
    try:
        return work()
    finally:
        _AT_ONCE.release()


def password_fits(password: str, hashed: str | None) -> tuple[bool, str | None]:
    """Whether it fits, and a new hash when the old one is outdated. Without a hash a decoy is checked: it takes just as long and never fits."""
    decoy = _decoy()  # also when it is not needed, so that the first sign-in of a process takes equally long either way
    checked_against = hashed or decoy
    fits, better_hash = bounded(lambda: secrets.check_password(password, checked_against))
    return (fits, better_hash) if hashed else (False, None)


def new_password_hash(password: str) -> str:
    return bounded(lambda: secrets.hash_password(password))


@cache
def _decoy() -> str:
    return bounded(lambda: secrets.hash_password(secrets.new_token()))
