"""The slow part of a sign-in, bounded: each check takes 64 MiB and a processor for a tenth of a second."""

import threading
from collections.abc import Callable
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
    """Whether it fits, and a new hash when the old one is outdated. Without a hash it takes just as long and never fits."""
    if hashed is None:
        bounded(secrets.waste_check)
        return False, None
    return bounded(lambda: secrets.check_password(password, hashed))


def new_password_hash(password: str) -> str:
    return bounded(lambda: secrets.hash_password(password))
