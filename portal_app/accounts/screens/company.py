"""The head that all pages of the company's administration share: its tabs, as far as one's roles reach."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from portal_app.accounts.actions.company_counts import count_company
from portal_app.accounts.screens.answers import put_changed
from portal_app.kernel.i18n import format_number
from portal_app.kernel.permissions import Permission as P
from portal_app.ui import PortalState, T, on_event, page_head


@dataclass(frozen=True)
class Tab:
    """One page of the company. `right` is what it takes to be shown it."""

    key: str
    title: Any
    href: str
    right: P


TABS = (
    Tab("people", T("People"), "/company/people", P.PEOPLE_VIEW),
    Tab("roles", T("Roles"), "/company/roles", P.PEOPLE_VIEW),
    Tab("cost-centres", T("Cost centres"), "/company/cost-centres", P.COST_CENTRE_VIEW),
    Tab("places", T("Places"), "/company/places", P.ADDRESS_VIEW),
    Tab("rules", T("Approval rules"), "/company/rules", P.APPROVAL_RULE_EDIT),
    Tab("budgets", T("Budgets"), "/company/budgets", P.BUDGET_EDIT),
    Tab("record", T("Record"), "/company/record", P.AUDIT_VIEW),
    Tab("settings", T("Settings"), "/company/settings", P.COMPANY_EDIT),
)


class CompanyTabs(PortalState):
    """Which tabs are shown. The pages behind them ask the gate themselves."""

    shown: list[str] = []
    counts: dict[str, str] = {}

    @on_event
    async def show_tabs(self) -> None:
        counts = await self._do(count_company) or {}
        put_changed(
            self,
            shown=[tab.key for tab in TABS if self._actor.company_id and self._actor.may(tab.right)],
            counts={key: format_number(self._locale, count) for key, count in counts.items() if count},
        )


def company_head(current: str, *actions: rx.Component) -> rx.Component:
    """Title, tabs, and the actions of the current page."""
    links = [
        rx.cond(
            CompanyTabs.shown.contains(tab.key),
            rx.el.a(
                tab.title,
                rx.cond(CompanyTabs.counts.contains(tab.key), rx.fragment(" ", rx.el.span(CompanyTabs.counts[tab.key], class_name="count"))),
                href=tab.href,
                **({"aria_current": "page"} if tab.key == current else {}),
            ),
        )
        for tab in TABS
    ]
    return page_head(T("Company"), *actions, tabs=rx.el.nav(*links, aria_label=T("Company"), class_name="tabs"))
