"""Products as somebody looks for them to buy: a page of those that fit, each with price and availability, and how many there are where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal_app.catalog import CategoryLine, ProductCounts, ProductFilter, ProductLine, count_products, list_categories, list_products, suggest_products
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, query
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.offers import Offer, Wish, destination_of, least_of, offers_for
from portal_app.pricing import PriceOrder, list_products_by_price

NEAR = 5
_ALL = ProductFilter()


class ProductOrder(StrEnum):
    """In which order products are listed. By price only for who sees prices."""

    USUAL = ""  # those that are ordered most first
    RISING = "price"
    FALLING = "-price"


@dataclass(frozen=True)
class OfferedProduct:
    """A product with the offer for the least of it that can be ordered."""

    product: ProductLine
    offer: Offer


@dataclass(frozen=True)
class OfferedProducts:
    """`categories` and `manufacturers` count what each choice would show beside the other filters. `order` is the one the rows are in:
    not by price where too many fit. `near` are products that may be meant by words that nothing fits."""

    page: Page[OfferedProduct]
    order: ProductOrder
    categories: dict[str, int]
    manufacturers: dict[str, int]
    tree: tuple[CategoryLine, ...]
    near: tuple[ProductLine, ...] = ()


@query(Permission.CATALOG_VIEW)
def list_offered_products(
    ctx: Context, asked: ProductFilter = _ALL, order: ProductOrder = ProductOrder.USUAL, *, number: int = 1, size: int = 25
) -> OfferedProducts:
    """A page of the products the company sees and that fit."""
    page, order = _page(ctx, asked, order, number, size)
    offers = offers_for(ctx, [Wish(line, least_of(line)) for line in page.rows], destination_of(ctx))
    rows = tuple(OfferedProduct(line, offer) for line, offer in zip(page.rows, offers, strict=True))
    categories, manufacturers = _counts(ctx, asked)
    near = suggest_products(ctx, asked.words, limit=NEAR) if asked.words and not page.total else ()
    return OfferedProducts(
        Page(rows, page.total, page.number, page.size), order, categories.categories, manufacturers.manufacturers, list_categories(ctx), near
    )  # fmt: skip


def _page(ctx: Context, asked: ProductFilter, order: ProductOrder, number: int, size: int) -> tuple[Page[ProductLine], ProductOrder]:
    if order is not ProductOrder.USUAL and ctx.actor.may(Permission.PRICE_VIEW):
        try:
            return list_products_by_price(ctx, asked, PriceOrder(order.value), number=number, size=size), order
        except Invalid:
            pass  # more than can be sorted: they are shown all the same, and the answer says in which order
    return list_products(ctx, asked, number=number, size=size), ProductOrder.USUAL


def _counts(ctx: Context, asked: ProductFilter) -> Sequence[ProductCounts]:
    """By category without the chosen category, by manufacturer without the chosen manufacturer."""
    if not asked.category and not asked.manufacturer:
        return (count_products(ctx, asked),) * 2
    return count_products(ctx, replace(asked, category="")), count_products(ctx, replace(asked, manufacturer=""))
