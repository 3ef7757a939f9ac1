"""How one order looks: its way on a strip, its lines and deliveries at the left; where it goes, who decided and what happened at the right."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.lists_save import save_button, save_dialog
from portal_app.ordering.screens.orders_again import again_button, again_dialog
from portal_app.ordering.screens.orders_order import OneOrder
from portal_app.ordering.screens.orders_texts import LIST, ORDER
from portal_app.ordering.screens.products_links import product_link
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    T,
    asking,
    button,
    copy_code,
    dialog,
    error_view,
    form,
    form_foot,
    framed,
    link_button,
    main_action,
    no_right_view,
    note,
    page_head,
    problem_view,
    section,
    send_button,
    skeleton,
    stamp,
    steps,
    table,
    text_area,
    timeline,
    total_row,
)

_CANCEL = "ask-to-cancel"
_EVERY = 5  # seconds


def page() -> rx.Component:
    order, ready = OneOrder.order, OneOrder.view == "ready"
    return framed(
        page_head(
            rx.cond(ready, T("Order {number}", number=order.number), T("Order")),
            rx.cond(ready, _actions()),
            rx.cond(ready & OneOrder.may_order, save_button("order", OneOrder.order_id, order.name)),
            way=((T("Orders"), LIST), (rx.cond(order.name != "", order.name, T("Order")), "")),
            beside=(rx.cond(ready, stamp(order.state, order.tone)),),
            sub=order.sub,
        ),
        rx.match(
            OneOrder.view,
            ("ready", _told()),
            ("forbidden", no_right_view(T("Orders are seen by people who order, approve or read them."), who=T("Your company's administrator"))),
            ("unknown", rx.el.div(error_view(PortalState.problem.title), link_button(T("To the orders"), LIST), class_name="stack wide")),
            ("failed", error_view(PortalState.problem.title, on_retry=OneOrder.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        _cancel_dialog(),
        again_dialog(),
        save_dialog(),
        current="orders",
    )


PAGE = PortalPage(ORDER, page, T("Order"), on_load=OneOrder.show)


def _actions() -> rx.Component:
    take_back = form(
        rx.el.input(type="hidden", name="order", value=OneOrder.order_id, read_only=True),
        send_button(T("Take it back"), busy_word=T("Taking it back …"), kind="secondary"),
        on_submit=OneOrder.take_back,
        saved_when=OneOrder.may_take_back,
    )
    ask = button(T("Ask to cancel"), kind="secondary", opens=_CANCEL)
    return main_action(
        rx.cond(OneOrder.may_take_back, take_back),
        rx.cond(OneOrder.may_ask, ask),
        rx.cond(OneOrder.may_order, again_button(OneOrder.order_id)),
    )


def _told() -> rx.Component:
    left = rx.el.div(_lines(), rx.cond(OneOrder.deliveries.length() > 0, _deliveries()), class_name="stack wider")
    right = rx.el.aside(_documents(), _destinations(), rx.cond(OneOrder.approvals.length() > 0, _approvals()), _numbers(), _history(),
                        aria_label=T("Where it goes and what happened"), class_name="stack wider")  # fmt: skip
    asked = note(T("The supplier was asked to cancel this order. The answer comes here."), tone="info")
    return rx.fragment(
        problem_view(PortalState.problem),
        rx.el.div(
            steps(OneOrder.way),
            rx.cond(OneOrder.is_asked, asked),
            rx.el.div(left, right, class_name="split"),
            class_name="stack wider",
        ),
        rx.cond(OneOrder.is_open, asking(OneOrder.look_again, every=_EVERY)),
    )


def _lines() -> rx.Component:
    """With prices for those who see them; for the others there is no column of them."""
    return rx.cond(OneOrder.order.net != "", _table(with_amounts=True), _table(with_amounts=False))


def _table(*, with_amounts: bool) -> rx.Component:
    columns = [
        Column(T("Article"), phone="second"),
        Column(T("Description"), phone="lead"),
        Column(T("Quantity"), number=True, phone="aside"),
        Column(T("Shipped"), phone="third"),
        Column(T("Net / unit"), number=True, phone="hide"),
        Column(T("Line net"), number=True, phone="amount"),
    ]
    shown = columns if with_amounts else columns[:4]
    order = OneOrder.order
    total = total_row(T("Order net ({currency})", currency=order.currency), order.net, columns=len(columns))
    return rx.el.div(
        table(shown, OneOrder.lines, lambda row: _cells(row)[: len(shown)], label=T("Lines of the order"), foot=[total] if with_amounts else None),
        *([rx.el.p(order.taxes, class_name="hint")] if with_amounts else []),
        class_name="stack",
    )


def _cells(row: Any) -> list[Any]:
    return [
        product_link(row.number),
        rx.el.span(row.name, rx.cond(row.note != "", rx.el.span(row.note, class_name="part"))),
        row.quantity,
        rx.cond(row.shipped != "", stamp(row.shipped, row.tone, bare=True)),
        rx.fragment(row.price, rx.cond(row.per != "", rx.el.span(row.per, class_name="part"))),
        rx.el.span(row.net, class_name="strong"),
    ]


def _deliveries() -> rx.Component:
    def delivery(row: Any) -> rx.Component:
        head = rx.cond(row.number != "", rx.el.span(row.number, class_name="code strong"), rx.el.b(T("Rest"), class_name="strong"))
        tracking = rx.el.p(rx.el.span(T("Tracking number"), " "), copy_code(row.tracking), class_name="row wrap")
        lines = (
            rx.el.p(rx.el.span(head, class_name="grow"), stamp(row.state, row.tone), class_name="row between"),
            rx.el.p(row.when),
            rx.cond(row.tracking != "", tracking),
            rx.el.p(row.holds, class_name="part"),
        )
        return rx.el.li(rx.el.div(*lines, class_name="stack"), class_name="side")

    title = rx.cond(OneOrder.deliveries.length() == 1, T("One delivery"), T("{n} deliveries", n=OneOrder.deliveries.length()))
    return section(title, rx.el.ul(rx.foreach(OneOrder.deliveries, delivery), class_name="fields"))


def _documents() -> rx.Component:
    """A file and no page: the browser fetches it, and this page stays."""

    def paper(row: Any, place: Any) -> rx.Component:
        own = link_button(row.name, row.href, icon_name="download", leaves=True)
        return rx.cond(place == 0, own, link_button(row.name, row.href, kind="quiet", leaves=True))

    return section(T("Documents"), rx.el.div(rx.foreach(OneOrder.papers, paper), class_name="row wrap"))


def _destinations() -> rx.Component:
    def place(row: Any) -> rx.Component:
        holds = rx.cond(row.holds != "", rx.el.span(row.holds, class_name="part"))
        return rx.el.li(rx.el.b(row.label, class_name="strong"), rx.el.span(row.lines, class_name="part"), holds)

    return section(T("Deliver to"), rx.el.ul(rx.foreach(OneOrder.destinations, place), class_name="stack"))


def _approvals() -> rx.Component:
    row = lambda one: rx.el.li(one.who, rx.cond(one.detail != "", rx.el.span(one.detail, class_name="part")))  # noqa: E731
    return section(T("Approval"), rx.el.ul(rx.foreach(OneOrder.approvals, row), class_name="stack"))


def _numbers() -> rx.Component:
    order = OneOrder.order

    def number(label: Any, value: Any) -> rx.Component:
        return rx.cond(value != "", rx.fragment(rx.el.dt(label), rx.el.dd(copy_code(value))))

    told = ((T("Order"), order.number), (T("PO number"), order.po_number), (T("The supplier's number"), order.erp_number))
    words = section(T("Note to the supplier"), rx.el.p(order.note))
    return rx.fragment(
        section(T("Numbers"), rx.el.dl(*(number(label, value) for label, value in told), class_name="facts", custom_attrs={"style": {"alignItems": "center"}})),
        rx.cond(order.note != "", words),
    )


def _history() -> rx.Component:
    return section(T("History"), timeline(OneOrder.history))


def _cancel_dialog() -> rx.Component:
    return dialog(
        form(
            rx.el.p(T("The supplier cancels what is not packed yet. The answer comes here and into the history.")),
            text_area(name="reason", label=T("Why"), rows=2, optional=True, max_length=500),
            form_foot(send_button(T("Ask to cancel")), button(T("Leave it"), kind="quiet", closes=True)),
            on_submit=OneOrder.ask,
            problem=PortalState.problem,
            saved_when=OneOrder.asked,
        ),
        title=T("Ask to cancel this order"),
        id=_CANCEL,
        closes_when=OneOrder.asked,
        narrow=True,
    )
