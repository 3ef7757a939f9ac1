"""A circuit breaker: after a row of failures nobody waits for a system that is away, until a probe says that it is back.

Ours, because the maintained packages count in threads and seconds of the machine; this one reads the portal's clock and is tested by it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal_app.kernel import clock


@dataclass(frozen=True)
class LineReport:
    """How the calls of this process went: the last that was answered, the last that was not and why, and until when nobody asks."""

    answered_at: datetime | None = None
    failed_at: datetime | None = None
    reason: str = ""
    rests_until: datetime | None = None


class Breaker:
    """Opens after `failures` in a row of which each came within `near` of the one before. After `rest` one probe may close it."""

    def __init__(self, *, failures: int = 5, near: timedelta = timedelta(seconds=10), rest: timedelta = timedelta(seconds=30)) -> None:
        self._failures, self._near, self._rest = failures, near, rest
        self._count = 0
        self._last: datetime | None = None
        self._open_until: datetime | None = None
        self._answered: datetime | None = None
        self._reason = ""
        self._lock = threading.Lock()

    def report(self) -> LineReport:
        with self._lock:
            return LineReport(self._answered, self._last, self._reason, self._open_until)

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
            self._count, self._open_until, self._answered = 0, None, clock.now()

    def note_failure(self, reason: str = "") -> None:
        with self._lock:
            now = clock.now()
            near = self._last is not None and now - self._last <= self._near
            self._count, self._last, self._reason = (self._count + 1 if near else 1), now, reason
            if self._count >= self._failures:
                self._open_until = now + self._rest
