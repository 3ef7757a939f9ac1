"""Around a list: filter chips, view switch, pager, choosing several rows."""

from typing import Any

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Kind, Text, icon_button
from portal_app.ui.client import library
from portal_app.ui.icons import icon
from portal_app.ui.words import T

_SELECTION = library("selection.jsx")


class _Selection(rx.Component):
    library = _SELECTION
    tag = "Selection"

    ids: Var[list[str]]
    total: Var[int]
    emptied_when: Var[Any]


class _SelectAll(rx.Component):
    library = _SELECTION
    tag = "SelectAll"

    label: Var[str]


class _SelectRow(rx.Component):
    library = _SELECTION
    tag = "SelectRow"

    row: Var[str]
    label: Var[str]


class _BulkBar(rx.Component):
    library = _SELECTION
    tag = "BulkBar"


class _BulkButton(rx.Component):
    library = _SELECTION
    tag = "BulkButton"

    on_act: EventHandler[passthrough_event_spec(list[str], bool)]


def filter_chips(chips: Var, *, on_remove: Any, on_clear: Any = None, said: Text = "") -> rx.Component:
    """The filters in force, each with a cross: rows {"key", "label"}; `on_remove(key)`. `said` is the count ("23 of 1,412 documents")."""
    chip = lambda row: rx.el.button(  # noqa: E731
        row["label"], icon("close", small=True), rx.el.span(T("remove"), class_name="unseen"), type="button", class_name="chip", on_click=on_remove(row["key"])
    )
    clear = [rx.cond(chips.length() > 1, rx.el.button(T("Clear all"), type="button", class_name="button quiet small", on_click=on_clear))] if on_clear else []
    count = [rx.el.span(said, class_name="hint", role="status")] if isinstance(said, Var) or said else []
    return rx.el.div(rx.foreach(chips, chip), *clear, *count, class_name="chips scroll")


def view_switch(label: Text, options: list[tuple[str, Text]], *, value: Any, on_change: Any) -> rx.Component:
    """A few exclusive views of the same thing, in one piece: options of (value, text)."""
    buttons = [rx.el.button(text, type="button", aria_pressed=value == key, on_click=on_change(key)) for key, text in options]
    return rx.el.div(*buttons, role="group", aria_label=label, class_name="segments")


def pager(said: Text, *, has_before: Any, has_after: Any, on_before: Any, on_after: Any, label: Text | None = None) -> rx.Component:
    """Where we are in a long list ("51 to 100 of 1,243") and the way on; the ends are disabled, not hidden."""
    return rx.el.nav(
        rx.el.span(said, class_name="grow", role="status"),
        icon_button("left", T("Page before"), lined=True, on_click=on_before, disabled=~has_before if isinstance(has_before, Var) else not has_before),
        icon_button("right", T("Next page"), lined=True, on_click=on_after, disabled=~has_after if isinstance(has_after, Var) else not has_after),
        aria_label=T("Pages of the list") if label is None else label,
        class_name="pager",
    )


def selection(*content: rx.Component, ids: Var | list[str], total: Var | int, emptied_when: Var | None = None) -> rx.Component:
    """Choosing several rows, kept in the browser. `ids` are the rows in sight, `total` all that fit the filter.

    Inside: `select_all()` in the head, `select_row(id, label)` in each row, `bulk_bar(...)`. A change of `emptied_when` empties it.
    """
    return _Selection.create(*content, ids=ids, total=total, **({"emptied_when": emptied_when} if emptied_when is not None else {}))


def select_all(label: Text | None = None) -> rx.Component:
    return _SelectAll.create(label=T("All on this page") if label is None else label)


def select_row(row: Any, label: Text) -> rx.Component:
    """The box of a row; Shift and click takes all rows between. `label` names the row."""
    return _SelectRow.create(row=row, label=label)


def bulk_bar(*actions: rx.Component) -> rx.Component:
    """Appears with a choice, says how many, offers all that fit the filter."""
    return _BulkBar.create(*actions)


def bulk_button(text: Text, on_act: Any, *, kind: Kind = "primary", icon_name: str = "") -> rx.Component:
    """Acts on the choice: `on_act(ids, all_that_fit)`; when the second is true the filter counts, not the ids."""
    drawn = [icon(icon_name)] if icon_name else []
    return _BulkButton.create(*drawn, text, on_act=on_act, class_name=f"button small {'' if kind == 'primary' else kind}".strip())
