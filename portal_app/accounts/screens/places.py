"""The delivery addresses of the company, which people call places: a list with the chosen one beside it."""

from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.accounts.actions.addresses import add_address, change_address, close_address, list_addresses, make_default_address, reopen_address
from portal_app.accounts.rules.companies import AddressFacts
from portal_app.accounts.screens.answers import Choice, Where, asked, asked_number, own_problem, page_of, plainly, put_changed, view_after, where_in
from portal_app.accounts.screens.differences import ChangeText, differences
from portal_app.accounts.screens.place_texts import FIELDS, NOTHING, PlaceRow, country_choices, place_row
from portal_app.kernel.i18n import message
from portal_app.kernel.permissions import Permission
from portal_app.ui import PortalState, Problem, fill_page_again, on_event

ROUTE = "/company/places"
NEW = "new-place"
Entered = Annotated[str, Field(max_length=1000)]
FieldName = Literal["label", "recipient", "street", "postcode", "city", "country"]


class Places(PortalState):
    """The list, the chosen one, and the new one being entered. How it looks is place_view's."""

    view: str = "loading"
    rows: list[PlaceRow] = []
    where: Where = Where()
    may_edit: bool = False
    countries: list[Choice] = []
    home: str = ""  # the country a new place most likely has
    open_id: str = ""
    chosen: PlaceRow = NOTHING
    entered: dict[str, str] = dict.fromkeys(FIELDS, "")
    ahead: list[ChangeText] = []
    trouble: Problem = Problem()
    new_trouble: Problem = Problem()
    refused: Problem = Problem()  # what was refused outside of the form
    saved: int = 0  # grows when something was saved or discarded: the form then begins anew
    added: int = 0  # grows with each new one, so that the next begins empty
    _kept: dict[str, dict[str, str]] = {}  # entered and not saved, by place

    @on_event
    async def show(self) -> None:
        lines = await self._do(list_addresses)
        if lines is None:
            self.view = view_after(self.problem)
            return
        page, locale = page_of(lines, asked_number(self, "page")), self._locale
        may_edit = self._actor.may(Permission.ADDRESS_EDIT)
        countries = country_choices(locale, {line.facts.country for line in lines}) if may_edit else []
        put_changed(self, rows=[place_row(locale, line, ROUTE, page.number) for line in page.rows], where=where_in(locale, page))
        put_changed(self, may_edit=may_edit, countries=countries, home=lines[0].facts.country if lines else "", view="ready")
        self._choose(next((place_row(locale, line, ROUTE, page.number) for line in lines if line.id == asked(self, "entry")), None))

    def _choose(self, row: PlaceRow | None) -> None:
        self.open_id = asked(self, "entry")
        if row is None or row.id != self.chosen.id:
            self.trouble, self.refused = Problem(), Problem()
        self.chosen = row or NOTHING
        self._enter(self._kept.get(self.chosen.id, self._saved()))

    def _saved(self) -> dict[str, str]:
        return {name: getattr(self.chosen, name) for name in FIELDS}

    def _enter(self, entered: dict[str, str]) -> None:
        """Take what is entered, and keep it with the tab as long as it is not saved."""
        self.entered = dict(entered)
        self.ahead = differences(self._locale, FIELDS, self._saved(), self.entered)
        others = {key: kept for key, kept in self._kept.items() if key != self.chosen.id}
        self._kept = {**others, self.chosen.id: self.entered} if self.ahead else others

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(f"{ROUTE}?page={self.where.number + by}")

    @on_event
    def put(self, name: FieldName, value: Entered) -> None:
        self._enter({**self.entered, name: value})

    @on_event
    def discard(self) -> None:
        self.saved, self.trouble, self.refused = self.saved + 1, Problem(), Problem()
        self._enter(self._saved())

    @on_event
    async def save(self, values: dict[str, str]) -> Any:
        self._enter({name: values.get(name, "")[:1000] for name in FIELDS})
        if await self._do(change_address, self.chosen.id, AddressFacts(**self.entered)) is None:
            self.trouble = own_problem(self)
            return None
        self.saved, self.trouble, self._kept = self.saved + 1, Problem(), {key: kept for key, kept in self._kept.items() if key != self.chosen.id}
        await self._toast(message("Saved: {name}"), name=self.entered["label"])
        return fill_page_again()

    @on_event
    async def add(self, values: dict[str, str]) -> Any:
        facts = AddressFacts(**{name: values.get(name, "")[:1000] for name in FIELDS})
        row_id = await self._do(add_address, facts)
        if row_id is None:
            self.new_trouble = own_problem(self)
            return None
        self.added, self.new_trouble = self.added + 1, Problem()
        await self._toast(message("Added: {name}"), name=facts.label, undo=Places.close(row_id))
        return fill_page_again()

    @on_event
    async def make_default(self, row_id: str) -> Any:
        before = next((row.id for row in self.rows if row.is_default), "")
        undo = Places.make_default(before) if before and before != row_id else None
        return await self._switch(make_default_address, row_id, message("New orders go there unless somebody chooses another place."), undo)

    @on_event
    async def close(self, row_id: str) -> Any:
        return await self._switch(close_address, row_id, message("Closed. Nothing new is sent there."), Places.reopen(row_id))

    @on_event
    async def reopen(self, row_id: str) -> Any:
        return await self._switch(reopen_address, row_id, message("Open again."), Places.close(row_id))

    async def _switch(self, action: Any, row_id: str, said: str, undo: Any) -> Any:
        if await self._do(action, row_id) is None:
            self.refused = plainly(own_problem(self))
            return None
        self.refused = Problem()
        await self._toast(said, undo=undo)
        return fill_page_again()
