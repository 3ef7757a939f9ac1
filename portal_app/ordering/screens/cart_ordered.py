"""After ordering: the order's number, what happens next, and the way back while it has not left."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from portal_app.kernel.i18n import format_date, format_moment, format_money, message, translate, translate_count
from portal_app.ordering.actions.checkout import take_back_order
from portal_app.ordering.actions.order_views import OrderSheet
from portal_app.ordering.actions.orders import read_order
from portal_app.ordering.actions.sending import undo_time
from portal_app.ordering.rules.order_states import OrderState
from portal_app.ordering.rules.order_words import said_state
from portal_app.ordering.screens.cart_ahead import Happening, said_names
from portal_app.ordering.screens.cart_happening import happening_list
from portal_app.ordering.screens.cart_texts import href_of
from portal_app.ordering.screens.orders_texts import ORDER
from portal_app.ui import (
    PortalPage,
    PortalState,
    T,
    copy_code,
    error_view,
    form,
    framed,
    link_button,
    main_action,
    on_event,
    page_head,
    problem_view,
    section,
    send_button,
    skeleton,
    stamp,
)

PATH = "/cart/ordered"
_AFTER = 3.0  # seconds after the time to take it back until we look whether it has left
_WAITS, _THEN_WAITS = message("It waits for {names}."), message("Then it waits for {names}.")


@dataclass(frozen=True)
class OrderedFacts:
    """The order as finished text."""

    title: str = ""
    number: str = ""
    state: str = ""
    tone: str = ""
    lines: str = ""
    net: str = ""
    po_number: str = ""
    placed: str = ""
    promised: str = ""


class Ordered(PortalState):
    """The order that was just placed, as the address names it."""

    view: str = "loading"
    order_id: str = ""
    order: OrderedFacts = OrderedFacts()
    coming: list[Happening] = []
    may_undo: bool = False

    @on_event
    async def show(self) -> Any:
        self.order_id = self.router.url.query_parameters.get("order", "")[:26]
        await self._look()
        return Ordered.follow if self.may_undo and self.order.tone == "blue" else None

    @on_event(background=True, quiet=True)
    async def follow(self) -> None:
        """Once the time to take it back is over, say that it has left."""
        await asyncio.sleep(undo_time().total_seconds() + _AFTER)
        async with self:
            if self.view == "ready":
                await self._look()

    @on_event
    async def take_back(self, values: dict[str, str]) -> Any:
        cart_id = await self._do(take_back_order, values.get("order", ""))
        if cart_id is None:
            told = self.problem
            await self._look()
            self.problem = told
            return None
        await self._toast(message("The order is taken back. The cart is open as it was."))
        return rx.redirect(href_of(cart_id), replace=True)

    async def _look(self) -> None:
        answer = await self._do(read_order, self.order_id)
        if answer is None:
            self.view = "failed"
            return
        locale, row = self._locale, answer.row
        said, tone = said_state(locale, row.state)
        self.order = OrderedFacts(
            _title(locale, row.state), row.number, said, tone, translate_count(locale, "{n} line", "{n} lines", row.lines),
            format_money(locale, row.net) if row.net else "", row.po_number, format_moment(locale, row.placed_at, self._actor.time_zone),
            format_date(locale, row.promised_on, weekday=True, year=False) if row.promised_on else "",
        )  # fmt: skip
        self.coming = coming(locale, answer)
        self.may_undo = answer.is_own and row.state in (OrderState.WAITING, OrderState.APPROVED)
        self.view = "ready"


def coming(locale: str, order: OrderSheet) -> list[Happening]:
    """What happens next, from where it stands now."""
    state, told = order.row.state, []
    if state is OrderState.WAITING:
        for level, step in enumerate(order.snapshot.approvers):
            waits = _THEN_WAITS if level else _WAITS
            rules = ", ".join(translate(locale, "“{rule}”", rule=translate(locale, one)) for one in step.rules)
            told.append(Happening(translate(locale, waits, names=said_names(locale, step.names)), rules))
        told.append(Happening(translate(locale, "After approval it goes to the supplier."), translate(locale, "Nothing is ordered until then.")))
    elif state is OrderState.APPROVED:
        told.append(Happening(translate(locale, "It leaves for the supplier in a few seconds."), translate(locale, "Until then you can take it back.")))
    elif state in (OrderState.UNCONFIRMED, OrderState.SENT):
        told.append(Happening(translate(locale, "It has left for the supplier."), translate(locale, "You see here when it is confirmed.")))
    if state in (OrderState.WAITING, OrderState.APPROVED, OrderState.UNCONFIRMED, OrderState.SENT):
        told.append(Happening(translate(locale, "The supplier confirms quantities and days, then it is packed.")))
    return told


def _title(locale: str, state: OrderState) -> str:
    if state is OrderState.WAITING:
        return translate(locale, "Sent for approval")
    if state in (OrderState.CANCELLED, OrderState.REFUSED):
        return translate(locale, "Not ordered")
    return translate(locale, "Ordered")


def page() -> rx.Component:
    order = Ordered.order
    return framed(
        page_head(
            rx.cond(Ordered.view == "ready", order.title, T("Order")),
            beside=(rx.cond(order.state != "", stamp(order.state, order.tone)),),
            sub=rx.cond(order.number != "", rx.el.span(T("Your order has the number"), " ", copy_code(order.number))),
        ),
        rx.match(
            Ordered.view,
            ("ready", rx.fragment(problem_view(PortalState.problem), _told())),
            ("failed", error_view(PortalState.problem.title, on_retry=Ordered.show, incident=PortalState.problem.incident)),
            skeleton(),
        ),
        current="cart",
        width="narrow",
    )


PAGE = PortalPage(PATH, page, T("Ordered"), on_load=Ordered.show)


def _told() -> rx.Component:
    order = Ordered.order

    def fact(label: Any, value: Any) -> rx.Component:
        return rx.cond(value != "", rx.fragment(rx.el.dt(label), rx.el.dd(value)))

    told = (
        (T("When"), order.placed),
        (T("Lines"), order.lines),
        (T("Net"), order.net),
        (T("PO number"), order.po_number),
        (T("All of it with you"), order.promised),
    )
    return rx.el.div(
        rx.el.div(rx.el.dl(*(fact(label, value) for label, value in told), class_name="facts"), class_name="field long"),
        rx.cond(Ordered.coming.length() > 0, section(T("What happens next"), happening_list(Ordered.coming))),
        rx.el.div(
            main_action(rx.cond(Ordered.may_undo, _undo()), link_button(T("To the order"), ORDER + "?order=" + Ordered.order_id)),
            link_button(T("Order something else"), "/quick-order", kind="quiet"),
            class_name="row wrap",
        ),
        class_name="stack wider",
    )


def _undo() -> rx.Component:
    return form(
        rx.el.input(type="hidden", name="order", value=Ordered.order_id, read_only=True),
        send_button(T("Take it back"), busy_word=T("Taking it back …"), kind="secondary"),
        on_submit=Ordered.take_back,
        saved_when=Ordered.may_undo,
    )
