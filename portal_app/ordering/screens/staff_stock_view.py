"""How stock looks in the back office: search, warehouse and kind above a list; beside it the chosen row with its three forms."""

from typing import Any

import reflex as rx

from portal_app.kernel.permissions import Permission
from portal_app.ordering.screens.staff_head import office_head, office_pager, office_view
from portal_app.ordering.screens.staff_stock import StockPage
from portal_app.ordering.screens.staff_texts import STOCK
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Shortcut,
    T,
    back_link,
    date_field,
    empty_view,
    entry_link,
    facts,
    form,
    form_foot,
    framed,
    nothing_found_view,
    panes,
    section,
    select_input,
    send_button,
    stamp,
    table,
    text_field,
    text_input,
)


def page() -> rx.Component:
    listing = rx.fragment(_filters(), _rows(), office_pager(StockPage.sight, StockPage.turn_page))
    body = panes(listing, _pane(), open=StockPage.wanted.row, label=T("The chosen stock"))
    return framed(
        office_head(STOCK, may_operate=StockPage.view == "ready", sub=T("What lies in which warehouse, what is reserved, what is on its way.")),
        office_view(StockPage.view, body, on_retry=StockPage.show),
        current="office",
        width="full",
        shortcuts=(Shortcut("/", T("Search stock"), focuses="main input[name=find]"),),
    )


PAGE = PortalPage(STOCK, page, T("Stock"), on_load=StockPage.show, right=Permission.STAFF_OPERATE)


def _filters() -> rx.Component:
    wanted = StockPage.wanted
    search = text_input(name="find", label=T("Search stock"), placeholder=T("Article number or words"), lead="search", value=wanted.find,
                        on_type=StockPage.find, max_length=200)  # fmt: skip
    place = select_input(label=T("Warehouse"), options=StockPage.warehouses, value=wanted.at, on_change=lambda value: StockPage.filter("at", value))
    kind = select_input(label=T("Which stock"), options=StockPage.kinds, value=wanted.kind, on_change=lambda value: StockPage.filter("kind", value))
    return rx.el.div(search, place, kind, role="search", aria_label=T("Filter the stock"), class_name="toolbar")


def _rows() -> rx.Component:
    columns = [
        Column(T("Article"), phone="lead"),
        Column(T("Warehouse"), phone="second"),
        Column(T("On hand"), number=True, phone="hide"),
        Column(T("Free"), phone="aside"),
        Column(T("On its way"), phone="third"),
        Column(T("Counted"), phone="hide"),
    ]
    wanted = StockPage.wanted
    is_limited = (wanted.find != "") | (wanted.at != "") | (wanted.kind != "")
    nothing = empty_view(T("No stock yet"), T("Stock comes in by the import of stock, product by product and warehouse by warehouse."))
    return table(columns, StockPage.rows, _cells, label=T("Stock"), empty=rx.cond(is_limited, nothing_found_view(StockPage.clear), nothing))


def _cells(row: Any) -> list[Any]:
    return [
        rx.el.span(entry_link(row.number, row.href, id=row.id, current=row.id == StockPage.wanted.row), rx.el.span(row.name, class_name="part")),
        row.warehouse_name,
        row.on_hand,
        stamp(row.free, row.tone, bare=True),
        row.coming,
        rx.el.span(row.counted, title=row.counted_at),
    ]


def _pane() -> rx.Component:
    row = StockPage.chosen
    missing = rx.el.div(
        rx.el.h2(T("There is no such stock"), tab_index=-1), rx.el.p(T("It may have been removed, or the link is incomplete.")), class_name="blank"
    )
    shown = rx.fragment(back_link(T("All stock"), STOCK), rx.cond(row.id != "", _chosen(), missing))
    return rx.cond(StockPage.wanted.row == "", rx.el.p(T("Choose a row to count it, or to note what is on its way."), class_name="hint"), shown)


def _chosen() -> rx.Component:
    row = StockPage.chosen
    head = rx.el.div(
        rx.el.div(rx.el.h2(row.number, tab_index=-1, class_name="big-title"), stamp(row.free, row.tone), class_name="row wrap"),
        rx.el.p(row.name, class_name="sub"),
    )
    told = facts(
        (T("Warehouse"), row.warehouse_name), (T("On hand"), row.on_hand), (T("Reserved"), row.reserved),
        (T("Counted"), rx.fragment(row.counted, rx.el.span(row.counted_at, class_name="part"))),
    )  # fmt: skip
    return rx.el.div(head, told, _count(), _arrived(), _coming(), class_name="stack wider")


def _count() -> rx.Component:
    return section(
        T("Correct the count"),
        _form(
            text_field(name="on_hand", label=T("Counted quantity"), value=StockPage.counted, input_mode="decimal", max_length=40, width="medium"),
            rx.el.input(type="hidden", name="seen", value=StockPage.on_hand, read_only=True),
            send=T("Put the count right"),
            on_submit=StockPage.count,
            label=T("Correct the count"),
        ),
    )


def _arrived() -> rx.Component:
    return section(
        T("Goods came in"),
        _form(
            text_field(name="quantity", label=T("Quantity"), input_mode="decimal", max_length=40, width="medium"),
            send=T("Book them in"),
            on_submit=StockPage.receive,
            label=T("Goods came in"),
        ),
    )


def _coming() -> rx.Component:
    coming = rx.el.ul(rx.foreach(StockPage.expected, lambda one: rx.el.li(one.said)), class_name="stack")
    return section(
        T("On its way"),
        rx.cond(StockPage.expected.length() > 0, coming, rx.el.p(T("Nothing is on its way."), class_name="hint")),
        _form(
            date_field(name="day", label=T("Expected on")),
            text_field(
                name="quantity", label=T("Quantity"), help=T("0 takes away what was expected on this day."), input_mode="decimal", max_length=40, width="medium"
            ),
            send=T("Keep it"),
            on_submit=StockPage.expect,
            label=T("On its way"),
        ),
    )


def _form(*fields: rx.Component, send: Any, on_submit: Any, label: Any) -> rx.Component:
    """About the chosen row, and one thing however often it is sent."""
    about = [
        rx.el.input(type="hidden", name=name, value=value, read_only=True) for name, value in (("row", StockPage.chosen.id), ("attempt", StockPage.attempt))
    ]
    return form(
        *about,
        *fields,
        form_foot(send_button(send, kind="secondary")),
        on_submit=on_submit,
        problem=PortalState.problem,
        saved_when=StockPage.done,
        label=label,
    )
