"""Deputies: who stands in for whom from which day to which; one's own are named and ended here."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from portal_app.kernel.i18n import format_date, message, translate
from portal_app.purchasing.actions.delegations import DelegationLine, end_delegation, list_delegations, list_possible_deputies, put_delegation
from portal_app.purchasing.rules.delegations import DelegationFacts
from portal_app.purchasing.screens.approvals import Approvals
from portal_app.purchasing.screens.approvals_view import DEPUTIES, approvals_tabs
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Problem,
    T,
    button,
    date_field,
    dialog,
    empty_view,
    error_view,
    form,
    form_foot,
    framed,
    no_right_view,
    on_event,
    page_head,
    section,
    select_field,
    send_button,
    skeleton,
    table,
)

_NO_DAY = message("Please enter a day.")
_NOBODY = message("Please choose a deputy.")


@dataclass(frozen=True)
class DeputyRow:
    """One delegation as finished text."""

    id: str = ""
    person: str = ""
    deputy: str = ""
    days: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


class Deputies(PortalState):
    """The delegations of today and later."""

    view: str = "loading"
    rows: list[DeputyRow] = []
    choices: list[Choice] = []
    named: int = 0  # grows with each deputy: the form then begins anew
    ending: DeputyRow = DeputyRow()  # the one in the question

    @on_event
    async def show(self) -> None:
        found = await self._do(list_possible_deputies)
        lines = await self._do(list_delegations) if found is not None else None
        if lines is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        first = Choice("", translate(self._locale, "Please choose"))
        self.choices = [first, *(Choice(one.person_id, one.name) for one in found)] if found else []
        self.rows = [_row(self._locale, line) for line in lines]
        self.view = "ready"

    @on_event
    async def name_deputy(self, values: dict[str, str]) -> Any:
        first, last = (_day(values.get(name, "")) for name in ("first_day", "last_day"))
        wrong = {name: _NO_DAY for name, day in (("first_day", first), ("last_day", last)) if day is None}
        wrong |= {} if values.get("delegate_id") else {"delegate_id": _NOBODY}
        if wrong:
            self.problem = Problem(translate(self._locale, "Please look at this again"), {name: translate(self._locale, text) for name, text in wrong.items()})
            return None
        if await self._do(put_delegation, DelegationFacts(values["delegate_id"], first, last)) is None:
            return None
        self.named += 1
        name = next((one.label for one in self.choices if one.value == values["delegate_id"]), "")
        await self._toast(message("{name} decides in your place on these days."), name=name)
        return Deputies.show

    @on_event
    def ask_to_end(self, delegation_id: str) -> None:
        self.ending = next((row for row in self.rows if row.id == delegation_id and row.is_own), DeputyRow())

    @on_event
    def keep(self) -> None:
        self.ending = DeputyRow()

    @on_event
    async def end(self, delegation_id: str) -> Any:
        name, self.ending = self.ending.deputy, DeputyRow()
        if await self._do(end_delegation, delegation_id) is not None:
            await self._toast(message("{name} decides in your place no more."), name=name)
        return Deputies.show


def page() -> rx.Component:
    return framed(
        page_head(T("Approvals"), tabs=approvals_tabs("deputies")),
        rx.el.div(
            rx.match(
                Deputies.view,
                ("ready", rx.el.div(_listed(), _naming(), class_name="split")),
                ("forbidden", no_right_view(T("Deputies are named by people who approve."), who=T("Your company's administrator"))),
                ("failed", error_view(PortalState.problem.title, on_retry=Deputies.show, incident=PortalState.problem.incident)),
                skeleton(),
            ),
            class_name="below-tabs",
        ),
        _question(),
        current="approvals",
    )


PAGE = PortalPage(DEPUTIES, page, T("Deputies"), on_load=[Approvals.show_tabs, Deputies.show])


def _listed() -> rx.Component:
    empty = empty_view(T("Nobody has a deputy"), T("While you are away, somebody you name decides in your place. They must be allowed to approve themselves."))
    columns = [
        Column(T("Who is away"), phone="second"),
        Column(T("Deputy"), phone="lead"),
        Column(T("Days"), phone="third"),
        Column(T("End it"), unseen=True, phone="amount"),
    ]
    return table(columns, Deputies.rows, _cells, label=T("Deputies"), empty=empty)


def _cells(row: Any) -> list[Any]:
    end = button(T("End"), kind="quiet", small=True, on_click=Deputies.ask_to_end(row.id), aria_label=T("End: {name}, {days}", name=row.deputy, days=row.days))
    return [row.person, rx.el.b(row.deputy), row.days, rx.cond(row.is_own, end)]


def _naming() -> rx.Component:
    words = rx.el.p(T("Both days are included. Nobody decides about their own cart, also not as a deputy."), class_name="hint")
    fields = form(
        select_field(name="delegate_id", label=T("Deputy"), options=Deputies.choices),
        date_field(name="first_day", label=T("First day")),
        date_field(name="last_day", label=T("Last day")),
        words,
        form_foot(send_button(T("Name the deputy"))),
        on_submit=Deputies.name_deputy,
        problem=PortalState.problem,
        saved_when=Deputies.named,
        label=T("Name a deputy"),
    )
    alone = rx.el.p(T("Nobody else of your company may approve yet. Your administrator gives that right."), class_name="hint")
    return section(T("Name a deputy"), rx.cond(Deputies.choices.length() > 0, fields, alone))


def _question() -> rx.Component:
    row = Deputies.ending
    foot = [
        button(T("Cancel"), kind="quiet", closes=True),
        button(T("End it for {name}", name=row.deputy), kind="danger", on_click=Deputies.end(row.id)),
    ]
    return dialog(
        rx.el.p(T("From then on {name} is no longer asked in your place. You can name a deputy again at any time.", name=row.deputy)),
        title=T("End the deputy of {days}?", days=row.days),
        open=row.id != "",
        on_close=Deputies.keep,
        foot=foot,
        narrow=True,
    )


def _row(locale: str, line: DelegationLine) -> DeputyRow:
    first, last = (format_date(locale, day, weekday=True) for day in (line.first_day, line.last_day))
    days = translate(locale, "{first} to {last}", first=first, last=last)
    return DeputyRow(line.id, line.person_name, line.delegate_name, days, line.is_own)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
