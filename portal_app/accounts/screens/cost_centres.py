"""The cost centres of the company: the list, the chosen one, and adding one after the other. How it looks is cost_centre_view's."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.accounts.actions.cost_centres import (
    CostCentreLine,
    add_cost_centre,
    change_cost_centre,
    close_cost_centre,
    list_cost_centres,
    reopen_cost_centre,
)
from portal_app.accounts.rules.companies import CostCentreFacts
from portal_app.accounts.screens.answers import Where, address, asked, asked_number, own_problem, page_of, plainly, put_changed, view_after, where_in
from portal_app.accounts.screens.differences import ChangeText, differences
from portal_app.kernel.i18n import message, translate, translate_count
from portal_app.kernel.permissions import Permission
from portal_app.ui import PortalState, Problem, fill_page_again, on_event

ROUTE = "/company/cost-centres"
NEW = "new-cost-centre"
_FIELDS = {"number": message("number"), "name": message("name")}
Entered = Annotated[str, Field(max_length=1000)]


@dataclass(frozen=True)
class CentreRow:
    id: str
    href: str
    number: str
    name: str
    people: str
    state: str
    tone: str
    closed: bool


NOTHING = CentreRow("", "", "", "", "", "", "", False)


class CostCentres(PortalState):
    """The list, the chosen one, and the new one being entered."""

    view: str = "loading"
    rows: list[CentreRow] = []
    where: Where = Where()
    may_edit: bool = False
    open_id: str = ""
    chosen: CentreRow = NOTHING
    entered: dict[str, str] = {"number": "", "name": ""}
    ahead: list[ChangeText] = []
    trouble: Problem = Problem()
    new_trouble: Problem = Problem()
    refused: Problem = Problem()  # what was refused outside of the form
    saved: int = 0  # grows when something was saved or discarded: the form then begins anew
    added: int = 0  # grows with each new one, so that the next begins empty
    _kept: dict[str, dict[str, str]] = {}  # entered and not saved, by entry

    @on_event
    async def show(self) -> None:
        lines = await self._do(list_cost_centres)
        if lines is None:
            self.view = view_after(self.problem)
            return
        page = page_of(lines, asked_number(self, "page"))
        rows = [self._row(line, page.number) for line in page.rows]
        put_changed(self, rows=rows, where=where_in(self._locale, page), may_edit=self._actor.may(Permission.COST_CENTRE_EDIT), view="ready")
        self._choose(next((self._row(line, page.number) for line in lines if line.id == asked(self, "entry")), None))

    def _choose(self, row: CentreRow | None) -> None:
        self.open_id = asked(self, "entry")
        if row is None or row.id != self.chosen.id:
            self.trouble, self.refused = Problem(), Problem()
        self.chosen = row or NOTHING
        self._enter(self._kept.get(self.chosen.id, self._saved()))

    def _saved(self) -> dict[str, str]:
        return {name: getattr(self.chosen, name) for name in _FIELDS}

    def _enter(self, entered: dict[str, str]) -> None:
        """Take what is entered, and keep it with the tab as long as it is not saved."""
        self.entered = dict(entered)
        self.ahead = differences(self._locale, _FIELDS, self._saved(), self.entered)
        others = {key: kept for key, kept in self._kept.items() if key != self.chosen.id}
        self._kept = {**others, self.chosen.id: self.entered} if self.ahead else others

    def _row(self, line: CostCentreLine, page: int) -> CentreRow:
        people = translate_count(self._locale, "{n} person has a role for just this one", "{n} people have a role for just this one", line.people)
        state, tone = (message("Closed"), "") if line.closed else (message("Open"), "green")
        return CentreRow(
            line.id, address(ROUTE, page=page, entry=line.id), line.number, line.name, people if line.people else "",
            translate(self._locale, state), tone, line.closed,
        )  # fmt: skip

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(address(ROUTE, page=self.where.number + by))

    @on_event
    def put(self, name: Literal["number", "name"], value: Entered) -> None:
        self._enter({**self.entered, name: value})

    @on_event
    def discard(self) -> None:
        self.saved, self.trouble, self.refused = self.saved + 1, Problem(), Problem()
        self._enter(self._saved())

    @on_event
    async def save(self, values: dict[str, str]) -> Any:
        self._enter({name: values.get(name, "")[:1000] for name in _FIELDS})
        done = await self._do(change_cost_centre, self.chosen.id, CostCentreFacts(**self.entered))
        if done is None:
            self.trouble = own_problem(self)
            return None
        await self._toast(message("Saved: {name}"), name=f"{self.entered['number']} {self.entered['name']}")
        self.saved, self.trouble, self._kept = self.saved + 1, Problem(), {key: kept for key, kept in self._kept.items() if key != self.chosen.id}
        return fill_page_again()

    @on_event
    async def add(self, values: dict[str, str]) -> Any:
        entered = {name: values.get(name, "")[:1000] for name in _FIELDS}
        row_id = await self._do(add_cost_centre, CostCentreFacts(**entered))
        if row_id is None:
            self.new_trouble = own_problem(self)
            return None
        self.added, self.new_trouble = self.added + 1, Problem()
        await self._toast(message("Added: {name}"), name=f"{entered['number']} {entered['name']}", undo=CostCentres.close(row_id))
        return fill_page_again()

    @on_event
    async def close(self, row_id: str) -> Any:
        return await self._switch(close_cost_centre, row_id, message("Closed. Nothing new is booked on it."), CostCentres.reopen(row_id))

    @on_event
    async def reopen(self, row_id: str) -> Any:
        return await self._switch(reopen_cost_centre, row_id, message("Open again."), CostCentres.close(row_id))

    async def _switch(self, action: Any, row_id: str, said: str, undo: Any) -> Any:
        if await self._do(action, row_id) is None:
            self.refused = plainly(own_problem(self))
            return None
        self.refused = Problem()
        await self._toast(said, undo=undo)
        return fill_page_again()
