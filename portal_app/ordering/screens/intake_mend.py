"""The fields in which a line of an order file is mended where it stands: number, quantity, and what the quantity counts."""

from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from portal_app.kernel.i18n import message
from portal_app.ordering.actions.intake_mending import mend_line
from portal_app.ordering.actions.suggesting import suggest_rows
from portal_app.ordering.rules.draft_rows import LONGEST_TYPED
from portal_app.ordering.rules.intake.mends import Change
from portal_app.ordering.screens.cart_texts import Choice
from portal_app.ordering.screens.intake import Line, OrderFile
from portal_app.ordering.screens.intake_texts import is_product
from portal_app.ui import ComboFound, ComboOption, PortalState, T, button, combo_field, form, form_foot, on_event, select_field, send_button, text_field

Typed = Annotated[str, Field(max_length=LONGEST_TYPED)]
_ONE, _PACKS = "one", "packs"


class LineMend(PortalState):
    """The line that is being changed, as its fields began."""

    line: int = 0
    wanted: str = ""
    quantity: str = ""
    units: list[Choice] = []
    found: ComboFound = ComboFound()
    mended: int = 0

    @on_event
    def begin(self, line: Line, wanted: Typed, quantity: Typed, one: Typed, pack: Typed) -> None:
        self.line, self.wanted, self.quantity, self.found = line, wanted, quantity, ComboFound()
        self.units = [Choice(_ONE, one), Choice(_PACKS, pack)] if pack else []

    @on_event
    def stop(self) -> None:
        self.line = 0

    @on_event(supersedes=True)
    async def search(self, typed: Typed) -> None:
        answer = await self._do(suggest_rows, typed)
        self.found = ComboFound(typed, [ComboOption(one.product.id, one.product.number, one.product.name) for one in answer or ()])

    @on_event
    async def mend(self, values: dict[str, str]) -> Any:
        intake_id, number, quantity = values.get("intake", ""), values.get("number", ""), values.get("quantity", "")
        product_id = number if is_product(number) else None
        in_packs = values.get("unit") == _PACKS
        change = Change(
            wanted=number if product_id is None and number != self.wanted else None, product_id=product_id,
            quantity=quantity if in_packs or quantity != self.quantity else None, in_packs=in_packs,
        )  # fmt: skip
        if await self._do(mend_line, intake_id, self.line, change) is None:
            return None
        self.mended += 1
        await self._toast(message("Line {line} is mended."), line=self.line)
        self.line = 0
        return OrderFile.look_again


def mend_form(row: Any, problem: Any) -> rx.Component:
    number = combo_field(
        name="number", label=T("Article number or words"), found=LineMend.found, shown=LineMend.wanted, free=True, on_search=LineMend.search,
    )  # fmt: skip
    quantity = text_field(name="quantity", label=T("Quantity"), value=LineMend.quantity, input_mode="decimal", width="short", max_length=40)
    unit = select_field(name="unit", label=T("It counts"), options=LineMend.units, value=_ONE)
    return form(
        rx.el.input(type="hidden", name="intake", value=OrderFile.asked.intake_id, read_only=True),
        rx.el.div(number, quantity, rx.cond(LineMend.units.length() > 0, unit), class_name="fields"),
        form_foot(send_button(T("Take it")), button(T("Cancel"), kind="quiet", on_click=LineMend.stop)),
        on_submit=LineMend.mend,
        problem=problem,
        saved_when=LineMend.mended,
        label=T("Line {line}", line=row.line),
    )
