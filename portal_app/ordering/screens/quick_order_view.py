"""How the quick order looks: its head with what can be done with the list, the grid, the sums below it."""

from typing import Any

import reflex as rx

from portal_app.ordering.screens.lists_save import SaveList, save_dialog
from portal_app.ui import (
    Cell,
    PortalState,
    Shortcut,
    T,
    button,
    entry_columns,
    entry_grid,
    error_view,
    framed,
    link_button,
    main_action,
    menu,
    menu_item,
    no_right_view,
    note,
    page_head,
    problem_view,
    settled_button,
    totals,
)

INTAKE = "/intake"


def quick_order_page(state: Any) -> rx.Component:
    return framed(
        page_head(T("Quick order"), *_actions(state), sub=_keys()),
        rx.cond(state.view == "forbidden", _closed(), _open(state)),
        save_dialog(),
        current="order",
        cells=(
            Cell(T("Total net ({currency})", currency=state.currency), state.total, shown=state.total != ""),
            Cell(T("Draft"), T("saved {time}", time=state.saved), shown=state.saved != ""),
        ),
        shortcuts=(Shortcut("/", T("To the free row"), focuses=".entry tr.next .typed"),),
    )


def _actions(state: Any) -> list[rx.Component]:
    may = (state.view == "ready") & ~state.is_empty
    return [
        rx.cond(state.view == "ready", link_button(T("Upload a file or paste"), INTAKE, icon_name="upload")),
        rx.cond(may, button(T("Download"), kind="secondary", icon_name="download", on_click=state.download)),
        rx.cond(may, button(T("Print"), kind="secondary", icon_name="print", on_click=rx.call_function(rx.Var("() => window.print()")))),
        rx.cond(may, menu(menu_item(T("Empty the list"), icon_name="close", on_click=state.empty, danger=True), label=T("More for this list"))),
    ]


def _keys() -> rx.Component:
    def key(name: str) -> rx.Component:
        return rx.el.kbd(name)

    return rx.el.span(
        T("Type numbers or words, or paste lines from a spreadsheet."), " ", key("Enter"), " ", T("goes on"), " ",
        key("Alt"), " ", key("1"), "–", key("3"), " ", T("takes a suggestion"), " ", key("?"), " ", T("all keys"), class_name="desktop",
    )  # fmt: skip


def _closed() -> rx.Component:
    return no_right_view(T("Here people order who may fill a cart."), who=T("Your company's administrator"))


def _open(state: Any) -> rx.Component:
    failed = error_view(PortalState.problem.title, on_retry=state.show, incident=PortalState.problem.incident)
    return rx.fragment(
        rx.cond(state.view == "failed", failed, problem_view(PortalState.problem)),
        _grid(state),
        rx.cond((state.view == "ready") & state.is_empty, _lesson()),
        rx.cond(state.summary != "", _sums(state)),
        rx.cond((state.view == "ready") & ~state.is_empty, _exit(state)),
    )


def _exit(state: Any) -> rx.Component:
    into_list = button(T("Into an order list"), kind="secondary", icon_name="template", on_click=SaveList.offer("draft", "", ""))
    return rx.el.div(main_action(into_list, settled_button(T("Into the cart"), icon_name="cart", on_act=state.into_cart)), class_name="row right acts")


def _sums(state: Any) -> rx.Component:
    as_of = rx.cond(state.prices_as_of != "", rx.el.span(T("Prices as of {time}, net, without freight.", time=state.prices_as_of), class_name="part"))
    priced = totals((rx.el.span(state.summary, as_of), state.total), total=(T("Order total net ({currency})", currency=state.currency), state.total))
    return rx.cond(state.total != "", priced, rx.el.p(state.summary))


def _grid(state: Any) -> rx.Component:
    stock, prices = entry_columns((T("Available"), False)), entry_columns((T("Available"), False), (T("Net / unit"), True), (T("Line net"), True))
    return entry_grid(
        columns=rx.cond(state.shows_prices, prices, stock),  # the grid itself stays: what is being typed belongs to it
        sheet=state.sheet,
        found=state.found,
        label=T("Rows of the quick order"),
        words={
            "codeHead": T("Article number"), "saidHead": T("Description"), "quantityHead": T("Quantity"), "endHead": T("Remove"),
            "code": T("Article number, row {n}"), "quantity": T("Quantity, row {n}"), "remove": T("Remove row {n}"),
            "placeholder": T("Number or words"), "suggestions": T("Suggestions"), "nothing": T("Nothing fits. Go on typing, or leave it: the row is kept."),
            "near": T("May be meant"), "take": T("take, go to quantity"), "close": T("close"), "count": T("Suggestions: {n}"), "looking": T("Looking …"),
            "saved": T("Everything is saved."), "saving": T("Saving …"), "open": T("Not saved yet: leave the field."), "halted": T("Not saved."),
        },
        on_search=state.search, on_put=state.put, on_remove=state.remove, on_paste=state.paste, on_look=state.look,
    )  # fmt: skip


def _lesson() -> rx.Component:
    """What an empty page teaches."""
    return note(
        rx.el.p(T("Nothing is typed yet."), class_name="strong"),
        rx.el.p(T("Type an article number, your own number, an EAN or words such as “washer m8” into the first field. Enter goes on.")),
        rx.el.p(T("Lines copied from a spreadsheet or a mail, a number and a quantity each, can be pasted into the first field.")),
        rx.el.p(T("What you type is kept for you, also when you go on later or on another device.")),
        tone="plain",
    )
