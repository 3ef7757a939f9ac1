"""How the list of products looks: the tree beside it, search and order above, rows with a field that fills the cart."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.products import Products
from portal_app.ordering.screens.products_links import PRODUCTS
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Shortcut,
    T,
    empty_view,
    error_view,
    filter_chips,
    form,
    framed,
    goods,
    icon,
    link_button,
    no_right_view,
    note,
    nothing_found_view,
    page_head,
    pager,
    problem_view,
    row_link,
    section,
    select_field,
    send_button,
    skeleton,
    stamp,
    table,
    text_field,
    text_input,
    two_lines,
)

CART = "/cart"


def page() -> rx.Component:
    to_cart = link_button(T("To the cart"), CART, icon_name="cart")
    return framed(
        page_head(T("Products"), rx.cond(Products.may_add, to_cart), sub=rx.cond(Products.where.said != "", Products.where.said, "")),
        rx.match(
            Products.view,
            ("ready", rx.fragment(problem_view(PortalState.problem), goods(_tree(), _list(), look="shelf"))),
            ("forbidden", no_right_view(T("Products are seen by everybody who orders, approves or reads orders."), who=T("Your company's administrator"))),
            ("failed", error_view(PortalState.problem.title, on_retry=Products.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        current="products",
        shortcuts=(Shortcut("/", T("Search products"), focuses="main input[name=find]"),),
    )


PAGE = PortalPage(PRODUCTS, page, T("Products"), on_load=Products.show)


def _tree() -> rx.Component:
    def leading(rows: Any) -> rx.Component:
        return rx.el.ul(rx.foreach(rows, _branch), class_name="branches")

    makers = section(T("Manufacturer"), leading(Products.makers))
    return rx.el.aside(
        rx.cond(Products.tree.length() > 0, section(T("Categories"), leading(Products.tree))),
        rx.cond(Products.makers.length() > 0, makers),
        aria_label=T("Filter the products"),
        class_name="stack wider",
    )


def _branch(row: Any) -> rx.Component:
    words = (rx.el.span(row.label), rx.el.span(row.count, class_name="count"))
    link = rx.el.a(*words, href=row.href, aria_current=rx.cond(row.here, "true", "false"))
    return rx.el.li(link, class_name=rx.cond(row.below, "below", ""))


def _list() -> rx.Component:
    many = note(T("So many products cannot be sorted by price. Please narrow the list down."), tone="info")
    return rx.el.div(
        _filters(),
        rx.cond(Products.unsorted, many),
        rx.cond(Products.sees_prices, _table(with_prices=True), _table(with_prices=False)),
        _pages(),
        class_name="stack wide",
    )


def _filters() -> rx.Component:
    wanted = Products.wanted

    def choice(name: str, label: Any, options: Any, value: Any) -> rx.Component:
        return select_field(name=name, label=label, options=options, value=value, not_required=True, on_change=lambda chosen: Products.filter(name, chosen))

    search = text_field(name="find", label=T("Search products"), placeholder=T("Number, words, size, standard"), lead="search", not_required=True,
                        value=wanted.find, on_type=Products.find, max_length=200)  # fmt: skip
    narrow = (
        choice("category", T("Category"), Products.categories, wanted.category),
        choice("maker", T("Manufacturer"), Products.maker_names, wanted.maker),
    )
    order = choice("sort", T("Order of the list"), Products.orders, wanted.sort)
    chosen = filter_chips(Products.chips, on_remove=Products.drop, on_clear=Products.clear)
    return rx.el.div(
        rx.el.div(search, *[rx.el.div(one, class_name="narrow") for one in narrow], rx.cond(Products.sees_prices, order), class_name="fields filters"),
        rx.cond(Products.chips.length() > 0, chosen),
        role="search",
        aria_label=T("Search products"),
        class_name="stack",
    )


def _table(*, with_prices: bool) -> rx.Component:
    columns = [
        Column(T("Picture"), phone="start", unseen=True, width="56px"),
        Column(T("Product"), phone="lead"),
        Column(T("Available"), phone="second"),
        *([Column(T("Net / unit"), number=True, phone="amount")] if with_prices else []),
        Column(T("Into the cart"), number=True, phone="third", unseen=True),
    ]
    return table(columns, Products.rows, lambda row: _cells(row, with_prices=with_prices), label=T("Products"), empty=_nothing())


def _cells(row: Any, *, with_prices: bool) -> list[Any]:
    numbers = rx.el.span(rx.el.span(row.number, class_name="code"), rx.cond(row.part != "", rx.el.span(" · ", row.part)))
    price = rx.fragment(rx.el.span(row.price, class_name="strong"), rx.cond(row.per != "", rx.el.span(row.per, class_name="part")))
    return [
        rx.el.span(icon(row.picture), class_name="picture thumb"),
        two_lines(row_link(row.name, row.href), numbers),
        stamp(row.stock, row.tone, bare=True),
        *([price] if with_prices else []),
        rx.cond(Products.may_add, _take(row)),
    ]


def _take(row: Any) -> rx.Component:
    """The field and the button that fill the cart with this row, above the link that leads from all of it."""
    filled = form(
        rx.el.input(type="hidden", name="product", value=row.id, read_only=True),
        rx.el.input(type="hidden", name="key", value=row.key, read_only=True),
        rx.el.div(
            text_input(
                name="quantity", label=T("Quantity of {number}", number=row.number), value=row.quantity, input_mode="decimal", max_length=40,
                class_name="number",
            ),
            send_button(rx.fragment(icon("cart"), rx.el.span(T("Add {number}", number=row.number), class_name="unseen")), kind="secondary"),
            class_name="fill",
        ),
        on_submit=Products.add,
        saved_when=row.answers,
    )  # fmt: skip
    wrong = rx.el.p(row.wrong, role="alert", class_name="wrong")
    return rx.el.div(filled, rx.cond(row.wrong != "", wrong), class_name="take over")


def _nothing() -> rx.Component:
    def one(row: Any) -> rx.Component:
        return rx.el.li(rx.el.a(rx.el.span(row.name), rx.el.span(row.number, class_name="code"), href=row.href))

    near = section(T("May be meant"), rx.el.ul(rx.foreach(Products.near, one), class_name="branches"))
    nothing = nothing_found_view(Products.clear, words=T("No product fits all of this. Fewer words find more."))
    none = empty_view(T("No products yet"), T("Your supplier has not put products into the portal yet, or shows your company none."))
    return rx.el.div(rx.cond(Products.chips.length() > 0, nothing, none), rx.cond(Products.near.length() > 0, near), class_name="stack wide")


def _pages() -> rx.Component:
    where = Products.where
    pages = pager(where.said, has_before=where.has_before, has_after=where.has_after, on_before=Products.turn_page(-1), on_after=Products.turn_page(1))
    return rx.cond(where.has_before | where.has_after, pages)
