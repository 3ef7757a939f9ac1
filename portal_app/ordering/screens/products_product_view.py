"""How one product looks: picture, own price in tiers and the box to buy it on top; why this price, what goes with it, what it is made of below."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.products_links import PRODUCT, PRODUCTS
from portal_app.ordering.screens.products_product import OneProduct
from portal_app.ordering.screens.products_why import Why, why_section
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    T,
    copy_code,
    error_view,
    field,
    form,
    framed,
    goods,
    icon,
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
    text_button,
    text_input,
)

CART = "/cart"


def page() -> rx.Component:
    ready = OneProduct.view == "ready"
    known = ready | (OneProduct.view == "gone")
    to_cart = link_button(T("To the cart"), CART, icon_name="cart")
    return framed(
        _way(),
        page_head(
            rx.cond(known, OneProduct.product.name, T("Product")),
            rx.cond(ready & OneProduct.may_add, rx.el.span(to_cart, class_name="desktop")),
            sub=rx.cond(known, _numbers(), ""),
        ),
        rx.match(
            OneProduct.view,
            ("ready", _told()),
            ("gone", _gone()),
            ("forbidden", no_right_view(T("Products are seen by everybody who orders, approves or reads orders."), who=T("Your company's administrator"))),
            ("unknown", _unknown()),
            ("failed", error_view(PortalState.problem.title, on_retry=OneProduct.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        current="products",
    )


PAGE = PortalPage(PRODUCT, page, T("Product"), on_load=OneProduct.show)


def _way() -> rx.Component:
    """The categories it stands in. Their number is not known before, so that the head cannot make them."""

    def step(row: Any) -> rx.Component:
        return rx.el.li(rx.el.a(row.label, href=row.href), icon("right", small=True))

    first = rx.el.li(rx.el.a(T("Products"), href=PRODUCTS), icon("right", small=True))
    here = rx.el.li(rx.el.span(rx.cond(OneProduct.product.number != "", OneProduct.product.number, T("Product"))))
    return rx.el.nav(rx.el.ol(first, rx.foreach(OneProduct.way, step), here, class_name="crumbs"), aria_label=T("Where you are"))


def _numbers() -> rx.Component:
    product = OneProduct.product
    own = rx.el.span(T("your number"), " ", rx.el.span(product.own_numbers, class_name="code"))
    ean = rx.el.span("EAN ", rx.el.span(product.ean, class_name="code"))
    return rx.el.span(
        copy_code(product.number), rx.cond(product.own_numbers != "", own), rx.cond(product.ean != "", ean), class_name="row wrap"
    )  # fmt: skip


def _unknown() -> rx.Component:
    return rx.el.div(error_view(PortalState.problem.title), link_button(T("To the products"), PRODUCTS), class_name="stack wide")


def _gone() -> rx.Component:
    def one(row: Any) -> rx.Component:
        return rx.el.li(rx.el.a(row.label, href=row.href))

    followed = rx.el.div(rx.el.p(T("It is followed by"), class_name="strong"), rx.el.ul(rx.foreach(OneProduct.successors, one)))
    return rx.el.div(
        note(rx.el.p(OneProduct.product.remark), rx.cond(OneProduct.successors.length() > 0, followed)),
        rx.el.dl(_last(), class_name="told"),
        link_button(T("To the products"), PRODUCTS),
        class_name="stack wide",
    )


def _told() -> rx.Component:
    picture = rx.el.div(icon(OneProduct.product.picture), class_name="picture shown")
    left = rx.el.div(rx.cond(Why.view != "", why_section(Why.close)), rx.cond(OneProduct.beside.length() > 0, _beside()))
    right = rx.el.div(_specs(), rx.cond(OneProduct.papers.length() > 0, _papers()))
    return rx.el.div(
        problem_view(PortalState.problem),
        rx.cond(OneProduct.product.remark != "", note(OneProduct.product.remark)),
        goods(picture, rx.el.div(_price(), class_name="stack wide"), _buy(), look="top"),
        goods(left, right, look="more"),
        class_name="stack wider",
    )


def _price() -> rx.Component:
    """The tiers for who sees prices; what it is for everybody."""
    text = rx.cond(OneProduct.product.text != "", rx.el.p(OneProduct.product.text, class_name="sub"))

    def source(row: Any) -> rx.Component:
        return rx.el.div(rx.el.dt(row.label), rx.el.dd(row.value))

    told = rx.el.dl(rx.foreach(OneProduct.sources, source), rx.cond(OneProduct.last.said != "", _last()), class_name="told")
    told = rx.cond((OneProduct.sources.length() > 0) | (OneProduct.last.said != ""), told)
    return rx.fragment(rx.cond(OneProduct.sees_prices, _tiers()), told, text)


def _tiers() -> rx.Component:
    why = rx.cond(OneProduct.may_ask_why & (Why.view == ""), text_button(T("Why this price?"), on_click=OneProduct.ask_why))
    hint = rx.cond(OneProduct.wanted.currency != "", rx.el.span(T("{currency} net", currency=OneProduct.wanted.currency), class_name="hint"))
    none = rx.el.p(T("There is no price for this article yet: it is on request."), class_name="sub")
    shown = rx.el.div(rx.cond(OneProduct.price_unit != "", _table(each=True), _table(each=False)), class_name="tiers")
    head = rx.el.div(rx.el.h2(T("Your net price"), class_name="grow"), hint, why, class_name="row wrap")
    return rx.el.div(head, rx.cond(OneProduct.tiers.length() > 0, shown, none), class_name="stack")


def _table(*, each: bool) -> rx.Component:
    per = rx.cond(OneProduct.price_unit != "", T("per {n}", n=OneProduct.price_unit), T("per unit"))
    columns = [
        Column(T("from"), phone="lead"),
        *([Column(T("per unit"), number=True, phone="hide")] if each else []),
        Column(per, number=True, phone="amount"),
        Column(T("saves"), number=True, phone="aside"),
    ]

    def cells(row: Any) -> list[Any]:
        here = rx.cond(row.here, rx.el.span(T(", your quantity"), class_name="unseen"))
        begins = rx.el.span(rx.el.span(T("from"), class_name="phone"), rx.el.span(row.begins, here), class_name="row")
        source = rx.cond(row.source != "", rx.el.span(row.source, class_name="part"))
        return [rx.fragment(begins, source), *([row.each] if each else []), row.price, row.saving]

    return table(columns, OneProduct.tiers, cells, label=T("Your net price by quantity"), one_line=True, chosen=lambda row: row.here)


def _last() -> rx.Component:
    last = OneProduct.last
    return rx.el.div(rx.el.dt(T("Last ordered")), rx.el.dd(rx.el.a(last.said, href=last.href)))


def _buy() -> rx.Component:
    """How many, when they come, what they cost; and the button."""
    wanted = OneProduct.wanted
    comes = rx.cond(wanted.comes != "", rx.el.p(wanted.comes, class_name="sub"))
    reason = rx.cond(wanted.reason != "", rx.el.p(wanted.reason, class_name="hint is-ochre", role="status"))
    take = text_button(T("Take {quantity}", quantity=wanted.more), on_click=OneProduct.put_quantity(wanted.more))
    more = rx.cond(
        wanted.more != "",
        rx.el.p(wanted.more_said, " ", take, class_name="sub"),
    )
    net = rx.el.p(
        rx.el.span(T("Line net"), class_name="strong"),
        rx.el.span(wanted.net, " ", rx.el.span(wanted.currency, class_name="hint"), class_name="big number"),
        class_name="sum",
    )
    price = rx.cond(wanted.net != "", net, rx.cond(OneProduct.sees_prices, rx.el.p(T("On request"), class_name="strong")))
    quantity = rx.cond(OneProduct.may_add, _form(comes, reason, more, price), rx.el.div(_stock(), comes, price, class_name="stack"))
    return rx.el.aside(quantity, aria_label=T("Order this article"), class_name="side strong")


def _stock() -> rx.Component:
    return rx.el.div(stamp(OneProduct.wanted.stock, OneProduct.wanted.tone))


def _form(*between: rx.Component) -> rx.Component:
    wanted, product = OneProduct.wanted, OneProduct.product
    return form(
        rx.el.input(type="hidden", name="product", value=product.id, read_only=True),
        rx.el.input(type="hidden", name="key", value=wanted.key, read_only=True),
        rx.el.div(_quantity(), rx.el.span(rx.el.span(wanted.packs), class_name="hint grow"), class_name="row"),
        _stock(),
        *between,
        main_action(send_button(rx.fragment(icon("cart"), T("Add {quantity} to the cart", quantity=wanted.said)), full=True)),
        on_submit=OneProduct.add,
        saved_when=OneProduct.answers,
    )


def _quantity() -> rx.Component:
    control = rx.el.span(
        rx.el.button(icon("minus", small=True), type="button", aria_label=T("Less"), on_click=OneProduct.step(-1)),
        text_input(
            name="quantity", value=OneProduct.wanted.typed, input_mode="decimal", max_length=40, class_name="number", not_required=True,
            on_change=OneProduct.put_quantity,
        ),
        rx.el.button(icon("plus", small=True), type="button", aria_label=T("More of it"), on_click=OneProduct.step(1)),
        class_name="stepper",
    )  # fmt: skip
    return field(control, name="quantity", label=T("Quantity"), wrong=OneProduct.wanted.wrong)


def _beside() -> rx.Component:
    return section(T("Goes with it, or instead"), rx.el.ul(rx.foreach(OneProduct.beside, _besides), class_name="partners"))


def _besides(row: Any) -> rx.Component:
    name = rx.cond(row.kind != "", rx.fragment(row.kind, ": ", row.name), row.name)
    words = rx.el.span(rx.el.a(name, href=row.href), rx.el.span(rx.el.span(row.number, class_name="code"), class_name="part"))
    add = form(
        rx.el.input(type="hidden", name="product", value=row.id, read_only=True),
        rx.el.input(type="hidden", name="quantity", value=row.quantity, read_only=True),
        rx.el.input(type="hidden", name="key", value=row.key, read_only=True),
        send_button(rx.fragment(T("Add {quantity}", quantity=row.quantity), rx.el.span(" ", row.name, class_name="unseen")), kind="secondary"),
        on_submit=OneProduct.add,
        saved_when=OneProduct.answers,
    )
    return rx.el.li(
        rx.el.span(icon(row.picture), class_name="picture thumb"),
        words,
        stamp(row.stock, row.tone, bare=True),
        rx.el.span(row.price, class_name="number strong price"),
        rx.cond(OneProduct.may_add & row.may_add, add),
    )


def _specs() -> rx.Component:
    def fact(row: Any) -> rx.Component:
        return rx.el.div(rx.el.dt(row.label), rx.el.dd(row.value))

    return section(T("Technical"), rx.el.dl(rx.foreach(OneProduct.specs, fact), class_name="specs"))


def _papers() -> rx.Component:
    def paper(row: Any) -> rx.Component:
        return rx.el.li(icon("docs"), rx.el.span(row.label, ": ", row.value))

    hint = rx.el.p(T("Your contact at the supplier sends the files."), class_name="hint")
    return section(T("Documents"), rx.el.div(rx.el.ul(rx.foreach(OneProduct.papers, paper), class_name="papers"), hint, class_name="stack"))
