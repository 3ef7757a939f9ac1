"""An entry of the record as finished text: words for its kind, names for its ids, and the changed fields side by side."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from portal_app.accounts.actions.company import RecordLine
from portal_app.accounts.rules.roles import ROLE_NAMES, Role
from portal_app.accounts.screens.differences import ChangeText
from portal_app.kernel.actor import Actor
from portal_app.kernel.i18n import format_moment, format_number, message, translate

SUBJECTS = {
    "": message("All changes"),
    "people": message("People"),
    "cost-centres": message("Cost centres"),
    "places": message("Places"),
    "company": message("The company"),
    "sign-ins": message("Sign-ins"),
    "all": message("Changes and sign-ins"),
}
_LANGUAGES = {"de": "Deutsch", "en": "English"}
# Reasons that the portal itself wrote: why a session ended stands in the words of the entry already.
_OWN_REASONS = {"asked for with the older link": message("asked for with the older link")}
_FIELDS = {
    "name": message("name"),
    "number": message("number"),
    "label": message("name"),
    "recipient": message("recipient"),
    "street": message("street"),
    "postcode": message("postcode"),
    "city": message("city"),
    "country": message("country"),
    "salutation": message("salutation"),
    "first_name": message("first name"),
    "last_name": message("last name"),
    "unit": message("unit"),
    "limit_per_order": message("limit per order"),
    "limit_per_month": message("limit per month"),
    "roles": message("roles"),
    "count": message("how many"),
    "device": message("browser"),
    "language": message("language"),
    "theme": message("light or dark"),
    "density": message("row height"),
    "keys": message("single-key shortcuts"),
    "everybody_two_steps": message("second step for everybody"),
    "idle_minutes": message("minutes until a quiet sign-in ends"),
    "locale": message("language of the company"),
    "time_zone": message("time zone"),
    "customer_number": message("customer number"),
}


@dataclass(frozen=True)
class RecordRow:
    id: str
    when: str
    who: str
    acting_for: bool
    what: str
    object_name: str
    differences: list[ChangeText] = field(default_factory=list)
    reason: str = ""
    address: str = ""


def record_row(actor: Actor, line: RecordLine) -> RecordRow:
    locale = actor.locale
    when, who = format_moment(locale, line.at, actor.time_zone), line.who or translate(locale, "not signed in")
    changed = [one for one in _differences(locale, line.before or {}, line.after or {}) if one.after != line.object_name]
    return RecordRow(line.id, when, who, line.acting_for, line.what, line.object_name, changed, _reason(locale, line), line.address)


def read_day(text: str) -> date | None:
    """A day such as 2026-11-23; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _reason(locale: str, line: RecordLine) -> str:
    if line.object_kind == "session":
        return ""
    return translate(locale, _OWN_REASONS[line.reason]) if line.reason in _OWN_REASONS else line.reason


def _differences(locale: str, before: dict[str, Any], after: dict[str, Any]) -> list[ChangeText]:
    """The fields we have words for, in our order; others are for machines."""
    named = [name for name in _FIELDS if name in before or name in after]
    return [ChangeText(translate(locale, _FIELDS[name]), _said(locale, name, before), _said(locale, name, after)) for name in named]


def _said(locale: str, name: str, values: dict[str, Any]) -> str:
    """One value in words; "" when the entry does not hold it."""
    value = values.get(name)
    if name not in values:
        return ""
    if value is None or value == "":
        return translate(locale, "none")
    if isinstance(value, bool):
        return translate(locale, "yes") if value else translate(locale, "no")
    if isinstance(value, int):
        return format_number(locale, value)
    if name in ("limit_per_order", "limit_per_month"):
        return format_number(locale, Decimal(value), decimals=2)
    if isinstance(value, list):
        return ", ".join(_role(locale, str(one)) for one in value)
    return _LANGUAGES.get(value, value) if name in ("language", "locale") else str(value)


def _role(locale: str, written: str) -> str:
    role, _, cost_centre = written.partition("@")
    name = translate(locale, ROLE_NAMES[Role(role)]) if role in list(Role) else role
    return translate(locale, "{role} for one cost centre", role=name) if cost_centre else name
