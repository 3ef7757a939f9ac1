"""When somebody is reminded and when others are asked: a clock that runs on working days, where the company is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

REMIND_AFTER, ESCALATE_AFTER = 1, 2  # working days
OPENS = time(8)  # what is asked on a free day counts from this hour of the next working day


@dataclass(frozen=True)
class ReminderTimes:
    """Both aware, in UTC."""

    remind_at: datetime
    escalate_at: datetime


def reminder_times(asked_at: datetime, time_zone: str, holidays: frozenset[date] = frozenset()) -> ReminderTimes:
    """One working day after the question a reminder, after two the administrators are asked. There is no third time: nothing is ever approved by waiting."""
    return ReminderTimes(*(working_days_after(asked_at, days, time_zone, holidays) for days in (REMIND_AFTER, ESCALATE_AFTER)))


def working_days_after(at: datetime, days: int, time_zone: str, holidays: frozenset[date] = frozenset()) -> datetime:
    """The same hour on the wall so many working days later, in UTC. Saturdays, Sundays and holidays do not count."""
    here = at.astimezone(ZoneInfo(time_zone))
    if is_working_day(here.date(), holidays):
        day, hour = here.date(), here.time()
    else:
        day, hour = next_working_day(here.date(), holidays), OPENS
    for _ in range(days):
        day = next_working_day(day, holidays)
    return datetime.combine(day, hour, ZoneInfo(time_zone)).astimezone(UTC)


def is_working_day(day: date, holidays: frozenset[date] = frozenset()) -> bool:
    return day.weekday() < 5 and day not in holidays


def next_working_day(day: date, holidays: frozenset[date] = frozenset()) -> date:
    """The first one after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day
