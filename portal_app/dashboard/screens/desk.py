"""The desk: what somebody sees first. Greets, asks each widget's figures, and asks again when something has happened in the company."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from portal_app.accounts import RecordFilter, count_people, list_companies, list_own_sessions, list_record, read_pulse
from portal_app.dashboard.actions.desk import DeskFacts, read_desk
from portal_app.dashboard.actions.figures import read_budgets, read_deliveries, read_open_orders, read_waiting
from portal_app.dashboard.rules.greeting import greeting
from portal_app.dashboard.rules.layout import Widget
from portal_app.dashboard.screens.budget_texts import tell_budgets
from portal_app.dashboard.screens.frame import Around
from portal_app.dashboard.screens.order_texts import tell_begun, tell_deliveries, tell_lists, tell_news, tell_open_orders, tell_waiting
from portal_app.dashboard.screens.spots import QUICK_ORDER, spot_of
from portal_app.dashboard.screens.widget import Spot, Told
from portal_app.dashboard.screens.widget_texts import MOST, tell_changes, tell_companies, tell_people, tell_sign_ins, tell_steps
from portal_app.kernel import clock
from portal_app.kernel.i18n import format_long_date, format_time, translate
from portal_app.kernel.ids import new_id
from portal_app.ordering import list_order_lists, list_order_news, paste_rows, read_begun
from portal_app.ui import PortalState, Problem, on_event

SOON = timedelta(milliseconds=400)  # for so long all widgets are waited for, then those that are there are shown
# Each widget's question, what is asked with it, and how its answer is told. The first steps come with the desk itself.
QUESTIONS: dict[Widget, tuple[Callable[..., Any], dict[str, Any], Callable[..., Told]]] = {
    Widget.WAITING: (read_waiting, {"size": MOST}, tell_waiting),
    Widget.BUDGETS: (read_budgets, {"size": MOST}, tell_budgets),
    Widget.DELIVERIES: (read_deliveries, {}, tell_deliveries),
    Widget.OPEN_ORDERS: (read_open_orders, {"size": MOST}, tell_open_orders),
    Widget.BEGUN: (read_begun, {}, tell_begun),
    Widget.LISTS: (list_order_lists, {}, tell_lists),
    Widget.NEWS: (list_order_news, {"size": MOST}, tell_news),
    Widget.COMPANIES: (list_companies, {"size": MOST}, tell_companies),
    Widget.PEOPLE: (count_people, {}, tell_people),
    Widget.CHANGES: (list_record, {"asked": RecordFilter(about="administration"), "size": MOST}, tell_changes),
    Widget.SIGN_INS: (list_own_sessions, {}, tell_sign_ins),
}


class Desk(PortalState):
    """One var a widget, so that each is sent alone when it changes and fails alone; what was there stays until the new figures are."""

    view: str = "loading"
    title: str = ""
    sub: str = ""
    as_of: str = ""
    spots: list[Spot] = []
    steps: Told = Told()
    waiting: Told = Told()
    budgets: Told = Told()
    deliveries: Told = Told()
    open_orders: Told = Told()
    begun: Told = Told()
    lists: Told = Told()
    news: Told = Told()
    companies: Told = Told()
    people: Told = Told()
    changes: Told = Told()
    sign_ins: Told = Told()
    _pulse: str = ""  # of the company, when its figures were asked

    @on_event
    async def show(self) -> AsyncIterator[None]:
        """The greeting at once, then the whole desk, so that nothing moves while it fills; a slow widget comes when it is there."""
        facts = await self._do(read_desk)
        if facts is None:
            self.view = "failed"
            return
        self._greet(facts)
        yield
        self._pulse = await self._do(read_pulse) or ""
        until = clock.now() + SOON
        for name in self._asked():
            await self._ask(name)
            if clock.now() > until and self.view != "ready":
                self.view = "ready"
                yield
        self._put_changed(view="ready")

    @on_event(quiet=True)
    async def look_again(self) -> Any:
        """News, without a question to each widget while nothing was changed in the company and it is still the same day."""
        told, pulse = self.problem, await self._do(read_pulse) if self.view == "ready" else None
        if pulse is None:
            self.problem = told  # nobody asked: the next time it may be there again
            return None
        if pulse == self._pulse and self.sub == format_long_date(self._locale, self._here().date()):
            self._put_changed(as_of=self._time())
            return None
        facts = await self._do(read_desk)
        if facts is None:
            self.problem = told
            return None
        self._pulse = pulse
        self._greet(facts)
        for name in self._asked():
            await self._ask(name)
        return Around.count_again

    @on_event
    async def load(self, name: Widget) -> None:
        """One widget's figures, after it failed."""
        if name in QUESTIONS:
            await self._ask(name)

    @on_event
    async def order(self, values: dict[str, str]) -> Any:
        """What was typed becomes rows of the quick order, below those that stand there, and one goes on there."""
        done = await self._do(paste_rows, values.get("text", ""), new_id())
        return rx.redirect(QUICK_ORDER) if done else None

    async def _ask(self, name: Widget) -> None:
        """A question that fails says so in its own widget, the others live."""
        action, arguments, tell = QUESTIONS[name]
        answer = await self._do(action, **arguments)
        self._put_changed(**{_var(name): tell(self._actor, answer) if answer is not None else self._failed()})

    def _asked(self) -> list[Widget]:
        return [Widget(spot.widget) for spot in self.spots if Widget(spot.widget) in QUESTIONS]

    def _greet(self, facts: DeskFacts) -> None:
        locale, here = self._locale, self._here()
        self._put_changed(
            title=translate(locale, greeting(here.hour), name=facts.called), sub=format_long_date(locale, here.date()), as_of=self._time(),
            spots=[spot_of(locale, view) for view in facts.widgets], steps=tell_steps(self._actor, facts.steps),
        )  # fmt: skip

    def _failed(self) -> Told:
        problem, self.problem = self.problem, Problem()
        return Told("failed", trouble=problem.title)

    def _here(self) -> datetime:
        return clock.now().astimezone(ZoneInfo(self._actor.time_zone))

    def _time(self) -> str:
        return format_time(self._locale, clock.now(), self._actor.time_zone)

    def _put_changed(self, **values: Any) -> None:
        """A var that is set is sent, also when it is the same."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def _var(name: Widget) -> str:
    return name.value.replace("-", "_")
