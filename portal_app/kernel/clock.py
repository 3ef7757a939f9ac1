"""The only place that reads the clock. Instants are aware UTC; a day is a `date` in somebody's time zone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_read: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _read()


def today(time_zone: str = "Europe/Berlin") -> date:
    """The calendar day it is at this instant in `time_zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(time_zone)).date()


@contextmanager
def frozen(at: datetime) -> Iterator[Callable[[timedelta], None]]:
    """Hold the clock at an aware instant for a test; the value yielded moves it on."""
    global _read
    if at.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    before, moment = _read, [at.astimezone(UTC)]

    def advance(by: timedelta) -> None:
        moment[0] += by

    _read = lambda: moment[0]  # noqa: E731
    try:
        yield advance
    finally:
        _read = before
