"""The frame of the pages before sign-in: who the supplier is, whether all works, whom to call."""

from typing import Any

import reflex as rx

from portal_app.accounts.actions.house import read_house
from portal_app.accounts.screens.answers import put_changed
from portal_app.kernel.config import Settings
from portal_app.ui import PortalPage, PortalState, T, public_event, welcome_page

_USUAL_TRADE = Settings.model_fields["supplier_trade"].default


class Welcome(PortalState):
    """The supplier, as the portal is set. Empty until known, so that no page ever shows another name."""

    supplier: str = ""
    trade: str = ""
    phone: str = ""
    opens: str = ""
    closes: str = ""
    systems: str = ""
    is_set_up: bool = True

    @public_event
    async def fill(self) -> None:
        house = await self._do(read_house)
        if house is None:
            put_changed(self, systems="down")
            return
        put_changed(
            self, supplier=house.name, trade=house.trade, phone=house.help_phone, opens=house.help_opens, closes=house.help_closes,
            systems="up", is_set_up=house.is_set_up,
        )  # fmt: skip


def before_sign_in(*content: rx.Component, parts: rx.Component | None = None) -> rx.Component:
    """A page for people who are not signed in; `content` begins with an h1. `parts`: see `ui.welcome_page`."""
    return welcome_page(
        *content,
        supplier=Welcome.supplier,
        trade=rx.cond(Welcome.trade == _USUAL_TRADE, T("fasteners, tools, safety"), Welcome.trade),
        systems=Welcome.systems,
        help_phone=Welcome.phone,
        help_hours=rx.cond(Welcome.opens != "", help_hours(), ""),
        parts=parts,
    )


def help_hours() -> Any:
    return T("{opens} to {closes}", opens=Welcome.opens, closes=Welcome.closes)


def welcome(route: str, content: Any, title: Any, *, on_load: tuple[Any, ...] = ()) -> PortalPage:
    """Declares a page before sign-in."""
    return PortalPage(route, content, title, on_load=[*on_load, Welcome.fill], public=True)
