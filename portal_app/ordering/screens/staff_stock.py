"""Stock in the back office: what lies where, found by number or name; a count put right, goods expected and goods that came in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.integrations.erp import Incoming, ShelfKind, count_stock, put_replenishment, receive_goods
from portal_app.kernel.i18n import format_ago, format_moment, format_number, format_quantity, language_of, message, translate
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Quantity
from portal_app.ordering.actions.back_office_stock import StockList, StockRow, list_stock, read_stock_row
from portal_app.ordering.rules.quantities import quantity_text, read_quantity, storable
from portal_app.ordering.screens.staff_texts import STOCK, Option, Sight, address_with, page_number, put_changed, said_day, sight_of
from portal_app.ui import PortalState, Problem, on_event

SIZE = 25
MARKED = message("Please look at the marked fields.")
NO_QUANTITY, NO_DAY = message("Please enter a quantity."), message("Please enter a day.")
TOO_LARGE = message("This quantity is larger than any warehouse holds.")
_KINDS = (
    (ShelfKind.ALL, message("All stock")), (ShelfKind.WAITING, message("Somebody waits")), (ShelfKind.NONE_FREE, message("Nothing free")),
    (ShelfKind.COMING, message("On its way")),
)  # fmt: skip


@dataclass(frozen=True)
class StockListed:
    """One product in one warehouse as finished text. `id` names it in the address."""

    id: str = ""
    href: str = ""
    number: str = ""
    name: str = ""
    warehouse: str = ""
    warehouse_name: str = ""
    on_hand: str = ""
    reserved: str = ""
    free: str = ""
    tone: str = ""
    coming: str = ""
    counted: str = ""
    counted_at: str = ""


@dataclass(frozen=True)
class Expected:
    """Goods on their way. `quantity` is as the field takes it."""

    day: str
    said: str
    quantity: str


@dataclass(frozen=True)
class StockAsked:
    """The filters as they stand in the address, and the row that is open: number@warehouse."""

    find: str = ""
    at: str = ""
    kind: str = ""
    row: str = ""
    page: int = 1


class StockPage(PortalState):
    """The list, as the address of the page asks for it, and the chosen row with its forms."""

    view: str = "loading"
    rows: list[StockListed] = []
    sight: Sight = Sight()
    wanted: StockAsked = StockAsked()
    warehouses: list[Option] = []
    kinds: list[Option] = []
    chosen: StockListed = StockListed()
    expected: list[Expected] = []
    on_hand: str = ""  # of the chosen row, plain: what the forms were filled from
    counted: str = ""  # the same as people write it
    attempt: str = ""  # names what the forms will do, so that two clicks are one
    done: int = 0  # grows with each change: forms begin anew

    @on_event
    async def show(self) -> None:
        wanted = read_asked(self.router.url.query_parameters)
        answer: StockList | None = await self._do(list_stock, wanted.find, wanted.at, ShelfKind(wanted.kind), number=wanted.page, size=SIZE)
        if answer is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        locale, zone = self._locale, self._actor.time_zone
        wanted = StockAsked(wanted.find, wanted.at, wanted.kind, wanted.row, answer.page.number)
        every = [Option("", translate(locale, "All warehouses")), *(Option(one.code, one.name) for one in answer.warehouses)]
        put_changed(
            self, view="ready", wanted=wanted, rows=[listed(locale, zone, row, wanted) for row in answer.page.rows], sight=sight_of(locale, answer.page),
            warehouses=every, kinds=[Option(kind.value, translate(locale, words)) for kind, words in _KINDS],
        )  # fmt: skip
        await self._choose(wanted)

    @on_event
    def find(self, words: Annotated[str, Field(max_length=200)]) -> Any:
        return rx.redirect(_address(self.wanted, find=words.strip(), page=1), replace=True)

    @on_event
    def filter(self, name: Literal["at", "kind"], value: Annotated[str, Field(max_length=12)]) -> Any:
        return rx.redirect(_address(self.wanted, **{name: value, "page": 1}))

    @on_event
    def clear(self) -> Any:
        return rx.redirect(STOCK)

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(_address(self.wanted, page=self.wanted.page + by))

    # the chosen row

    @on_event
    async def count(self, values: dict[str, str]) -> None:
        read = self._read(values, "on_hand")
        if read is not None:
            said = message("The count of {number} is put right.")
            await self._act(count_stock, said, values, read, seen=_plain(values.get("seen", "")))

    @on_event
    async def receive(self, values: dict[str, str]) -> None:
        read = self._read(values, "quantity")
        if read is not None:
            await self._act(receive_goods, message("{number} has come in. Who has waited longest gets it first."), values, read)

    @on_event
    async def expect(self, values: dict[str, str]) -> None:
        """0 takes what was expected on that day away."""
        read = self._read(values, "quantity")
        day = _day(values.get("day", ""))
        if read is not None and day is None:
            self._refuse("day", NO_DAY)
        elif read is not None:
            await self._act(put_replenishment, message("What is on its way of {number} is kept."), values, day, read)

    def _read(self, values: dict[str, str], name: str) -> Decimal | None:
        """What was typed; None when it is no quantity, the sentence then stands at the field."""
        told = read_quantity(values.get(name, ""), language_of(self._locale))
        if told.amount is None:
            said = {key: format_number(self._locale, value) for key, value in told.values.items()}
            return self._refuse(name, told.reason or NO_QUANTITY, **said)
        return storable(told.amount) if storable(told.amount) is not None else self._refuse(name, TOO_LARGE)

    def _refuse(self, name: str, sentence: str, **values: str) -> None:
        self.problem = Problem(translate(self._locale, MARKED), {name: translate(self._locale, sentence, **values)})

    async def _act(self, action: Any, said: str, values: dict[str, str], *args: Any, **more: Any) -> None:
        number, _, warehouse = values.get("row", "")[:60].rpartition("@")
        done = await self._do(action, number, warehouse, *args, repeat_key=values.get("attempt", "")[:40], **more)
        if done is not None:
            self.done += 1
            await self._toast(said, number=number)
        told = self.problem
        await self.show()
        self.problem = told

    async def _choose(self, wanted: StockAsked) -> None:
        number, _, warehouse = wanted.row.rpartition("@")
        row: StockRow | None = await self._do(read_stock_row, number, warehouse) if wanted.row else None
        if row is None:
            self.problem = Problem() if wanted.row else self.problem
            put_changed(self, chosen=StockListed(), expected=[])
            return
        locale = self._locale
        self.attempt = new_id()
        put_changed(
            self, chosen=listed(locale, self._actor.time_zone, row, wanted), on_hand=f"{row.shelf.on_hand:f}", counted=quantity_text(locale, row.shelf.on_hand),
            expected=[_expected(locale, row, one) for one in row.shelf.incoming],
        )  # fmt: skip


def read_asked(parts: dict[str, str]) -> StockAsked:
    """From the parts of an address, whatever somebody wrote there."""
    kind = parts.get("kind", "")
    return StockAsked(parts.get("find", "")[:200], parts.get("at", "")[:8], kind if kind in [*ShelfKind] else "", parts.get("row", "")[:60], page_number(parts))


def listed(locale: str, zone: str, row: StockRow, wanted: StockAsked) -> StockListed:
    shelf = row.shelf
    waiting = translate(locale, "{n} waiting", n=format_number(locale, shelf.waiting)) if shelf.waiting else ""
    tone = "red" if shelf.waiting else "ochre" if not shelf.free else "green"
    name = f"{shelf.number}@{shelf.warehouse}"
    free = waiting or translate(locale, "{n} free", n=_amount(locale, shelf.free, row.unit))
    coming = _expected(locale, row, shelf.incoming[0]).said if shelf.incoming else ""
    return StockListed(
        name, _address(wanted, row=name), shelf.number, row.name, shelf.warehouse, shelf.warehouse_name, _amount(locale, shelf.on_hand, row.unit),
        _amount(locale, shelf.reserved, row.unit), free, tone, coming, format_ago(locale, shelf.counted_at), format_moment(locale, shelf.counted_at, zone),
    )  # fmt: skip


def _expected(locale: str, row: StockRow, one: Incoming) -> Expected:
    words = {"day": said_day(locale, one.day), "quantity": _amount(locale, one.quantity, row.unit)}
    return Expected(one.day.isoformat(), translate(locale, "{quantity} on {day}", **words), quantity_text(locale, one.quantity))


def _amount(locale: str, amount: Decimal, unit: str) -> str:
    return format_quantity(locale, Quantity(amount, unit)) if unit else format_number(locale, amount)


def _address(wanted: StockAsked, **changes: Any) -> str:
    return address_with(STOCK, **{**vars(wanted), **changes})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _plain(text: str) -> Decimal:
    """What a form was filled from; whatever else somebody sends is no stock that there is."""
    amount = read_quantity(text, "en").amount if text else None
    return amount if amount is not None else Decimal(-1)
