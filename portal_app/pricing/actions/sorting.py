"""Lists of products in the order of what they cost the company: all that fit are priced, not only those on a page."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from portal_app.catalog import ProductFilter, ProductLine, find_products, list_least_quantities
from portal_app.kernel import clock
from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import LARGEST, Page
from portal_app.kernel.permissions import Permission
from portal_app.pricing.actions.prices import price_many
from portal_app.pricing.rules.questions import PriceQuestion

_ALL = ProductFilter()


class PriceOrder(StrEnum):
    RISING = "price"
    FALLING = "-price"


@query(Permission.PRICE_VIEW)
def list_products_by_price(
    ctx: Context, asked: ProductFilter = _ALL, order: PriceOrder = PriceOrder.RISING, *, number: int = 1, size: int = 50
) -> Page[ProductLine]:
    """A page of the products that fit, by what one unit costs the company when the least that can be ordered is ordered.

    What costs the same stands in the order of `list_products`, what has no price at the end. Pages are counted as `read_page` does.
    Raises Invalid for more than 20,000 products.
    """
    every = _in_order(ctx, list_least_quantities(ctx, asked), order)
    size = min(max(size, 1), LARGEST)
    number = min(max(number, 1), max(1, -(-len(every) // size)))
    return Page(find_products(ctx, every[(number - 1) * size : number * size]), len(every), number, size)


def _in_order(ctx: Context, every: Sequence[tuple[Id, Decimal]], order: PriceOrder) -> list[Id]:
    day = clock.today(ctx.actor.time_zone)
    prices = price_many(ctx, [PriceQuestion(product_id, least, day) for product_id, least in every])
    priced = [(price.each, product_id) for price, (product_id, _) in zip(prices, every, strict=True) if price.each is not None]
    unpriced = [product_id for price, (product_id, _) in zip(prices, every, strict=True) if price.each is None]
    priced.sort(key=lambda one: one[0] if order is PriceOrder.RISING else -one[0])
    return [product_id for _, product_id in priced] + unpriced
