"""Working days of regions, over weekends, month ends, years and holidays; and whose holidays count at a postcode."""

from datetime import date

import pytest

from portal_app.catalog.rules.destinations import Destination
from portal_app.catalog.rules.working_days import WorkingDays


def day(written: str) -> date:
    return date.fromisoformat(written)


@pytest.mark.parametrize(
    ("region", "on", "working"),
    [
        ("DE", "2026-11-23", True),  # Monday
        ("DE", "2026-11-21", False),  # Saturday
        ("DE", "2026-11-22", False),  # Sunday
        ("DE", "2026-12-24", True),  # not a holiday by law
        ("DE", "2026-12-25", False),
        ("DE", "2027-01-01", False),
        ("DE", "2027-03-29", False),  # Easter Monday
        ("DE", "2028-02-29", True),
        ("DE-BY", "2027-01-06", False),
        ("DE-SH", "2027-01-06", True),
        ("DE-SN", "2026-11-18", False),  # day of repentance
        ("DE-BY", "2026-11-18", True),
        ("DE-ZZ", "2027-01-06", True),  # an unknown part: the country's own
        ("DE-ZZ", "2026-12-25", False),
        ("AT", "2026-12-08", False),
        ("IE", "2027-03-17", False),
        ("XX", "2026-12-25", True),  # an unknown country: weekends only
        ("XX", "2026-12-26", False),
    ],
)
def test_which_days_are_working_days(region: str, on: str, working: bool):
    assert WorkingDays((region,)).is_working(day(on)) is working


@pytest.mark.parametrize(
    ("regions", "start", "count", "expected"),
    [
        (("DE",), "2026-11-23", 1, "2026-11-24"),
        (("DE",), "2026-11-27", 1, "2026-11-30"),  # over a weekend
        (("DE",), "2026-11-30", 2, "2026-12-02"),  # over the end of a month
        (("DE",), "2026-11-21", 1, "2026-11-23"),  # from a Saturday
        (("DE",), "2026-12-24", 1, "2026-12-28"),
        (("DE",), "2026-12-31", 1, "2027-01-04"),  # over the end of a year
        (("DE-BY",), "2027-01-05", 1, "2027-01-07"),
        (("DE-BY", "DE-SN"), "2026-11-17", 1, "2026-11-19"),  # a holiday in one of them is free in both
        (("DE",), "2028-02-28", 1, "2028-02-29"),
        (("DE",), "2026-11-23", 0, "2026-11-23"),
        (("DE",), "2027-03-26", 1, "2027-03-30"),  # Good Friday to the Tuesday after Easter
    ],
)
def test_so_many_working_days_later(regions: tuple[str, ...], start: str, count: int, expected: str):
    assert WorkingDays(regions).after(day(start), count) == day(expected)


@pytest.mark.parametrize(("start", "expected"), [("2026-11-23", "2026-11-23"), ("2026-11-21", "2026-11-23"), ("2026-12-25", "2026-12-28")])
def test_the_next_working_day_may_be_this_one(start: str, expected: str):
    assert WorkingDays(("DE",)).on_or_after(day(start)) == day(expected)


@pytest.mark.parametrize(
    ("destination", "regions"),
    [
        (Destination(), ("DE",)),
        (Destination("DE", "24143"), ("DE-SH",)),
        (Destination("DE", " 90402 "), ("DE-BY",)),
        (Destination("DE", "63739"), ("DE-HE", "DE-BY")),  # Aschaffenburg: its region of postcodes lies in two states
        (Destination("DE", "05000"), ("DE",)),  # there is no such region
        (Destination("DE", "nonsense"), ("DE",)),
        (Destination("AT", "6020"), ("AT",)),
        (Destination("IE", "V94 X0X0"), ("IE",)),
    ],
)
def test_whose_holidays_count(destination: Destination, regions: tuple[str, ...]):
    assert destination.working_days.regions == regions


def test_every_region_of_postcodes_lies_in_a_state_that_the_calendar_knows():
    unknown = {(code, state) for code in range(100) for state in Destination("DE", f"{code:02d}123").working_days.regions if not _is_known(state)}
    assert unknown == set()


def _is_known(region: str) -> bool:
    import holidays

    return region == "DE" or region.removeprefix("DE-") in holidays.list_supported_countries()["DE"]
