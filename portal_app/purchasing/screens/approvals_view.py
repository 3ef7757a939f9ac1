"""How the approvals look: the lists at the left, the chosen request at the right; on a phone one at a time."""

from typing import Any

import reflex as rx

from portal_app.purchasing.screens.approvals import Approvals
from portal_app.purchasing.screens.request_pane import RequestPane
from portal_app.purchasing.screens.request_rows import PATH, Show, href_of
from portal_app.purchasing.screens.request_view import REFUSE, request_pane
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Shortcut,
    T,
    empty_view,
    entry_link,
    error_view,
    framed,
    link_button,
    no_right_view,
    page_head,
    pager,
    panes,
    skeleton,
    stamp,
    table,
)

DEPUTIES = "/approvals/deputies"
_APPROVE = ".stays form button[type=submit]"


def approvals_tabs(shown: Any) -> rx.Component:
    """The lists and the deputies, under the title of each. `shown` is a Var or the key of the tab; who decides nothing has one list only."""

    def tab(key: str, words: Any, href: str, count: Any = None) -> rx.Component:
        parts = [words, *([rx.cond(count > 0, rx.fragment(" ", rx.el.span(count, class_name="count")))] if count is not None else [])]
        return rx.cond(rx.Var.create(shown) == key, rx.el.a(*parts, href=href, aria_current="page"), rx.el.a(*parts, href=href))

    return rx.el.nav(
        rx.cond(Approvals.may_decide, tab(Show.WAITING, T("Waiting for me"), PATH, Approvals.waiting)),
        tab(Show.ASKED, T("Asked by me"), href_of(Show.ASKED)),
        rx.cond(Approvals.may_decide, tab(Show.DECIDED, T("Decided"), href_of(Show.DECIDED))),
        rx.cond(Approvals.may_decide, tab("deputies", T("Deputies"), DEPUTIES)),
        aria_label=T("Requests"),
        class_name="tabs",
    )


def page() -> rx.Component:
    back = rx.match(Approvals.show, *[(one.value, href_of(one)) for one in Show], PATH)
    body = panes(
        _list(), request_pane(back, Approvals.show == Show.ASKED.value), open=Approvals.open_id, label=T("The chosen request"), list_first=True
    )  # fmt: skip
    return framed(
        page_head(T("Approvals"), tabs=approvals_tabs(Approvals.show)),
        rx.match(
            Approvals.view,
            ("ready", rx.cond((Approvals.rows.length() == 0) & (Approvals.open_id == ""), _nothing(), body)),
            ("forbidden", no_right_view(T("Requests are seen by people who order or approve."), who=T("Your company's administrator"))),
            ("failed", error_view(PortalState.problem.title, on_retry=Approvals.show_list, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        current="approvals",
        width="full",
        shortcuts=(
            Shortcut("a", T("Approve"), focuses=_APPROVE, shown=RequestPane.facts.may_decide),
            Shortcut("r", T("Refuse"), opens=REFUSE, shown=RequestPane.facts.may_decide),
        ),
    )


PAGE = PortalPage(PATH, page, T("Approvals"), on_load=Approvals.show_list)


def _list() -> rx.Component:
    pages = pager(
        Approvals.where, has_before=Approvals.has_before, has_after=Approvals.has_after, on_before=Approvals.turn_page(-1), on_after=Approvals.turn_page(1)
    )
    return rx.fragment(
        table(
            [Column(T("Request"), phone="lead"), Column(T("Net"), number=True, phone="amount")],
            Approvals.rows,
            _cells,
            label=T("Requests"),
            chosen=lambda row: row.id == RequestPane.facts.id,
        ),
        rx.cond(Approvals.has_before | Approvals.has_after, pages),
    )


def _cells(row: Any) -> list[Any]:
    link = entry_link(row.lead, row.href, id=row.id, current=row.id == RequestPane.facts.id)
    words = rx.el.div(
        link,
        rx.el.span(row.detail, class_name="part"),
        rx.cond(row.look.text != "", stamp(row.look.text, row.look.tone, sign_name=row.look.sign)),
        rx.cond(row.why != "", rx.el.span(row.why, class_name="part")),
    )
    return [words, rx.fragment(rx.el.span(row.net, class_name="strong"), rx.cond(row.ago != "", rx.el.span(row.ago, class_name="part")))]


def _nothing() -> rx.Component:
    return rx.match(
        Approvals.show,
        (
            Show.ASKED.value,
            empty_view(
                T("You have asked for nothing"),
                T("A cart that needs an approval stands here after you have sent it: where it waits, since when, and what was decided."),
                link_button(T("To the cart"), "/cart"),
            ),
        ),
        (Show.DECIDED.value, empty_view(T("Nothing decided yet"), T("What you approve or refuse stands here afterwards, with the cart as you saw it."))),
        empty_view(T("Nothing waits for you"), T("When somebody sends a cart that you are asked about, it stands here, and you get a mail.")),
    )
