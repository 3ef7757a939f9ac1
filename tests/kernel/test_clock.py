"""The clock: aware UTC, calendar days where somebody lives, held still for tests."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal_app.kernel import clock


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-11-23T22:59:59+00:00", "Europe/Berlin", date(2026, 11, 23)),
        ("2026-11-23T23:00:00+00:00", "Europe/Berlin", date(2026, 11, 24)),  # winter: an hour ahead
        ("2026-07-31T21:59:59+00:00", "Europe/Berlin", date(2026, 7, 31)),
        ("2026-07-31T22:00:00+00:00", "Europe/Berlin", date(2026, 8, 1)),  # summer: two hours ahead, and a month's end
        ("2026-12-31T23:00:00+00:00", "Europe/Berlin", date(2027, 1, 1)),
        ("2028-02-29T10:00:00+00:00", "Pacific/Kiritimati", date(2028, 3, 1)),
        ("2027-03-28T00:59:59+00:00", "Europe/Berlin", date(2027, 3, 28)),
        ("2026-01-01T00:30:00+00:00", "America/New_York", date(2025, 12, 31)),
        ("2026-01-01T00:30:00+00:00", "UTC", date(2026, 1, 1)),
    ],
)
def test_today_is_the_day_where_somebody_lives(instant: str, zone: str, day: date):
    with clock.frozen(datetime.fromisoformat(instant)):
        assert clock.today(zone) == day


def test_now_is_aware_utc_and_goes_on():
    first = clock.now()
    assert first.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - first) < timedelta(seconds=5)
    assert clock.now() >= first


def test_a_frozen_clock_stands_still_until_it_is_moved():
    at = datetime(2020, 2, 29, 12, tzinfo=UTC)
    with clock.frozen(at) as advance:
        assert clock.now() == clock.now() == at
        advance(timedelta(seconds=1))
        assert clock.now() == at + timedelta(seconds=1)
        with clock.frozen(at + timedelta(days=1)):
            assert clock.now() == at + timedelta(days=1)
        assert clock.now() == at + timedelta(seconds=1)
    assert clock.now() > at


def test_the_clock_goes_on_after_a_test_that_failed():
    with pytest.raises(ZeroDivisionError), clock.frozen(datetime(2026, 11, 23, tzinfo=UTC)):
        raise ZeroDivisionError
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=5)


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.frozen(datetime(2026, 11, 23)):  # noqa: DTZ001 - the mistake itself
        raise AssertionError("never reached")
