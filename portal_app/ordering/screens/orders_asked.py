"""What the list of orders is asked for by the address of its page, and where in the list that leads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from portal_app.accounts import CostCentreLine
from portal_app.kernel.i18n import format_number, message, translate
from portal_app.kernel.ids import is_id
from portal_app.kernel.paging import Page
from portal_app.ordering.actions.orders import OrderFilter
from portal_app.ordering.rules.order_states import OPEN, OrderState
from portal_app.ordering.rules.order_words import said_state
from portal_app.ordering.screens.cart_texts import Choice
from portal_app.ordering.screens.orders_texts import LIST

_OPEN = "open"  # all that something more can come of
_ALL, _STILL_OPEN = message("All"), message("Still open")


@dataclass(frozen=True)
class OrdersAsked:
    """The filters as they stand in the address: words, a state, a cost centre, whose. "" does not limit."""

    find: str = ""
    state: str = ""
    centre: str = ""
    whose: str = ""
    page: int = 1

    @property
    def is_limited(self) -> bool:
        return any((self.find, self.state, self.centre, self.whose))


@dataclass(frozen=True)
class Chip:
    """A filter in force that can be dropped."""

    key: str
    label: str


@dataclass(frozen=True)
class Where:
    """Where a page stands in its list, as finished text."""

    said: str = ""
    has_before: bool = False
    has_after: bool = False


def read_asked(parts: dict[str, str]) -> OrdersAsked:
    """From the parts of an address, whatever somebody wrote there."""
    state, centre, page = parts.get("state", ""), parts.get("centre", ""), parts.get("page", "")
    return OrdersAsked(
        parts.get("find", "")[:200], state if state == _OPEN or state in _states() else "", centre if is_id(centre) else "",
        "own" if parts.get("whose") == "own" else "", int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )  # fmt: skip


def filter_of(asked: OrdersAsked) -> OrderFilter:
    states = OPEN if asked.state == _OPEN else {OrderState(asked.state)} if asked.state else ()
    return OrderFilter(asked.find, frozenset(states), asked.centre, asked.whose == "own")


def address_of(asked: OrdersAsked, **changes: object) -> str:
    """The address that asks for this; a changed filter begins at the first page."""
    changed = replace(asked, **{"page": 1, **changes})
    parts = {name: value for name, value in vars(changed).items() if value and (name, value) != ("page", 1)}
    return f"{LIST}?{urlencode(parts)}" if parts else LIST


def state_choices(locale: str) -> list[Choice]:
    first = [Choice("", translate(locale, _ALL)), Choice(_OPEN, translate(locale, _STILL_OPEN))]
    return first + [Choice(value, said_state(locale, OrderState(value))[0]) for value in _states()]


def centre_choices(locale: str, lines: Sequence[CostCentreLine]) -> list[Choice]:
    return [Choice("", translate(locale, _ALL)), *(Choice(line.id, f"{line.number} {line.name}") for line in lines)] if lines else []


def chips_of(locale: str, asked: OrdersAsked, centres: Sequence[Choice]) -> list[Chip]:
    said = {choice.value: choice.label for choice in (*centres, *state_choices(locale)) if choice.value}
    found = [Chip("find", translate(locale, "“{words}”", words=asked.find))] if asked.find else []
    found += [Chip("state", said.get(asked.state, ""))] if asked.state else []
    found += [Chip("centre", said.get(asked.centre, translate(locale, "one cost centre")))] if asked.centre else []
    return found + ([Chip("whose", translate(locale, "Ordered by you"))] if asked.whose else [])


def where_in(locale: str, page: Page) -> Where:
    """“26 to 50 of 1,243”; nothing for an empty list."""
    if not page.total:
        return Where()
    first = (page.number - 1) * page.size + 1
    numbers = {name: format_number(locale, value) for name, value in (("first", first), ("last", first + len(page.rows) - 1), ("total", page.total))}
    return Where(translate(locale, "{first} to {last} of {total}", **numbers), page.number > 1, page.number < page.pages)


def _states() -> tuple[str, ...]:
    """What a placed order can be."""
    return tuple(state.value for state in OrderState if state is not OrderState.DRAFT)
