"""How the list of orders looks: search and filters above, a table or its phone form, the way to the other pages."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.orders import Orders
from portal_app.ordering.screens.orders_texts import LIST
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Shortcut,
    T,
    asking,
    empty_view,
    error_view,
    filter_chips,
    framed,
    link_button,
    no_right_view,
    nothing_found_view,
    page_head,
    pager,
    row_link,
    select_field,
    skeleton,
    stamp,
    table,
    text_field,
    two_lines,
    view_switch,
)

QUICK_ORDER = "/quick-order"
_EVERY = 15  # seconds


def page() -> rx.Component:
    return framed(
        page_head(T("Orders"), rx.cond(Orders.may_order, link_button(T("Order something"), QUICK_ORDER, icon_name="plus"))),
        rx.match(
            Orders.view,
            ("ready", rx.el.div(_filters(), _orders(), _pages(), asking(Orders.look_again, every=_EVERY), class_name="stack wide")),
            ("forbidden", no_right_view(T("Orders are seen by people who order, approve or read them."), who=T("Your company's administrator"))),
            ("failed", error_view(PortalState.problem.title, on_retry=Orders.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        current="orders",
        shortcuts=(Shortcut("/", T("Search orders"), focuses="main input[name=find]"),),
    )


PAGE = PortalPage(LIST, page, T("Orders"), on_load=Orders.show)


def _filters() -> rx.Component:
    wanted = Orders.wanted
    search = text_field(name="find", label=T("Search orders"), placeholder=T("Number, PO number, article, name"), lead="search", not_required=True,
                        value=wanted.find, on_type=Orders.find, max_length=200)  # fmt: skip
    state = select_field(name="state", label=T("Where it stands"), options=Orders.states, value=wanted.state, not_required=True,
                         on_change=lambda value: Orders.filter("state", value))  # fmt: skip
    centre = select_field(name="centre", label=T("Cost centre"), options=Orders.centres, value=wanted.centre, not_required=True,
                          on_change=lambda value: Orders.filter("centre", value))  # fmt: skip
    whose = view_switch(T("Whose orders"), [("", T("All")), ("own", T("Mine"))], value=wanted.whose, on_change=lambda value: Orders.filter("whose", value))
    chosen = filter_chips(Orders.chips, on_remove=Orders.drop, on_clear=Orders.clear)
    return rx.el.div(
        rx.el.div(search, state, rx.cond(Orders.centres.length() > 0, centre), class_name="fields filters"),
        rx.cond(Orders.may_see_all & Orders.may_order, rx.el.div(whose, class_name="row")),
        rx.cond(Orders.chips.length() > 0, chosen),
        role="search",
        aria_label=T("Filter the orders"),
        class_name="stack",
    )


def _orders() -> rx.Component:
    """With the column of amounts for those who see them; for the others there is none."""
    return rx.cond(Orders.sees_amounts, _table(with_amounts=_AMOUNTS), _table(with_amounts=()))


_AMOUNTS = (Column(T("Net"), number=True, phone="amount"),)


def _table(*, with_amounts: tuple[Column, ...]) -> rx.Component:
    columns = [
        Column(T("Order"), phone="lead"),
        Column(T("PO number"), phone="second"),
        Column(T("Ordered"), phone="third"),
        Column(T("Where it stands"), phone="aside"),
        Column(T("With you"), phone="fourth"),
        *with_amounts,
    ]
    empty = rx.cond(Orders.chips.length() > 0, nothing_found_view(Orders.clear), _nothing())
    return table(columns, Orders.rows, lambda row: _cells(row)[: len(columns)], label=T("Orders"), empty=empty)


def _cells(row: Any) -> list[Any]:
    promised = rx.cond(row.promised != "", rx.el.span(rx.el.span(T("With you"), class_name="phone"), rx.el.span(row.promised), class_name="row"))
    return [
        two_lines(row_link(row.number, row.href, code=True), row.name),
        rx.cond(row.po_number != "", rx.el.span(row.po_number, class_name="code")),
        two_lines(row.placed, rx.el.span(row.buyer, ", ", row.lines)),
        stamp(row.state, row.tone, bare=True, since=row.since),
        promised,
        rx.el.span(row.net, class_name="strong"),
    ]


def _nothing() -> rx.Component:
    words = T("What is ordered in this portal stands here, from the click to the invoice.")
    return empty_view(T("Nothing was ordered yet"), words, rx.cond(Orders.may_order, link_button(T("To the quick order"), QUICK_ORDER, kind="primary")))


def _pages() -> rx.Component:
    where = Orders.where
    pages = pager(where.said, has_before=where.has_before, has_after=where.has_after, on_before=Orders.turn_page(-1), on_after=Orders.turn_page(1))
    return rx.cond(where.has_before | where.has_after, pages, rx.cond(where.said != "", rx.el.p(where.said, class_name="hint")))
