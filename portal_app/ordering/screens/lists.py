"""The order lists that one may use: one's own, those of colleagues, the company's. What is asked for stands in the address of the page."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import reflex as rx
from pydantic import Field

from portal_app.kernel.ids import new_id
from portal_app.kernel.paging import Page
from portal_app.ordering.actions.list_views import OrderListRow
from portal_app.ordering.actions.order_lists import ListFilter, save_list, search_lists
from portal_app.ordering.rules.order_lists import Sharing
from portal_app.ordering.screens.lists_texts import LISTS, ListListed, href_of_list, listed
from portal_app.ordering.screens.orders_asked import Where, where_in
from portal_app.ui import PortalState, on_event

SIZE = 25
Whose = Literal["", "own", "company"]


class Lists(PortalState):
    """The lists, as the address of the page asks for them."""

    view: str = "loading"
    rows: list[ListListed] = []
    where: Where = Where()
    words: str = ""
    whose: str = ""
    page_number: int = 1
    saved: int = 0
    _key: str = ""

    @on_event
    async def show(self) -> None:
        parts = self.router.url.query_parameters
        words, whose, number = parts.get("find", "")[:80], parts.get("whose", ""), parts.get("page", "")
        self.words, self.whose = words, whose if whose in ("own", "company") else ""
        wanted = ListFilter(words, Sharing.COMPANY if self.whose == "company" else None, self.whose == "own")
        number = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
        page: Page[OrderListRow] | None = await self._do(search_lists, wanted, number=number, size=SIZE)
        if page is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        self.rows = [listed(self._locale, self._actor.time_zone, row) for row in page.rows]
        self.where, self.page_number, self.view = where_in(self._locale, page), page.number, "ready"
        self._key = self._key or new_id()

    @on_event
    async def save(self, values: dict[str, str]) -> Any:
        """A new list; pressed twice it is one."""
        list_id = await self._do(save_list, values.get("name", ""), repeat_key=self._key)
        if list_id is None:
            return None
        self._key = new_id()
        self.saved += 1
        return rx.redirect(href_of_list(list_id))

    @on_event
    def find(self, words: Annotated[str, Field(max_length=80)]) -> Any:
        return rx.redirect(_address(find=words.strip(), whose=self.whose), replace=True)

    @on_event
    def filter(self, whose: Whose) -> Any:
        return rx.redirect(_address(find=self.words, whose=whose))

    @on_event
    def clear(self) -> Any:
        return rx.redirect(LISTS)

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(_address(find=self.words, whose=self.whose, page=self.page_number + by))


def _address(**parts: object) -> str:
    said = {name: value for name, value in parts.items() if value and (name, value) != ("page", 1)}
    return f"{LISTS}?{urlencode(said)}" if said else LISTS
