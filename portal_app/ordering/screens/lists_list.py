"""One order list: its lines as they are sold today, more of them, other quantities. What is done with the whole list is `lists_moves`."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.kernel.i18n import message, translate
from portal_app.kernel.ids import is_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.list_lines import KeptLine, change_list_line, put_list_line, remove_list_line, renew_list_line, restore_list_line
from portal_app.ordering.actions.list_views import ListLineSheet, ListSheet
from portal_app.ordering.actions.order_lists import read_list
from portal_app.ordering.actions.suggesting import suggest_rows
from portal_app.ordering.rules.order_lists import ListLineFacts
from portal_app.ordering.rules.quantities import UNREADABLE, quantity_text
from portal_app.ordering.screens.lists_choosing import amount_of
from portal_app.ordering.screens.lists_texts import ListSection, found_options, href_of_list, said_head, sections_of
from portal_app.ui import ComboFound, PortalState, Problem, on_event

Text = Annotated[str, Field(max_length=300)]
Order = Literal["", "name", "number"]
_VIEWS = {"forbidden": "forbidden", "not-found": "unknown"}
_ELSEWHERE = message("{who} changed this line meanwhile: it says {now} there. You entered {typed}.")
_NO_ARTICLE = message("Please take one of the suggestions, or type a whole article number.")
_TAKEN_OUT = message("This line was taken out of the list in the meantime.")


class OneList(PortalState):
    """The list that the address names, as finished text."""

    view: str = "loading"
    list_id: str = ""
    name: str = ""
    sub: str = ""
    version: int = 0
    order: str = ""
    sections: list[ListSection] = []
    titles: list[str] = []
    lines: int = 0
    may_edit: bool = False
    is_own: bool = False
    sees_prices: bool = False
    found: ComboFound = ComboFound()
    added: int = 0
    wrong_line: str = ""
    line: dict[str, str] = {}  # the line in the dialog
    line_open: bool = False

    @on_event
    async def show(self) -> Any:
        parts = self.router.url.query_parameters
        wanted, order = parts.get("id", "")[:26], parts.get("sort", "")
        self.order = order if order in ("name", "number") else ""
        if wanted != self.list_id:
            self.list_id, self.view = wanted, "loading"
            yield  # nobody takes the list before for this one
        await self._look()

    @on_event
    async def look(self) -> None:
        """Once more, after something was done with it."""
        await self._look(keep_problem=True)

    @on_event
    def arrange(self, order: Order) -> Any:
        return rx.redirect(href_of_list(self.list_id, sort=order), replace=True)

    @on_event
    async def search(self, typed: Text) -> None:
        self.found = ComboFound(typed, found_options(self._locale, await self._do(suggest_rows, typed) or ()))

    @on_event
    async def add(self, values: dict[str, str]) -> None:
        """One more line: the suggestion that was taken, else the article whose number was typed; without a quantity the least there is."""
        typed, quantity = values.get("product", "").strip()[:200], values.get("quantity", "").strip()[:40]
        wanted = amount_of(quantity)
        if quantity and wanted is None:
            self._complain("quantity", UNREADABLE)
            return
        product_id = typed if is_id(typed) else await self._product_with(typed)
        kept = await self._do(put_list_line, self.list_id, product_id, wanted) if product_id else None
        if kept is None:
            return
        self.added += 1
        self.found = ComboFound()
        await self._look()
        await self._say(kept)

    @on_event
    async def put_quantity(self, line_id: str, version: int, quantity: Text) -> Any:
        line = next((one for section in self.sections for one in section.lines if one.id == line_id), None)
        wanted = amount_of(quantity)
        if line is None or wanted is None:
            self.wrong_line, self.problem = line_id, Problem(translate(self._locale, UNREADABLE))
            return
        kept = await self._do(change_list_line, line_id, ListLineFacts(wanted, line.section, line.note), version=version)
        if kept is None and self.problem.code == "conflict":
            await self._say_who_was_quicker(line_id, wanted)
            return
        if kept is None:
            self.wrong_line, self.problem = line_id, _plainly(self.problem)
            return
        if kept.quantity != wanted:
            self._show_typed(line_id, quantity)  # the field shows what was typed until it hears something else
            yield
        await self._look()
        await self._say(kept)

    @on_event
    async def remove(self, line_id: str, version: int) -> None:
        if await self._do(remove_list_line, line_id, version=version) is not None:
            await self._toast(message("The line is taken out of the list."), undo=OneList.put_back(line_id))
        await self._look(keep_problem=True)

    @on_event
    async def put_back(self, line_id: str) -> None:
        kept = await self._do(restore_list_line, line_id)
        await self._look(keep_problem=True)
        if kept is not None:
            await self._say(kept)

    @on_event
    async def renew(self, line_id: str, version: int) -> None:
        """What follows the article takes its place in the list."""
        kept = await self._do(renew_list_line, line_id, version=version)
        await self._look(keep_problem=True)
        if kept is not None:
            await self._say(kept)

    @on_event
    async def open_line(self, line_id: str) -> None:
        line = await self._fresh(line_id)
        if line is not None:
            self.line = {"id": line.id, "version": str(line.version), "title": f"{line.number} {line.name}", "section": line.section, "note": line.note}
            self.line_open = True

    @on_event
    def close_line(self) -> None:
        self.line_open = False

    @on_event
    async def put_line(self, values: dict[str, str]) -> None:
        line = await self._fresh(self.line.get("id", ""))
        if line is None:
            self.line_open = False
            return
        facts = ListLineFacts(line.kept, values.get("section", ""), values.get("note", ""))
        if await self._do(change_list_line, line.id, facts, version=int(self.line["version"])) is None:
            self.line = {**self.line, "version": str(line.version)}  # said once; whoever saves again has read it
            return
        self.line_open = False
        await self._look()

    async def _product_with(self, number: str) -> str:
        """The article with just this number; "" and a sentence where there is none."""
        found = await self._do(suggest_rows, number)
        product_id = next((one.product.id for one in found or () if one.exact), "")
        if found is not None and not product_id:
            self._complain("product", _NO_ARTICLE)
        return product_id

    async def _fresh(self, line_id: str) -> ListLineSheet | None:
        """As it stands now; None, with a sentence, when a colleague took it out meanwhile."""
        sheet = await self._do(read_list, self.list_id)
        found = next((line for line in sheet.lines if line.id == line_id), None) if sheet else None
        if sheet and found is None:
            self.problem = Problem(translate(self._locale, _TAKEN_OUT))
            await self._look(keep_problem=True)
        return found

    async def _say_who_was_quicker(self, line_id: str, wanted: Decimal) -> None:
        """Nothing was overwritten; what was entered stands in the sentence, what is kept in the field."""
        line = await self._fresh(line_id)
        if line is None:
            return
        said = {"who": line.changed_by, "now": quantity_text(self._locale, line.kept), "typed": quantity_text(self._locale, wanted)}
        await self._look()
        self.wrong_line, self.problem = line_id, Problem(translate(self._locale, _ELSEWHERE, **said))

    async def _say(self, kept: KeptLine) -> None:
        if kept.reason:
            await self._toast(kept.reason, tone="", **{name: quantity_text(self._locale, value) for name, value in kept.values.items()})

    def _complain(self, field: str, text: str) -> None:
        said = translate(self._locale, text)
        self.problem = Problem(said, {field: said})

    def _show_typed(self, line_id: str, quantity: str) -> None:
        shown = [[replace(line, quantity=quantity) if line.id == line_id else line for line in section.lines] for section in self.sections]
        self.sections = [ListSection(section.title, lines) for section, lines in zip(self.sections, shown, strict=True)]

    async def _look(self, *, keep_problem: bool = False) -> None:
        told = self.problem if keep_problem else Problem()
        sheet = await self._do(read_list, self.list_id)
        if sheet is None:
            self.view = _VIEWS.get(self.problem.code, "failed")
            return
        self.problem, self.wrong_line = told, ""
        self._tell(sheet)
        self.view = "ready"

    def _tell(self, sheet: ListSheet) -> None:
        locale, actor, row = self._locale, self._actor, sheet.row
        self.name, self.version, self.lines = row.name, row.version, row.lines
        self.sub = said_head(locale, actor.time_zone, row)
        self.sections = sections_of(locale, sheet, self.order)
        self.titles = list(dict.fromkeys(line.section for line in sheet.lines if line.section))
        self.may_edit, self.is_own, self.sees_prices = row.may_edit, row.is_own, actor.may(Permission.PRICE_VIEW)


def _plainly(problem: Problem) -> Problem:
    """With the sentences of its fields in the title, for where no form stands."""
    return Problem(" ".join(problem.fields.values()) or problem.title, {}, problem.code, problem.incident)
