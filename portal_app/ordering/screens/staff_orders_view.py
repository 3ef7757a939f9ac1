"""How the back office's list of orders looks: search and state above, a table or its phone form."""

from typing import Any

import reflex as rx

from portal_app.kernel.permissions import Permission
from portal_app.ordering.screens.staff_head import office_head, office_pager, office_view
from portal_app.ordering.screens.staff_orders import ALL, ErpOrders
from portal_app.ordering.screens.staff_texts import ORDERS
from portal_app.ui import (
    Column,
    PortalPage,
    Shortcut,
    T,
    asking,
    button,
    empty_view,
    framed,
    nothing_found_view,
    row_link,
    select_field,
    stamp,
    table,
    text_field,
    two_lines,
)

_EVERY = 10  # seconds


def page() -> rx.Component:
    body = rx.el.div(
        _filters(),
        _orders(),
        office_pager(ErpOrders.sight, ErpOrders.turn_page),
        asking(ErpOrders.look_again, every=_EVERY),
        class_name="below-tabs stack wide",
    )
    return framed(
        office_head(ORDERS, may_operate=ErpOrders.may_operate, sub=T("What the companies have ordered, as the ERP has it.")),
        office_view(ErpOrders.view, body, on_retry=ErpOrders.show),
        current="office",
        shortcuts=(Shortcut("/", T("Search orders"), focuses="main input[name=find]"),),
    )


PAGE = PortalPage(ORDERS, page, T("Back office"), on_load=ErpOrders.show, right=Permission.STAFF_COMPANIES_VIEW)


def _filters() -> rx.Component:
    wanted = ErpOrders.wanted
    search = text_field(name="find", label=T("Search orders"), placeholder=T("Number, own number, company"), lead="search", not_required=True,
                        value=wanted.find, on_type=ErpOrders.find, max_length=200)  # fmt: skip
    state = select_field(name="state", label=T("Where it stands"), options=ErpOrders.states, value=wanted.state, not_required=True, on_change=ErpOrders.filter)
    return rx.el.div(rx.el.div(search, state, class_name="fields filters"), role="search", aria_label=T("Filter the orders"), class_name="stack")


def _orders() -> rx.Component:
    columns = [
        Column(T("Order"), phone="lead"),
        Column(T("Company"), phone="second"),
        Column(T("Received"), phone="third"),
        Column(T("Where it stands"), phone="aside"),
    ]
    is_limited = (ErpOrders.wanted.find != "") | ((ErpOrders.wanted.state != "") & (ErpOrders.wanted.state != ALL))
    empty = rx.cond(is_limited, nothing_found_view(ErpOrders.clear), _nothing())
    return table(columns, ErpOrders.rows, _cells, label=T("Orders"), empty=empty)


def _cells(row: Any) -> list[Any]:
    told = rx.cond(row.po_number != "", rx.fragment(row.order_number, ", ", T("own number {number}", number=row.po_number)), row.order_number)
    return [
        two_lines(row_link(row.number, row.href, code=True), told),
        row.company,
        two_lines(row.received, row.lines),
        stamp(row.state, row.tone, bare=True, since=row.since),
    ]


def _nothing() -> rx.Component:
    words = T("Each order that a company sends comes here within a minute, to be confirmed, picked, shipped and invoiced.")
    show_all = button(T("Show all orders"), kind="secondary", on_click=ErpOrders.clear)
    return empty_view(T("Nothing is to be done"), words, rx.cond(ErpOrders.wanted.state != ALL, show_all))
