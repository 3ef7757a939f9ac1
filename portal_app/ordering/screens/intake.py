"""Order intake: hand in a file or a text, see a verdict for each of its lines, mend in place, and put what is good into a cart.

What was read is kept in the database and named by the address: a reload, another device or a lost connection finds it as it was left.
"""

from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.kernel.clock import today
from portal_app.kernel.i18n import format_date, format_number, message, translate, translate_count
from portal_app.kernel.ids import new_id
from portal_app.ordering.actions.carts import list_carts
from portal_app.ordering.actions.intake_filling import fill_cart_from_intake
from portal_app.ordering.actions.intake_keeping import list_intakes, put_reading, read_again, read_intake, remove_intake
from portal_app.ordering.actions.intake_mending import mend_line, undo_line
from portal_app.ordering.actions.intake_sheets import IntakeSheet
from portal_app.ordering.rules.intake.mends import Change, Decision
from portal_app.ordering.rules.intake.verdicts import Verdict
from portal_app.ordering.screens.cart_texts import Choice, href_of
from portal_app.ordering.screens.intake_file_texts import (
    ColumnSaid,
    FileSaid,
    MappedColumn,
    chosen_sign,
    columns_said,
    file_said,
    kind_choices,
    mapped_columns,
    mapping_from,
    sign_choices,
)
from portal_app.ordering.screens.intake_texts import (
    EarlierIntake,
    IntakeAsked,
    LineRow,
    Tally,
    address_of,
    earlier_rows,
    line_rows,
    read_asked,
    tallies,
    where_in,
)
from portal_app.ordering.screens.offer_texts import said_amount
from portal_app.ui import PortalState, Problem, on_event

_VIEWS = {"forbidden": "forbidden", "not-found": "unknown"}
_NO_MAPPING = message("This is not a mapping of columns. Please read the file again.")
Line = Annotated[int, Field(ge=1, le=100_000)]


class OrderFile(PortalState):
    """The order file that the address names, a page of its lines. Without one: the place where files are handed in."""

    view: str = "loading"
    asked: IntakeAsked = IntakeAsked()
    title: str = ""
    file: FileSaid = FileSaid()
    columns: list[ColumnSaid] = []
    tallies: list[Tally] = []
    good_said: str = ""
    rows: list[LineRow] = []
    where: str = ""
    has_before: bool = False
    has_after: bool = False
    net: str = ""
    currency: str = ""
    rest: str = ""
    good: int = 0
    button: str = ""
    carts: list[Choice] = []
    fill_key: str = ""
    mapped: list[MappedColumn] = []
    kinds: list[Choice] = []
    signs: list[Choice] = []
    sign: str = ""
    mapping_open: bool = False
    earlier: list[EarlierIntake] = []
    _version: int = 0

    @on_event
    async def show(self) -> Any:
        asked = read_asked(self.router.url.query_parameters)
        if asked.intake_id != self.asked.intake_id:
            self.asked, self.view = asked, "loading"
            yield  # nobody takes the file before for this one
        self.asked = asked
        if not asked.intake_id:
            await self._show_earlier()
        elif await self._look():
            await self._look_at_carts()

    @on_event
    async def look_again(self) -> None:
        """After a line was mended."""
        await self._look()

    @on_event
    def open_file(self, intake_id: str, name: Annotated[str, Field(max_length=400)]) -> Any:
        """It was taken and read; `name` is its own, which the reading knows too."""
        return rx.redirect(address_of(intake_id))

    @on_event
    async def choose(self, line: Line, product_id: str) -> None:
        await self._mend(line, Change(product_id=product_id))

    @on_event
    async def choose_quantity(self, line: Line, quantity: Annotated[str, Field(max_length=60)]) -> None:
        await self._mend(line, Change(quantity=quantity))

    @on_event
    async def decide(self, line: Line, decision: Literal["left-out", "keep", "merge", "accept"]) -> None:
        await self._mend(line, Change(decision=Decision(decision)))

    @on_event
    async def undo(self, line: Line) -> None:
        if await self._do(undo_line, self.asked.intake_id, line) is not None:
            await self._look()

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(address_of(self.asked.intake_id, show=self.asked.show, page=self.asked.page + by))

    @on_event
    def open_mapping(self) -> None:
        self.mapping_open = True

    @on_event
    def close_mapping(self) -> None:
        self.mapping_open = False

    @on_event
    async def put_mapping(self, values: dict[str, str]) -> None:
        """Read the file once more, its columns taken for this; it is remembered for the company's next file of this kind."""
        mapping = mapping_from(values, len(self.mapped))
        if mapping is None:
            self.problem = Problem(translate(self._locale, _NO_MAPPING))
            return
        reading = await self._do(read_again, self.asked.intake_id, mapping)
        if reading is None or await self._do(put_reading, self.asked.intake_id, reading, version=self._version) is None:
            return
        self.mapping_open = False
        await self._look()
        await self._toast(message("The file was read once more. Your company's next files like this are read in this way."))

    @on_event
    async def fill(self, values: dict[str, str]) -> Any:
        """The good lines into the chosen cart; pressed twice they go there once."""
        name = translate(self._locale, "Order of {day}", day=format_date(self._locale, today(self._actor.time_zone), year=False))
        cart_id = values.get("cart", "")[:26]
        answer = await self._do(fill_cart_from_intake, self.asked.intake_id, cart_id, name, repeat_key=values.get("key", "")[:26])
        if answer is None:
            await self._look(keep_problem=True)
            return None
        if not answer.full and not answer.open_lines:
            await self._toast(message("All lines are in the cart."))
            return rx.redirect(href_of(answer.cart_id))
        await self._look()
        await self._look_at_carts(answer.cart_id)
        left = {"put": answer.put, "cart": answer.cart_name, "left": answer.full + answer.open_lines}
        if answer.full:
            await self._toast(message("{put} lines are in “{cart}”, which is full now. The other {left} stay here."), tone="", **left)
        else:
            await self._toast(message("{put} lines are in “{cart}”. {left} stay here until you have decided."), **left)
        return None

    @on_event
    async def remove(self, intake_id: str) -> None:
        if await self._do(remove_intake, intake_id) is not None:
            await self._show_earlier()
            await self._toast(message("The file is put away."), tone="")

    async def _mend(self, line: int, change: Change) -> None:
        if await self._do(mend_line, self.asked.intake_id, line, change) is not None:
            await self._look()
        elif self.problem.fields:
            self.problem = Problem(" ".join(self.problem.fields.values()), {}, self.problem.code)

    async def _show_earlier(self) -> None:
        rows = await self._do(list_intakes)
        if rows is None:
            self.view = _VIEWS.get(self.problem.code, "failed")
            return
        self.earlier, self.view = earlier_rows(self._locale, self._actor.time_zone, rows), "start"

    async def _look(self, *, keep_problem: bool = False) -> bool:
        told, asked = self.problem if keep_problem else Problem(), self.asked
        show = [Verdict(asked.show)] if asked.show else []
        sheet: IntakeSheet | None = await self._do(read_intake, asked.intake_id, show, asked.page)
        if sheet is None:
            self.view = _VIEWS.get(self.problem.code, "failed")
            return False
        self.problem = told
        self._tell(sheet)
        return True

    async def _look_at_carts(self, first: str = "") -> None:
        """Where the lines can go: one's carts, the one that was worked on last first, and a new one."""
        rows = await self._do(list_carts) or ()
        found = [Choice(row.id, f"{row.name} ({row.lines})") for row in sorted(rows, key=lambda row: row.id != first)]
        self.carts = [*found, Choice("", translate(self._locale, "A new cart"))]

    def _tell(self, sheet: IntakeSheet) -> None:
        locale, asked = self._locale, self.asked
        numbers = {"good": format_number(locale, sheet.good), "total": format_number(locale, sheet.total)}
        self._put_changed(
            view="ready", asked=IntakeAsked(asked.intake_id, asked.show, sheet.number), file=file_said(locale, sheet),
            columns=columns_said(locale, sheet.found),
            title=translate_count(locale, "{n} line read, none lost", "{n} lines read, none lost", sheet.total), tallies=tallies(locale, sheet, asked.show),
            good_said=translate(locale, "{good} of {total} lines can be ordered.", **numbers), rows=line_rows(locale, sheet, asked.show),
            where=where_in(locale, sheet), has_before=sheet.number > 1, has_after=sheet.number * sheet.size < sheet.shown, good=sheet.good,
            net=said_amount(locale, sheet.net), currency=sheet.net.currency if sheet.net else "", rest=_said_rest(locale, sheet),
            button=translate_count(locale, "Put {n} line into the cart", "Put {n} lines into the cart", sheet.good),
            mapped=mapped_columns(locale, sheet.found), kinds=kind_choices(locale), signs=sign_choices(locale), sign=chosen_sign(sheet.found),
        )  # fmt: skip
        if self._version != sheet.version or not self.fill_key:
            self._version, self.fill_key = sheet.version, new_id()

    def _put_changed(self, **values: Any) -> None:
        """A var that is set is sent, also when it is the same."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def _said_rest(locale: str, sheet: IntakeSheet) -> str:
    if not sheet.open:
        return translate(locale, "Nothing is open.")
    return translate_count(
        locale, "{n} line needs you. It stays here for 30 days.", "{n} lines need you. They stay here for 30 days.", sheet.open,
    )  # fmt: skip
