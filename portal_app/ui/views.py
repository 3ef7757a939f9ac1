"""What stands where content would be: nothing yet, still loading, broken, not allowed. Each says why and what to do next."""

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text, button
from portal_app.ui.icons import sign
from portal_app.ui.words import T


def empty_view(title: Text, words: Text, *actions: rx.Component) -> rx.Component:
    """Nothing yet: what this is, why it is empty, one next action."""
    return _blank(title, words, actions, drawing=_form_drawing())


def nothing_found_view(on_clear: object, *, words: Text | None = None) -> rx.Component:
    """The filter hides everything."""
    clear = button(T("Clear the filters"), kind="secondary", on_click=on_clear)
    return _blank(T("Nothing fits"), T("There are entries, but none that fits all filters.") if words is None else words, (clear,))


def error_view(words: Text, *, on_retry: object = None, incident: Text = "") -> rx.Component:
    """We could not load it. `incident` is the number to tell us, for our own faults only."""
    number = isinstance(incident, Var) or incident
    actions = (button(T("Try again"), kind="secondary", on_click=on_retry),) if on_retry is not None else ()
    told = [rx.el.p(T("If it stays like this, tell your contact the number {incident}.", incident=incident), class_name="hint")] if number else []
    return rx.el.div(
        rx.el.div(
            sign("tri"),
            rx.el.div(rx.el.p(words), *told, rx.el.div(*actions, class_name="actions"), class_name="stack"),
            class_name="note bad",
        ),
        role="alert",
    )


def problem_view(problem: Var) -> rx.Component:
    """Says the problem of the last action (`PortalState.problem`) where no form shows it; nothing while all is well."""
    return rx.cond(problem.title != "", rx.el.div(rx.el.div(sign("tri"), rx.el.p(problem.title), class_name="note bad"), role="alert"))


def no_right_view(words: Text, *, who: Text = "") -> rx.Component:
    """The person's roles do not reach this. `who` names the people who can give the right."""
    told = [rx.el.p(T("{who} can give you the right.", who=who), class_name="sub")] if isinstance(who, Var) or who else []
    return rx.el.div(rx.el.h2(T("This is not open to you")), rx.el.p(words), *told, class_name="blank")


def skeleton(rows: int = 6) -> rx.Component:
    """Rows of the size that is coming. Says that it loads to those who do not see it."""
    lines = [rx.el.span(rx.el.i(), rx.el.i(), rx.el.i(), aria_hidden="true") for _ in range(rows)]
    return rx.el.div(*lines, rx.el.p(T("Loading"), class_name="unseen", role="status"), class_name="skeleton")


def _blank(title: Text, words: Text, actions: tuple[rx.Component, ...], drawing: rx.Component | None = None) -> rx.Component:
    buttons = [rx.el.div(*actions, class_name="actions")] if actions else []
    return rx.el.div(*([drawing] if drawing is not None else []), rx.el.h2(title), rx.el.p(words), *buttons, class_name="blank")


def _form_drawing() -> rx.Component:
    """A line drawing of an empty ruled form."""
    return rx.el.svg(
        rx.el.svg.path(d="M1 1h118v70H1zM1 17h118M1 35h118M1 53h118M25 17v54M91 17v54"),
        view_box="0 0 120 72",
        custom_attrs={"fill": "none", "stroke": "currentColor", "strokeWidth": "1"},
        aria_hidden="true",
    )
