"""Order from a list: which lines, how many, what is different today, into which cart. The list itself stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from portal_app.kernel.i18n import format_money, message, translate
from portal_app.kernel.ids import new_id
from portal_app.ordering.actions.carts import list_carts
from portal_app.ordering.actions.list_using import FilledLine, ListLook, fill_cart_from_list, look_at_list
from portal_app.ordering.actions.list_views import ListLineSheet
from portal_app.ordering.rules.cart_lines import MERGED
from portal_app.ordering.rules.order_lists import ListChoice
from portal_app.ordering.rules.quantities import quantity_text
from portal_app.ordering.screens.cart_texts import Choice, href_of, plain_quantity
from portal_app.ordering.screens.lists_choosing import ChoiceRow, Values, amount_of, choice_rows, read_choice, said_chosen
from portal_app.ordering.screens.lists_texts import price_of, said_changes, stock_of, unit_of
from portal_app.ui import PortalState, Problem, T, button, dialog, form, form_foot, link_button, on_event, problem_view, select_field, send_button

_NEW_CART = message("A new cart")
_MORE = message("The lines are in the cart. Articles that stood there already are more of the same line now.")
Text = Annotated[str, Field(max_length=40)]
Key = Annotated[str, Field(max_length=26)]


@dataclass(frozen=True)
class NotInCart:
    """A line that is not in the cart, and why."""

    number: str
    name: str
    said: str


class UseList(PortalState):
    """The lines of a list while somebody chooses among them."""

    open: bool = False
    list_id: str = ""
    rows: list[ChoiceRow] = []
    carts: list[Choice] = []
    said: str = ""
    net: str = ""
    left: list[NotInCart] = []
    href: str = ""
    turn: int = 0
    _key: str = ""

    @on_event
    async def offer(self, list_id: str) -> None:
        look = await self._do(look_at_list, list_id)
        carts = await self._do(list_carts) if look is not None else None
        if carts is None:
            return
        self.problem = Problem()
        self.list_id, self._key, self.left, self.href = list_id, new_id(), [], ""
        self.carts = [Choice("", translate(self._locale, _NEW_CART)), *(Choice(cart.id, cart.name) for cart in carts)] if carts else []
        self.rows = [_row(self._locale, line) for line in look.lines]
        self.open = True
        await self._look()

    @on_event
    async def choose(self, key: Key, on: bool) -> None:
        await self._change(key, chosen=on)

    @on_event
    async def want(self, key: Key, quantity: Text) -> None:
        await self._change(key, quantity=quantity)

    @on_event
    async def take_instead(self, key: Key, on: bool) -> None:
        await self._change(key, instead=on, **({"chosen": True} if on else {}))

    @on_event
    async def choose_all(self, on: bool) -> None:
        self.rows = [replace(row, chosen=on) for row in self.rows]
        await self._look()

    @on_event
    async def fill(self, values: Values) -> Any:
        """What the form says is what goes into the cart; pressed twice it goes there once."""
        chosen, wrong = read_choice(self._locale, self.rows, values)
        if wrong.title:
            self.problem = wrong
            return None
        if not chosen:
            self.problem = replace(wrong, title=translate(self._locale, "Please choose at least one line."))
            return None
        choices = [ListChoice(one.key, one.quantity, one.instead) for one in chosen]
        answer = await self._do(fill_cart_from_list, self.list_id, choices, str(values.get("cart", ""))[:26], repeat_key=self._key)
        if answer is None:
            return None
        self._key, self.href, self.turn = new_id(), href_of(answer.cart_id), self.turn + 1
        self.left = [_not_in_cart(self._locale, line) for line in answer.lines if line.problem]
        if self.left:
            return None
        more = any(line.reason == MERGED for line in answer.lines)
        self.open = False
        await self._toast(_MORE if more else message("The lines are in the cart. Nothing is ordered yet."))
        return rx.redirect(self.href)

    @on_event
    def close(self) -> None:
        self.open = False

    async def _change(self, key: str, **changes: Any) -> None:
        self.rows = [replace(row, **changes) if row.key == key else row for row in self.rows]
        await self._look()

    async def _look(self) -> None:
        """What the chosen lines would be now."""
        choices = [ListChoice(row.key, amount, row.instead) for row in self.rows if row.chosen and (amount := amount_of(row.quantity)) is not None]
        look: ListLook | None = await self._do(look_at_list, self.list_id, choices) if choices else ListLook((), None)
        if look is not None:
            self.rows = _told(self._locale, self.rows, look.lines)
            self.said = said_chosen(self._locale, self.rows)
            self.net = format_money(self._locale, look.net) if look.net else ""


def use_dialog() -> rx.Component:
    return dialog(
        rx.cond(UseList.left.length() > 0, _afterwards(), _choosing()),
        title=T("Order from this list"),
        open=UseList.open,
        on_close=UseList.close,
    )


def _choosing() -> rx.Component:
    rows = choice_rows(
        UseList.rows, on_choose=UseList.choose, on_all=UseList.choose_all, on_quantity=UseList.want, on_instead=UseList.take_instead,
    )  # fmt: skip
    cart = select_field(name="cart", label=T("Into which cart"), options=UseList.carts, value="", not_required=True)
    net = rx.cond(UseList.net != "", rx.el.span(T("Net"), " ", rx.el.b(UseList.net, class_name="number strong")))
    return form(
        rows,
        rx.cond(UseList.carts.length() > 0, cart),
        rx.el.p(rx.el.span(UseList.said, class_name="grow"), net, class_name="row between wrap", role="status"),
        form_foot(send_button(T("Into the cart"), busy_word=T("Filling a cart …")), button(T("Cancel"), kind="quiet", closes=True)),
        on_submit=UseList.fill,
        problem=PortalState.problem,
        saved_when=UseList.turn,
    )


def _afterwards() -> rx.Component:
    row = lambda one: rx.el.li(rx.el.span(one.number, class_name="code"), " ", one.name, rx.el.span(one.said, class_name="part"))  # noqa: E731
    return rx.el.div(
        problem_view(PortalState.problem),
        rx.el.p(T("The cart is filled. These lines could not be put into it:")),
        rx.el.ul(rx.foreach(UseList.left, row), class_name="stack"),
        rx.el.div(link_button(T("To the cart"), UseList.href, kind="primary"), class_name="actions"),
        class_name="stack wide",
    )


def _row(locale: str, line: ListLineSheet) -> ChoiceRow:
    stock, price = stock_of(locale, line), price_of(locale, line)
    return ChoiceRow(
        line.id, line.number, line.name, plain_quantity(line.wanted), unit_of(locale, line), not line.problem, stock.text, stock.tone or "", price.text,
        price.part, said_changes(locale, line), line.successor.number if line.successor else "", line.instead,
    )  # fmt: skip


def _told(locale: str, rows: Sequence[ChoiceRow], lines: Sequence[ListLineSheet]) -> list[ChoiceRow]:
    """The rows with what is known of them now; what was typed and chosen stays."""
    fresh = {line.id: _row(locale, line) for line in lines}
    return [replace(fresh[row.key], chosen=row.chosen, quantity=row.quantity) if row.key in fresh else row for row in rows]


def _not_in_cart(locale: str, line: FilledLine) -> NotInCart:
    said = translate(locale, line.problem, **{name: quantity_text(locale, value) for name, value in line.values.items()})
    return NotInCart(line.number, line.name, said)
