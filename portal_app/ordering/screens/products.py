"""The list of products: words, categories, manufacturers, by own price, a page at a time; into the cart in place.

What it is asked for stands in its address.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from portal_app.catalog import ProductLine, ProductStatus
from portal_app.kernel.clock import today
from portal_app.kernel.i18n import format_date, format_quantity, message, translate
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Quantity
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.adding import AddedLine, add_to_cart
from portal_app.ordering.actions.offers import least_of
from portal_app.ordering.actions.product_lists import OfferedProduct, OfferedProducts, ProductOrder, list_offered_products
from portal_app.ordering.rules.quantities import LONGEST, quantity_text
from portal_app.ordering.screens.cart_texts import Choice
from portal_app.ordering.screens.offer_texts import said_availability, said_price
from portal_app.ordering.screens.orders_asked import Chip, Where, where_in
from portal_app.ordering.screens.products_asked import (
    Branch,
    ProductsAsked,
    address_of,
    branches,
    category_choices,
    chips_of,
    filter_of,
    maker_branches,
    maker_choices,
    order_choices,
    read_asked,
)
from portal_app.ordering.screens.products_links import href_of_product
from portal_app.ordering.screens.quick_order_texts import picture_of, said_packs
from portal_app.ui import PortalState, Problem, on_event

SIZE = 25
FilterName = Literal["category", "maker", "sort"]


@dataclass(frozen=True)
class ProductListed:
    """One row as finished text. `quantity` stands in its field, `wrong` says why it was not added; `key` is of one look, `answers` counts."""

    id: str
    href: str
    number: str
    name: str
    part: str
    picture: str
    stock: str
    tone: str
    price: str
    per: str
    quantity: str
    key: str
    wrong: str = ""
    answers: int = 0


@dataclass(frozen=True)
class NearProduct:
    """What may be meant by words that nothing fits."""

    href: str
    number: str
    name: str


class Products(PortalState):
    """The list, as the address of the page asks for it."""

    view: str = "loading"
    rows: list[ProductListed] = []
    where: Where = Where()
    wanted: ProductsAsked = ProductsAsked()
    tree: list[Branch] = []
    makers: list[Branch] = []
    categories: list[Choice] = []
    maker_names: list[Choice] = []
    orders: list[Choice] = []
    chips: list[Chip] = []
    near: list[NearProduct] = []
    unsorted: bool = False
    sees_prices: bool = False
    may_add: bool = False

    @on_event
    async def show(self) -> None:
        wanted = read_asked(self.router.url.query_parameters)
        answer = await self._do(list_offered_products, filter_of(wanted), ProductOrder(wanted.sort), number=wanted.page, size=SIZE)
        if answer is None:
            self.view = "forbidden" if self.problem.code == "forbidden" else "failed"
            return
        self._tell(answer, replace(wanted, page=answer.page.number))

    @on_event
    def find(self, words: Annotated[str, Field(max_length=200)]) -> Any:
        return rx.redirect(address_of(self.wanted, find=words.strip()), replace=True)

    @on_event
    def filter(self, name: FilterName, value: Annotated[str, Field(max_length=80)]) -> Any:
        return rx.redirect(address_of(self.wanted, **{name: value}))

    @on_event
    def drop(self, name: Literal["find", "category", "maker"]) -> Any:
        return rx.redirect(address_of(self.wanted, **{name: ""}))

    @on_event
    def clear(self) -> Any:
        return rx.redirect(address_of(ProductsAsked(sort=self.wanted.sort)))

    @on_event
    def turn_page(self, by: Literal[-1, 1]) -> Any:
        return rx.redirect(address_of(self.wanted, page=self.wanted.page + by))

    @on_event
    async def add(self, values: dict[str, str]) -> None:
        """So much of one row, as it was typed, into the cart."""
        product_id, typed = values.get("product", "")[:26], values.get("quantity", "")[: LONGEST + 1]
        name = cart_name(self._locale, self._actor.time_zone)
        answer = await self._do(add_to_cart, name, product_id, typed, repeat_key=values.get("key", "")[:26])
        wrong = ""
        if answer is None:
            wrong, self.problem = plainly(self.problem)
        self.rows = [_answered(self._locale, row, typed, wrong, done=answer is not None) if row.id == product_id else row for row in self.rows]
        if answer is not None:
            await tell_added(self, answer, next((row.number for row in self.rows if row.id == product_id), ""))

    def _tell(self, answer: OfferedProducts, wanted: ProductsAsked) -> None:
        locale, actor = self._locale, self._actor
        self._put_changed(
            rows=[listed(locale, one) for one in answer.page.rows], where=where_in(locale, answer.page), wanted=wanted,
            tree=branches(locale, wanted, answer.tree, answer.categories), makers=maker_branches(locale, wanted, answer.manufacturers),
            categories=category_choices(locale, wanted, answer.tree, answer.categories), maker_names=maker_choices(locale, wanted, answer.manufacturers),
            orders=order_choices(locale), chips=chips_of(locale, wanted, answer.tree), near=[_near(line) for line in answer.near],
            sees_prices=actor.may(Permission.PRICE_VIEW), may_add=actor.may(Permission.CART_EDIT),
            unsorted=bool(wanted.sort) and answer.order is ProductOrder.USUAL and actor.may(Permission.PRICE_VIEW), view="ready",
        )  # fmt: skip

    def _put_changed(self, **values: Any) -> None:
        """A var that is set is sent, also when it is the same."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def listed(locale: str, one: OfferedProduct) -> ProductListed:
    line, offer = one.product, one.offer
    stock = said_availability(locale, offer.availability)
    price = said_price(locale, offer.price) if offer.price else None
    return ProductListed(
        line.id, href_of_product(line.number), line.number, line.name, _part(locale, line), picture_of(line.pictogram), stock.text, stock.tone or "",
        price.text if price else "", price.part if price else "", quantity_text(locale, least_of(line)), new_id(),
    )  # fmt: skip


def cart_name(locale: str, time_zone: str) -> str:
    """Of a cart that is opened because there is none."""
    return translate(locale, "Order of {day}", day=format_date(locale, today(time_zone), year=False))


def plainly(problem: Problem) -> tuple[str, Problem]:
    """What is wrong with the quantity, and what is left of the problem for the page."""
    said = problem.fields.get("quantity", "")
    return (said, Problem()) if said else ("", problem)


async def tell_added(state: PortalState, answer: AddedLine, number: str, unit: str = "") -> None:
    """What is in the cart now, and why it is another quantity than was typed."""
    locale, put = state._locale, answer.put
    quantity = format_quantity(locale, Quantity(put.quantity, unit)) if unit else quantity_text(locale, put.quantity)
    await state._toast(message("{number} is in the cart: {quantity}."), number=number, quantity=quantity)
    if put.reason:
        await state._toast(put.reason, tone="", **{name: quantity_text(locale, value) for name, value in put.values.items()})


def _answered(locale: str, row: ProductListed, typed: str, wrong: str, *, done: bool) -> ProductListed:
    """What was typed stays until it is in the cart."""
    return replace(row, quantity=row.quantity if done else typed, key=new_id(), wrong=wrong, answers=row.answers + 1)


def _part(locale: str, line: ProductLine) -> str:
    own = translate(locale, "Your number {number}", number=", ".join(line.own_numbers)) if line.own_numbers else ""
    gone = translate(locale, "Discontinued") if line.status is ProductStatus.DISCONTINUED else ""
    return " · ".join(filter(None, (own, said_packs(locale, line.terms, line.unit), gone)))


def _near(line: ProductLine) -> NearProduct:
    return NearProduct(href_of_product(line.number), line.number, line.name)
