"""Why this price: the waterfall of one price, what was not applied and why, the next tier. Only for who may see agreements."""

from decimal import Decimal
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from portal_app.kernel.clock import today
from portal_app.kernel.i18n import format_money
from portal_app.kernel.money import exact
from portal_app.kernel.permissions import Permission
from portal_app.ordering.screens.products_why_texts import PassedRule, bars_of, said_head, said_next, said_passed
from portal_app.pricing import PriceQuestion, PriceTrace, PriceView, explain_price, price_many
from portal_app.ui import Bar, PortalState, T, button, error_view, on_event, section, skeleton, waterfall


class Why(PortalState):
    """The one price that is being explained, as finished text."""

    view: str = ""
    head: str = ""
    bars: list[Bar] = []
    passed: list[PassedRule] = []
    next_tier: str = ""
    line: str = ""

    @on_event
    async def ask(self, product_id: str, quantity: Annotated[str, Field(max_length=40)]) -> None:
        """`quantity` is plain: "2.5"."""
        try:
            wanted = exact(quantity)
        except ValueError:
            return
        self.view = self.view or "loading"
        yield
        question = PriceQuestion(product_id, wanted, today(self._actor.time_zone))
        trace = await self._do(explain_price, question)
        if trace is None:
            self.view, self.bars, self.passed = "" if self.problem.code == "forbidden" else "failed", [], []
            return
        prices = await self._do(price_many, [question]) if self._actor.may(Permission.PRICE_VIEW) else None
        self._tell(trace, wanted, prices[0] if prices else None)

    @on_event
    async def ask_again(self, product_id: str, quantity: Annotated[str, Field(max_length=40)]) -> Any:
        """Of another quantity, where somebody is looking at it."""
        return Why.ask(product_id, quantity) if self.view else None

    @on_event
    def close(self) -> None:
        self.view, self.bars, self.passed, self.next_tier, self.line = "", [], [], "", ""

    def _tell(self, trace: PriceTrace, quantity: Decimal, price: PriceView | None) -> None:
        locale = self._locale
        self.head = said_head(locale, trace, quantity)
        self.bars, self.passed = bars_of(locale, trace), [said_passed(locale, one) for one in trace.passed_over]
        self.next_tier = said_next(locale, price.next_tier) if price and price.next_tier else ""
        self.line = format_money(locale, price.amount) if price and price.amount else ""
        self.view = "ready"


def why_section(closes: Any) -> rx.Component:
    """The section that shows it, where somebody asked."""
    return section(
        T("Why this price"),
        rx.match(
            Why.view,
            ("ready", _told()),
            ("failed", error_view(PortalState.problem.title, incident=PortalState.problem.incident)),
            skeleton(4),
        ),
        beside=(button(T("Close"), kind="quiet", small=True, on_click=closes),),
    )


def _told() -> rx.Component:
    line = rx.el.p(T("Line net: {amount}", amount=Why.line), class_name="strong")
    passed = rx.el.div(rx.el.h3(T("Not applied")), rx.el.ul(rx.foreach(Why.passed, _passed), class_name="passed"), class_name="stack")
    return rx.el.div(
        rx.el.p(Why.head, class_name="sub"),
        rx.cond(Why.bars.length() > 0, waterfall(Why.bars)),
        rx.cond(Why.line != "", line),
        rx.cond(Why.next_tier != "", rx.el.p(Why.next_tier, class_name="sub")),
        rx.cond(Why.passed.length() > 0, passed),
        class_name="stack",
    )


def _passed(row: Any) -> rx.Component:
    return rx.el.li(rx.el.span(row.source), rx.el.span(row.reason))
