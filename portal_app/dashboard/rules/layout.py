"""Which widgets stand on a desk, and how the twelve columns are shared out among them."""

from dataclasses import dataclass
from enum import StrEnum

COLUMNS = 12
NARROWEST = 3
_MOST_IN_A_ROW = 3


class Widget(StrEnum):
    """The widgets there are, in the order in which they stand before who decides about requests."""

    STEPS = "steps"
    WAITING = "waiting"
    BUDGETS = "budgets"
    DELIVERIES = "deliveries"
    OPEN_ORDERS = "open-orders"
    BEGUN = "begun"
    LISTS = "lists"
    NEWS = "news"
    COMPANIES = "companies"
    PEOPLE = "people"
    CHANGES = "changes"
    SIGN_INS = "sign-ins"


# Who decides nothing comes to order: that stands first, then what became of it.
_OF_BUYERS = (Widget.STEPS, Widget.BEGUN, Widget.OPEN_ORDERS, Widget.DELIVERIES)
_WEIGHTS = {  # the others have 1
    Widget.STEPS: 3,
    Widget.WAITING: 4,
    Widget.BUDGETS: 3,
    Widget.OPEN_ORDERS: 10,
    Widget.BEGUN: 3,
    Widget.LISTS: 2, Widget.NEWS: 2,
    Widget.COMPANIES: 4,
    Widget.PEOPLE: 2,
    Widget.CHANGES: 4,
}  # fmt: skip


@dataclass(frozen=True)
class WidgetView:
    """A widget and how many columns it takes."""

    widget: Widget
    columns: int


def layout(shown: frozenset[Widget]) -> tuple[WidgetView, ...]:
    """The widgets in their order, in rows of two or three that each fill the width."""
    return tuple(spot for row in _rows(in_order(shown)) for spot in _shared_out(row))


def in_order(shown: frozenset[Widget]) -> list[Widget]:
    first = () if Widget.WAITING in shown else _OF_BUYERS
    return [widget for widget in dict.fromkeys((*first, *Widget)) if widget in shown]


def _rows(wanted: list[Widget]) -> list[list[Widget]]:
    """As few rows as three a row allow, the longer ones first."""
    count = -(-len(wanted) // _MOST_IN_A_ROW)
    rows, start = [], 0
    for left in range(count, 0, -1):
        size = -(-(len(wanted) - start) // left)
        rows.append(wanted[start : start + size])
        start += size
    return rows


def _shared_out(row: list[Widget]) -> list[WidgetView]:
    """Each has the narrowest width; the rest goes, column by column, to who has the most weight for what it has got."""
    given = dict.fromkeys(row, 0)
    for _ in range(COLUMNS - NARROWEST * len(row)):
        given[max(row, key=lambda widget: _WEIGHTS.get(widget, 1) / (given[widget] + 1))] += 1
    return [WidgetView(widget, NARROWEST + given[widget]) for widget in row]
