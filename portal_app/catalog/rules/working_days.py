"""Working days of one or several regions: Monday to Friday without public holidays. Which days are holidays says the package `holidays`."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """`regions` are codes of ISO 3166 (DE, DE-SH). A holiday in one of them is free in all: rather a day late than a day too early."""

    regions: tuple[str, ...]

    def is_working(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and not any(day in holidays_of(region, day.year) for region in self.regions)

    def on_or_after(self, day: date) -> date:
        """The next working day, this one included."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def after(self, day: date, count: int = 1) -> date:
        """The count-th working day after this one."""
        for _ in range(count):
            day = self.on_or_after(day + _ONE_DAY)
        return day


@lru_cache(maxsize=1000)
def holidays_of(region: str, year: int) -> frozenset[date]:
    """Of an unknown part of a country those of the country; of an unknown country none."""
    country, _, part = region.partition("-")
    for known in (part or None, None):
        try:
            return frozenset(holidays.country_holidays(country, subdiv=known, years=year))
        except NotImplementedError:
            continue
    return frozenset()
