"""One order at the ERP and its next step: release, confirm, pick, ship a part, invoice, refuse or cancel. Each step says at which one it was seen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal_app.integrations.erp import Move, cancel_order, confirm_order, invoice_order, pick_order, reject_order, release_order, ship_part
from portal_app.kernel.i18n import message, translate
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.back_office import ErpOrderSheet, read_erp_order
from portal_app.ordering.screens.staff_order_texts import (
    UNREADABLE_DAY,
    ErpLineRow,
    ErpOrderFacts,
    Paper,
    StepField,
    day_fields,
    facts_of,
    leaving_fields,
    line_rows,
    moves_of,
    papers_of,
    position_of,
    read_leaving,
)
from portal_app.ordering.screens.staff_texts import put_changed
from portal_app.ui import PortalState, Problem, on_event

MARKED = message("Please look at the marked fields.")
WHY = message("Please say why. The company reads it.")
_VIEWS = {"forbidden": "forbidden", "not-found": "unknown"}
_PLAIN = {
    Move.RELEASE.value: (release_order, message("{number} is released.")),
    Move.PICK.value: (pick_order, message("{number} is picked.")),
    Move.INVOICE.value: (invoice_order, message("{number} is invoiced.")),
}
_ENDS = {
    Move.REJECT.value: (reject_order, message("{number} is refused; the company reads why.")),
    Move.CANCEL.value: (cancel_order, message("{number} is cancelled; the company reads why.")),
}


class ErpOrderPage(PortalState):
    """The order that the address names, as finished text."""

    view: str = "loading"
    number: str = ""
    order: ErpOrderFacts = ErpOrderFacts()
    lines: list[ErpLineRow] = []
    days: list[StepField] = []
    leaving: list[StepField] = []
    papers: list[Paper] = []
    moves: list[str] = []
    may_operate: bool = False
    wrong: Problem = Problem()  # with what a dialog sent
    done: int = 0  # grows with each step that was taken: dialogs close

    @on_event
    async def show(self) -> Any:
        wanted = self.router.url.query_parameters.get("number", "")[:20]
        if wanted != self.number:
            self.number, self.view = wanted, "loading"
            yield  # nobody takes the order before for this one
        answer = await self._do(read_erp_order, self.number)
        if answer is None:
            self.view = _VIEWS.get(self.problem.code, "failed")
            return
        self._tell(answer)

    @on_event(quiet=True)
    async def look_again(self) -> None:
        if self.view == "ready":
            await self._look_with_the_problem()

    @on_event
    async def step(self, values: dict[str, str]) -> None:
        """Release, pick or invoice."""
        action, said = _PLAIN.get(values.get("move", ""), (None, ""))
        if action is not None:
            await self._act(action, said, values)
            await self._look_with_the_problem()

    @on_event
    async def confirm(self, values: dict[str, str]) -> None:
        days, wrong = _read_days(self._locale, values)
        if wrong:
            self.wrong = Problem(translate(self._locale, MARKED), wrong)
            return
        await self._act_in_dialog(confirm_order, message("{number} is confirmed."), values, days)

    @on_event
    async def ship(self, values: dict[str, str]) -> None:
        leaving, wrong = read_leaving(self._locale, values)
        if wrong:
            self.wrong = Problem(translate(self._locale, MARKED), wrong)
            return
        words = {"carrier": values.get("carrier", "")[:100], "tracking_number": values.get("tracking", "")[:100]}
        await self._act_in_dialog(ship_part, message("It has left. The company sees the delivery."), values, leaving, **words)

    @on_event
    async def end(self, values: dict[str, str]) -> None:
        action, said = _ENDS.get(values.get("move", ""), (None, ""))
        reason = values.get("reason", "")[:1000]
        if action is None:
            return
        if not reason.strip():
            self.wrong = Problem(translate(self._locale, MARKED), {"reason": translate(self._locale, WHY)})
            return
        await self._act_in_dialog(action, said, values, reason=reason)

    async def _act_in_dialog(self, action: Any, said: str, values: Mapping[str, str], *args: Any, **more: Any) -> None:
        """What is wrong is said in the dialog, where it was entered."""
        await self._act(action, said, values, *args, **more)
        self.wrong, self.problem = self.problem, Problem()
        await self._look_with_the_problem()

    async def _act(self, action: Any, said: str, values: Mapping[str, str], *args: Any, **more: Any) -> None:
        """One step, once: a second click on the same sight of the order gets the first answer."""
        number, seen = values.get("number", "")[:20], values.get("seen", "")
        step = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        key = f"{action.__name__}:{number}:{step}"
        if await self._do(action, number, *args, seen=step, repeat_key=key, **more) is not None:
            self.done += 1
            await self._toast(said, number=number)

    async def _look_with_the_problem(self) -> None:
        told = self.problem
        answer = await self._do(read_erp_order, self.number)
        if answer is not None:
            self._tell(answer)
        self.problem = told

    def _tell(self, sheet: ErpOrderSheet) -> None:
        locale = self._locale
        may = self._actor.may(Permission.STAFF_OPERATE)
        put_changed(
            self, view="ready", order=facts_of(locale, sheet), lines=line_rows(locale, sheet), days=day_fields(locale, sheet),
            leaving=leaving_fields(locale, sheet), papers=papers_of(locale, self._actor.time_zone, sheet), moves=moves_of(sheet) if may else [],
            may_operate=may,
        )  # fmt: skip


def _read_days(locale: str, values: Mapping[str, str]) -> tuple[dict[int, date | None], dict[str, str]]:
    """The days by position, and what is wrong by field. An empty field is a day that nobody knows yet."""
    days: dict[int, date | None] = {}
    wrong: dict[str, str] = {}
    for name, text in values.items():
        position = position_of(name)
        if position is None:
            continue
        try:
            days[position] = date.fromisoformat(text) if text.strip() else None
        except ValueError:
            wrong[name] = translate(locale, UNREADABLE_DAY)
    return days, wrong
