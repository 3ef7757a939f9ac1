"""The orders of all companies as the ERP has them: search, filter by state, a page at a time. What it is asked for stands in its address."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.integrations.erp import ENDED, OrderState
from portal_app.kernel.i18n import format_moment, format_number, translate, translate_count
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.back_office import ErpOrderList, ErpOrderRow, list_erp_orders
from portal_app.ordering.screens.staff_texts import ORDER, ORDERS, Option, Sight, address_with, page_number, put_changed, said_erp_state, sight_of
from portal_app.ui import PortalState, on_event

SIZE = 25
TO_DO, ALL = "", "all"  # "" in the address: what somebody must still do something about


@dataclass(frozen=True)
class ErpListed:
    """One row as finished text."""

    href: str
    number: str
    order_number: str
    company: str
    po_number: str
    received: str
    lines: str
    state: str
    tone: str
    since: str


@dataclass(frozen=True)
class ErpAsked:
    """The filters as they stand in the address."""

    find: str = ""
    state: str = TO_DO
    page: int = 1


class ErpOrders(PortalState):
    """The list, as the address of the page asks for it."""

    view: str = "loading"
    rows: list[ErpListed] = []
    sight: Sight = Sight()
    wanted: ErpAsked = ErpAsked()
    states: list[Option] = []
    may_operate: bool = False

    @on_event
    async def show(self) -> None:
        if not await self._look(read_asked(self.router.url.query_parameters)):
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        put_changed(self, view="ready", may_operate=self._actor.may(Permission.STAFF_OPERATE))

    @on_event(quiet=True)
    async def look_again(self) -> None:
        """Orders that came, orders that moved."""
        told = self.problem
        if self.view == "ready" and not await self._look(self.wanted):
            self.problem = told  # nobody asked: the next time it may be there again

    @on_event
    def find(self, words: Annotated[str, Field(max_length=200)]) -> Any:
        return rx.redirect(address_with(ORDERS, find=words.strip(), state=self.wanted.state), replace=True)

    @on_event
    def filter(self, state: Annotated[str, Field(max_length=20)]) -> Any:
        return rx.redirect(address_with(ORDERS, find=self.wanted.find, state=state))

    @on_event
    def clear(self) -> Any:
        return rx.redirect(address_with(ORDERS, state=ALL))

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(address_with(ORDERS, find=self.wanted.find, state=self.wanted.state, page=self.wanted.page + by))

    async def _look(self, wanted: ErpAsked) -> bool:
        answer: ErpOrderList | None = await self._do(list_erp_orders, wanted.find, states_of(wanted.state), number=wanted.page, size=SIZE)
        if answer is None:
            return False
        rows = [listed(self._locale, self._actor.time_zone, row) for row in answer.page.rows]
        wanted = ErpAsked(wanted.find, wanted.state, answer.page.number)
        put_changed(self, rows=rows, wanted=wanted, sight=sight_of(self._locale, answer.page), states=options_of(self._locale, answer))
        return True


def read_asked(parts: dict[str, str]) -> ErpAsked:
    """From the parts of an address, whatever somebody wrote there."""
    state = parts.get("state", "")
    return ErpAsked(parts.get("find", "")[:200], state if state == ALL or state in [*OrderState] else TO_DO, page_number(parts))


def states_of(state: str) -> frozenset[OrderState]:
    if state == ALL:
        return frozenset()
    return frozenset({OrderState(state)}) if state else frozenset(OrderState) - ENDED


def options_of(locale: str, answer: ErpOrderList) -> list[Option]:
    """Each state with how many orders stand there."""

    def option(value: str, words: str, count: int) -> Option:
        return Option(value, f"{words} ({format_number(locale, count)})")

    to_do = sum(count for state, count in answer.counts.items() if state not in ENDED)
    first = [option(TO_DO, translate(locale, "Still to do"), to_do), option(ALL, translate(locale, "All orders"), sum(answer.counts.values()))]
    return first + [option(state.value, said_erp_state(locale, state)[0], answer.counts.get(state, 0)) for state in OrderState]


def listed(locale: str, zone: str, row: ErpOrderRow) -> ErpListed:
    order = row.order
    state, tone = said_erp_state(locale, order.state)
    since = translate(locale, "since {moment}", moment=format_moment(locale, order.moved_at, zone))
    return ErpListed(
        address_with(ORDER, number=order.number), order.number, order.order_number, row.company, order.po_number,
        format_moment(locale, order.received_at, zone), translate_count(locale, "{n} line", "{n} lines", order.lines), state, tone, since,
    )  # fmt: skip
