"""How the way to the ERP looks to operators: the figures, the demo's clock, orders in doubt, the queue."""

from typing import Any

import reflex as rx

from portal_app.kernel.permissions import Permission
from portal_app.ordering.screens.staff_head import office_head, office_view
from portal_app.ordering.screens.staff_line import ErpLinePage
from portal_app.ordering.screens.staff_texts import LINE
from portal_app.ui import Column, PortalPage, PortalState, T, asking, button, facts, framed, note, problem_view, section, stamp, table, two_lines

_EVERY = 5  # seconds


def page() -> rx.Component:
    body = rx.el.div(
        problem_view(PortalState.problem),
        rx.el.div(
            rx.el.div(rx.cond(ErpLinePage.doubts.length() > 0, _doubts()), _queue(), class_name="stack wider"),
            rx.el.aside(_state(), _clock(), aria_label=T("How the way stands"), class_name="stack wider"),
            class_name="split",
        ),
        asking(ErpLinePage.look_again, every=_EVERY),
        class_name="below-tabs stack wider",
    )
    return framed(
        office_head(LINE, may_operate=ErpLinePage.view == "ready", sub=T("What leaves for the ERP, what waits, what went wrong.")),
        office_view(ErpLinePage.view, body, on_retry=ErpLinePage.show),
        current="office",
    )


PAGE = PortalPage(LINE, page, T("Way to the ERP"), on_load=ErpLinePage.show, right=Permission.STAFF_OPERATE)


def _state() -> rx.Component:
    told = ErpLinePage.figures
    why = rx.cond(told.reason != "", rx.el.span(told.reason, class_name="part code"))
    return section(
        T("How the way stands"),
        rx.el.p(told.said, class_name="sub"),
        facts(
            (T("Waiting"), rx.fragment(told.waiting, rx.cond(told.oldest != "", rx.el.span(told.oldest, class_name="part")))),
            (T("Laid aside"), told.laid_aside),
            (T("In doubt"), told.in_doubt),
            (T("Open at the ERP"), told.open),
            (T("Moved there, not known here yet"), told.behind),
            (T("Last news noted"), told.last_news),
            (T("Last answer to this server"), told.answered),
            (T("Last failure"), rx.fragment(told.failed, why)),
        ),
        beside=(stamp(told.state, told.tone),),
    )


def _clock() -> rx.Component:
    by_hand = button(T("Stop the clock"), kind="secondary", on_click=ErpLinePage.stop)
    by_clock = button(T("Let the clock run"), kind="secondary", on_click=ErpLinePage.start)
    told = ErpLinePage.clock
    switch = rx.cond(told.is_there, rx.el.div(rx.cond(told.runs, by_hand, by_clock), class_name="actions"))
    return section(T("Clock of the demo"), rx.el.div(rx.el.p(told.said), switch, class_name="stack"))


def _doubts() -> rx.Component:
    columns = [
        Column(T("Order"), phone="lead"),
        Column(T("Company"), phone="second"),
        Column(T("Sent"), phone="third"),
        Column(T("What to do"), phone="fourth", unseen=True),
    ]
    words = T("They were sent, and the answer got lost. Asking again is safe: the ERP is asked for the order before it is sent once more.")
    return section(T("Orders in doubt"), note(words, tone="info"), table(columns, ErpLinePage.doubts, _doubt, label=T("Orders in doubt")))


def _doubt(row: Any) -> list[Any]:
    ask = button(
        T("Ask again"), kind="secondary", small=True, on_click=ErpLinePage.hurry(row.message_id), aria_label=T("Ask again for {number}", number=row.number)
    )
    return [
        rx.el.span(row.number, class_name="code strong"),
        row.company,
        two_lines(row.since, row.tries),
        rx.cond(row.message_id != "", ask),
    ]


def _queue() -> rx.Component:
    columns = [
        Column(T("What"), phone="lead"),
        Column(T("Where it stands"), phone="aside"),
        Column(T("Since"), phone="second"),
        Column(T("What to do"), phone="third", unseen=True),
    ]
    nothing = rx.el.p(T("Nothing waits: all that was to be told is told."), class_name="hint")
    return section(T("Queue"), table(columns, ErpLinePage.queue, _message, label=T("Queue"), empty=nothing))


def _message(row: Any) -> list[Any]:
    about = rx.el.span(rx.el.span(row.about, class_name="code"), rx.cond(row.company != "", rx.fragment(" ", row.company)))
    error = rx.cond(row.error != "", rx.el.span(row.error, class_name="part code"))
    retry = button(T("Try again"), kind="secondary", small=True, on_click=ErpLinePage.hurry(row.id), aria_label=T("Try again: {what}", what=row.what))
    return [
        two_lines(row.what, about),
        rx.el.span(stamp(row.state, row.tone, bare=True), error),
        two_lines(row.since, row.tries),
        rx.cond(row.may_hurry, retry),
    ]
