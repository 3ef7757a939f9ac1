"""The chosen request, and the decision about it: about exactly what is shown, once. How it looks is request_view's."""

from dataclasses import dataclass
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import new_id
from portal_app.purchasing.actions.deciding import Verdict, decide_request
from portal_app.purchasing.actions.inbox import read_request
from portal_app.purchasing.actions.views import RequestSheet
from portal_app.purchasing.rules.life_cycle import RequestState
from portal_app.purchasing.screens.request_rows import PATH
from portal_app.purchasing.screens.request_texts import (
    BudgetRow,
    Fact,
    LineRow,
    Remark,
    RequestFacts,
    budget_rows,
    facts_of,
    line_rows,
    other_facts,
    reasons_why,
    remarks_about,
    said_total,
)
from portal_app.purchasing.screens.request_way import WayRow, way_of
from portal_app.ui import PortalState, fill_page_again, on_event

Wanted = Annotated[str, Field(max_length=26)]  # an id, or "" for none
_SAID = {
    RequestState.APPROVED: message("Approved: {title}. It goes to the supplier."),
    RequestState.REFUSED: message("Refused: {title}. {buyer} gets it back with your reason."),
    RequestState.WAITING: message("Approved: {title}. Now the next step is asked."),
}


@dataclass(frozen=True)
class Unsent:
    """What was typed with a decision that was not taken: with an approval, or as the reason of a refusal."""

    note: str = ""
    reason: str = ""


class RequestPane(PortalState):
    """One request, as finished text."""

    view: str = "none"
    facts: RequestFacts = RequestFacts()
    whys: list[Remark] = []
    remarks: list[Remark] = []
    lines: list[LineRow] = []
    total: str = ""
    others: list[Fact] = []
    budgets: list[BudgetRow] = []
    way: list[WayRow] = []
    look_key: str = ""  # of one look: what is sent from it twice is one decision
    unsent: Unsent = Unsent()
    turn: int = 0  # grows when a decision was taken or turned down: the forms then begin anew

    @on_event
    async def show_request(self, wanted: Wanted) -> None:
        if wanted != self.facts.id:
            self.unsent = Unsent()
        if not wanted:
            self.view, self.facts = "none", RequestFacts()
            return
        await self._look(wanted)

    @on_event
    async def approve(self, values: dict[str, str]) -> Any:
        return await self._decide(Verdict.APPROVE, values)

    @on_event
    async def refuse(self, values: dict[str, str]) -> Any:
        return await self._decide(Verdict.REFUSE, values)

    async def _decide(self, verdict: Verdict, values: dict[str, str]) -> Any:
        """The page sends what it shows: which request, and the digest of the cart that was looked at."""
        request_id, digest, key, note = (values.get(name, "") for name in ("request", "digest", "key", "note"))
        state = await self._do(decide_request, request_id, verdict, digest, note, repeat_key=key[:26])
        if state is None:
            await self._not_decided(request_id, Unsent(note) if verdict is Verdict.APPROVE else Unsent(reason=note))
            return None
        told = RequestState.WAITING if state is RequestState.ESCALATED else state
        await self._toast(_SAID[told], title=self.facts.title, buyer=self.facts.buyer)
        self.unsent, self.turn = Unsent(), self.turn + 1
        return rx.redirect(PATH, replace=True) if self.router.url.query_parameters.get("request") else fill_page_again()

    async def _not_decided(self, request_id: str, unsent: Unsent) -> None:
        """Somebody was quicker, or it is another cart now: it is shown as it stands, under the sentence that says so, with what was typed."""
        told = self.problem
        if told.code != "invalid":
            await self._look(request_id)
            self.problem, self.unsent, self.turn = told, unsent, self.turn + 1

    async def _look(self, request_id: str) -> None:
        sheet = await self._do(read_request, request_id)
        if sheet is None:
            self.view = "unknown" if self.problem.code == "not-found" else "failed"
            return
        self._tell(sheet)
        self.view = "ready"

    def _tell(self, sheet: RequestSheet) -> None:
        actor, locale = self._actor, self._locale
        self.facts = facts_of(actor, sheet)
        self.whys, self.remarks = reasons_why(actor, sheet), remarks_about(actor, sheet)
        self.lines, self.total, self.others = line_rows(locale, sheet), said_total(locale, sheet), other_facts(locale, sheet)
        self.budgets, self.way = budget_rows(locale, sheet.budgets), way_of(actor, sheet)
        self.look_key = new_id()
