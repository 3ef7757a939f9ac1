"""The head of a page: where it is, its title, its actions, the tabs of its place; and its main action on a phone."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.icons import icon
from portal_app.ui.words import T


def page_head(
    title: Text,
    *actions: rx.Component,
    sub: Text | rx.Component = "",
    way: tuple[tuple[Text, str], ...] = (),
    beside: tuple[rx.Component, ...] = (),
    tabs: rx.Component | None = None,
) -> rx.Component:
    """Title of the page with its actions at the right. `way` are the steps to it as for `crumbs`, `beside` stands after the title (a stamp)."""
    heading = rx.el.h1(title, tab_index=-1)
    words = rx.el.div(
        *([crumbs(*way)] if way else []),
        rx.el.div(heading, *beside, class_name="row wrap") if beside else heading,
        *([rx.el.p(sub, class_name="sub")] if isinstance(sub, (Var, rx.Component)) or sub else []),
        *([tabs] if tabs is not None else []),
    )
    return rx.el.div(words, *([rx.el.div(*actions, class_name="actions")] if actions else []), class_name="head tabbed" if tabs is not None else "head")


def page_tabs(label: Text, *tabs: tuple[Text, str, bool, Text]) -> rx.Component:
    """The pages of one place under its title: (text, address, is this one, count or "")."""
    links = [rx.el.a(text, *_count(count), href=href, **({"aria_current": "page"} if here else {})) for text, href, here, count in tabs]
    return rx.el.nav(*links, aria_label=label, class_name="tabs")


def main_action(*buttons: rx.Component) -> rx.Component:
    """The page's main action: where it stands on a desktop, above the bottom bar on a phone."""
    return rx.el.div(*buttons, class_name="main-action")


def crumbs(*steps: tuple[Text, str]) -> rx.Component:
    """Where the page stands: (text, address) from the place down, the last without an address."""
    shown = [rx.el.li(rx.el.a(text, href=href), icon("right", small=True)) if href else rx.el.li(rx.el.span(text)) for text, href in steps]
    return rx.el.nav(rx.el.ol(*shown, class_name="crumbs"), aria_label=T("Where you are"))


def _count(count: Text) -> list[Any]:
    """After a space, so that it is said as a word of its own."""
    return [" ", rx.el.span(count, class_name="count")] if isinstance(count, Var) or count else []
