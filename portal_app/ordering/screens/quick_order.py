"""The quick order: type or paste numbers and quantities, see at once what they are. It is saved row by row as one goes."""

from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from portal_app.catalog import Destination
from portal_app.kernel.clock import today
from portal_app.kernel.i18n import format_date, format_moment, language_of, message, translate
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.draft_views import DraftSheet
from portal_app.ordering.actions.drafts import empty_draft, put_rows, read_draft, remove_rows
from portal_app.ordering.actions.filling import fill_cart
from portal_app.ordering.actions.pasting import paste_rows
from portal_app.ordering.actions.suggesting import suggest_rows
from portal_app.ordering.rules.csv_lines import csv_text
from portal_app.ordering.rules.draft_rows import LONGEST_PASTED, LONGEST_TYPED, MOST_ROWS, RowEntry
from portal_app.ordering.screens.cart_texts import href_of
from portal_app.ordering.screens.offer_texts import said_amount
from portal_app.ordering.screens.quick_order_texts import plain_entry, said_rows, said_suggestions, summary, table_of
from portal_app.ordering.screens.quick_order_view import quick_order_page
from portal_app.ui import EntryFound, EntrySheet, PortalPage, PortalState, T, on_event

Typed = Annotated[str, Field(max_length=LONGEST_TYPED)]
Pasted = Annotated[str, Field(max_length=LONGEST_PASTED)]
Key = Annotated[str, Field(max_length=26)]
Rows = Annotated[list[dict[str, str | int | bool]], Field(max_length=MOST_ROWS)]


class QuickOrder(PortalState):
    """What the quick order shows. The rows themselves live in the browser and in the database; here stands the last answer only."""

    view: str = "loading"
    sheet: EntrySheet = EntrySheet()
    found: EntryFound = EntryFound()
    summary: str = ""
    saved: str = ""
    is_empty: bool = True
    shows_prices: bool = False
    total: str = ""
    currency: str = ""
    prices_as_of: str = ""
    _to: tuple[str, str] = ("DE", "")  # country and postcode of the place it would be delivered to

    @on_event
    async def show(self) -> None:
        answer = await self._do(read_draft)
        if answer is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        self._tell_all(answer)
        self.view = "ready"

    @on_event(quiet=True)
    async def look(self, version: int) -> None:
        """Asked by the page now and then: was it changed in another tab or on another device?"""
        answer = await self._do(read_draft, version)
        if answer is not None and answer.version != version:
            await self._tell_overtaken(answer)

    @on_event
    async def search(self, typed: Typed) -> None:
        answer = await self._do(suggest_rows, typed, Destination(*self._to))
        if answer is not None:
            self.found = EntryFound(typed, said_suggestions(self._locale, answer))

    @on_event
    async def put(self, number: int, version: int, rows: Rows) -> None:
        entries = [_entry(row) for row in rows]
        await self._answer(number, version, await self._do(put_rows, entries), {entry.key for entry in entries})

    @on_event
    async def paste(self, number: int, version: int, text: Pasted, after: Key) -> None:
        await self._answer(number, version, await self._do(paste_rows, text, after, repeat_key=str(number)), set())

    @on_event
    async def remove(self, number: int, version: int, seen: dict[str, int]) -> None:
        answer = await self._do(remove_rows, seen)
        await self._answer(number, version, answer, set(seen))
        if answer is not None and answer.removed:
            await self._toast(message("The row is removed."), undo=QuickOrder.put_back([plain_entry(entry) for entry in answer.removed]))

    @on_event
    async def empty(self) -> None:
        answer = await self._do(empty_draft)
        if answer is not None and answer.removed:
            self._tell_all(answer)
            await self._toast(message("The list is empty."), undo=QuickOrder.put_back([plain_entry(entry) for entry in answer.removed]))

    @on_event
    async def put_back(self, rows: Rows) -> None:
        answer = await self._do(put_rows, [_entry(row) for row in rows])
        if answer is not None:
            self._tell_all(answer)

    @on_event
    async def into_cart(self) -> Any:
        """What can be ordered goes into the cart; pressed twice it goes there once."""
        day = format_date(self._locale, today(self._actor.time_zone), year=False)
        name = translate(self._locale, "Order of {day}", day=day)
        answer = await self._do(fill_cart, name, repeat_key=str(self.sheet.version))
        if answer is None:
            return None
        if answer.left:
            await self._toast(message("Rows that cannot be ordered yet stay in the quick order."), tone="")
        return rx.redirect(href_of(answer.cart_id))

    @on_event
    async def download(self) -> Any:
        answer = await self._do(read_draft)
        if answer is None:
            return None
        rows = table_of(self._locale, answer, with_prices=self._actor.may(Permission.PRICE_VIEW))
        name = translate(self._locale, "quick-order-{day}.csv", day=today(self._actor.time_zone).isoformat())
        return rx.download(data=csv_text(rows, language_of(self._locale)), filename=name)

    async def _answer(self, number: int, version: int, answer: DraftSheet | None, keys: set[str]) -> None:
        """What changed since the version the page has; everything when somebody else changed it, too."""
        if answer is None:
            self.sheet = EntrySheet(version, number, failed=True)
        elif answer.version > version + 1:
            await self._tell_overtaken(answer, number)
        else:
            changed = _changed(answer, version, keys)
            rows = [said for said in said_rows(self._locale, answer) if said.key in changed]
            gone = sorted(keys - {row.key for row in answer.rows})
            self.sheet = EntrySheet(answer.version, number, False, rows, gone, list(answer.taken))
            self._tell_sums(answer)

    async def _tell_overtaken(self, answer: DraftSheet, number: int = 0) -> None:
        self._tell_all(answer, number)
        await self._toast(message("This list was changed in another window or on another device. What is new is loaded."))

    def _tell_all(self, answer: DraftSheet, number: int = 0) -> None:
        self.sheet = EntrySheet(answer.version, number, True, list(said_rows(self._locale, answer)), [], list(answer.taken))
        self._tell_sums(answer)

    def _tell_sums(self, answer: DraftSheet) -> None:
        actor, locale = self._actor, self._locale
        self.summary, self.is_empty = summary(locale, answer), not answer.rows
        self.saved = format_moment(locale, answer.changed_at, actor.time_zone) if answer.changed_at else ""
        self._to = (answer.to.country, answer.to.postcode)
        self.shows_prices = actor.may(Permission.PRICE_VIEW)
        self.total, self.currency = said_amount(locale, answer.total), answer.total.currency if answer.total else ""
        self.prices_as_of = format_moment(locale, answer.prices_as_of, actor.time_zone) if answer.prices_as_of else ""


def _changed(answer: DraftSheet, version: int, keys: set[str]) -> set[str]:
    """The keys of rows that look different now: they were changed, or they share the stock of a product with one that was."""
    changed = [row for row in answer.rows if row.version > version or row.key in keys]
    shared = {row.product.id for row in changed if row.product} | {entry.product_id for entry in answer.removed}
    return {row.key for row in changed} | {row.key for row in answer.rows if row.product and row.product.id in shared}


def _entry(row: dict[str, str | int | bool]) -> RowEntry:
    """A row as the page sends it. Of another kind than expected it becomes a text or a number, which the rules then judge."""
    texts = {name: str(row.get(name, "")) for name in ("key", "typed", "quantity", "product_id", "after")}
    seen = row.get("seen", 0)
    return RowEntry(**texts, as_wanted=row.get("as_wanted") is True, seen=seen if isinstance(seen, int) else 0)


PAGE = PortalPage("/quick-order", lambda: quick_order_page(QuickOrder), T("Quick order"), on_load=QuickOrder.show)
