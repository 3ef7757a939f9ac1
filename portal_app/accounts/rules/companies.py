"""What is asked about a company, a cost centre, a delivery address; and which answers can be taken. Lengths are those of the tables."""

from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from portal_app.accounts.rules.people import one_line
from portal_app.kernel.i18n import LANGUAGES, message

MISSING = message("Please fill this in.")
TOO_LONG = message("This is too long.")
_COUNTRIES = frozenset(code for code in Locale("en").territories if len(code) == 2 and code.isalpha()) - {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


@dataclass(frozen=True)
class CompanyFacts:
    """What staff enter about a customer. `currency` is an ISO 4217 code, `time_zone` an IANA name."""

    name: str
    customer_number: str
    locale: str = "de"
    time_zone: str = "Europe/Berlin"
    currency: str = "EUR"


@dataclass(frozen=True)
class CostCentreFacts:
    number: str
    name: str


@dataclass(frozen=True)
class AddressFacts:
    """A place goods are sent to. `label` is what people call it; `country` an ISO 3166-1 code of two letters."""

    label: str
    recipient: str
    street: str
    postcode: str
    city: str
    country: str = "DE"


def tidy(facts):
    """The same facts with every text in one line, without outer spaces."""
    return type(facts)(**{name: one_line(value) for name, value in vars(facts).items()})


def check_company(facts: CompanyFacts) -> dict[str, str]:
    problems = _check_texts(facts, {"name": 120, "customer_number": 40})
    if facts.locale not in LANGUAGES:
        problems["locale"] = message("We speak English and German.")
    if facts.time_zone not in _time_zones():
        problems["time_zone"] = message("This time zone is not known. An example is Europe/Berlin.")
    if not (len(facts.currency) == 3 and facts.currency.isascii() and facts.currency.isupper()):
        problems["currency"] = message("Please enter the currency as three capital letters, such as EUR.")
    return problems


@cache
def _time_zones() -> frozenset[str]:
    """Looked for once: it means reading hundreds of files."""
    return frozenset(available_timezones())


def check_cost_centre(facts: CostCentreFacts) -> dict[str, str]:
    return _check_texts(facts, {"number": 24, "name": 80})


def check_address(facts: AddressFacts) -> dict[str, str]:
    problems = _check_texts(facts, {"label": 80, "recipient": 120, "street": 120, "postcode": 16, "city": 80})
    if facts.country not in _COUNTRIES:
        problems["country"] = message("Please choose the country from the list.")
    return problems


def _check_texts(facts: object, longest: dict[str, int]) -> dict[str, str]:
    """Every one of these is asked for."""
    missing = {name: MISSING for name in longest if not getattr(facts, name)}
    return missing | {name: TOO_LONG for name, most in longest.items() if len(getattr(facts, name)) > most}


@dataclass(frozen=True)
class CompanySettings:
    """What a company decides about itself. `idle_minutes`: None is the portal's own limit."""

    everybody_two_steps: bool
    idle_minutes: int | None
    locale: str
    time_zone: str


SHORTEST_IDLE = 5  # minutes; less would throw people out while they read


def check_settings(chosen: CompanySettings, longest_idle: int) -> dict[str, str]:
    problems = {}
    if chosen.idle_minutes is not None and not min(SHORTEST_IDLE, longest_idle) <= chosen.idle_minutes <= longest_idle:
        problems["idle_minutes"] = message("Please enter minutes from 5 up to the portal's own limit, or nothing.")
    if chosen.locale not in LANGUAGES:
        problems["locale"] = message("We speak English and German.")
    if chosen.time_zone not in _time_zones():
        problems["time_zone"] = message("This time zone is not known. An example is Europe/Berlin.")
    return problems
