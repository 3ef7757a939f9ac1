"""The clock of reminders: working days where the company is, across weekends, holidays and the change of summer time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.purchasing.rules.working_days import is_working_day, reminder_times, working_days_after

BERLIN = "Europe/Berlin"
HOLIDAY = frozenset({date(2026, 12, 25)})  # a Friday


@pytest.mark.parametrize(
    ("asked", "days", "expected"),
    [
        ("2026-11-23 07:38", 1, "2026-11-24 07:38"),  # Monday
        ("2026-11-23 07:38", 2, "2026-11-25 07:38"),
        ("2026-11-26 16:00", 2, "2026-11-30 16:00"),  # Thursday
        ("2026-11-27 15:20", 1, "2026-11-30 15:20"),  # Friday
        ("2026-11-28 11:00", 1, "2026-12-01 08:00"),  # Saturday counts from Monday morning
        ("2026-11-29 23:59", 0, "2026-11-30 08:00"),
        ("2026-12-24 10:00", 1, "2026-12-28 10:00"),  # over a holiday and a weekend
        ("2026-12-25 10:00", 1, "2026-12-29 08:00"),
        ("2026-12-31 10:00", 1, "2027-01-01 10:00"),  # over the year
        ("2027-03-26 02:30", 1, "2027-03-29 02:30"),  # summer time begins on the Sunday between
        ("2026-10-23 02:30", 1, "2026-10-26 02:30"),  # and ends
        ("2028-02-28 09:00", 1, "2028-02-29 09:00"),
    ],
)
def test_the_same_hour_some_working_days_later(asked: str, days: int, expected: str):
    at = datetime.fromisoformat(asked).replace(tzinfo=ZoneInfo(BERLIN))
    found = working_days_after(at.astimezone(UTC), days, BERLIN, HOLIDAY)
    assert found.tzinfo is UTC and f"{found.astimezone(ZoneInfo(BERLIN)):%Y-%m-%d %H:%M}" == expected


def test_a_day_is_the_companys_day():
    """Friday 23:30 in Limerick is Saturday 00:30 in Kiel."""
    at = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    assert working_days_after(at, 1, "Europe/Dublin") == datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert working_days_after(at, 1, BERLIN) == datetime(2026, 12, 1, 7, 0, tzinfo=UTC)


START = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)), st.sampled_from([BERLIN, "Europe/Dublin", "Europe/Vienna"]))
def test_a_reminder_comes_first_on_a_working_day_and_escalation_later(asked: datetime, zone: str):
    times = reminder_times(asked, zone)
    assert asked < times.remind_at < times.escalate_at <= asked + timedelta(days=7)
    for at in (times.remind_at, times.escalate_at):
        assert is_working_day(at.astimezone(ZoneInfo(zone)).date())
