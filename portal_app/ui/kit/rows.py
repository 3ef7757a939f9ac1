"""The kit's table with sorting, choosing and its phone form, and its pager."""

from typing import Any

import reflex as rx

from portal_app.ui.blocks import section
from portal_app.ui.fields import text_input
from portal_app.ui.lists import bulk_bar, bulk_button, pager, select_all, select_row, selection
from portal_app.ui.stamps import stamp
from portal_app.ui.tables import Column, row_link, table, total_row, two_lines
from portal_app.ui.words import T

_COLUMNS = [
    Column(select_all(), phone="start", width="34px"),
    Column(T("Document"), sort="number", phone="lead"),
    Column(T("What"), phone="second"),
    Column(T("State"), phone="third"),
    Column(T("Net (EUR)"), number=True, sort="net", phone="amount"),
]


def rows(state: type) -> rx.Component:
    search = rx.el.div(
        text_input(label=T("Search documents"), type="search", lead="search", placeholder=T("Number, article, text"), on_type=state.hear), id="kit-search"
    )
    lines = table(
        _COLUMNS,
        state.rows,
        _cells,
        label=T("Documents"),
        sort=state.sort,
        on_sort=state.sort_by,
        foot=[total_row(T("All 1,243 (EUR net)"), "1,204.50", columns=5)],
    )
    bar = bulk_bar(
        bulk_button(T("CSV list"), state.acted, kind="quiet"),
        bulk_button(T("ZIP with XML"), state.acted, icon_name="zip"),
    )
    pages = pager(T("1 to 4 of 1,243"), has_before=False, has_after=True, on_before=state.hear("before"), on_after=state.hear("after"))
    return section(T("Rows"), selection(rx.el.div(search, lines, bar, pages, class_name="stack"), ids=state.ids, total=1243))


def _cells(row: Any) -> list[Any]:
    return [
        select_row(row["number"], T("Choose {number}", number=row["number"])),
        row_link(row["number"], "/kit", code=True),
        two_lines(row["what"], row["detail"]),
        stamp(row["state"], row["tone"].to(str), bare=True),
        row["net"],
    ]
