"""How the imports' page looks: a kind, a file, what would become of its lines, and the button that takes it."""

from typing import Any

import reflex as rx

from portal_app.imports.screens.files import ROUTE, ImportFiles
from portal_app.kernel.permissions import Permission
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    T,
    button,
    empty_view,
    error_view,
    file_drop,
    framed,
    note,
    page_head,
    problem_view,
    section,
    select_field,
    skeleton,
    stamp,
    table,
    two_lines,
)

FILES = "/files/imports"  # where the door is (api)
_LARGEST = 20_000_000


def page() -> rx.Component:
    return framed(
        page_head(T("Imports"), sub=T("Files fill the portal: each is checked first, line by line, and taken when nothing in it is wrong.")),
        rx.match(
            ImportFiles.view,
            ("ready", rx.el.div(_choose(), _outcome(), class_name="stack wider")),
            ("failed", error_view(PortalState.problem.title, on_retry=ImportFiles.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        current="imports",
    )


PAGE = PortalPage(ROUTE, page, T("Imports"), on_load=ImportFiles.show, right=Permission.STAFF_OPERATE)


def _choose() -> rx.Component:
    state = ImportFiles
    kind = select_field(
        name="kind", label=T("What the file holds"), options=state.kinds, value=state.kind, on_change=state.choose,
        help=T("An empty portal takes the kinds in this order."),
    )  # fmt: skip
    drop = file_drop(
        action=FILES, label=T("The file"), help=T("CSV or XLSX, 20 MB and 20,000 lines at most. Or drop it here."), accept=".csv,.tsv,.txt,.xlsx",
        largest=_LARGEST, on_stored=state.take_in,
    )  # fmt: skip
    return rx.el.div(kind, drop, class_name="stack")


def _outcome() -> rx.Component:
    state = ImportFiles
    return rx.fragment(
        problem_view(state.trouble),
        rx.cond(state.going != "", _going()),
        rx.cond(
            state.counts.length() > 0,
            _judged(),
            rx.cond((state.trouble.title == "") & (state.going == ""), _nothing_yet()),
        ),
    )


def _nothing_yet() -> rx.Component:
    return empty_view(T("No file yet"), T("Choose what it holds, then the file. Nothing is changed before you say so."))


def _going() -> rx.Component:
    state = ImportFiles
    bar = rx.el.progress(value=state.done.to_string(), max=state.parts.to_string(), aria_label=state.going)
    return rx.el.div(rx.el.p(state.going), rx.cond(state.parts > 1, bar), class_name="stack", role="status")


def _judged() -> rx.Component:
    state = ImportFiles
    return section(
        state.name,
        rx.el.div(_said(), _take(), class_name="stack"),
        _lines(),
        rx.cond(state.more != "", rx.el.p(state.more, class_name="hint")),
        beside=(rx.el.span(state.total, class_name="hint"),),
    )


def _said() -> rx.Component:
    state = ImportFiles

    def count(row: Any) -> rx.Component:
        return rx.el.li(stamp(row.label, row.tone, bare=True), rx.el.b(row.count), class_name="row")

    return rx.fragment(
        rx.el.ul(rx.foreach(state.counts, count), class_name="row wrap", aria_label=T("What becomes of the lines")),
        rx.cond(state.unread != "", note(T("Columns that mean nothing to us are left out: {names}", names=state.unread), tone="info")),
        rx.cond(state.taken, note(T("All of it is taken."), tone="good")),
        rx.cond(state.wrong, note(T("Nothing is taken while a line is wrong. Please mend the file and choose it again."), tone="bad")),
        rx.cond(state.nothing_new & ~state.taken, note(T("All of this is known already. There is nothing to take."), tone="info")),
    )


def _take() -> rx.Component:
    state = ImportFiles
    may = ~state.wrong & ~state.nothing_new & ~state.taken
    return rx.cond(may, rx.el.div(button(T("Take all lines"), on_click=state.take, disabled=state.parts > 0), class_name="row"))


def _lines() -> rx.Component:
    columns = [
        Column(T("Line"), number=True, phone="start", width="80px"),
        Column(T("About"), phone="lead"),
        Column(T("What becomes of it"), phone="aside", width="180px"),
    ]
    return table(
        columns,
        ImportFiles.rows,
        lambda row: [row.line, two_lines(row.name, row.sentence), stamp(row.fate, row.tone, bare=True)],
        label=T("Lines of the file"),
    )
