"""How one order list looks: its lines by section, a field for more of them, the button that orders from it."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.lists_list import OneList
from portal_app.ordering.screens.lists_moves import ListMoves, list_actions, list_dialogs
from portal_app.ordering.screens.lists_texts import LIST, LISTS
from portal_app.ordering.screens.lists_use import UseList, use_dialog
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Shortcut,
    T,
    button,
    combo_field,
    dialog,
    empty_view,
    error_view,
    form,
    form_foot,
    framed,
    icon_button,
    link_button,
    main_action,
    no_right_view,
    note,
    number_field,
    number_input,
    page_head,
    problem_view,
    section,
    send_button,
    skeleton,
    stamp,
    table,
    text_button,
    text_field,
    view_switch,
)


def page() -> rx.Component:
    ready = OneList.view == "ready"
    return framed(
        page_head(
            rx.cond(ready, OneList.name, T("Order list")),
            rx.cond(ready & (OneList.lines > 0), main_action(button(T("Order from this list"), icon_name="cart", on_click=UseList.offer(OneList.list_id)))),
            rx.cond(ready, list_actions()),
            way=((T("Order lists"), LISTS), (rx.cond(ready, OneList.name, T("Order list")), "")),
            sub=rx.cond(ready, OneList.sub, ""),
        ),
        rx.match(
            OneList.view,
            ("ready", rx.el.div(problem_view(PortalState.problem), _adding(), _order(), _lines(), class_name="stack wide")),
            ("forbidden", no_right_view(T("Order lists are used by people who order."), who=T("Your company's administrator"))),
            ("unknown", rx.el.div(error_view(PortalState.problem.title), link_button(T("To the order lists"), LISTS), class_name="stack wide")),
            ("failed", error_view(PortalState.problem.title, on_retry=OneList.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        list_dialogs(),
        _line_dialog(),
        use_dialog(),
        current="lists",
        shortcuts=(Shortcut("/", T("Add an article"), focuses="main .adding input[role=combobox]"),),
    )


PAGE = PortalPage(LIST, page, T("Order list"), on_load=[ListMoves.show, OneList.show])


def _adding() -> rx.Component:
    """More lines, by the search of the quick order."""
    article = combo_field(name="product", label=T("Add an article"), placeholder=T("Number or words"), found=OneList.found, on_search=OneList.search,
                          free=True, missing=T("Type a number or words, and take a suggestion."))  # fmt: skip
    quantity = number_field(name="quantity", label=T("Quantity"), optional=True, min=0)
    fields = rx.el.div(
        rx.el.div(article, custom_attrs={"style": {"flex": "1 1 260px"}}),
        rx.el.div(quantity, custom_attrs={"style": {"flex": "0 1 140px"}}),
        send_button(T("Add it"), kind="secondary"),
        class_name="adding row wrap",
        custom_attrs={"style": {"alignItems": "flex-end", "maxWidth": "720px"}},
    )
    return rx.cond(OneList.may_edit, form(fields, on_submit=OneList.add, problem=PortalState.problem, saved_when=OneList.added, label=T("Add an article")))


def _order() -> rx.Component:
    orders = [("", T("List")), ("name", T("Name")), ("number", T("Number"))]
    shown = rx.el.div(view_switch(T("Order of the lines"), orders, value=OneList.order, on_change=OneList.arrange), class_name="row")
    return rx.cond(OneList.lines > 1, shown)


def _lines() -> rx.Component:
    words = rx.cond(
        OneList.may_edit, T("Add articles above, or save a cart, an order or the quick order into this list."), T("Whoever owns it has put nothing in yet.")
    )
    return rx.cond(OneList.lines > 0, rx.foreach(OneList.sections, _section), empty_view(T("Nothing is in this list yet"), words))


def _section(one: Any) -> rx.Component:
    """With the column of prices for those who see them; for the others there is none."""
    held = rx.cond(OneList.sees_prices, _table(one, _PRICES), _table(one, ()))
    return rx.cond(one.title != "", section(one.title, held), held)


_PRICES = (Column(T("Net / unit"), number=True, phone="amount", width="120px"),)


def _table(one: Any, prices: tuple[Column, ...]) -> rx.Component:
    columns = [
        Column(T("Article"), phone="second", width="148px"),
        Column(T("Description"), phone="lead"),
        Column(T("Available"), phone="third", width="180px"),
        *prices,
        Column(T("Quantity"), number=True, phone="aside", width="156px"),
        Column(T("Change"), unseen=True, phone="fourth", width="88px"),
    ]
    label = rx.cond(one.title != "", one.title, T("Lines of the order list"))
    return table(columns, one.lines, lambda row: _cells(row, with_price=bool(prices)), label=label)


def _cells(row: Any, *, with_price: bool) -> list[Any]:
    price = rx.fragment(row.price, rx.cond(row.per != "", rx.el.span(row.per, class_name="part")))
    return [
        rx.el.span(row.number, class_name="code"),
        _described(row),
        rx.cond(row.stock != "", stamp(row.stock, row.tone, bare=True)),
        *([price] if with_price else []),
        rx.cond(OneList.may_edit, _quantity(row), rx.el.span(row.amount, class_name="number")),
        rx.cond(OneList.may_edit, _acts(row)),
    ]


def _described(row: Any) -> rx.Component:
    renew = text_button(T("Keep {number} instead", number=row.successor), on_click=OneList.renew(row.id, row.version))
    follows = rx.cond(OneList.may_edit, renew, T("{number} follows it.", number=row.successor))
    return rx.el.span(
        row.name,
        rx.cond(row.said != "", rx.el.span(rx.el.b(row.said, class_name="strong"), " ", rx.cond(row.successor != "", follows), class_name="part")),
        rx.cond(row.note != "", rx.el.span(row.note, class_name="part")),
    )


def _quantity(row: Any) -> rx.Component:
    wrong = rx.cond(OneList.wrong_line == row.id, "", rx.Var("undefined"))
    asked = number_input(label=T("Quantity of {number}", number=row.number), value=row.quantity, unit=row.unit, min=0,
                         on_change=lambda value: OneList.put_quantity(row.id, row.version, value))  # fmt: skip
    return rx.el.div(asked, class_name="field", custom_attrs={"data-wrong": wrong, "style": {"width": "116px", "marginLeft": "auto"}})


def _acts(row: Any) -> rx.Component:
    return rx.el.div(
        icon_button("edit", T("Section and note of {number}", number=row.number), on_click=OneList.open_line(row.id)),
        icon_button("close", T("Take {number} out of the list", number=row.number), on_click=OneList.remove(row.id, row.version)),
        class_name="row right",
    )


def _line_dialog() -> rx.Component:
    line = OneList.line
    titles = rx.cond(OneList.titles.length() > 0, note(T("Sections of this list: {titles}", titles=OneList.titles.join(", ")), tone="plain"))
    return dialog(
        form(
            text_field(name="section", label=T("Section"), value=line["section"], max_length=40, optional=True,
                       help=T("Lines of the same section stand together, below its name.")),
            titles,
            text_field(name="note", label=T("Note on this line"), value=line["note"], max_length=200, optional=True),
            form_foot(send_button(T("Save")), button(T("Cancel"), kind="quiet", closes=True)),
            on_submit=OneList.put_line,
            problem=PortalState.problem,
            saved_when=OneList.line_open,
        ),
        title=rx.cond(OneList.line_open, line["title"], T("Line of the order list")),
        open=OneList.line_open,
        on_close=OneList.close_line,
        narrow=True,
    )  # fmt: skip
