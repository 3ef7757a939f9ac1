"""Order once more: which lines and how many, then a new cart, at once where nothing changed, else through what is another one now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from portal_app.kernel.i18n import format_quantity, message, translate
from portal_app.kernel.ids import new_id
from portal_app.ordering.actions.cart_lines import put_lines, remove_line
from portal_app.ordering.actions.carts import read_cart, remove_cart
from portal_app.ordering.actions.order_views import OrderLineSheet
from portal_app.ordering.actions.orders import read_order
from portal_app.ordering.actions.reordering import NOTHING_CHOSEN, Reorder, reorder
from portal_app.ordering.rules.cart_lines import LineWish
from portal_app.ordering.rules.differences import LinePrice
from portal_app.ordering.rules.quantities import quantity_text
from portal_app.ordering.rules.reordering import ReorderLine
from portal_app.ordering.screens.cart_moves import Carts
from portal_app.ordering.screens.cart_texts import href_of, plain_quantity
from portal_app.ordering.screens.lists_choosing import ChoiceRow, Values, choice_rows, read_choice, said_chosen
from portal_app.ordering.screens.offer_texts import exact_money
from portal_app.ui import PortalState, Problem, T, button, change, dialog, form, form_foot, note, on_event, problem_view, send_button, text_button

Key = Annotated[str, Field(max_length=26)]


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
    """The lines while somebody chooses among them, then the new cart and what is different in it."""

    open: bool = False
    order_id: str = ""
    rows: list[ChoiceRow] = []
    cart_id: str = ""
    href: str = ""
    said: str = ""
    changed: list[ChangedLine] = []
    turn: int = 0
    _key: str = ""

    @on_event
    async def offer(self, order_id: str) -> None:
        """All lines, chosen, as they were ordered."""
        order = await self._do(read_order, order_id)
        if order is not None:
            self.problem = Problem()
            self.order_id, self.cart_id, self.changed, self._key = order_id, "", [], new_id()
            self.rows = [_choice(self._locale, line) for line in order.lines]
            self.said, self.open = said_chosen(self._locale, self.rows), True

    @on_event
    def choose(self, key: Key, on: bool) -> None:
        self.rows = [replace(row, chosen=on) if row.key == key else row for row in self.rows]
        self.said = said_chosen(self._locale, self.rows)

    @on_event
    def choose_all(self, on: bool) -> None:
        self.rows = [replace(row, chosen=on) for row in self.rows]
        self.said = said_chosen(self._locale, self.rows)

    @on_event
    async def order_again(self, values: Values) -> Any:
        """The chosen lines in a new cart; pressed twice it is one."""
        chosen, wrong = read_choice(self._locale, self.rows, values)
        if wrong.title or not chosen:
            self.problem = wrong if wrong.title else Problem(translate(self._locale, NOTHING_CHOSEN))
            return None
        quantities = {int(one.key): one.quantity for one in chosen}
        answer = await self._do(reorder, self.order_id, list(quantities), quantities, repeat_key=self._key)
        if answer is None:
            return None
        self.turn += 1
        self.cart_id, self.href, self._key = answer.cart_id, href_of(answer.cart_id), new_id()
        self.changed, self.said = changed_lines(self._locale, answer.lines), said_same(self._locale, answer)
        if self.changed:
            return None
        self.open, self.cart_id = False, ""
        await self._toast(message("The lines are in a new cart, as they were. Nothing is ordered yet."))
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
    return button(T("Order again"), on_click=Again.offer(order_id))


def again_dialog() -> rx.Component:
    choosing = Again.cart_id == ""
    return dialog(
        rx.cond(choosing, _choosing(), _what_changed()),
        title=rx.cond(choosing, T("Order again"), T("What changed since then")),
        open=Again.open,
        on_close=Again.leave,
    )


def _choosing() -> rx.Component:
    return form(
        choice_rows(Again.rows, on_choose=Again.choose, on_all=Again.choose_all),
        rx.el.p(Again.said, role="status"),
        form_foot(send_button(T("Into a new cart"), busy_word=T("Filling a cart …")), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=Again.order_again,
        problem=PortalState.problem,
        saved_when=Again.turn,
    )


def _what_changed() -> rx.Component:
    return rx.el.div(
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


def _choice(locale: str, line: OrderLineSheet) -> ChoiceRow:
    unit = format_quantity(locale, line.quantity).rpartition("\N{NO-BREAK SPACE}")[2]
    return ChoiceRow(str(line.position), line.number, line.name, plain_quantity(line.quantity.amount), unit)


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
