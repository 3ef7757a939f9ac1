"""The lists of requests: what waits for the reader, what they asked, what they decided. Owns the list; the chosen request is request_pane's."""

from typing import Any, Literal

import reflex as rx

from portal_app.kernel.i18n import format_number, translate
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.inbox import decided_requests, own_requests, requests_to_decide
from portal_app.purchasing.screens.request_pane import RequestPane
from portal_app.purchasing.screens.request_rows import RequestRow, Show, href_of, request_rows
from portal_app.ui import PortalState, on_event

_LISTS = {Show.WAITING: requests_to_decide, Show.ASKED: own_requests, Show.DECIDED: decided_requests}


class Approvals(PortalState):
    """One list, as the address asks for it."""

    view: str = "loading"
    show: str = ""
    rows: list[RequestRow] = []
    waiting: int = 0
    may_decide: bool = False
    open_id: str = ""  # the one that the address names
    where: str = ""
    number: int = 1
    has_before: bool = False
    has_after: bool = False

    @on_event
    async def show_list(self) -> Any:
        """On a desk the first request opens by itself; on a phone the list does."""
        asked = self.router.url.query_parameters
        self.may_decide = self._actor.may(Permission.APPROVAL_DECIDE)
        show = self._asked_for(asked.get("show", ""))
        page = await self._do(_LISTS[show], number=_number(asked.get("page", "")))
        if page is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return None
        self.show, self.open_id = show.value, asked.get("request", "")[:26]
        self.rows = request_rows(self._locale, page.rows, show, page.number)
        self.waiting = page.total if show is Show.WAITING else await self._count()
        self._tell_where(page)
        self.view = "ready"
        return RequestPane.show_request(self.open_id or next((row.id for row in self.rows), ""))

    @on_event
    async def show_tabs(self) -> None:
        """For the page of the deputies, which has the same tabs."""
        self.may_decide = self._actor.may(Permission.APPROVAL_DECIDE)
        self.waiting = await self._count()

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(href_of(Show(self.show or Show.WAITING), page=max(1, self.number + by)))

    def _asked_for(self, text: str) -> Show:
        """Who decides nothing sees what they asked."""
        show = Show(text) if text in list(Show) else Show.WAITING
        return show if self.may_decide else Show.ASKED

    async def _count(self) -> int:
        page = await self._do(requests_to_decide, size=1) if self.may_decide else None
        return page.total if page else 0

    def _tell_where(self, page: Page) -> None:
        first = (page.number - 1) * page.size + 1
        numbers = {name: format_number(self._locale, value) for name, value in (("first", first), ("last", first + len(page.rows) - 1), ("total", page.total))}
        self.where = translate(self._locale, "{first} to {last} of {total}", **numbers) if page.total else ""
        self.number, self.has_before, self.has_after = page.number, page.number > 1, page.number < page.pages


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
