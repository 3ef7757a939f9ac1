"""The people of the company: a list with the chosen person beside it. Owns the list; the person is person_pane's, inviting is invite's."""

from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from portal_app.accounts.actions.people import PeopleList, PersonLine, PersonState, list_people
from portal_app.accounts.rules.roles import ROLE_NAMES
from portal_app.accounts.screens.answers import Where, address, asked, asked_number, kept_unless_refused, list_pager, put_changed, view_after, viewed, where_in
from portal_app.accounts.screens.company import CompanyTabs, company_head
from portal_app.accounts.screens.invite import Invite, invite_button, invite_dialog
from portal_app.accounts.screens.person_pane import PersonPane
from portal_app.accounts.screens.person_view import person_pane
from portal_app.kernel.i18n import format_date, format_number, message, translate, translate_count
from portal_app.kernel.permissions import Permission
from portal_app.ui import (
    Column,
    PortalPage,
    PortalState,
    Shortcut,
    T,
    button,
    empty_view,
    entry_link,
    framed,
    nothing_found_view,
    on_event,
    panes,
    stamp,
    table,
    text_input,
    view_switch,
    who,
)

ROUTE = "/company/people"
Show = Literal["", "active", "invited", "off"]


@dataclass(frozen=True)
class PersonRow:
    """One row as finished text."""

    id: str
    href: str
    initials: str
    name: str
    detail: str
    roles: str
    limit: str
    step: str
    tone: str
    sign: str


class People(PortalState):
    """The list, as the address of the page asks for it."""

    view: str = "loading"
    rows: list[PersonRow] = []
    where: Where = Where()
    remark: str = ""
    search: str = ""
    show: str = ""
    may_invite: bool = False

    @on_event
    async def show_list(self) -> None:
        search, show = asked(self, "find"), asked(self, "show")
        show = show if show in list(PersonState) else ""
        answer = await self._do(list_people, search=search, state=show, number=asked_number(self, "page"))
        if answer is None:
            self.view = view_after(self.problem)
            return
        keep = {"find": search, "show": show, "page": answer.page.number}
        put_changed(
            self, view="ready", search=search, show=show, where=where_in(self._locale, answer.page), remark=_remark(self._locale, answer),
            rows=[_row(self, line, keep) for line in answer.page.rows], may_invite=self._actor.may(Permission.PEOPLE_INVITE),
        )  # fmt: skip

    @on_event
    def find(self, search: str) -> Any:
        return rx.redirect(address(ROUTE, find=search.strip(), show=self.show, person=asked(self, "person")), replace=True)

    @on_event
    def filter(self, show: Show) -> Any:
        return rx.redirect(address(ROUTE, find=self.search, show=show, person=asked(self, "person")))

    @on_event
    def clear_filters(self) -> Any:
        return rx.redirect(address(ROUTE, person=asked(self, "person")))

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(address(ROUTE, find=self.search, show=self.show, page=self.where.number + by))


def page() -> rx.Component:
    return framed(
        company_head("people", rx.cond(People.may_invite, invite_button())),
        viewed(
            People.view,
            panes(_list(), person_pane(), open=PersonPane.open_id, label=T("The chosen person")),
            closed=T("The people of your company are seen by administrators and purchasing managers."),
            on_retry=People.show_list,
        ),
        kept_unless_refused(invite_dialog(), People.view, People.may_invite),
        current="company",
        width="full",
        shortcuts=(
            Shortcut("/", T("Search people"), focuses="main input[name=find]"),
            Shortcut("n", T("Invite a person"), opens="invite", shown=People.may_invite),
        ),
    )


PAGE = PortalPage(ROUTE, page, T("People"), on_load=[CompanyTabs.show_tabs, People.show_list, PersonPane.show_person, Invite.offer])


def _list() -> rx.Component:
    filtered = (People.search != "") | (People.show != "")
    return rx.fragment(
        rx.el.div(
            text_input(name="find", label=T("Search people"), placeholder=T("Name, unit or address"), lead="search", value=People.search, on_type=People.find),
            view_switch(
                T("Which people"),
                [("", T("All")), ("active", T("Active")), ("invited", T("Invited")), ("off", T("Off"))],
                value=People.show,
                on_change=People.filter,
            ),
            class_name="toolbar",
        ),
        table(
            [
                Column(T("Person"), phone="lead"),
                Column(T("Roles"), phone="hide"),
                Column(T("Limit / order"), number=True, phone="hide"),
                Column(T("Second step"), phone="amount"),
            ],
            People.rows,
            _cells,
            label=T("People"),
            chosen=lambda row: row.id == PersonPane.open_id,
            empty=rx.cond(filtered, nothing_found_view(People.clear_filters), _nobody()),
        ),
        rx.cond(People.remark != "", rx.el.p(People.remark, class_name="hint remark")),
        list_pager(People.where, People.turn_page),
    )


def _cells(row: Any) -> list[Any]:
    name = entry_link(row.name, row.href, id=row.id, current=row.id == PersonPane.open_id)
    return [who(row.initials, name, row.detail), row.roles, row.limit, stamp(row.step, row.tone, sign_name=row.sign, bare=True)]


def _nobody() -> rx.Component:
    return empty_view(
        T("Nobody yet"),
        T("Invite the people who order, approve or look after invoices. Each gets a mail with a link."),
        rx.cond(People.may_invite, button(T("Invite a person"), opens="invite")),
    )


def _row(state: PortalState, line: PersonLine, keep: dict[str, object]) -> PersonRow:
    locale = state._locale
    step, tone, sign = _second_step(line)
    return PersonRow(
        line.id, address(ROUTE, **keep, person=line.id), line.initials, line.name, _detail(state, line),
        ", ".join(role_text(locale, held.role, held.cost_centre_number) for held in line.roles), _limit(locale, line), translate(locale, step), tone, sign,
    )  # fmt: skip


def role_text(locale: str, role: Any, cost_centre_number: str = "") -> str:
    name = translate(locale, ROLE_NAMES[role])
    return f"{name} {cost_centre_number}" if cost_centre_number else name


def _detail(state: PortalState, line: PersonLine) -> str:
    day = format_date(state._locale, line.since.date(), year=False)
    said = {PersonState.INVITED: translate(state._locale, "invited {day}", day=day), PersonState.OFF: translate(state._locale, "off since {day}", day=day)}
    here = translate(state._locale, "here now") if line.here_now else ""
    return ", ".join(filter(None, [line.unit, said.get(line.state, here)]))


def _limit(locale: str, line: PersonLine) -> str:
    if not line.may_order:
        return "–"
    if line.limit_per_order is None:
        return translate(locale, "none set")
    amount = line.limit_per_order.amount
    return format_number(locale, amount, decimals=0 if amount == amount.to_integral_value() else 2)


def _second_step(line: PersonLine) -> tuple[str, str, str]:
    """Word, tone and sign of the last column."""
    if line.state is PersonState.OFF:
        return message("Off"), "", "square"
    if line.state is PersonState.INVITED:
        return message("Invited"), "ochre", "clock"
    if line.has_second_step:
        return message("App"), "green", "full"
    return (message("Missing"), "red", "tri") if line.second_step_asked else (message("None"), "", "ring")


def _remark(locale: str, answer: PeopleList) -> str:
    if not answer.without_second_step:
        return ""
    return translate_count(
        locale,
        "{n} person has no second step yet: it is set up at the next sign-in.",
        "{n} people have no second step yet: it is set up at the next sign-in.",
        answer.without_second_step,
    )
