"""The roles of a company and what each may do, as a table to read. Composing roles comes with a later part."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from portal_app.accounts.actions.company import RoleTable, list_roles
from portal_app.accounts.rules.roles import ROLE_NAMES
from portal_app.accounts.screens.answers import view_after, viewed
from portal_app.accounts.screens.company import CompanyTabs, company_head
from portal_app.kernel.i18n import translate, translate_count
from portal_app.ui import PortalPage, PortalState, T, framed, on_event, sign


@dataclass(frozen=True)
class RoleHead:
    name: str
    people: str


@dataclass(frozen=True)
class RightRow:
    """One right with a yes or no for each role, or the name of the group that follows. `holders` says the same in words."""

    name: str
    is_group: bool = False
    held: list[bool] = field(default_factory=list)
    holders: str = ""


class Roles(PortalState):
    """The table as finished text."""

    view: str = "loading"
    heads: list[RoleHead] = []
    rows: list[RightRow] = []

    @on_event
    async def show(self) -> None:
        table = await self._do(list_roles)
        if table is None:
            self.view = view_after(self.problem)
            return
        self.heads, self.rows, self.view = _heads(self._locale, table), _rows(self._locale, table), "ready"


def page() -> rx.Component:
    return framed(
        company_head("roles"),
        viewed(
            Roles.view,
            rx.el.div(
                rx.el.p(T("A person may hold several roles, for the whole company or for one cost centre; the rights add up."), class_name="sub"),
                _table(),
                class_name="below-tabs stack wide",
            ),
            closed=T("The roles of your company are seen by administrators and purchasing managers."),
            on_retry=Roles.show,
        ),
        current="company",
        width="full",
    )


PAGE = PortalPage("/company/roles", page, T("Roles"), on_load=[CompanyTabs.show_tabs, Roles.show])


def _table() -> rx.Component:
    head = lambda role: rx.el.th(role.name, rx.el.span(role.people, class_name="part"), scope="col")  # noqa: E731
    return rx.el.table(
        rx.el.thead(rx.el.tr(rx.el.th(T("Right"), scope="col"), rx.foreach(Roles.heads, head)), class_name="stuck"),
        rx.el.tbody(rx.foreach(Roles.rows, _row)),
        aria_label=T("Roles and their rights"),
        class_name="table one-line rights",
    )


def _row(row: Any) -> rx.Component:
    group = rx.el.tr(rx.el.th(row.name, col_span=Roles.heads.length() + 1, scope="rowgroup"), class_name="group-row")
    yes = rx.el.td(sign("check"), rx.el.span(T("yes"), class_name="unseen"), class_name="on-hide yes")
    no = rx.el.td(rx.el.span("–", aria_hidden="true"), rx.el.span(T("no"), class_name="unseen"), class_name="on-hide no")
    right = rx.el.tr(
        rx.el.th(row.name, rx.el.span(row.holders, class_name="part phone"), scope="row", class_name="on-lead"),
        rx.foreach(row.held, lambda held: rx.cond(held, yes, no)),
    )
    return rx.cond(row.is_group, group, right)


def _heads(locale: str, table: RoleTable) -> list[RoleHead]:
    counts = [translate_count(locale, "{n} person", "{n} people", count) for count in table.people]
    return [RoleHead(translate(locale, ROLE_NAMES[role]), said) for role, said in zip(table.roles, counts, strict=True)]


def _rows(locale: str, table: RoleTable) -> list[RightRow]:
    names = [translate(locale, ROLE_NAMES[role]) for role in table.roles]
    rows: list[RightRow] = []
    for group, rights in table.groups:
        rows.append(RightRow(group, is_group=True))
        for right in rights:
            holders = [name for name, held in zip(names, right.held, strict=True) if held]
            said = translate(locale, "all roles") if len(holders) == len(names) else ", ".join(holders)
            rows.append(RightRow(right.name, held=list(right.held), holders=said))
    return rows
