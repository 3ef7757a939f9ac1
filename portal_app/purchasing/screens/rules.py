"""The approval rules of the company for its administrator: read in plain words, changed with a preview, switched off, and tried on a cart."""

from decimal import Decimal
from typing import Any, Literal

import reflex as rx

from portal_app.kernel.i18n import message, translate
from portal_app.kernel.money import Money, exact
from portal_app.purchasing.actions.approval_rules import close_rule, put_rule
from portal_app.purchasing.actions.rule_book import RuleBook, RuleSheet, TriedCart, read_rule_book, try_cart
from portal_app.purchasing.rules.approval_rules import RuleFacts, RuleStep
from portal_app.purchasing.rules.rule_drafts import RuleDraft, groups_of
from portal_app.purchasing.screens.rule_fields import NEW, NOTHING, RuleEntered, RuleOption, RuleRow, entered_of, fits_the_form, options_of
from portal_app.purchasing.screens.rule_texts import PATH, RuleNames, TrialRow, said_rule, trial_rows
from portal_app.ui import PortalState, Problem, fill_page_again, go_on_after_step_up, on_event

MARKED = message("Please look at the marked fields.")
NO_AMOUNT = message("Please enter an amount such as 2500 or 1234.50.")
NO_SHARE = message("Please enter percent from 1 to 1000.")
_TRIED = ("buyer", "net", "centre", "category", "first")
Given = dict[str, str | bool | list[str]]


class Rules(PortalState):
    """The list, the rule in the address, what is entered for it, and the tried cart."""

    view: str = "loading"
    rows: list[RuleRow] = []
    open_id: str = ""
    chosen: RuleRow = RuleRow()
    entered: RuleEntered = NOTHING
    preview: str = ""
    is_behind: bool = False
    options: dict[str, list[RuleOption]] = {}
    currency: str = ""
    trouble: Problem = Problem()
    saved: int = 0
    tried: dict[str, str] = dict.fromkeys(_TRIED, "")  # what was entered, so that one figure after the other can be tried
    trial: list[TrialRow] = []
    trial_trouble: Problem = Problem()
    _names: RuleNames = RuleNames({}, {}, {})

    @on_event
    async def show(self) -> None:
        book: RuleBook | None = await self._do(read_rule_book)
        if book is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        self._names = RuleNames(book.names, dict(book.cost_centres), {line.code: line.name for line in book.categories})
        self._put_changed(view="ready", rows=[self._row(sheet) for sheet in book.rules], options=options_of(self._locale, book), currency=book.currency)
        self._choose(self.router.url.query_parameters.get("rule", "")[:26], book)

    def _row(self, sheet: RuleSheet) -> RuleRow:
        rule = sheet.rule
        return RuleRow(
            rule.id, f"{PATH}?rule={rule.id}", rule.facts.name, said_rule(self._locale, rule.facts, self._names), sheet.version, fits_the_form(rule.facts)
        )

    def _choose(self, rule_id: str, book: RuleBook) -> None:
        """What is entered stays until another rule is chosen or it is saved; whoever was slower than somebody else sees what it says now."""
        sheet = next((one for one in book.rules if one.rule.id == rule_id), None)
        row = self._row(sheet) if sheet else RuleRow(id=NEW, can_edit=True) if rule_id == NEW else RuleRow()
        is_other = row.id != self.chosen.id
        has_moved = not is_other and row.version != self.chosen.version
        if is_other:
            self.trouble, self.is_behind = Problem(), False
            self._enter(entered_of(sheet.rule.facts) if sheet else NOTHING)
        elif has_moved:
            self.is_behind = True
        self._put_changed(open_id=rule_id, chosen=row)

    def _enter(self, entered: RuleEntered) -> None:
        self.entered = entered
        facts, _ = self._read(entered)
        self.preview = said_rule(self._locale, facts, self._names) if facts.groups and facts.steps else ""

    @on_event
    def put(self, name: Literal["name", "joined", "total", "share", "category", "who1", "who2"], value: str) -> None:
        self._enter(self.entered.but(name, value[:200]))

    @on_event
    def tick(self, name: Literal["exceeded", "first"], value: bool) -> None:
        self._enter(self.entered.but(name, value))

    @on_event
    def pick(self, name: Literal["centres", "people1", "people2"], value: list[str]) -> None:
        self._enter(self.entered.but(name, [one[:26] for one in value[:100]]))

    @on_event
    def discard(self) -> Any:
        self.saved, self.chosen = self.saved + 1, RuleRow()
        return Rules.show

    @on_event
    async def save(self, values: Given) -> Any:
        self._enter(self.entered.with_given(values))
        return await self._save()

    @on_event
    async def save_again(self) -> Any:
        """After the code was given."""
        return await self._save()

    async def _save(self) -> Any:
        facts, wrong = self._read(self.entered)
        if wrong:
            self.trouble = Problem(translate(self._locale, MARKED), wrong)
            return None
        rule_id = "" if self.chosen.id == NEW else self.chosen.id
        done = await self._do(put_rule, facts, rule_id, version=self.chosen.version)
        if done is None:
            if await go_on_after_step_up(self, Rules.save_again):
                return None
            self.trouble, self.problem = self.problem, Problem()
            return Rules.show
        await self._toast(message("Saved: {name}"), name=facts.name)
        self.saved, self.trouble, self.chosen = self.saved + 1, Problem(), RuleRow()
        return rx.redirect(f"{PATH}?rule={done}") if not rule_id else fill_page_again()

    @on_event
    async def close(self, values: dict[str, str]) -> Any:
        return await self._close(values.get("rule", "")[:26])

    @on_event
    async def close_again(self, rule_id: str) -> Any:
        return await self._close(rule_id[:26])

    async def _close(self, rule_id: str) -> Any:
        if await self._do(close_rule, rule_id) is None:
            await go_on_after_step_up(self, Rules.close_again(rule_id))
            return None
        self.saved += 1
        await self._toast(message("Switched off. It asks nobody any more."))
        return rx.redirect(PATH)

    @on_event
    async def try_it(self, values: Given) -> None:
        """Who would have to approve this cart? Nothing is kept."""
        self.tried = {name: str(values.get(name, ""))[:40] for name in _TRIED}
        net = self._money(self.tried["net"])
        if net is None:
            self.trial_trouble, self.trial = Problem(translate(self._locale, MARKED), {"net": translate(self._locale, NO_AMOUNT)}), []
            return
        tried = TriedCart(self.tried["buyer"], net, self.tried["centre"], self.tried["category"], values.get("first") is True)
        answer = await self._do(try_cart, tried)
        if answer is None:
            self.trial_trouble, self.problem, self.trial = self.problem, Problem(), []
            return
        self.trial_trouble, self.trial = Problem(), trial_rows(self._locale, answer)

    def _read(self, entered: RuleEntered) -> tuple[RuleFacts, dict[str, str]]:
        """What was entered as a rule, and what of it cannot be read."""
        wrong = {}
        total, share = self._money(entered.total) if entered.total.strip() else None, _share(entered.share) if entered.share.strip() else None
        if entered.total.strip() and total is None:
            wrong["total"] = translate(self._locale, NO_AMOUNT)
        if entered.share.strip() and share is None:
            wrong["share"] = translate(self._locale, NO_SHARE)
        categories = (entered.category,) if entered.category else ()
        draft = RuleDraft(entered.joined != "any", total, entered.exceeded, share, tuple(entered.centres), categories, entered.first)
        steps = [_step(entered.who1, entered.people1)] + ([_step(entered.who2, entered.people2)] if entered.who2 else [])
        return RuleFacts(entered.name, groups_of(draft), tuple(steps)), wrong

    def _money(self, text: str) -> Money | None:
        try:
            return Money(exact(Decimal(text.strip())), self.currency) if len(text) < 40 else None
        except (ArithmeticError, ValueError):
            return None

    def _put_changed(self, **values: Any) -> None:
        """A var that is set is sent, also when it is the same."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def _share(text: str) -> Decimal | None:
    try:
        share = exact(Decimal(text.strip())) / 100 if len(text) < 20 else None
    except (ArithmeticError, ValueError):
        return None
    return share if share is not None and Decimal("0.01") <= share <= 10 else None


def _step(who: str, people: list[str]) -> RuleStep:
    return RuleStep(tuple(people)) if who == "people" else RuleStep(role=who)
