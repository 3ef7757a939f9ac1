"""How long a sign-in lasts, what it may do before its second step, and what a browser is called."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal_app.accounts.rules.roles import SHORT_IDLE, Holding
from portal_app.kernel.i18n import message


class Stage(StrEnum):
    """Only an open session may call anything; the others wait for the second step or for its set-up."""

    OPEN = "open"
    CODE = "code"
    SET_UP = "set-up"


class Ending(StrEnum):
    """Why a session ended, as kept with it."""

    SIGNED_OUT = "signed-out"
    BY_OWNER = "ended-by-owner"
    BY_ADMINISTRATOR = "ended-by-administrator"
    REPLACED = "replaced"
    PASSWORD = "password-changed"
    SECOND_STEP = "second-step-changed"
    ROLES = "roles-changed"
    DEACTIVATED = "deactivated"
    LOCKED = "locked"


WAITING_LASTS = timedelta(minutes=30)  # between the password and the second step, time to install an app
TOUCH_EVERY = timedelta(seconds=60)
HERE_NOW = timedelta(minutes=5)
DEVICE_KNOWN = timedelta(days=365)
DEVICE_TRUSTED = timedelta(days=30)


@dataclass(frozen=True)
class Limits:
    """Minutes without activity and hours altogether, as the portal is set."""

    idle_minutes: int
    staff_idle_minutes: int
    hours: int


def idle_minutes(limits: Limits, holdings: frozenset[Holding], company_minutes: int | None) -> int:
    """A company may shorten the portal's limit, never lengthen it; administrators have the short one of staff."""
    own = limits.staff_idle_minutes if any(holding.role in SHORT_IDLE for holding in holdings) else limits.idle_minutes
    return min(own, company_minutes) if company_minutes else own


def is_over(now: datetime, *, ended_at: datetime | None, expires_at: datetime, last_seen_at: datetime, idle: int) -> bool:
    """Whether a session has ended, reached its absolute end, or was idle too long (each limit itself is still inside)."""
    return ended_at is not None or now > expires_at or now - last_seen_at > timedelta(minutes=idle)


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"),
             ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
            ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip
UNKNOWN_BROWSER = message("Unknown browser")


def device_name(user_agent: str) -> str:
    """“Firefox, Windows”: a class of devices, not a fingerprint. Empty when nothing is recognised."""
    found = [next((name for mark, name in names if mark in user_agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found))
