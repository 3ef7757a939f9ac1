"""Order once more: a new cart, at once where nothing changed, else through what is another one now."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import reflex as rx

from portal_app.kernel.i18n import message, translate
from portal_app.ordering.actions.cart_lines import put_lines, remove_line
from portal_app.ordering.actions.carts import read_cart, remove_cart
from portal_app.ordering.actions.reordering import Reorder, reorder
from portal_app.ordering.rules.cart_lines import LineWish
from portal_app.ordering.rules.differences import LinePrice
from portal_app.ordering.rules.quantities import quantity_text
from portal_app.ordering.rules.reordering import ReorderLine
from portal_app.ordering.screens.cart_moves import Carts
from portal_app.ordering.screens.cart_texts import href_of
from portal_app.ordering.screens.offer_texts import exact_money
from portal_app.ui import PortalState, Problem, T, button, change, dialog, form, note, on_event, problem_view, send_button, text_button


@dataclass(frozen=True)
class ChangedLine:
    """A line that is not what it was. Where something follows it, `successor` is its number."""

    line_id: str
    number: str
    name: str
    price_then: str
    price_now: str
    said: str
    successor_id: str
    successor: str
    wanted: str


class Again(PortalState):
    """The new cart, and what is different in it."""

    open: bool = False
    cart_id: str = ""
    href: str = ""
    said: str = ""
    changed: list[ChangedLine] = []

    @on_event
    async def order_again(self, values: dict[str, str]) -> Any:
        answer = await self._do(reorder, values.get("order", ""))
        if answer is None:
            return None
        self.cart_id, self.href = answer.cart_id, href_of(answer.cart_id)
        self.changed, self.said = changed_lines(self._locale, answer.lines), said_same(self._locale, answer)
        if self.changed:
            self.open = True
            return None
        await self._toast(message("All lines are in a new cart, as they were."))
        return rx.redirect(self.href)

    @on_event
    async def take_successor(self, number: str) -> None:
        """What follows it instead of it, in the same quantity or the next that can be ordered."""
        line = next((one for one in self.changed if one.number == number and one.successor_id), None)
        if line is None:
            return
        put = await self._do(put_lines, self.cart_id, [LineWish(line.successor_id, Decimal(line.wanted))])
        if put is None:
            return
        if put[0].problem:
            self.problem = Problem(translate(self._locale, put[0].problem, **put[0].values))
            return
        await self._drop(line)

    @on_event
    async def take_out(self, number: str) -> None:
        line = next((one for one in self.changed if one.number == number), None)
        if line is not None:
            await self._drop(line)

    @on_event
    async def leave(self) -> None:
        """Nothing of it was wanted: the new cart is gone, and comes back by one click."""
        self.open = False
        if self.cart_id and await self._do(remove_cart, self.cart_id) is not None:
            await self._toast(message("The new cart is removed."), tone="", undo=Carts.bring_back(self.cart_id))
        self.cart_id = ""

    @on_event
    def go_on(self) -> Any:
        self.open, self.cart_id = False, ""
        return rx.redirect(self.href)

    async def _drop(self, changed: ChangedLine) -> None:
        """Out of the cart, if it is in there, and out of what is still to be looked at."""
        cart = await self._do(read_cart, self.cart_id)
        line = next((one for one in cart.lines if one.id == changed.line_id), None) if cart else None
        if line is None or await self._do(remove_line, line.id, version=line.version) is not None:
            self.changed = [one for one in self.changed if one != changed]


def changed_lines(locale: str, lines: Sequence[ReorderLine]) -> list[ChangedLine]:
    return [_changed(locale, one) for one in lines if not one.is_same]


def said_same(locale: str, answer: Reorder) -> str:
    same = sum(one.is_same for one in answer.lines)
    words = {"same": same, "all": len(answer.lines)}
    return translate(locale, "{same} of {all} lines are as they were. The new cart holds these changes:", **words)


def again_button(order_id: Any) -> rx.Component:
    return form(
        rx.el.input(type="hidden", name="order", value=order_id, read_only=True),
        send_button(T("Order again"), busy_word=T("Filling a cart …")),
        on_submit=Again.order_again,
        saved_when=Again.href,
    )


def again_dialog() -> rx.Component:
    return dialog(
        rx.el.div(
            problem_view(PortalState.problem),
            rx.el.p(Again.said),
            rx.el.ul(rx.foreach(Again.changed, _row), class_name="stack wide"),
            rx.cond(Again.changed.length() == 0, note(T("That is all. You see the cart before anything is ordered."), tone="info")),
            rx.el.div(
                button(T("To the cart"), on_click=Again.go_on),
                button(T("Leave it"), kind="quiet", closes=True),
                class_name="actions",
            ),
            class_name="stack wide",
        ),
        title=T("What changed since then"),
        open=Again.open,
        on_close=Again.leave,
    )


def _row(one: Any) -> rx.Component:
    price = rx.cond(one.price_now != "", rx.fragment(" ", change(one.price_then, one.price_now)))
    said = rx.cond(one.said != "", rx.el.span(one.said, class_name="part"))
    instead = button(T("Take {number} instead", number=one.successor), kind="secondary", small=True,
                     on_click=Again.take_successor(one.number))  # fmt: skip
    out = text_button(T("Take out"), on_click=Again.take_out(one.number), aria_label=T("Take out {number}", number=one.number))
    return rx.el.li(
        rx.el.span(rx.el.span(one.number, class_name="code"), " ", one.name, price, said, class_name="grow"),
        rx.cond(one.successor != "", instead),
        rx.cond(one.line_id != "", out),
        class_name="row top wrap",
    )


def _changed(locale: str, one: ReorderLine) -> ChangedLine:
    prices = (_said(locale, one.then), _said(locale, one.now)) if _other_price(one) else ("", "")
    return ChangedLine(one.line_id, one.number, one.name, *prices, " ".join(_reasons(locale, one)), one.successor_id, one.successor_number, f"{one.wanted:f}")


def _other_price(one: ReorderLine) -> bool:
    return one.then is not None and one.now is not None and (one.then.price, one.then.price_unit) != (one.now.price, one.now.price_unit)


def _said(locale: str, told: LinePrice) -> str:
    if told.price is None:
        return translate(locale, "On request")
    per = f"\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}{told.price_unit}" if told.price_unit != 1 else ""
    return exact_money(locale, told.price) + per


def _reasons(locale: str, one: ReorderLine) -> list[str]:
    if one.problem:
        return [translate(locale, one.problem)]
    found = []
    if one.is_discontinued:
        found.append(translate(locale, "It is sold only while it lasts."))
    if one.pack_now is not None and one.pack_then != one.pack_now:
        found.append(translate(locale, "Packs of {now}, then {then}.", now=quantity_text(locale, one.pack_now), then=quantity_text(locale, one.pack_then)))
    if one.wanted != one.quantity:
        found.append(translate(locale, "{wanted} becomes {quantity}.", wanted=quantity_text(locale, one.wanted), quantity=quantity_text(locale, one.quantity)))
    return found
