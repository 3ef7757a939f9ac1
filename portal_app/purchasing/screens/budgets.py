"""The budgets of the company for its administrator: the list, the chosen one with its movements, changing, adding and closing."""

from decimal import Decimal
from typing import Any

import reflex as rx

from portal_app.kernel.i18n import message, translate
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, exact
from portal_app.purchasing.actions.budgets import BudgetSubjects, add_budget, change_budget, close_budget, list_budget_subjects, list_budgets, read_budget
from portal_app.purchasing.rules.budgets import BudgetFacts, BudgetMode, BudgetPeriod
from portal_app.purchasing.screens.budget_texts import MODES, PATH, PERIODS, BudgetRow, EntryRow, Option, budget_row, entry_row
from portal_app.ui import PortalState, Problem, fill_page_again, on_event

NO_AMOUNT = message("Please enter an amount such as 2500 or 1234.50.")
MARKED = message("Please look at the marked fields.")
_CENTRE, _PERSON = "centre:", "person:"
_NEW = {"subject": "", "period": BudgetPeriod.MONTH.value, "name": "", "amount": "", "mode": BudgetMode.APPROVAL.value}
_FIELDS = ("name", "amount", "mode")


class Budgets(PortalState):
    """The list as it is now, the chosen budget, and what is being entered."""

    view: str = "loading"
    rows: list[BudgetRow] = []
    open_id: str = ""
    chosen: BudgetRow = BudgetRow()
    bars: list[BudgetRow] = []  # the chosen one, for its bar
    entries: list[EntryRow] = []
    subjects: list[Option] = []
    periods: list[Option] = []
    modes: list[Option] = []
    currency: str = ""
    version: str = ""  # of the chosen one, as its form was filled
    entered: dict[str, str] = dict.fromkeys(_FIELDS, "")
    is_behind: bool = False  # somebody else changed it while it was being changed here
    trouble: Problem = Problem()
    new: dict[str, str] = _NEW
    new_trouble: Problem = Problem()
    saved: int = 0
    added: int = 0

    @on_event
    async def show(self) -> None:
        told: BudgetSubjects | None = await self._do(list_budget_subjects)
        lines = await self._do(list_budgets) if told is not None else None
        if lines is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        names = dict((*told.cost_centres, *told.people))
        self._put_changed(
            view="ready", rows=[budget_row(self._locale, line, names) for line in lines], subjects=_subjects(self._locale, told), currency=told.currency,
            periods=_options(self._locale, PERIODS), modes=_options(self._locale, MODES),
        )  # fmt: skip
        await self._choose(self.router.url.query_parameters.get("budget", "")[:26], names)

    async def _choose(self, budget_id: str, names: dict[Id, str]) -> None:
        """The one in the address. What is being entered for it stays, until another one is chosen or it is saved."""
        sheet = await self._do(read_budget, budget_id) if budget_id else None
        if sheet is None:
            self.problem = Problem()
            self._put_changed(open_id=budget_id, chosen=BudgetRow(), bars=[], entries=[])
            return
        row = budget_row(self._locale, sheet.line, names)
        is_touched = self.entered != {name: getattr(self.chosen, name) for name in _FIELDS}
        has_moved = row.id == self.chosen.id and sheet.version != self.version
        if row.id != self.chosen.id or (has_moved and not is_touched):
            self._enter(row)
        elif has_moved:
            self.is_behind = True
        zone = self._actor.time_zone
        entries = [entry_row(self._locale, zone, one) for one in sheet.entries]
        self._put_changed(open_id=budget_id, chosen=row, bars=[row], version=sheet.version, entries=entries)

    def _enter(self, row: BudgetRow) -> None:
        self.entered = {name: getattr(row, name) for name in _FIELDS}
        self.trouble, self.is_behind = Problem(), False

    @on_event
    def discard(self) -> None:
        self.saved += 1
        self._enter(self.chosen)

    @on_event
    async def save(self, values: dict[str, str]) -> Any:
        self.entered = {name: values.get(name, "")[:200] for name in _FIELDS}
        amount = self._amount(values.get("amount", ""))
        if amount is None:
            self.trouble = self._marked("amount")
            return None
        version, mode = values.get("version", "")[:64], BudgetMode(values["mode"]) if values.get("mode") in [*BudgetMode] else BudgetMode.APPROVAL
        if await self._do(change_budget, values.get("budget", "")[:26], self.entered["name"], amount, mode, version=version) is None:
            self.trouble, self.problem = self.problem, Problem()
            self.is_behind = self.trouble.code == "conflict"
            return Budgets.show
        await self._toast(message("Saved: {name}"), name=self.entered["name"])
        self.saved, self.trouble, self.is_behind, self.chosen = self.saved + 1, Problem(), False, BudgetRow()
        return fill_page_again()

    @on_event
    async def add(self, values: dict[str, str]) -> Any:
        self.new = {name: values.get(name, start)[:200] for name, start in _NEW.items()}
        amount = self._amount(self.new["amount"])
        if amount is None:
            self.new_trouble = self._marked("amount")
            return None
        budget_id = await self._do(add_budget, _facts(self.new, amount))
        if budget_id is None:
            self.new_trouble, self.problem = self.problem, Problem()
            return None
        self.added, self.new, self.new_trouble = self.added + 1, dict(_NEW), Problem()
        await self._toast(message("Added: {name}"), name=values.get("name", "")[:80])
        return rx.redirect(f"{PATH}?budget={budget_id}")

    @on_event
    async def close(self, values: dict[str, str]) -> Any:
        """Nothing new is booked on it; what is booked stays."""
        if await self._do(close_budget, values.get("budget", "")[:26]) is None:
            return None
        self.saved += 1
        await self._toast(message("Closed. Nothing new is booked on it."))
        return rx.redirect(PATH)

    def _amount(self, text: str) -> Money | None:
        try:
            return Money(exact(Decimal(text.strip())), self.currency) if len(text) < 40 else None
        except (ArithmeticError, ValueError):
            return None

    def _marked(self, name: str) -> Problem:
        return Problem(translate(self._locale, MARKED), {name: translate(self._locale, NO_AMOUNT)})

    def _put_changed(self, **values: Any) -> None:
        """A var that is set is sent, also when it is the same."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def _facts(entered: dict[str, str], amount: Money) -> BudgetFacts:
    """Whether the subject is the company's is asked by the action."""
    subject = entered["subject"]
    period = BudgetPeriod(entered["period"]) if entered["period"] in [*BudgetPeriod] else BudgetPeriod.MONTH
    mode = BudgetMode(entered["mode"]) if entered["mode"] in [*BudgetMode] else BudgetMode.APPROVAL
    centre = subject.removeprefix(_CENTRE) if subject.startswith(_CENTRE) else None
    person = subject.removeprefix(_PERSON) if subject.startswith(_PERSON) else None
    return BudgetFacts(entered["name"], amount, period, mode, centre, person)


def _subjects(locale: str, told: BudgetSubjects) -> list[Option]:
    whole = Option("", translate(locale, "The whole company"))
    centres = [Option(f"{_CENTRE}{centre_id}", name) for centre_id, name in told.cost_centres]
    return [whole, *centres, *(Option(f"{_PERSON}{person_id}", name) for person_id, name in told.people)]


def _options(locale: str, words: dict) -> list[Option]:
    return [Option(key.value, translate(locale, text)) for key, text in words.items()]
