"""What is done with a whole cart: a new one, hand it to a colleague, remove it and bring it back. Each leads to the cart that is open then."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.kernel.i18n import message
from portal_app.ordering.actions.carts import hand_over_cart, list_cart_colleagues, open_cart, remove_cart, restore_cart
from portal_app.ordering.screens.cart_texts import PATH, Choice, href_of
from portal_app.ordering.screens.lists_save import save_dialog, save_item
from portal_app.ui import (
    PortalState,
    T,
    button,
    dialog,
    form,
    form_foot,
    menu,
    menu_item,
    on_event,
    radio_list,
    send_button,
    text_field,
)

NEW = "new-cart"


class Carts(PortalState):
    """The dialogs around a cart."""

    colleagues: list[Choice] = []
    handing: bool = False
    opened: int = 0

    @on_event
    async def open_new(self, values: dict[str, str]) -> Any:
        cart_id = await self._do(open_cart, values.get("name", ""))
        if cart_id is None:
            return None
        self.opened += 1
        return rx.redirect(href_of(cart_id))

    @on_event
    async def offer_colleagues(self) -> None:
        found = await self._do(list_cart_colleagues)
        if found is not None:
            self.colleagues, self.handing = [Choice(one.person_id, one.name) for one in found], True

    @on_event
    def keep(self) -> None:
        self.handing = False

    @on_event
    async def hand_over(self, values: dict[str, str]) -> Any:
        if await self._do(hand_over_cart, values.get("cart", ""), values.get("person", "")) is None:
            return None
        self.handing = False
        name = next((one.label for one in self.colleagues if one.value == values.get("person")), "")
        await self._toast(message("The cart is with {name} now."), name=name)
        return rx.redirect(PATH)

    @on_event
    async def remove(self, cart_id: str) -> Any:
        if await self._do(remove_cart, cart_id) is None:
            return None
        await self._toast(message("The cart is removed."), undo=Carts.bring_back(cart_id))
        return rx.redirect(PATH)

    @on_event
    async def bring_back(self, cart_id: str) -> Any:
        return rx.redirect(href_of(cart_id)) if await self._do(restore_cart, cart_id) is not None else None


def cart_menu(cart_id: Var, name: Var, lines: Var) -> rx.Component:
    return menu(
        menu_item(T("Another cart"), icon_name="plus", opens=NEW),
        rx.cond(lines > 0, save_item("cart", cart_id, name)),
        menu_item(T("Hand to a colleague"), icon_name="users", on_click=Carts.offer_colleagues),
        menu_item(T("Remove this cart"), icon_name="close", on_click=Carts.remove(cart_id), danger=True),
        label=T("More for this cart"),
    )


def cart_dialogs(cart_id: Var) -> rx.Component:
    problem = PortalState.problem
    return rx.fragment(
        save_dialog(),
        dialog(
            form(
                text_field(name="name", label=T("Name of the cart"), max_length=80),
                form_foot(send_button(T("Open the cart")), button(T("Cancel"), kind="quiet", closes=True)),
                on_submit=Carts.open_new,
                problem=problem,
                saved_when=Carts.opened,
            ),
            title=T("Another cart"),
            id=NEW,
            closes_when=Carts.opened,
            narrow=True,
        ),
        dialog(
            form(
                rx.el.input(type="hidden", name="cart", value=cart_id, read_only=True),
                radio_list(name="person", label=T("Who goes on with it"), options=Carts.colleagues),
                rx.el.p(T("From then on it is theirs, and no longer yours."), class_name="hint"),
                form_foot(send_button(T("Hand it over")), button(T("Cancel"), kind="quiet", closes=True)),
                on_submit=Carts.hand_over,
                problem=problem,
                saved_when=Carts.handing,
            ),
            title=T("Hand to a colleague"),
            open=Carts.handing,
            on_close=Carts.keep,
            narrow=True,
        ),
    )
