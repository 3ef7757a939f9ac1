"""The lines of an order file: what stands in the file, the verdict, what was read, what can be done about it. The fields open below a line."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.intake import OrderFile
from portal_app.ordering.screens.intake_mend import LineMend, mend_form
from portal_app.ui import PortalState, T, button, pager, stamp

_COLUMNS = 5


def lines_table() -> rx.Component:
    heads = ((T("Line"), "52px"), (T("In your file"), "20%"), (T("Verdict"), "140px"), (T("What we read"), ""), (T("What to do"), "292px"))
    titles = [rx.el.th(words, scope="col", **({"custom_attrs": {"style": {"width": width}}} if width else {})) for words, width in heads]
    body = rx.foreach(OrderFile.rows, lambda row: rx.fragment(_group(row), _line(row), rx.cond(LineMend.line == row.line, _fields(row)), key=row.line))
    shown = rx.el.table(rx.el.thead(rx.el.tr(*titles)), rx.el.tbody(body), aria_label=T("Lines of the file"), class_name="table findings")
    return rx.cond(OrderFile.rows.length() > 0, shown, rx.el.p(T("No line has this verdict."), class_name="hint"))


def pages_of_lines() -> rx.Component:
    turn = OrderFile.turn_page
    pages = pager(OrderFile.where, has_before=OrderFile.has_before, has_after=OrderFile.has_after, on_before=turn(-1), on_after=turn(1))
    return rx.cond(OrderFile.where != "", pages)


def _group(row: Any) -> rx.Component:
    return rx.cond(row.group != "", rx.el.tr(rx.el.th(row.group, col_span=_COLUMNS, scope="rowgroup"), class_name="group-row"))


def _line(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row.line, class_name="on-start line-number"),
        rx.el.td(rx.el.span(T("In your file: "), class_name="unseen"), row.source, class_name="on-second source"),
        rx.el.td(stamp(row.verdict, row.tone, sign_name=row.sign), class_name="on-lead"),
        rx.el.td(_read(row), class_name="on-third"),
        rx.el.td(_acts(row), class_name="on-fourth"),
        data_line=row.line,
    )


def _read(row: Any) -> rx.Component:
    product = rx.cond(
        row.number != "",
        rx.el.span(
            rx.cond(row.quantity != "", rx.fragment(rx.el.b(row.quantity, class_name="strong"), " ")), rx.el.span(row.number, class_name="code"), " ", row.name,
        ),
    )  # fmt: skip
    meant = rx.el.div(rx.foreach(row.meant, lambda one: _meant(row, one)), role="group", aria_label=T("May be meant"), class_name="meant")
    choices = rx.el.div(rx.foreach(row.choices, lambda one: _choice(row, one)), role="group", aria_label=T("Which quantity"), class_name="meant")
    return rx.el.div(
        product,
        rx.cond(row.said != "", rx.el.span(row.said, class_name="part")),
        rx.cond(row.meant.length() > 0, meant),
        rx.cond(row.choices.length() > 0, choices),
    )


def _meant(row: Any, one: Any) -> rx.Component:
    words = (rx.el.span(one.number, class_name="code"), rx.el.span(one.name, class_name="part"))
    return rx.el.button(*words, type="button", on_click=OrderFile.choose(row.line, one.product_id))


def _choice(row: Any, one: Any) -> rx.Component:
    return rx.el.button(one, type="button", on_click=OrderFile.choose_quantity(row.line, one))


def _acts(row: Any) -> rx.Component:
    """The likelier act has a border."""

    def act(words: Any, decision: str, kind: str) -> rx.Component:
        return rx.cond(words != "", button(words, kind=kind, small=True, on_click=OrderFile.decide(row.line, decision)))

    begin = LineMend.begin(row.line, row.wanted, row.wanted_quantity, row.one, row.pack)
    undo = button(row.undo, kind="quiet", small=True, icon_name="undo", on_click=OrderFile.undo(row.line))
    return rx.el.div(
        rx.cond(row.undo != "", undo),
        act(row.leave, "left-out", "quiet"),
        act(row.keep, "keep", "quiet"),
        rx.cond(row.change != "", button(row.change, kind="quiet", small=True, on_click=begin)),
        act(row.together, "merge", "secondary"),
        act(row.accept, "accept", "secondary"),
        role="group",
        aria_label=T("Line {line}", line=row.line),
        class_name="dealt",
    )


def _fields(row: Any) -> rx.Component:
    return rx.el.tr(rx.el.td(mend_form(row, PortalState.problem), col_span=_COLUMNS, class_name="on-lead"), class_name="mending")
