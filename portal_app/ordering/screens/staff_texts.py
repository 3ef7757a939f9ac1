"""What the pages of the back office say in a word: where an order stands at the ERP, what its lines wait for. Finished text in the person's language."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from portal_app.integrations.erp import OrderState
from portal_app.kernel.i18n import format_date, format_number, message, translate
from portal_app.kernel.paging import Page

ORDERS, ORDER, STOCK, LINE = "/staff/orders", "/staff/orders/order", "/staff/stock", "/staff/erp"
LOOKS: dict[OrderState, tuple[str, str]] = {
    OrderState.HELD: (message("Held"), "red"),
    OrderState.RECEIVED: (message("To be confirmed"), "ochre"),
    OrderState.CONFIRMED: (message("To be picked"), "ochre"),
    OrderState.PICKED: (message("To be shipped"), "ochre"),
    OrderState.PARTLY_SHIPPED: (message("Partly shipped"), "ochre"),
    OrderState.SHIPPED: (message("To be invoiced"), "blue"),
    OrderState.INVOICED: (message("Invoiced"), "green"),
    OrderState.REJECTED: (message("Refused"), ""),
    OrderState.CANCELLED: (message("Cancelled"), ""),
}


@dataclass(frozen=True)
class Option:
    """One of a select's."""

    value: str
    label: str


@dataclass(frozen=True)
class Sight:
    """Where a page stands in its list, as finished text."""

    said: str = ""
    has_before: bool = False
    has_after: bool = False


def said_erp_state(locale: str, state: OrderState) -> tuple[str, str]:
    """The word of its stamp, and the stamp's tone."""
    said, tone = LOOKS[state]
    return translate(locale, said), tone


def sight_of(locale: str, page: Page) -> Sight:
    """“26 to 50 of 1,243”; nothing for an empty list."""
    if not page.total:
        return Sight()
    first = (page.number - 1) * page.size + 1
    numbers = {name: format_number(locale, value) for name, value in (("first", first), ("last", first + len(page.rows) - 1), ("total", page.total))}
    return Sight(translate(locale, "{first} to {last} of {total}", **numbers), page.number > 1, page.number < page.pages)


def address_with(path: str, **parts: object) -> str:
    """A path with what is worth saying: empty parts and page 1 are left out."""
    said = {name: value for name, value in parts.items() if value and (name, value) != ("page", 1)}
    return f"{path}?{urlencode(said)}" if said else path


def page_number(parts: dict[str, str]) -> int:
    """From an address, whatever somebody wrote there."""
    text = parts.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def said_day(locale: str, day: date | None) -> str:
    return format_date(locale, day, weekday=True, year=False) if day else ""


def joined(locale: str, *parts: tuple[str, Decimal]) -> str:
    """“300 picked, 200 missing”, without what is nothing."""
    return ", ".join(translate(locale, words, n=format_number(locale, amount)) for words, amount in parts if amount)


def put_changed(state: Any, **values: Any) -> None:
    """Set only what is different: a var that is set is sent, also when it is the same."""
    for name, value in values.items():
        if getattr(state, name) != value:
            setattr(state, name, value)
