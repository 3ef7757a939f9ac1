"""How the desk looks: the greeting, then its widgets. All of them are one drawing, given where each stands and what it says."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.dashboard.rules.layout import Widget
from portal_app.dashboard.screens.desk import Desk
from portal_app.dashboard.screens.widget import Told, widget
from portal_app.ui import PortalPage, PortalState, T, asking, error_view, form, framed, page_head, send_button, skeleton, text_field

_EVERY = 10  # seconds


def page() -> rx.Component:
    day = rx.cond(Desk.sub != "", Desk.sub, "\N{NO-BREAK SPACE}")  # its line is kept free, so that nothing moves when it comes
    return framed(
        page_head(rx.cond(Desk.title != "", Desk.title, T("Desk")), sub=day),
        rx.match(
            Desk.view,
            ("ready", rx.el.div(rx.foreach(Desk.spots, _spot), asking(Desk.look_again, every=_EVERY), class_name="desk")),
            ("failed", error_view(PortalState.problem.title, on_retry=Desk.show, incident=PortalState.problem.incident)),
            skeleton(6),
        ),
        current="desk",
    )


PAGE = PortalPage("/", page, T("Desk"), on_load=Desk.show)


def _spot(spot: Any) -> rx.Component:
    """What a widget says is in a var of its own. A list of that one var, so that the drawing stands once on the page and not once a widget."""
    every = [(name.value, getattr(Desk, name.value.replace("-", "_"))) for name in Widget]
    said = rx.match(spot.widget, *every, Desk.steps)
    only = Var.create([said]).to(list[Told])
    return rx.foreach(only, lambda told: widget(spot, told, as_of=Desk.as_of, above=_entry(spot), on_retry=Desk.load(spot.widget)))


def _entry(spot: Any) -> rx.Component:
    """The shortest way into the quick order: a number and how many."""
    asked = form(
        text_field(name="text", label=T("Article and quantity"), placeholder=T("Number, how many"), max_length=200),
        send_button(T("Put in"), kind="secondary"),
        on_submit=Desk.order,
        problem=PortalState.problem,
        label=T("Quick order"),
    )
    return rx.cond(spot.widget == Widget.BEGUN.value, rx.el.div(asked, rx.el.a(T("Upload a file or paste"), href="/intake"), class_name="entry-line"))
