"""Buttons and links that act. The verb comes first in the text; one primary button a view."""

from typing import Literal

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.client import library
from portal_app.ui.icons import icon

Kind = Literal["primary", "secondary", "quiet", "danger"]
Text = str | Var


def button(
    text: Text,
    *,
    kind: Kind = "primary",
    icon_name: str = "",
    small: bool = False,
    full: bool = False,
    opens: str = "",
    closes: bool = False,
    submit: bool = False,
    on_click: object = None,
    disabled: bool | Var = False,
    **props: object,
) -> rx.Component:
    """`opens` is the id of a dialog on the page; `closes` closes the dialog it stands in; `submit` sends its form."""
    props |= {"on_click": on_click} if on_click is not None else {}
    props |= {"data_opens": opens} if opens else {}
    props |= {"data_closes": ""} if closes else {}
    return rx.el.button(
        *_content(text, icon_name),
        type="submit" if submit else "button",
        disabled=disabled,
        class_name=_classes(kind, small, full),
        **_with_data(props),
    )


def link_button(
    text: Text, href: Text, *, kind: Kind = "secondary", icon_name: str = "", small: bool = False, leaves: bool = False, **props: object
) -> rx.Component:
    """A link that looks like a button. `leaves`: a full page load, for addresses that are not pages (files, sign-out)."""
    if leaves:
        props["reload_document"] = True
    return rx.el.a(*_content(text, icon_name), href=href, class_name=_classes(kind, small, False), **props)


def icon_button(name: str, label: Text, *, lined: bool = False, opens: str = "", on_click: object = None, **props: object) -> rx.Component:
    """An icon alone, with its name for those who do not see it and as a tip."""
    props |= {"on_click": on_click} if on_click is not None else {}
    props |= {"data_opens": opens} if opens else {}
    return rx.el.button(
        icon(name), type="button", aria_label=label, title=label, class_name="icon-button lined" if lined else "icon-button", **_with_data(props)
    )


def text_button(text: Text, *, on_click: object = None, opens: str = "", **props: object) -> rx.Component:
    """Looks like a link, acts on this page."""
    props |= {"on_click": on_click} if on_click is not None else {}
    props |= {"data_opens": opens} if opens else {}
    return rx.el.button(text, type="button", class_name="text-button", **_with_data(props))


class _CopyCode(rx.Component):
    library = library("copy.jsx")
    tag = "CopyCode"

    code: Var[str]


def copy_code(code: Text) -> rx.Component:
    """A number in the code face with a button that copies it."""
    return _CopyCode.create(code=code)


def _content(text: Text, icon_name: str) -> list[object]:
    return [icon(icon_name), text] if icon_name else [text]


def _classes(kind: Kind, small: bool, full: bool) -> str:
    return " ".join(filter(None, ["button", kind if kind != "primary" else "", "small" if small else "", "full" if full else ""]))


def _with_data(props: dict[str, object]) -> dict[str, object]:
    """data_x becomes the attribute data-x."""
    attributes = {name.replace("_", "-"): props.pop(name) for name in list(props) if name.startswith("data_")}
    return props | ({"custom_attrs": attributes} if attributes else {})
