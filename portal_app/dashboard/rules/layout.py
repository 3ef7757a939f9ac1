"""Which widgets stand on a desk, and how the twelve columns are shared out among them."""

from dataclasses import dataclass
from enum import StrEnum

COLUMNS = 12
NARROWEST = 3


class Widget(StrEnum):
    """The widgets there are, in the order in which they stand."""

    STEPS = "steps"
    COMPANIES = "companies"
    PEOPLE = "people"
    CHANGES = "changes"
    SIGN_INS = "sign-ins"
    COST_CENTRES = "cost-centres"
    PLACES = "places"


_WEIGHTS = {Widget.STEPS: 3, Widget.COMPANIES: 4, Widget.PEOPLE: 2, Widget.CHANGES: 4}  # the others have 1


@dataclass(frozen=True)
class WidgetView:
    """A widget and how many columns it takes."""

    widget: Widget
    columns: int


def layout(shown: frozenset[Widget]) -> tuple[WidgetView, ...]:
    """The widgets in their order, in rows of three or four that each fill the width."""
    wanted = [widget for widget in Widget if widget in shown]
    return tuple(spot for row in _rows(wanted) for spot in _shared_out(row))


def _rows(wanted: list[Widget]) -> list[list[Widget]]:
    """As few rows as four a row allow, the longer ones first."""
    count = -(-len(wanted) // 4)
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
