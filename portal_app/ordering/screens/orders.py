"""The list of orders: search, filters by state and cost centre, a page at a time. What it is asked for stands in its address."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.accounts import list_cost_centres
from portal_app.kernel.i18n import format_moment, format_money, translate, translate_count
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.order_views import OrderRow
from portal_app.ordering.actions.orders import list_orders
from portal_app.ordering.rules.order_states import OrderState
from portal_app.ordering.rules.order_words import said_state
from portal_app.ordering.screens.cart_texts import Choice
from portal_app.ordering.screens.orders_asked import (
    Chip,
    OrdersAsked,
    Where,
    address_of,
    centre_choices,
    chips_of,
    filter_of,
    read_asked,
    state_choices,
    where_in,
)
from portal_app.ordering.screens.orders_texts import href_of_order, is_open, said_day
from portal_app.ui import PortalState, on_event

SIZE = 25
FilterName = Literal["state", "centre", "whose"]


@dataclass(frozen=True)
class OrderListed:
    """One row as finished text. `net` is "" for who sees no amounts."""

    href: str
    number: str
    name: str
    po_number: str
    placed: str
    buyer: str
    lines: str
    state: str
    tone: str
    since: str
    promised: str
    net: str


class Orders(PortalState):
    """The list, as the address of the page asks for it."""

    view: str = "loading"
    rows: list[OrderListed] = []
    where: Where = Where()
    wanted: OrdersAsked = OrdersAsked()
    states: list[Choice] = []
    centres: list[Choice] = []
    chips: list[Chip] = []
    sees_amounts: bool = False
    may_see_all: bool = False
    may_order: bool = False

    @on_event
    async def show(self) -> None:
        locale, actor = self._locale, self._actor
        wanted = read_asked(self.router.url.query_parameters)
        if not await self._look(wanted):
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        centres = await self._do(list_cost_centres) if actor.may(Permission.COST_CENTRE_VIEW) else ()
        choices = centre_choices(locale, centres or ())
        self._put_changed(
            view="ready", states=state_choices(locale), centres=choices, chips=chips_of(locale, self.wanted, choices),
            sees_amounts=actor.may(Permission.AMOUNT_VIEW), may_see_all=actor.may(Permission.ORDER_VIEW_ALL), may_order=actor.may(Permission.CART_EDIT),
        )  # fmt: skip

    @on_event(quiet=True)
    async def look_again(self) -> None:
        """News of what is in sight: states that changed, orders that came."""
        told = self.problem
        if self.view == "ready" and not await self._look(self.wanted):
            self.problem = told  # nobody asked: the next time it may be there again

    @on_event
    def find(self, words: Annotated[str, Field(max_length=200)]) -> Any:
        return rx.redirect(address_of(self.wanted, find=words.strip()), replace=True)

    @on_event
    def filter(self, name: FilterName, value: Annotated[str, Field(max_length=26)]) -> Any:
        return rx.redirect(address_of(self.wanted, **{name: value}))

    @on_event
    def drop(self, name: Literal["find", "state", "centre", "whose"]) -> Any:
        return rx.redirect(address_of(self.wanted, **{name: ""}))

    @on_event
    def clear(self) -> Any:
        return rx.redirect(address_of(OrdersAsked()))

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(address_of(self.wanted, page=self.wanted.page + by))

    async def _look(self, wanted: OrdersAsked) -> bool:
        page: Page[OrderRow] | None = await self._do(list_orders, filter_of(wanted), number=wanted.page, size=SIZE)
        if page is None:
            return False
        rows = [listed(self._locale, self._actor.time_zone, row) for row in page.rows]
        self._put_changed(rows=rows, where=where_in(self._locale, page), wanted=OrdersAsked(**{**vars(wanted), "page": page.number}))
        return True

    def _put_changed(self, **values: Any) -> None:
        """A var that is set is sent, also when it is the same."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def listed(locale: str, time_zone: str, row: OrderRow) -> OrderListed:
    state, tone = said_state(locale, row.state)
    since = translate(locale, "since {moment}", moment=format_moment(locale, row.moved_at, time_zone))
    promised = row.promised_on if is_open(row) and row.state is not OrderState.PARTLY_SHIPPED else None  # of a rest each line says its own day
    return OrderListed(
        href_of_order(row.id), row.number, row.name, row.po_number, format_moment(locale, row.placed_at, time_zone), row.buyer_name,
        translate_count(locale, "{n} line", "{n} lines", row.lines), state, tone, since, said_day(locale, promised),
        format_money(locale, row.net) if row.net else "",
    )  # fmt: skip
