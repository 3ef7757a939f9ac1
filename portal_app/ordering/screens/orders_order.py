"""One order: its way, lines, deliveries, who decided; taking it back, asking to cancel. News of it come while the page is looked at."""

from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from portal_app.kernel import clock
from portal_app.kernel.i18n import format_date, message, translate
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.checkout import ask_to_cancel, take_back_order
from portal_app.ordering.actions.order_views import OrderSheet
from portal_app.ordering.actions.orders import read_order
from portal_app.ordering.rules.order_states import OrderState
from portal_app.ordering.rules.order_words import said_state
from portal_app.ordering.screens.cart_texts import href_of
from portal_app.ordering.screens.offer_texts import said_amount
from portal_app.ordering.screens.orders_order_texts import (
    Decided,
    Destination,
    Happened,
    OrderedLine,
    OrderFacts,
    OrderPaper,
    SentOff,
    WayStep,
    approvals,
    deliveries,
    destinations,
    history,
    is_asked_to_cancel,
    line_rows,
    papers_of,
    taxes_of,
    way_of,
)
from portal_app.ordering.screens.orders_texts import is_open
from portal_app.ui import PortalState, on_event

_NOT_LEFT = (OrderState.WAITING, OrderState.APPROVED)
_HAS_LEFT = (OrderState.UNCONFIRMED, OrderState.SENT, OrderState.CONFIRMED)
_VIEWS = {"forbidden": "forbidden", "not-found": "unknown"}


class OneOrder(PortalState):
    """The order that the address names, as finished text."""

    view: str = "loading"
    order_id: str = ""
    order: OrderFacts = OrderFacts()
    way: list[WayStep] = []
    lines: list[OrderedLine] = []
    papers: list[OrderPaper] = []
    deliveries: list[SentOff] = []
    destinations: list[Destination] = []
    approvals: list[Decided] = []
    history: list[Happened] = []
    is_open: bool = False
    is_asked: bool = False
    may_take_back: bool = False
    may_ask: bool = False
    may_order: bool = False
    asked: int = 0

    @on_event
    async def show(self) -> Any:
        wanted = self.router.url.query_parameters.get("order", "")[:26]
        if wanted != self.order_id:
            self.order_id, self.view = wanted, "loading"
            yield  # nobody takes the order before for this one
        answer = await self._do(read_order, self.order_id)
        if answer is None:
            self.view = _VIEWS.get(self.problem.code, "failed")
            return
        self._tell(answer)

    @on_event(quiet=True)
    async def look_again(self) -> None:
        """What is new since it was shown; what is said in a dialog meanwhile stays."""
        if self.view != "ready":
            return
        told, before = self.problem, self.order.state
        answer = await self._do(read_order, self.order_id)
        if answer is None:
            self.problem = told  # nobody asked: the next time it may be there again
            return
        self._tell(answer)
        if self.order.state != before:
            await self._toast(message("News of {number}: {state}."), tone="", number=self.order.number, state=self.order.state)

    @on_event
    async def take_back(self, values: dict[str, str]) -> Any:
        cart_id = await self._do(take_back_order, values.get("order", ""))
        if cart_id is None:
            await self._look_with_the_problem()
            return None
        await self._toast(message("The order is taken back. The cart is open as it was."))
        return rx.redirect(href_of(cart_id))

    @on_event
    async def ask(self, values: dict[str, str]) -> None:
        """Ask to cancel; the answer comes later and stands in the history."""
        done = await self._do(ask_to_cancel, self.order_id, values.get("reason", "")[:1000])
        if done is None:
            return
        self.asked += 1
        await self._toast(message("The supplier is asked to cancel it. The answer comes here."))
        await self._look_with_the_problem()

    async def _look_with_the_problem(self) -> None:
        told = self.problem
        answer = await self._do(read_order, self.order_id)
        if answer is not None:
            self._tell(answer)
        self.problem = told

    def _tell(self, order: OrderSheet) -> None:
        locale, actor, row = self._locale, self._actor, order.row
        zone = actor.time_zone
        may_cancel = actor.may(Permission.ORDER_CANCEL)
        asked = is_asked_to_cancel(order)
        self._put_changed(
            view="ready", order=facts_of(locale, zone, order), way=way_of(locale, zone, order), lines=line_rows(locale, order),
            papers=papers_of(locale, order),
            deliveries=deliveries(locale, zone, order), destinations=destinations(locale, order), approvals=approvals(locale, zone, order),
            history=history(locale, zone, order), is_open=is_open(row), is_asked=asked,
            may_take_back=may_cancel and order.is_own and row.state in _NOT_LEFT,
            may_ask=may_cancel and not asked and row.state in _HAS_LEFT and (order.is_own or actor.may(Permission.ORDER_VIEW_ALL)),
            may_order=actor.may(Permission.CART_EDIT),
        )  # fmt: skip

    def _put_changed(self, **values: Any) -> None:
        """A var that is set is sent, also when it is the same."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def facts_of(locale: str, zone: str, order: OrderSheet) -> OrderFacts:
    row = order.row
    state, tone = said_state(locale, row.state)
    return OrderFacts(
        row.number, row.name, _sub(locale, zone, order), state, tone, order.note, row.po_number, order.erp_number, row.net.currency if row.net else "",
        said_amount(locale, row.net), taxes_of(locale, order),
    )  # fmt: skip


def _sub(locale: str, zone: str, order: OrderSheet) -> str:
    """“PO 4500-22871, Shutdown line 4. Ordered 9 Nov by Jan Keller for 4711 Maintenance.”"""
    row = order.row
    day = row.placed_at.astimezone(ZoneInfo(zone)).date()
    centres = ", ".join(f"{one.number} {one.name}" for one in order.snapshot.cost_centres)
    words = {"day": format_date(locale, day, year=day.year != clock.today(zone).year), "who": row.buyer_name, "centres": centres}
    told = translate(locale, "Ordered {day} by {who} for {centres}.", **words) if centres else translate(locale, "Ordered {day} by {who}.", **words)
    named = ", ".join(filter(None, (translate(locale, "PO {number}", number=row.po_number) if row.po_number else "", order.reference)))
    return f"{named}. {told}" if named else told
