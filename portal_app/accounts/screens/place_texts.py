"""A delivery address as the list and the pane show it, and the countries to choose from in the reader's language."""

from dataclasses import dataclass

from babel import Locale

from portal_app.accounts.actions.addresses import AddressLine
from portal_app.accounts.screens.answers import Choice, address
from portal_app.kernel.i18n import language_of, message, translate

FIELDS = {
    "label": message("name"),
    "recipient": message("recipient"),
    "street": message("street"),
    "postcode": message("postcode"),
    "city": message("city"),
    "country": message("country"),
}
# Where a supplier in the middle of Europe delivers to. An address may lie elsewhere; its country is then offered too.
_COUNTRIES = (
    "AL", "AD", "AT", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GE", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "TR", "UA", "US",
)  # fmt: skip


@dataclass(frozen=True)
class PlaceRow:
    """One address as finished text, with its fields as they are saved."""

    id: str = ""
    href: str = ""
    label: str = ""
    recipient: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    line: str = ""
    state: str = ""
    tone: str = ""
    is_default: bool = False
    closed: bool = False


NOTHING = PlaceRow()


def place_row(locale: str, line: AddressLine, route: str, page: int) -> PlaceRow:
    facts = line.facts
    state, tone = (message("Default"), "green") if line.is_default else (message("Closed"), "") if line.closed else (message("Open"), "green")
    where = f"{facts.street}, {facts.postcode} {facts.city}, {country_name(locale, facts.country)}"
    href = address(route, page=page, entry=line.id)
    return PlaceRow(
        line.id, href, facts.label, facts.recipient, facts.street, facts.postcode, facts.city, facts.country, where,
        translate(locale, state), tone, line.is_default, line.closed,
    )  # fmt: skip


def country_choices(locale: str, also: set[str]) -> list[Choice]:
    """By name; the first choice asks to choose."""
    choices = [Choice(code, country_name(locale, code)) for code in {*_COUNTRIES, *also}]
    return [Choice("", translate(locale, "Please choose")), *sorted(choices, key=lambda choice: choice.label.casefold())]


def country_name(locale: str, code: str) -> str:
    return Locale(language_of(locale)).territories.get(code, code)
