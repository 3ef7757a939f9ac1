"""The kit's buttons, menus, chips and switches."""

import reflex as rx

from portal_app.ui.blocks import section
from portal_app.ui.buttons import button, copy_code, icon_button, link_button, text_button
from portal_app.ui.lists import filter_chips, view_switch
from portal_app.ui.overlays import menu, menu_choice, menu_item, menu_line
from portal_app.ui.words import T


def acting(state: type) -> rx.Component:
    return section(T("Acting"), rx.el.div(_buttons(state), _small(state), _menus(state), _chips(state), class_name="stack wide"))


def _buttons(state: type) -> rx.Component:
    return rx.el.div(
        button(T("Order now 1,204.50 EUR net"), on_click=state.hear("primary")),
        button(T("Upload file"), kind="secondary", icon_name="upload", on_click=state.hear("secondary")),
        button(T("Discard"), kind="quiet", on_click=state.hear("quiet")),
        button(T("Refuse …"), kind="danger", opens="kit-refuse"),
        button(T("Not now"), disabled=True),
        link_button(T("To the desk"), "/", icon_name="desk"),
        class_name="row wrap",
    )


def _small(state: type) -> rx.Component:
    return rx.el.div(
        button(T("Merge to 250"), small=True, on_click=state.hear("small")),
        button(T("Keep both"), kind="quiet", small=True, on_click=state.hear("small quiet")),
        icon_button("print", T("Print"), lined=True, on_click=state.hear("print")),
        icon_button("link", T("Copy the link"), on_click=state.hear("link")),
        text_button(T("12 more and the line costs 8.09 less"), on_click=state.hear("text button")),
        copy_code("48-1007-M8"),
        class_name="row wrap",
    )


def _menus(state: type) -> rx.Component:
    entries = [
        menu_item(T("Edit"), icon_name="edit", on_click=state.hear("edit")),
        menu_item(T("To the desk"), icon_name="desk", href="/"),
        menu_item(T("Order history"), icon_name="history", opens="kit-history", keys="H"),
        menu_line(),
        menu_item(T("Hide"), icon_name="hide", danger=True, on_click=state.hear("hide")),
    ]
    views = [menu_choice(text, chosen=state.view == key, on_click=state.show_view(key)) for key, text in _views()]
    return rx.el.div(
        menu(*entries, label=T("More for this order"), look="icon-button lined", end=False),
        menu(*views, label=T("View"), trigger=rx.el.span(T("View")), look="button secondary", end=False),
        view_switch(T("View"), _views(), value=state.view, on_change=state.show_view),
        class_name="row wrap",
    )


def _views() -> list[tuple[str, object]]:
    return [("list", T("List")), ("plot", T("Plot")), ("table", T("Table"))]


def _chips(state: type) -> rx.Component:
    return filter_chips(state.chips, on_remove=state.remove_chip, on_clear=state.clear_chips, said=T("23 of 1,412 documents"))
