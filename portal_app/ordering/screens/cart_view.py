"""How the cart looks: tabs of one's carts, what changed, lines, deliveries and fields at the left; what will happen and the button at the right."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.cart import Cart
from portal_app.ordering.screens.cart_moves import NEW, cart_dialogs, cart_menu
from portal_app.ordering.screens.cart_result import cart_result
from portal_app.ordering.screens.cart_texts import PATH
from portal_app.ordering.screens.products_links import product_link
from portal_app.ui import (
    Cell,
    Column,
    PortalPage,
    PortalState,
    T,
    button,
    change,
    date_field,
    dialog,
    empty_view,
    error_view,
    form,
    form_foot,
    framed,
    icon,
    icon_button,
    link_button,
    no_right_view,
    note,
    number_input,
    page_head,
    problem_view,
    section,
    select_field,
    send_button,
    skeleton,
    stamp,
    table,
    text_area,
    text_button,
    text_field,
    tick,
    total_row,
    two_lines,
)

QUICK_ORDER = "/quick-order"


def page() -> rx.Component:
    ready = Cart.view == "ready"
    return framed(
        page_head(
            rx.cond(ready, Cart.name, T("Cart")),
            rx.cond(ready, link_button(T("Order more"), QUICK_ORDER, icon_name="plus")),
            rx.cond(ready, cart_menu(Cart.open_id, Cart.name, Cart.lines.length())),
            sub=rx.cond(ready, rx.el.span(Cart.sub, ". ", T("Everything is saved.")), ""),
        ),
        rx.el.div(
            rx.cond(Cart.tabs.length() > 1, _tabs()),
            rx.cond(Cart.remark != "", note(Cart.remark, tone="info")),
            rx.match(
                Cart.view,
                ("ready", rx.fragment(problem_view(PortalState.problem), _cart())),
                ("empty", _nothing()),
                ("forbidden", no_right_view(T("Carts are filled by people who order."), who=T("Your company's administrator"))),
                ("failed", error_view(PortalState.problem.title, on_retry=Cart.show, incident=PortalState.problem.incident)),
                skeleton(),
            ),
            class_name="stack wide",
        ),
        cart_dialogs(Cart.open_id),
        _line_dialog(),
        current="cart",
        cells=(Cell(T("Prices as of"), Cart.prices_as_of, shown=Cart.prices_as_of != ""),),
    )


PAGE = PortalPage(PATH, page, T("Cart"), on_load=Cart.show)


def _tabs() -> rx.Component:
    def tab(row: Any) -> rx.Component:
        words = [row.name, " ", rx.el.span(row.lines, class_name="count")]
        return rx.cond(row.here, rx.el.a(*words, href=row.href, aria_current="page"), rx.el.a(*words, href=row.href))

    return rx.el.nav(rx.foreach(Cart.tabs, tab), aria_label=T("Your carts"), class_name="tabs")


def _nothing() -> rx.Component:
    return empty_view(
        T("No cart is open"),
        T("What you type in the quick order goes into a cart from there. A cart is kept until you order or remove it, on every device."),
        link_button(T("To the quick order"), QUICK_ORDER, kind="primary"),
        button(T("Open a cart"), kind="secondary", opens=NEW),
    )


def _cart() -> rx.Component:
    left = rx.el.div(_differences(), _lines(), rx.cond(Cart.lines.length() > 0, _where()), class_name="stack wider")
    return rx.el.div(left, cart_result(), class_name="split")


def _differences() -> rx.Component:
    """What is not as it was when each line was put: shown to be accepted, before anything can be ordered."""

    def row(one: Any) -> rx.Component:
        price = rx.cond(one.price_now != "", rx.fragment(" ", change(one.price_then, one.price_now)))
        day = rx.cond(one.day_now != "", rx.fragment(" ", change(one.day_then, one.day_now)))
        effect = rx.cond(one.effect != "", rx.fragment(", ", rx.el.span(one.effect, class_name="strong")))
        words = rx.el.span(rx.el.b(one.title, class_name="strong"), ": ", rx.el.span(one.number, class_name="code"), " ", one.name, price, effect, day)
        take_out = text_button(T("Take out"), on_click=Cart.remove(one.line_id, one.version), aria_label=T("Take out {number}", number=one.number))
        return rx.el.li(rx.el.span(words, class_name="grow"), take_out, class_name="row top wrap")

    shown = rx.el.section(
        note(
            rx.el.p(T("This changed since you put it into the cart:"), class_name="unseen"),
            rx.el.ul(rx.foreach(Cart.differences, row), class_name="stack"),
            rx.el.div(button(T("Accept"), kind="secondary", small=True, on_click=Cart.accept(Cart.digest)), class_name="acts"),
            sign_name="tri",
        ),
        aria_label=T("What changed"),
    )
    return rx.cond(Cart.differences.length() > 0, shown)


def _lines() -> rx.Component:
    columns = [
        Column(T("Article"), phone="second"),
        Column(T("Description"), phone="lead"),
        Column(T("Quantity"), number=True, phone="aside"),
        Column(T("Net / unit"), number=True, phone="hide"),
        Column(T("Line net"), number=True, phone="amount"),
        Column(T("For, to"), phone="third", width="132px"),
    ]
    total = total_row(T("Lines net ({currency})", currency=Cart.currency), Cart.net, columns=len(columns), before=1)
    empty = empty_view(T("Nothing is in this cart yet"), T("Type or paste what you need; it goes into this cart from there."), _more())
    return table(columns, Cart.lines, _cells, label=T("Lines of the cart"), foot=[rx.cond(Cart.net != "", total)], empty=empty)


def _more() -> rx.Component:
    return link_button(T("To the quick order"), QUICK_ORDER, kind="primary")


def _cells(row: Any) -> list[Any]:
    quantity = number_input(
        label=T("Quantity of {number}", number=row.number),
        value=row.quantity,
        unit=row.unit,
        min=0,
        on_change=lambda value: Cart.put_quantity(row.id, row.version, value),
    )
    wrong = rx.cond(Cart.wrong_line == row.id, "", rx.Var("undefined"))
    said = rx.fragment(stamp(row.stock, row.tone, bare=True), rx.cond(row.note != "", rx.el.span(row.note, class_name="part")))
    return [
        product_link(row.number, row.quantity),
        two_lines(row.name, said),
        rx.el.div(quantity, class_name="field", custom_attrs={"data-wrong": wrong, "style": {"width": "108px", "marginLeft": "auto"}}),
        rx.fragment(row.price, rx.cond(row.per != "", rx.el.span(row.per, class_name="part"))),
        rx.el.span(row.net, class_name="strong"),
        rx.el.div(
            _goes_to(row), icon_button("close", T("Take out {number}", number=row.number), on_click=Cart.remove(row.id, row.version)), class_name="row between"
        ),
    ]


def _goes_to(row: Any) -> rx.Component:
    place = rx.cond(row.centre + row.place == "", T("Choose"), row.centre + " " + row.place)
    words = rx.cond(row.wanted != "", place + ", " + row.wanted, place)
    shown = rx.cond(row.elsewhere, rx.el.b(words), words)
    return rx.el.button(
        shown,
        rx.el.span(T("change for {number}", number=row.number), class_name="unseen"),
        type="button",
        class_name="text-button goes-to",
        custom_attrs={"style": {"textAlign": "left"}},
        on_click=Cart.open_line(row.id),
    )


def _where() -> rx.Component:
    """Deliveries, and the fields that hold for the whole cart."""

    def delivery(row: Any) -> rx.Component:
        words = rx.el.span(rx.el.b(row.label, class_name="strong"), rx.el.span(row.days, class_name="part"), class_name="grow")
        return rx.el.div(icon("pin"), words, rx.el.span(row.net, class_name="number"), class_name="row top")

    title = rx.cond(Cart.deliveries.length() == 1, T("One delivery"), T("{n} deliveries", n=Cart.deliveries.length()))
    return section(
        title,
        rx.el.div(rx.el.div(rx.foreach(Cart.deliveries, delivery), class_name="fields"), _fields(), class_name="stack wide"),
    )


def _fields() -> rx.Component:
    def text(name: str, label: Any, most: int, **more: Any) -> rx.Component:
        known = {"value": Cart.entered[name], "wrong": Cart.wrong[name], "max_length": most}
        return text_field(name=name, label=label, on_change=lambda value: Cart.put(name, value), **known, **more)

    def choice(name: str, label: Any, options: Any) -> rx.Component:
        return select_field(
            name=name, label=label, options=options, value=Cart.entered[name], wrong=Cart.wrong[name], on_change=lambda value: Cart.put(name, value)
        )

    day = {"value": Cart.entered["requested_on"], "wrong": Cart.wrong["requested_on"], "on_change": Cart.put_day}
    return rx.fragment(
        rx.el.div(
            text("po_number", T("PO number"), 40, optional=True, code=True),
            text("reference", T("Reference"), 80, optional=True),
            date_field(name="requested_on", label=T("Wanted by"), optional=True, **day),
            rx.cond(Cart.centres.length() > 0, choice("cost_centre_id", T("Cost centre"), Cart.centres)),
            choice("address_id", T("Deliver to"), Cart.addresses),
            text("name", T("Name of the cart"), 80),
            class_name="fields",
        ),
        text_area(
            name="note", label=T("Note to the supplier"), rows=2, optional=True, max_length=500, value=Cart.entered["note"], wrong=Cart.wrong["note"],
            on_change=lambda value: Cart.put("note", value),
        ),
        tick(name="partial_delivery", label=T("Partial deliveries are fine"), checked=Cart.partial, on_change=Cart.put_partial),
        rx.cond(
            Cart.used_before != "",
            note(T("This PO number stands on {orders} already.", orders=Cart.used_before), tone="info"),
        ),
    )  # fmt: skip


def _line_dialog() -> rx.Component:
    line = Cart.line
    return dialog(
        form(
            rx.cond(
                Cart.line_centres.length() > 0,
                select_field(name="cost_centre_id", label=T("Cost centre"), options=Cart.line_centres, value=line["cost_centre_id"], optional=True),
            ),
            select_field(name="address_id", label=T("Deliver to"), options=Cart.line_addresses, value=line["address_id"], optional=True),
            date_field(name="requested_on", label=T("Wanted by"), value=line["requested_on"], optional=True),
            text_field(name="note", label=T("Note on this line"), value=line["note"], max_length=200, optional=True),
            form_foot(send_button(T("Save")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=Cart.put_line,
            problem=PortalState.problem,
            saved_when=Cart.look_key,
        ),
        title=rx.cond(Cart.line_open, line["title"], T("Line of the cart")),
        open=Cart.line_open,
        on_close=Cart.close_line,
        narrow=True,
    )
