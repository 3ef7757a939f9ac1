"""What lists of small entries share (cost centres, places, companies): adding in a dialog, and the pane of the chosen one."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui import T, back_link, button, dialog, form, form_foot, send_button, stamp


def new_button(text: Any, dialog_id: str) -> rx.Component:
    return button(text, kind="secondary", icon_name="plus", opens=dialog_id)


def add_dialog(
    id: str,
    title: Any,
    *fields: rx.Component,
    on_submit: Any,
    problem: Var,
    added: Var,
    open: Var | None = None,
    on_close: Any = None,
    above: tuple[rx.Component, ...] = (),
) -> rx.Component:
    """A form for a new entry. It closes with each one that was `added`, and the next begins empty."""
    body = form(
        *fields,
        form_foot(send_button(T("Add"), busy_word=T("Adding")), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=on_submit,
        problem=problem,
        saved_when=added,
    )
    more = {name: value for name, value in (("open", open), ("on_close", on_close)) if value is not None}
    return dialog(*above, body, title=title, id=id, closes_when=added, **more)


def entry_head(name: Any, detail: Any, state: Any, tone: Any) -> rx.Component:
    """Name, state and a second line of the chosen entry."""
    return rx.el.div(
        rx.el.div(rx.el.h2(name, tab_index=-1, class_name="big-title"), stamp(state, tone), class_name="row wrap"),
        rx.cond(detail != "", rx.el.p(detail, class_name="sub")),
    )


def entry_pane(open_id: Var, found_id: Var, body: rx.Component, *, href: str, back: Any, nothing: Any, unknown: Any) -> rx.Component:
    """The chosen entry, or that none is chosen, or that there is none of this name."""
    missing = rx.el.div(rx.el.h2(unknown, tab_index=-1), rx.el.p(T("It may have been removed, or the link is incomplete.")), class_name="blank")
    shown = rx.fragment(back_link(back, href), rx.cond(found_id != "", body, missing))
    return rx.cond(open_id == "", rx.el.p(nothing, class_name="hint"), shown)
