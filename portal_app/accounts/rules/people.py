"""What is asked about a person, and which answers can be taken. Lengths are those of the table."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts.rules.addresses import parse_email
from portal_app.accounts.rules.roles import Holding, Role
from portal_app.kernel.i18n import LANGUAGES, message
from portal_app.kernel.money import CENT

NO_EMAIL = message("Please enter a complete e-mail address, such as a.berg@company.example.")
LARGEST_LIMIT = Decimal("999999999.99")
_NAMES = {"first_name": 60, "last_name": 60}
_TEXTS = {"salutation": 20, "unit": 80}


@dataclass(frozen=True)
class PersonFacts:
    """What an administrator enters. A limit of None is no limit, 0 lets a person order nothing."""

    first_name: str
    last_name: str
    holdings: frozenset[Holding]
    salutation: str = ""
    unit: str = ""
    limit_per_order: Decimal | None = None
    limit_per_month: Decimal | None = None


def one_line(text: str) -> str:
    """Outer and doubled spaces gone, Unicode NFC, no control signs and none that turn the direction of reading: a name cannot break a line or hide."""
    return " ".join("".join(" " if _breaks(sign) else sign for sign in unicodedata.normalize("NFC", text)).split())


def reason_line(text: str) -> str:
    """Why somebody did it, as the record keeps it."""
    return one_line(text)[:1000]


def _breaks(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def tidy(facts: PersonFacts) -> PersonFacts:
    """The same facts with their texts in the kept form."""
    texts = {name: one_line(getattr(facts, name)) for name in (*_NAMES, *_TEXTS)}
    return PersonFacts(**texts, holdings=facts.holdings, limit_per_order=facts.limit_per_order, limit_per_month=facts.limit_per_month)


def check_person(facts: PersonFacts) -> dict[str, str]:
    """Problems by field, each an English sentence. Empty: all can be taken."""
    problems = {name: message("Please enter the name.") for name in _NAMES if not getattr(facts, name)}
    problems |= {name: message("This is too long.") for name, most in (_NAMES | _TEXTS).items() if len(getattr(facts, name)) > most}
    problems |= {name: _LIMIT for name in ("limit_per_order", "limit_per_month") if not _is_limit(getattr(facts, name))}
    if any(one.role is Role.ADMINISTRATOR and one.cost_centre_id for one in facts.holdings):
        problems["roles"] = message("An administrator is one for the whole company.")
    if not facts.holdings:
        problems["roles"] = message("Please choose at least one role.")
    return problems


def check_email(typed: str) -> dict[str, str]:
    return {} if parse_email(typed) else {"email": NO_EMAIL}


def known_language(locale: str, otherwise: str) -> str:
    return locale if locale in LANGUAGES else otherwise


_LIMIT = message("A limit is an amount from 0 to 999,999,999.99 with at most two decimals, or empty for none.")


def _is_limit(amount: Decimal | None) -> bool:
    return amount is None or (amount.is_finite() and 0 <= amount <= LARGEST_LIMIT and amount == amount.quantize(CENT))
