"""The widgets of the desk: title, link, rows, what stands there when there is nothing yet, and at most one action."""

from collections.abc import Callable
from functools import partial
from typing import Any

import reflex as rx

from portal_app.dashboard.rules.layout import Widget
from portal_app.dashboard.screens.widget import coded_lines, counted_lines, plain_lines, ticked_lines, widget
from portal_app.ui import T


def widgets(desk: type) -> dict[Widget, Callable[[Any], rx.Component]]:
    """How each widget is drawn, given its columns. `desk` is the state with one Var of Told a widget."""

    def drawn(name: Widget, title: Any, told: Any, body: rx.Component, empty: Any, link: tuple[Any, str] | None = None) -> Any:
        return partial(
            _draw, title=title, told=told, body=body, key=name.value, empty=rx.el.p(empty), link=link, on_retry=desk.load(name.value)
        )  # fmt: skip

    return {
        Widget.STEPS: drawn(Widget.STEPS, T("First steps"), desk.steps, ticked_lines(desk.steps), T("All first steps are done.")),
        Widget.COMPANIES: drawn(
            Widget.COMPANIES, T("Companies"), desk.companies, coded_lines(desk.companies),
            T("No company yet. Add the first one with its administrator."), (T("All companies"), "/staff/companies"),
        ),
        Widget.PEOPLE: drawn(
            Widget.PEOPLE, T("People"), desk.people, counted_lines(desk.people), T("Nobody yet."), (T("All people"), "/company/people")
        ),
        Widget.CHANGES: drawn(
            Widget.CHANGES, T("Latest changes"), desk.changes, plain_lines(desk.changes),
            T("Nothing has changed yet."), (T("Record"), "/company/record"),
        ),
        Widget.SIGN_INS: drawn(
            Widget.SIGN_INS, T("Your sign-ins"), desk.sign_ins, plain_lines(desk.sign_ins),
            T("You are signed in nowhere else."), (T("Your account"), "/account"),
        ),
        Widget.COST_CENTRES: drawn(
            Widget.COST_CENTRES, T("Cost centres"), desk.cost_centres, coded_lines(desk.cost_centres),
            T("No cost centre yet. Your company's administrator adds them."), (T("All cost centres"), "/company/cost-centres"),
        ),
        Widget.PLACES: drawn(
            Widget.PLACES, T("Delivery places"), desk.places, plain_lines(desk.places),
            T("No delivery place yet. Your company's administrator adds them."), (T("All places"), "/company/places"),
        ),
    }  # fmt: skip


def _draw(columns: Any, *, title: Any, told: Any, body: rx.Component, key: str, empty: rx.Component, link: Any, on_retry: Any) -> rx.Component:
    return widget(title, told, body, key=key, columns=columns, empty=empty, on_retry=on_retry, link=link)
