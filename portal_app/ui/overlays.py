"""Dialogs, drawers and menus. They open and close in the browser; the server is asked only when something is decided."""

from typing import Any

import reflex as rx
from reflex_base.event import EventHandler, no_args_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.icons import icon, sign


class _Dialog(rx.Component):
    library = library("overlay.jsx")
    tag = "Dialog"

    title: Var[str]
    open: Var[bool]
    closes_when: Var[Any]
    shape: Var[str]
    light: Var[bool]

    on_close: EventHandler[no_args_event_spec]


class _Menu(rx.Component):
    library = library("overlay.jsx")
    tag = "Menu"

    label: Var[str]
    look: Var[str]
    end: Var[bool]


def dialog(*body: object, title: Text, id: str = "", foot: list[object] | None = None, narrow: bool = False, **props: object) -> rx.Component:
    """A question or a short form in the middle of the page (a sheet from below on a phone).

    Opened by `button(opens=id)` or by the Var `open`; closed by Esc, its cross, `button(closes=True)`, or when the Var `closes_when`
    changes its value (say, the version of the list it adds to). `on_close` fires when it closed. A destructive button in the
    foot is filled red and names the object.
    """
    return _overlay(body, foot, title=title, id=id, shape="narrow" if narrow else "", **props)


def drawer(*body: object, title: Text, id: str = "", foot: list[object] | None = None, **props: object) -> rx.Component:
    """Details beside the page, from the right (from below on a phone). A click beside it closes it."""
    return _overlay(body, foot, title=title, id=id, shape="drawer", light=True, **props)


def _overlay(body: tuple[object, ...], foot: list[object] | None, *, id: str, **props: object) -> rx.Component:
    parts = [rx.el.div(*body, class_name="dialog-body")]
    parts += [rx.el.div(*foot, class_name="dialog-foot")] if foot else []
    return _Dialog.create(*parts, **({"id": id} if id else {}), **props)


def menu(*items: rx.Component, label: Text, trigger: rx.Component | None = None, look: str = "icon-button", end: bool = True) -> rx.Component:
    """A button that opens a list of entries (`menu_item`, `menu_choice`, `menu_line`). Without a trigger it is three dots named `label`."""
    return _Menu.create(trigger or icon("more"), *items, label=label, look=look, end=end)


def menu_item(
    text: Text, *, icon_name: str = "", href: Text = "", on_click: object = None, opens: str = "", danger: bool = False, keys: str = "", **props: object
) -> rx.Component:
    """An entry that acts (`on_click`), leads (`href`) or opens a dialog (`opens`). `keys` shows its shortcut."""
    parts = [*([icon(icon_name)] if icon_name else []), rx.el.span(text), *([rx.el.kbd(keys)] if keys else [])]
    look = {"class_name": "menu-item danger" if danger else "menu-item", "role": "menuitem", "tab_index": -1}
    if isinstance(href, Var) or href:
        return rx.el.a(*parts, href=href, **look, **props)
    props |= {"on_click": on_click} if on_click is not None else {}
    props |= {"custom_attrs": {"data-opens": opens}} if opens else {}
    return rx.el.button(*parts, type="button", **look, **props)


def menu_choice(text: Text, *, chosen: bool | Var, on_click: object, detail: Text = "") -> rx.Component:
    """One of several exclusive entries; the chosen one has a tick."""
    words = rx.el.span(text, *([rx.el.span(detail, class_name="part")] if isinstance(detail, Var) or detail else []))
    return rx.el.button(sign("check"), words, type="button", role="menuitemradio", tab_index=-1, aria_checked=chosen, class_name="menu-item", on_click=on_click)


def menu_line() -> rx.Component:
    return rx.el.hr()
