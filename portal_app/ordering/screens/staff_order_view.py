"""How one order looks in the back office: what is to be done next, its lines, its papers, and the forms of each step."""

from typing import Any

import reflex as rx

from portal_app.integrations.erp import Move
from portal_app.kernel.permissions import Permission
from portal_app.ordering.screens.staff_order import ErpOrderPage
from portal_app.ordering.screens.staff_texts import ORDER, ORDERS
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    T,
    asking,
    button,
    copy_code,
    date_field,
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
    table,
    text_area,
    text_field,
)

_CONFIRM, _SHIP, _REFUSE, _CANCEL = "confirm-days", "ship-lines", "refuse-order", "cancel-order"
_EVERY = 5  # seconds


def page() -> rx.Component:
    order, ready = ErpOrderPage.order, ErpOrderPage.view == "ready"
    return framed(
        page_head(
            rx.cond(ready, order.number, T("Order")),
            rx.cond(ready, _actions()),
            way=((T("Back office"), ORDERS), (rx.cond(ready, order.number, T("Order")), "")),
            beside=(rx.cond(ready, stamp(order.state, order.tone)),),
            sub=order.sub,
        ),
        rx.match(
            ErpOrderPage.view,
            ("ready", _told()),
            ("forbidden", no_right_view(T("This page is for the supplier's own people."))),
            ("unknown", rx.el.div(error_view(PortalState.problem.title), link_button(T("To the back office"), ORDERS), class_name="stack wide")),
            ("failed", error_view(PortalState.problem.title, on_retry=ErpOrderPage.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        _confirm_dialog(),
        _ship_dialog(),
        _end_dialog(
            _REFUSE, Move.REJECT, T("Refuse this order"), T("Refuse it"), T("The supplier does not take this order. What it had reserved is free again.")
        ),
        _end_dialog(_CANCEL, Move.CANCEL, T("Cancel the order"), T("Cancel it"), T("Nothing of it leaves any more. What it had reserved is free again.")),
        current="office",
    )


PAGE = PortalPage(ORDER, page, T("Back office"), on_load=ErpOrderPage.show, right=Permission.STAFF_COMPANIES_VIEW)


def _actions() -> rx.Component:
    """What makes sense now, the step that leads on last."""

    def may(move: Move, *shown: rx.Component) -> rx.Component:
        return rx.cond(ErpOrderPage.moves.contains(move.value), rx.fragment(*shown))

    ships, picks = ErpOrderPage.moves.contains(Move.SHIP_PART.value), ErpOrderPage.moves.contains(Move.PICK.value)
    return main_action(
        may(Move.CANCEL, button(T("Cancel the order"), kind="secondary", opens=_CANCEL)),
        may(Move.REJECT, button(T("Refuse"), kind="secondary", opens=_REFUSE)),
        may(Move.RELEASE, _plain(Move.RELEASE, T("Release"), "primary")),
        may(Move.CONFIRM, button(T("Confirm"), opens=_CONFIRM)),
        rx.cond(picks, rx.cond(ships, _plain(Move.PICK, T("Pick the rest"), "secondary"), _plain(Move.PICK, T("Pick"), "primary"))),
        rx.cond(ships, button(T("Ship"), opens=_SHIP)),
        may(Move.INVOICE, _plain(Move.INVOICE, T("Write the invoice"), "primary")),
    )


def _plain(move: Move, text: Any, kind: Any) -> rx.Component:
    return form(*_seen(move), send_button(text, kind=kind), on_submit=ErpOrderPage.step, saved_when=ErpOrderPage.order.step)


def _seen(move: Move | None = None) -> list[rx.Component]:
    """Which order the form is about, and at which step it was seen."""
    told = {"number": ErpOrderPage.order.number, "seen": ErpOrderPage.order.step, **({"move": move.value} if move else {})}
    return [rx.el.input(type="hidden", name=name, value=value, read_only=True) for name, value in told.items()]


def _told() -> rx.Component:
    order = ErpOrderPage.order
    left = rx.el.div(_lines(), rx.cond(ErpOrderPage.papers.length() > 0, _papers()), class_name="stack wider")
    right = rx.el.aside(_where(), _numbers(), aria_label=T("Where it goes"), class_name="stack wider")
    return rx.fragment(
        problem_view(PortalState.problem),
        rx.el.div(
            rx.cond(ErpOrderPage.may_operate & (order.asks != ""), note(order.asks, tone="info")),
            rx.cond(order.reason != "", note(order.reason)),
            rx.el.div(left, right, class_name="split"),
            class_name="stack wider",
        ),
        asking(ErpOrderPage.look_again, every=_EVERY),
    )


def _lines() -> rx.Component:
    columns = [
        Column(T("Article"), phone="second"),
        Column(T("Description"), phone="lead"),
        Column(T("Ordered"), number=True, phone="aside"),
        Column(T("Where it is"), phone="third"),
        Column(T("Leaves"), phone="fourth"),
    ]
    return table(columns, ErpOrderPage.lines, _cells, label=T("Lines of the order"))


def _cells(row: Any) -> list[Any]:
    leaves = rx.cond(row.leaves != "", rx.el.span(rx.el.span(T("Leaves"), class_name="phone"), rx.el.span(row.leaves), class_name="row"))
    return [
        rx.el.span(row.number, class_name="code"),
        rx.el.span(row.name, rx.cond(row.note != "", rx.el.span(row.note, class_name="part"))),
        row.quantity,
        rx.el.span(rx.cond(row.progress != "", stamp(row.progress, row.tone, bare=True)), rx.el.span(row.warehouse, class_name="part")),
        leaves,
    ]


def _papers() -> rx.Component:
    def paper(row: Any) -> rx.Component:
        tracking = rx.el.p(rx.el.span(T("Tracking number"), " "), copy_code(row.tracking), class_name="row wrap")
        lines = (
            rx.el.p(rx.el.span(row.number, class_name="code strong"), rx.el.span(row.when), class_name="row between wrap"),
            rx.cond(row.tracking != "", tracking),
            rx.cond(row.holds != "", rx.el.p(row.holds, class_name="part")),
        )
        return rx.el.li(rx.el.div(*lines, class_name="stack"), class_name="side")

    return section(T("Deliveries and invoice"), rx.el.ul(rx.foreach(ErpOrderPage.papers, paper), class_name="fields"))


def _where() -> rx.Component:
    order = ErpOrderPage.order
    together = rx.cond(order.together != "", rx.el.p(order.together, class_name="hint"))
    words = section(T("Note of the company"), rx.el.p(order.note))
    return rx.fragment(section(T("Deliver to"), rx.el.p(order.place), together), rx.cond(order.note != "", words))


def _numbers() -> rx.Component:
    order = ErpOrderPage.order

    def number(label: Any, value: Any) -> rx.Component:
        return rx.cond(value != "", rx.fragment(rx.el.dt(label), rx.el.dd(copy_code(value))))

    told = ((T("Order"), order.order_number), (T("Its own number"), order.po_number), (T("Customer number"), order.customer_number))
    return section(
        T("Numbers"), rx.el.dl(*(number(label, value) for label, value in told), class_name="facts", custom_attrs={"style": {"alignItems": "center"}})
    )


def _confirm_dialog() -> rx.Component:
    def field(row: Any) -> rx.Component:
        return date_field(name=row.name, label=row.label, value=row.value, help=row.said, optional=True)

    return _step_dialog(
        _CONFIRM,
        T("Confirm the order"),
        rx.el.p(T("The days are those that stock allows. Leave one empty where nobody knows when the rest comes in."), class_name="hint"),
        rx.foreach(ErpOrderPage.days, field),
        send=T("Confirm"),
        on_submit=ErpOrderPage.confirm,
    )


def _ship_dialog() -> rx.Component:
    def field(row: Any) -> rx.Component:
        return text_field(name=row.name, label=row.label, value=row.value, help=row.said, optional=True, input_mode="decimal", max_length=40, width="medium")

    return _step_dialog(
        _SHIP,
        T("Ship what is picked"),
        rx.el.p(T("Enter less to ship a part; leave a field empty for what stays. One delivery goes to one address."), class_name="hint"),
        rx.foreach(ErpOrderPage.leaving, field),
        text_field(name="carrier", label=T("Carrier"), value="Nordfracht", max_length=40, width="medium"),
        text_field(name="tracking", label=T("Tracking number"), help=T("Left empty, one is given."), optional=True, max_length=40, width="medium", code=True),
        send=T("Ship"),
        on_submit=ErpOrderPage.ship,
    )


def _end_dialog(id: str, move: Move, title: Any, send: Any, words: Any) -> rx.Component:
    why = text_area(name="reason", label=T("Why"), help=T("The company reads it on the page of its order."), rows=2, max_length=200)
    return _step_dialog(id, title, rx.el.p(words), why, send=send, on_submit=ErpOrderPage.end, move=move)


def _step_dialog(id: str, title: Any, *fields: rx.Component, send: Any, on_submit: Any, move: Move | None = None) -> rx.Component:
    body = form(
        *_seen(move),
        *fields,
        form_foot(send_button(send), button(T("Leave it"), kind="quiet", closes=True)),
        on_submit=on_submit,
        problem=ErpOrderPage.wrong,
        saved_when=ErpOrderPage.done,
    )
    return dialog(body, title=title, id=id, closes_when=ErpOrderPage.done)
