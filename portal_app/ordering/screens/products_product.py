"""One product: what it is, what it costs at each quantity, when it comes, into the cart. The address names it, and perhaps a quantity."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field

from portal_app.catalog import ProductLine
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.adding import add_to_cart
from portal_app.ordering.actions.product_looks import GoneProduct, LookedQuantity, ProductLook, look_at_product, look_at_quantity
from portal_app.ordering.rules.quantities import LONGEST, quantity_text
from portal_app.ordering.screens.products import cart_name, plainly, tell_added
from portal_app.ordering.screens.products_product_texts import (
    BesideShown,
    Fact,
    LastShown,
    ShownProduct,
    TierShown,
    WantedShown,
    WayPart,
    beside_rows,
    gone_product,
    last_shown,
    papers_of,
    price_unit_of,
    shown_product,
    source_facts,
    spec_facts,
    successor_rows,
    tier_rows,
    wanted_shown,
    way_parts,
)
from portal_app.ordering.screens.products_why import Why
from portal_app.ui import PortalState, on_event

_VIEWS = {"forbidden": "forbidden", "not-found": "unknown"}
Typed = Annotated[str, Field(max_length=LONGEST + 1)]


class OneProduct(PortalState):
    """The product that the address names, as finished text."""

    view: str = "loading"
    number: str = ""
    product: ShownProduct = ShownProduct()
    way: list[WayPart] = []
    tiers: list[TierShown] = []
    price_unit: str = ""
    sources: list[Fact] = []
    wanted: WantedShown = WantedShown()
    specs: list[Fact] = []
    papers: list[Fact] = []
    beside: list[BesideShown] = []
    successors: list[WayPart] = []
    last: LastShown = LastShown()
    sees_prices: bool = False
    may_ask_why: bool = False
    may_add: bool = False
    answers: int = 0
    _look: ProductLook | None = None

    @on_event
    async def show(self) -> Any:
        parts = self.router.url.query_parameters
        number, typed = parts.get("number", "")[:60], parts.get("quantity", "")[: LONGEST + 1]
        if number != self.number:
            self.number, self.view = number, "loading"
            yield Why.close  # nobody takes the product before for this one
        answer = await self._do(look_at_product, number, typed)
        if answer is None:
            self.view = _VIEWS.get(self.problem.code, "failed")
            return
        if isinstance(answer, GoneProduct):
            self._tell_gone(answer)
            return
        self._tell(answer, typed)
        if self.may_ask_why and parts.get("why"):
            yield Why.ask(answer.sheet.line.id, self.wanted.plain)

    @on_event
    async def put_quantity(self, typed: Typed) -> Any:
        """Another quantity, as it was typed."""
        if self._look is None:
            return
        self.wanted = replace(self.wanted, typed=typed)
        yield  # the field shows what was typed until it hears something else
        looked = await self._do(look_at_quantity, self.product.id, typed)
        if looked is not None:
            self._tell_wanted(looked, typed)
            yield Why.ask_again(self.product.id, self.wanted.plain)

    @on_event
    async def step(self, by: Literal[-1, 1]) -> Any:
        """A pack more or less."""
        if self._look is None:
            return None
        terms = self._line.terms
        wanted = self._look.wanted.quantity + by * max(terms.pack, terms.step)
        return OneProduct.put_quantity(quantity_text(self._locale, max(wanted, terms.minimum)))

    @on_event
    async def add(self, values: dict[str, str]) -> None:
        """So much of it, or of what goes with it, into the cart."""
        product_id, typed = values.get("product", "")[:26], values.get("quantity", "")[: LONGEST + 1]
        name = cart_name(self._locale, self._actor.time_zone)
        answer = await self._do(add_to_cart, name, product_id, typed, repeat_key=values.get("key", "")[:26])
        self.answers += 1
        if answer is None:
            wrong, self.problem = plainly(self.problem)
            if self._look and product_id == self.product.id:
                self._tell_wrong(typed, wrong)
            return
        if self._look is not None:
            self._tell_wanted(self._look.wanted, typed)
            self.beside = beside_rows(self._locale, self._look.beside)
        number = next((row.number for row in self.beside if row.id == product_id), self.product.number)
        await tell_added(self, answer, number)

    @on_event
    def ask_why(self) -> Any:
        return Why.ask(self.product.id, self.wanted.plain) if self._look else None

    @property
    def _line(self) -> ProductLine:
        return self._look.sheet.line

    def _tell(self, look: ProductLook, typed: str) -> None:
        locale, actor = self._locale, self._actor
        self._look = look
        self.product, self.way, self.specs = shown_product(locale, look), way_parts(look), spec_facts(locale, look)
        self.papers, self.beside, self.successors = papers_of(locale, look), beside_rows(locale, look.beside), []
        self.price_unit, self.last = price_unit_of(locale, look), last_shown(locale, actor.time_zone, look.last)
        self.sees_prices, self.may_add = look.table is not None, actor.may(Permission.CART_EDIT)
        self.may_ask_why = actor.may(Permission.AGREEMENT_VIEW) and look.table is not None
        self._tell_wanted(look.wanted, typed)
        self.view = "ready"

    def _tell_gone(self, gone: GoneProduct) -> None:
        locale = self._locale
        self._look = None
        self.product, self.successors = gone_product(locale, gone), successor_rows(locale, gone)
        self.last, self.way = last_shown(locale, self._actor.time_zone, gone.last), []
        self.view = "gone"

    def _tell_wanted(self, looked: LookedQuantity, typed: str) -> None:
        locale = self._locale
        self._look = replace(self._look, wanted=looked)
        self.wanted = wanted_shown(locale, self._actor.time_zone, self._line, looked, typed)
        self.tiers, self.sources = tier_rows(locale, self._look, looked), source_facts(locale, self._look, looked)

    def _tell_wrong(self, typed: str, wrong: str) -> None:
        """Why it was not added; what was typed stays."""
        self.wanted = replace(self.wanted, typed=typed, wrong=wrong, key=new_id())
