"""The desk: what somebody sees first. Greets, asks each widget's figures on its own, and says how old they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from portal_app.accounts import RecordFilter, list_addresses, list_companies, list_cost_centres, list_own_sessions, list_record
from portal_app.dashboard.actions import DeskFacts, read_desk, read_people_figures
from portal_app.dashboard.rules.greeting import greeting
from portal_app.dashboard.rules.layout import Widget
from portal_app.dashboard.screens.desk_widgets import widgets
from portal_app.dashboard.screens.widget import Told
from portal_app.dashboard.screens.widget_texts import (
    MOST,
    tell_changes,
    tell_companies,
    tell_cost_centres,
    tell_people,
    tell_places,
    tell_sign_ins,
    tell_steps,
)
from portal_app.kernel import clock
from portal_app.kernel.i18n import format_long_date, translate
from portal_app.ui import PortalPage, PortalState, Problem, T, error_view, framed, on_event, page_head, skeleton

# Each widget's question, what is asked with it, and how its answer is told. The first steps come with the desk itself.
_QUESTIONS: dict[Widget, tuple[Callable[..., Any], dict[str, Any], Callable[..., Told]]] = {
    Widget.COMPANIES: (list_companies, {"size": MOST}, tell_companies),
    Widget.PEOPLE: (read_people_figures, {}, tell_people),
    Widget.CHANGES: (list_record, {"asked": RecordFilter(about="changes"), "size": MOST}, tell_changes),
    Widget.SIGN_INS: (list_own_sessions, {}, tell_sign_ins),
    Widget.COST_CENTRES: (list_cost_centres, {}, tell_cost_centres),
    Widget.PLACES: (list_addresses, {}, tell_places),
}


@dataclass(frozen=True)
class Spot:
    """Where a widget stands: its key and its columns."""

    widget: str
    columns: int


class Desk(PortalState):
    """One var a widget, so that each comes and fails on its own; what was there stays until the new figures are."""

    view: str = "loading"
    title: str = ""
    sub: str = ""
    spots: list[Spot] = []
    steps: Told = Told()
    companies: Told = Told()
    people: Told = Told()
    changes: Told = Told()
    sign_ins: Told = Told()
    cost_centres: Told = Told()
    places: Told = Told()

    @on_event
    async def show(self) -> Any:
        facts = await self._do(read_desk)
        if facts is None:
            self.view = "failed"
            return None
        self._greet(facts)
        return [Desk.load(spot.widget) for spot in facts.widgets if spot.widget in _QUESTIONS]

    @on_event
    async def load(self, name: Widget) -> None:
        """One widget's figures. A question that fails says so in its own widget, the others live."""
        if name not in _QUESTIONS:
            return
        action, arguments, tell = _QUESTIONS[name]
        answer = await self._do(action, **arguments)
        setattr(self, _var(name), tell(self._actor, answer) if answer is not None else self._failed())

    def _greet(self, facts: DeskFacts) -> None:
        actor = self._actor
        here = clock.now().astimezone(ZoneInfo(actor.time_zone))
        self.title = translate(actor.locale, greeting(here.hour), name=facts.called)
        self.sub = format_long_date(actor.locale, here.date())
        self.spots = [Spot(spot.widget.value, spot.columns) for spot in facts.widgets]
        self.steps = tell_steps(actor, facts.steps)
        self.view = "ready"

    def _failed(self) -> Told:
        problem, self.problem = self.problem, Problem()
        return Told("failed", trouble=problem.title)


def page() -> rx.Component:
    drawn = widgets(Desk)
    spots = rx.foreach(Desk.spots, lambda spot: rx.match(spot.widget, *[(key.value, draw(spot.columns)) for key, draw in drawn.items()], rx.fragment()))
    return framed(
        page_head(rx.cond(Desk.title != "", Desk.title, T("Desk")), sub=Desk.sub),
        rx.match(
            Desk.view,
            ("ready", rx.el.div(spots, class_name="desk")),
            ("failed", error_view(PortalState.problem.title, on_retry=Desk.show, incident=PortalState.problem.incident)),
            skeleton(6),
        ),
        current="desk",
    )


PAGE = PortalPage("/", page, T("Desk"), on_load=Desk.show)


def _var(name: Widget) -> str:
    return name.value.replace("-", "_")
