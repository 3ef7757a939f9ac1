"""A list and, beside it, the details of one entry; on a phone one at a time, with a way back."""

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.icons import icon


class _Panes(rx.Component):
    library = library("panes.jsx")
    tag = "Panes"

    open: Var[str]
    label: Var[str]
    list_first: Var[bool]


def panes(rows: rx.Component, details: rx.Component, *, open: Var, label: Text, list_first: bool = False) -> rx.Component:
    """`open` is the id of the entry whose details are shown, "" for none; `label` names the details. `list_first`: a narrow list, wide details.

    The address decides which one is open: rows lead there with `entry_link`, `back_link` leads to the list on a phone.
    """
    return _Panes.create(rows, details, open=open, label=label, **({"list_first": True} if list_first else {}))


def entry_link(text: Text, href: Text, *, id: Text, current: Var) -> rx.Component:
    """The link of a row's lead cell; the whole row leads there, and the list stays where it was scrolled to."""
    return rx.el.a(
        text,
        href=href,
        prevent_scroll_reset=True,
        aria_current=rx.cond(current, "true", "false"),
        custom_attrs={"data-entry": id},
        class_name="row-link",
    )


def back_link(text: Text, href: Text) -> rx.Component:
    """Leads from the details to the list, on a phone only."""
    return rx.el.a(icon("left", small=True), text, href=href, class_name="back")
