"""A circuit breaker: after a row of failures nobody waits for a system that is away, until a probe says that it is back.

Ours, because the maintained packages count in threads and seconds of the machine; this one reads the portal's clock and is tested by it.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from portal_app.kernel import clock


class Breaker:
    """Opens after `failures` in a row of which each came within `near` of the one before. After `rest` one probe may close it."""

    def __init__(self, *, failures: int = 5, near: timedelta = timedelta(seconds=10), rest: timedelta = timedelta(seconds=30)) -> None:
        self._failures, self._near, self._rest = failures, near, rest
        self._count = 0
        self._last: datetime | None = None
        self._open_until: datetime | None = None
        self._lock = threading.Lock()

    def remaining(self) -> timedelta | None:
        """How long nobody shall ask; None when it is closed; zero when a probe is due."""
        with self._lock:
            return None if self._open_until is None else max(self._open_until - clock.now(), timedelta(0))

    def probe(self, is_back: Callable[[], object]) -> None:
        """Ask whether the other side is back. What the question raises is raised, and the rest begins anew."""
        with self._lock:
            self._open_until = clock.now() + self._rest  # whoever comes meanwhile waits
        is_back()
        self.note_success()

    def note_success(self) -> None:
        with self._lock:
            self._count, self._open_until = 0, None

    def note_failure(self) -> None:
        with self._lock:
            now = clock.now()
            near = self._last is not None and now - self._last <= self._near
            self._count, self._last = (self._count + 1 if near else 1), now
            if self._count >= self._failures:
                self._open_until = now + self._rest
