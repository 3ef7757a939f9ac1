"""The cart: its header, its lines, what will happen, the button. All is asked anew after each change; nothing shown here is charged."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.kernel.i18n import format_moment, message, translate
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import exact
from portal_app.ordering.actions.cart_lines import change_line, remove_line, restore_line
from portal_app.ordering.actions.cart_views import CartLineSheet
from portal_app.ordering.actions.carts import change_cart, list_carts, read_cart
from portal_app.ordering.actions.checkout import submit_cart
from portal_app.ordering.actions.choosing import CartPlaces, list_cart_places
from portal_app.ordering.actions.looking import CartLook, accept_differences, look_at_cart
from portal_app.ordering.rules.cart_lines import LineFacts, LinePlace
from portal_app.ordering.rules.carts import CartHeader
from portal_app.ordering.rules.quantities import UNREADABLE, quantity_text
from portal_app.ordering.screens.cart_ahead import BudgetRow, Happening, Spare, budget_rows, button_text, happenings, problem_texts, spares
from portal_app.ordering.screens.cart_texts import (
    CartLineRow,
    CartTab,
    Choice,
    DeliveryRow,
    DifferenceRow,
    address_choices,
    cart_tabs,
    centre_choices,
    delivery_rows,
    difference_rows,
    line_rows,
    said_lines,
)
from portal_app.ordering.screens.offer_texts import said_amount
from portal_app.ui import PortalState, Problem, on_event

ORDERED = "/cart/ordered"
Digest = Annotated[str, Field(max_length=64)]
Text = Annotated[str, Field(max_length=600)]
HeaderText = Literal["name", "po_number", "reference", "cost_centre_id", "address_id", "note"]
_CHANGED = message("Something changed since you looked. Please look at it once more; nothing was ordered.")
_ELSEWHERE = message("This line was changed in another window meanwhile: it says {now} there. You entered {typed}.")
_NO_DAY = message("Please enter a day.")
_GONE = message("That cart is not open any more: it was ordered, removed or handed on.")
_AS_CART = message("As the whole cart")
_CHOOSE = message("Please choose")


class Cart(PortalState):
    """The open cart of this tab, as finished text."""

    view: str = "loading"
    remark: str = ""
    tabs: list[CartTab] = []
    open_id: str = ""
    name: str = ""
    sub: str = ""
    entered: dict[str, str] = {}
    partial: bool = True
    wrong: dict[str, str] = {}
    centres: list[Choice] = []
    addresses: list[Choice] = []
    lines: list[CartLineRow] = []
    wrong_line: str = ""
    differences: list[DifferenceRow] = []
    deliveries: list[DeliveryRow] = []
    ahead: list[Happening] = []
    spared: list[Spare] = []
    problems: list[str] = []
    used_before: str = ""
    budgets: list[BudgetRow] = []
    net: str = ""
    vat: str = ""
    gross: str = ""
    currency: str = ""
    prices_as_of: str = ""
    button: str = ""
    may_order: bool = False
    digest: str = ""
    look_key: str = ""  # of one look: what is sent from it twice is one call
    line: dict[str, str] = {}  # the line in the dialog
    line_centres: list[Choice] = []
    line_addresses: list[Choice] = []
    line_open: bool = False
    _header: CartHeader | None = None
    _version: int = 0
    _places: CartPlaces | None = None

    @on_event
    async def show(self) -> None:
        """The cart that the address names, else the one that was worked on last."""
        rows = await self._do(list_carts)
        places = await self._do(list_cart_places) if rows is not None else None
        if places is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        wanted = self.router.url.query_parameters.get("cart", "")[:26]
        ids = [row.id for row in rows]
        self.remark = translate(self._locale, _GONE) if wanted and wanted not in ids else ""
        self._places, self.open_id = places, wanted if wanted in ids else next(iter(ids), "")
        self.tabs = cart_tabs(rows, self.open_id)
        if not self.open_id:
            self.view = "empty"
            return
        await self._look()

    @on_event
    async def put(self, name: HeaderText, value: Text) -> None:
        await self._put_header(**{name: value})

    @on_event
    async def put_day(self, value: Text) -> None:
        day = _day(value)
        if value and day is None:
            self.wrong = {"requested_on": translate(self._locale, _NO_DAY)}
            return
        await self._put_header(requested_on=day)

    @on_event
    async def put_partial(self, on: bool) -> None:
        await self._put_header(partial_delivery=on)

    @on_event
    async def put_quantity(self, line_id: str, version: int, quantity: Text) -> Any:
        line = await self._line(line_id)
        try:
            wanted = exact(quantity)
        except ValueError:
            self.wrong_line, self.problem = line_id, Problem(translate(self._locale, UNREADABLE))
            return
        if line is None:
            return
        if line.version != version:
            said = {"now": quantity_text(self._locale, line.quantity), "typed": quantity_text(self._locale, wanted)}
            await self._look()
            self.wrong_line, self.problem = line_id, Problem(translate(self._locale, _ELSEWHERE, **said))
            return
        put = await self._do(change_line, line_id, LineFacts(wanted, line.place, line.note), version=version)
        if put is None:
            self.wrong_line, self.problem = line_id, _plainly(self.problem)
            return
        if put.quantity != wanted:  # the field shows what was typed until it hears something else
            self.lines = [replace(row, quantity=quantity) if row.id == line_id else row for row in self.lines]
            yield
        await self._look()
        if put.reason:
            await self._toast(put.reason, tone="", **put.values)

    @on_event
    async def remove(self, line_id: str, version: int) -> None:
        if await self._do(remove_line, line_id, version=version) is not None:
            await self._toast(message("The line is taken out."), undo=Cart.put_back(line_id))
        await self._look(keep_problem=True)

    @on_event
    async def put_back(self, line_id: str) -> None:
        await self._do(restore_line, line_id)
        await self._look(keep_problem=True)

    @on_event
    async def open_line(self, line_id: str) -> None:
        """Where this line goes, in the dialog."""
        line = await self._line(line_id)
        if line is None or self._places is None:
            return
        place, locale = line.place, self._locale
        self.line = {
            "id": line.id, "version": str(line.version), "title": f"{line.number} {line.name}", "cost_centre_id": place.cost_centre_id,
            "address_id": place.address_id, "requested_on": place.requested_on.isoformat() if place.requested_on else "", "note": line.note,
        }  # fmt: skip
        self.line_centres = centre_choices(locale, self._places, place.cost_centre_id, empty=_AS_CART)
        self.line_addresses = address_choices(locale, self._places, place.address_id, empty=_AS_CART)
        self.line_open = True

    @on_event
    def close_line(self) -> None:
        self.line_open = False

    @on_event
    async def put_line(self, values: dict[str, str]) -> None:
        line = await self._line(self.line.get("id", ""))
        if line is None:
            return
        place = LinePlace(values.get("cost_centre_id", ""), values.get("address_id", ""), _day(values.get("requested_on", "")))
        facts = LineFacts(line.quantity, place, values.get("note", ""))
        put = await self._do(change_line, line.id, facts, version=int(self.line["version"]))
        if put is None:
            return
        self.line_open = False
        await self._look()
        if put.reason:
            await self._toast(put.reason, tone="", **put.values)

    @on_event
    async def accept(self, digest: Digest) -> None:
        await self._do(accept_differences, self.open_id, digest)
        await self._look(keep_problem=True)

    @on_event
    async def order(self, values: dict[str, str]) -> Any:
        """What was seen is what is ordered: the page sends the digest of what it shows."""
        digest, key = values.get("digest", "")[:64], values.get("key", "")[:26]
        answer = await self._do(submit_cart, self.open_id, digest, repeat_key=key)
        if answer is not None and answer.order_id:
            self.view, self.digest, self.look_key = "loading", "", ""  # whoever comes back looks anew before anything can be pressed
            return rx.redirect(f"{ORDERED}?order={answer.order_id}", replace=True)
        await self._look(keep_problem=True)
        if answer is not None:
            self.problem = Problem(translate(self._locale, _CHANGED))
        return None

    async def _put_header(self, **changes: Any) -> None:
        """One field at a time: what another window changed meanwhile stays beside it."""
        if self._header is None:
            return
        done = await self._do(change_cart, self.open_id, replace(self._header, **changes), version=self._version)
        if done is None and self.problem.code == "conflict":
            fresh = await self._do(read_cart, self.open_id)
            done = fresh and await self._do(change_cart, self.open_id, replace(fresh.header, **changes), version=fresh.version)
        if done is None:
            fields, self.problem = self.problem.fields, self.problem if not self.problem.fields else Problem()
            self.wrong = fields
            return
        await self._look()

    async def _line(self, line_id: str) -> CartLineSheet | None:
        """As it stands now; None when it was taken out meanwhile."""
        sheet = await self._do(read_cart, self.open_id)
        found = next((line for line in sheet.lines if line.id == line_id), None) if sheet else None
        if sheet and found is None:
            await self._look()
        return found

    async def _look(self, *, keep_problem: bool = False) -> None:
        told = self.problem if keep_problem else Problem()
        answer = await self._do(look_at_cart, self.open_id)
        if answer is None:
            if self.problem.code == "not-found":
                self.remark, self.view, self.problem = translate(self._locale, _GONE), "empty", Problem()
            else:
                self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        self.problem, self.wrong_line = told, ""
        self._tell(answer)
        self.view = "ready"

    def _tell(self, look: CartLook) -> None:
        locale, places, header = self._locale, self._places, look.header
        self._header, self._version = header, look.version
        self.name, self.sub = header.name, said_lines(locale, look)
        self.entered = {
            "name": header.name, "po_number": header.po_number, "reference": header.reference, "cost_centre_id": header.cost_centre_id,
            "address_id": header.address_id, "requested_on": header.requested_on.isoformat() if header.requested_on else "", "note": header.note,
        }  # fmt: skip
        self.partial = header.partial_delivery
        missing = [one for one in look.problems if one.field in self.entered]
        self.wrong = {one.field: text for one, text in zip(missing, problem_texts(locale, missing), strict=True)} if look.lines else {}
        self.centres = centre_choices(locale, places, header.cost_centre_id, empty=_CHOOSE)
        self.addresses = address_choices(locale, places, header.address_id, empty=_CHOOSE)
        self.lines, self.deliveries = line_rows(locale, look, places), delivery_rows(locale, look, places)
        self.differences, self.problems = difference_rows(locale, look), problem_texts(locale, look.problems)
        self.ahead, self.spared, self.budgets = happenings(locale, look), spares(locale, look), budget_rows(locale, look)
        self.used_before = ", ".join(look.used_before)
        self._tell_sums(look)
        self.button, self.may_order = button_text(locale, look), not look.problems and not look.differences
        self.digest, self.look_key = look.digest, new_id()

    def _tell_sums(self, look: CartLook) -> None:
        locale = self._locale
        self.net, self.currency = said_amount(locale, look.net), look.net.currency if look.net else ""
        self.vat = said_amount(locale, look.vat)
        self.gross = said_amount(locale, look.net + look.vat) if look.net and look.vat else ""
        fresh = [one.price.as_of for one in look.lines if one.price.as_of]
        self.prices_as_of = format_moment(locale, min(fresh), self._actor.time_zone) if fresh else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _plainly(problem: Problem) -> Problem:
    """With the sentences of its fields in the title, for where no form stands."""
    return Problem(" ".join(problem.fields.values()) or problem.title, {}, problem.code, problem.incident)
