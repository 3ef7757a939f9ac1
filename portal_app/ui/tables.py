"""Ruled tables and their phone form on the same markup, totals, and who stands in a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.fields import select_input
from portal_app.ui.icons import icon
from portal_app.ui.views import skeleton
from portal_app.ui.words import T

Place = Literal["start", "lead", "amount", "second", "aside", "third", "fourth", "hide"]


@dataclass(frozen=True)
class Column:
    """One column. `number` aligns right (with the unit in the title), `sort` is the key `on_sort` gets.

    `phone` says where its cell goes on a phone: start (a box or initials at the left), lead (first line), amount (first line, right),
    second, aside (second line, right), third, fourth, or hide. `unseen` hides the title from view, not from assistive technology.
    """

    title: Text | rx.Component
    number: bool = False
    sort: str = ""
    phone: Place = "second"
    unseen: bool = False
    width: str = ""


def table(
    columns: list[Column],
    rows: Var | list[Any],
    cells: Callable[[Any], list[Any]],
    *,
    label: Text,
    before: list[rx.Component] | None = None,
    foot: list[rx.Component] | None = None,
    sort: Var | None = None,
    on_sort: Any = None,
    chosen: Callable[[Any], Any] | None = None,
    loading: Var | None = None,
    empty: rx.Component | None = None,
    one_line: bool = False,
    stuck: bool = False,
) -> rx.Component:
    """A table of `rows` (a Var of rows or a list); `cells(row)` gives one cell a column.

    `sort` is a Var like "name" or "-name"; `on_sort(key)` is asked for another order. `chosen(row)` marks the row of an open detail.
    While `loading` a skeleton of the same height stands there; `empty` replaces a table without rows.
    `before` are rows above (`group_row`), `foot` below (`total_row`).
    """
    head = rx.el.thead(rx.el.tr(*[_title(column, sort, on_sort) for column in columns]), class_name="stuck" if stuck else "")
    body = rx.el.tbody(
        *(before or []),
        rx.foreach(rows, lambda row: _row(columns, cells(row), chosen(row) if chosen else None))
        if isinstance(rows, Var)
        else rx.fragment(*[_row(columns, cells(row), chosen(row) if chosen else None) for row in rows]),
    )
    parts = [head, body, *([rx.el.tfoot(*foot)] if foot else [])]
    shown = rx.el.table(*parts, aria_label=label, class_name="table one-line" if one_line else "table")
    if sort is not None:
        shown = rx.fragment(_sort_choice(columns, sort, on_sort), shown)
    if empty is not None and isinstance(rows, Var):
        shown = rx.cond(rows.length() > 0, shown, empty)
    return shown if loading is None else rx.cond(loading, skeleton(), shown)


def row_link(text: Text, href: Text, *, current: Any = None, code: bool = False) -> rx.Component:
    """The link of a row's lead cell; the whole row leads there. `current` marks the open one."""
    marked = {"aria_current": rx.cond(current, "true", "false")} if current is not None else {}
    return rx.el.a(text, href=href, class_name="row-link code" if code else "row-link", **marked)


def row_button(text: Text, on_click: Any, *, current: Any = None) -> rx.Component:
    """As `row_link`, for details that open on the same page."""
    marked = {"aria_current": rx.cond(current, "true", "false")} if current is not None else {}
    return rx.el.button(text, type="button", on_click=on_click, class_name="row-link as-text", **marked)


def two_lines(first: Any, second: Any) -> rx.Component:
    """A cell's text with the quieter second line under it."""
    return rx.el.span(first, rx.el.span(second, class_name="part"))


def who(initials: Text, name: Any, detail: Any = "") -> rx.Component:
    """A person in a row: initials in a square, name, a second line."""
    return rx.el.span(
        rx.el.span(initials, class_name="initials", aria_hidden="true"), rx.el.span(name, rx.el.span(detail, class_name="part")), class_name="who"
    )


def group_row(text: Text, columns: int) -> rx.Component:
    """A line between rows that names the group below."""
    return rx.el.tr(rx.el.th(text, col_span=columns, scope="rowgroup"), class_name="group-row")


def total_row(label: Text, amount: Text, *, columns: int, before: int = 0, total: bool = True) -> rx.Component:
    """A row of the foot: label over all columns but the amount's and `before` empty ones after it. `total` has the double line."""
    cells = [rx.el.th(label, scope="row", col_span=columns - 1 - before), rx.el.td(amount, class_name="number"), *[rx.el.td() for _ in range(before)]]
    return rx.el.tr(*cells, class_name="total" if total else "")


def totals(*rows: tuple[Text, Any], total: tuple[Text, Any]) -> rx.Component:
    """Sums as in accounting: rows of (label, amount), the last with a single line above and a double one below."""
    lines = [part for label, amount in rows for part in (rx.el.dt(label), rx.el.dd(amount))]
    return rx.el.dl(*lines, rx.el.dt(total[0], class_name="total"), rx.el.dd(total[1], class_name="total"), class_name="totals")


def _title(column: Column, sort: Var | None, on_sort: Any) -> rx.Component:
    look = {"class_name": "number"} if column.number else {}
    look |= {"custom_attrs": {"style": {"width": column.width}}} if column.width else {}
    words = rx.el.span(column.title, class_name="unseen") if column.unseen else column.title
    if not column.sort or sort is None:
        return rx.el.th(words, scope="col", **look)
    order = rx.match(sort, (column.sort, "ascending"), ("-" + column.sort, "descending"), "none")
    following = rx.cond(sort == column.sort, "-" + column.sort, column.sort)
    pick = rx.el.button(words, icon("down", small=True), type="button", class_name="sort", title=T("Sort by this"), on_click=on_sort(following))
    return rx.el.th(pick, rx.el.span(column.title, class_name="phone"), scope="col", aria_sort=order, **look)


def _sort_choice(columns: list[Column], sort: Var, on_sort: Any) -> rx.Component:
    """On a phone the heads are out of sight, so the order is chosen from a list."""
    orders = [(column.sort, T("{column}, rising", column=column.title)) for column in columns if column.sort]
    orders += [("-" + column.sort, T("{column}, falling", column=column.title)) for column in columns if column.sort]
    options = [{"value": order, "label": words} for order, words in orders]
    return rx.el.div(select_input(label=T("Order of the rows"), options=options, value=sort, on_change=on_sort), class_name="phone sort-choice")


def _row(columns: list[Column], cells: list[Any], chosen: Any) -> rx.Component:
    marked = {"custom_attrs": {"aria-selected": rx.cond(chosen, "true", "false")}} if chosen is not None else {}
    return rx.el.tr(
        *[rx.el.td(cell, class_name=f"on-{column.phone}" + (" number" if column.number else "")) for column, cell in zip(columns, cells, strict=True)],
        **marked,
    )
