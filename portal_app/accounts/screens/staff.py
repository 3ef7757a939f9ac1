"""The supplier's list of companies: find one, act for it, add one with its first administrator, correct or close one."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.accounts.actions.companies import CompanyLine, close_company, create_company, list_companies, read_company_line, rename_company, reopen_company
from portal_app.accounts.rules.companies import CompanyFacts
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.screens.answers import Where, address, asked, asked_number, own_problem, plainly, put_changed, view_after, where_in
from portal_app.accounts.screens.differences import ChangeText, differences
from portal_app.kernel.i18n import format_date, message, translate, translate_count
from portal_app.kernel.permissions import Permission
from portal_app.ui import PortalState, Problem, fill_page_again, go_on_after_step_up, on_event

ROUTE = "/staff/companies"
NEW = "new-company"
FIELDS = {"name": message("name"), "customer_number": message("customer number")}
NEW_FIELDS = ("name", "customer_number", "locale", "time_zone", "currency", "first_name", "last_name", "salutation", "email")
_NEW = dict.fromkeys(NEW_FIELDS, "") | {"locale": "de", "time_zone": "Europe/Berlin", "currency": "EUR"}


@dataclass(frozen=True)
class CompanyRow:
    """One company as finished text, with its fields as they are saved."""

    id: str = ""
    href: str = ""
    name: str = ""
    customer_number: str = ""
    people: str = ""
    state: str = ""
    tone: str = ""
    closed: bool = False
    looked_after: bool = False


NOTHING = CompanyRow()


class StaffCompanies(PortalState):
    """The list, the chosen company, and the new one being entered. How it looks is staff_view's."""

    view: str = "loading"
    rows: list[CompanyRow] = []
    where: Where = Where()
    search: str = ""
    may_edit: bool = False
    open_id: str = ""
    chosen: CompanyRow = NOTHING
    entered: dict[str, str] = dict.fromkeys(FIELDS, "")
    ahead: list[ChangeText] = []
    trouble: Problem = Problem()
    refused: Problem = Problem()  # what was refused outside of the form
    saved: int = 0  # grows when something was saved or discarded: the form then begins anew

    @on_event
    async def show(self) -> None:
        search = asked(self, "find")
        page = await self._do(list_companies, search=search, number=asked_number(self, "page"))
        if page is None:
            self.view = view_after(self.problem)
            return
        rows = [_row(self._locale, line, {"find": search, "page": page.number}) for line in page.rows]
        may_edit = self._actor.may(Permission.STAFF_COMPANIES_EDIT)
        put_changed(self, view="ready", search=search, rows=rows, where=where_in(self._locale, page), may_edit=may_edit)
        await self._choose({"find": search, "page": page.number})

    async def _choose(self, keep: dict[str, object]) -> None:
        """The company named in the address, on whichever page of the list it stands."""
        self.open_id = asked(self, "company")
        line = await self._do(read_company_line, self.open_id) if self.open_id else None
        row = _row(self._locale, line, keep) if line else NOTHING
        if line is None:
            own_problem(self)
        if row.id != self.chosen.id:
            self.trouble, self.refused = Problem(), Problem()
        if row != self.chosen:
            self.chosen = row
            self._enter({name: getattr(row, name) for name in FIELDS})

    def _enter(self, entered: dict[str, str]) -> None:
        self.entered = dict(entered)
        self.ahead = differences(self._locale, FIELDS, {name: getattr(self.chosen, name) for name in FIELDS}, self.entered)

    @on_event
    def find(self, search: Annotated[str, Field(max_length=200)]) -> Any:
        return rx.redirect(address(ROUTE, find=search.strip(), company=self.open_id), replace=True)

    @on_event
    def clear(self) -> Any:
        return rx.redirect(ROUTE)

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(address(ROUTE, find=self.search, page=self.where.number + by))

    # the chosen company

    @on_event
    def put(self, name: Literal["name", "customer_number"], value: Annotated[str, Field(max_length=1000)]) -> None:
        self._enter({**self.entered, name: value})

    @on_event
    def discard(self) -> None:
        self.saved, self.trouble, self.refused = self.saved + 1, Problem(), Problem()
        self._enter({name: getattr(self.chosen, name) for name in FIELDS})

    @on_event
    async def save(self, values: dict[str, str]) -> Any:
        self._enter({name: values.get(name, "")[:1000] for name in FIELDS})
        done = await self._rename(self.chosen.id, dict(self.entered))
        if done is None:
            self.trouble = own_problem(self)
        return done

    @on_event
    async def save_again(self, company_id: str, entered: dict[str, str]) -> Any:
        """After the code was given."""
        return self._or_refused(await self._rename(company_id, {name: entered.get(name, "") for name in FIELDS}))

    @on_event
    async def close(self, company_id: str, values: dict[str, str]) -> Any:
        """Nobody of it gets in any more. `values` holds the reason."""
        again, reason = StaffCompanies.close(company_id, values), values.get("reason", "")[:1000]
        said = message("{name} is closed; everybody of it is signed out.")
        return self._or_refused(await self._act(close_company, said, again, company_id, name=self.chosen.name, reason=reason))

    @on_event
    async def reopen(self, company_id: str, values: dict[str, str]) -> Any:
        again, reason = StaffCompanies.reopen(company_id, values), values.get("reason", "")[:1000]
        said = message("{name} is open again.")
        return self._or_refused(await self._act(reopen_company, said, again, company_id, name=self.chosen.name, reason=reason))

    async def _rename(self, company_id: str, entered: dict[str, str]) -> Any:
        again, name = StaffCompanies.save_again(company_id, entered), entered["name"]
        return await self._act(rename_company, message("Saved: {name}"), again, company_id, name, entered["customer_number"], name=name)

    async def _act(self, action: Any, said: str, again: Any, *args: str, name: str, **arguments: str) -> Any:
        """None when it was refused; the reason then stands in `problem`, unless only the code is missing."""
        if await self._do(action, *args, **arguments) is None:
            return [] if await go_on_after_step_up(self, again) else None
        self.saved, self.trouble, self.refused = self.saved + 1, Problem(), Problem()
        await self._toast(said, name=name)
        return fill_page_again()

    def _or_refused(self, done: Any) -> Any:
        if done is None:
            self.refused = plainly(own_problem(self))
        return done


class NewCompany(PortalState):
    """A new company being entered, with the person who will administer it."""

    open: bool = False
    entered: dict[str, str] = _NEW
    trouble: Problem = Problem()
    refused: Problem = Problem()
    added: int = 0  # grows with each new one, so that the next begins empty

    @on_event
    async def add(self, values: dict[str, str]) -> Any:
        self.entered = {name: values.get(name, _NEW[name])[:1000] for name in NEW_FIELDS}
        done = await self._add()
        if done is None:
            self.trouble = own_problem(self)
        return done

    @on_event
    async def add_again(self) -> Any:
        """After the code was given; the form opens again when it was refused all the same."""
        done = await self._add()
        if done is None:
            self.refused, self.open = plainly(own_problem(self)), True
        return done

    @on_event
    def closed(self) -> None:
        self.open = False

    async def _add(self) -> Any:
        """None when it was refused; the reason then stands in `problem`."""
        entered = dict(self.entered)
        company = CompanyFacts(entered["name"], entered["customer_number"], entered["locale"], entered["time_zone"], entered["currency"])
        administrator = PersonFacts(entered["first_name"], entered["last_name"], frozenset(), salutation=entered["salutation"])
        made = await self._do(create_company, company, entered["email"], administrator)
        if made is None:
            return [] if await go_on_after_step_up(self, NewCompany.add_again) else None
        self.open, self.added, self.trouble, self.refused, self.entered = False, self.added + 1, Problem(), Problem(), dict(_NEW)
        await self._toast(message("{name} is added; its administrator gets a mail with a link."), name=entered["name"])
        return rx.redirect(address(ROUTE, find=entered["customer_number"], company=made.company_id))


def _row(locale: str, line: CompanyLine, keep: dict[str, object]) -> CompanyRow:
    people = translate_count(locale, "{n} active person", "{n} active people", line.people)
    if line.invited:
        people += ", " + translate_count(locale, "{n} invited", "{n} invited", line.invited)
    if line.closed_at:
        state, tone = translate(locale, "Closed since {day}", day=format_date(locale, line.closed_at.date())), ""
    else:
        state, tone = translate(locale, "Open"), "green"
    href = address(ROUTE, **keep, company=line.id)
    return CompanyRow(line.id, href, line.name, line.customer_number, people, state, tone, line.closed_at is not None, line.looked_after)
