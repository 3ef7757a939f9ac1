"""One product as somebody looks at it to buy it: everything about it, what it costs at each quantity, when it comes, what goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from portal_app.catalog import (
    CategoryLine,
    Destination,
    LinkKind,
    ProductLine,
    ProductSheet,
    QuantityProblem,
    find_products,
    fit_quantity,
    list_categories,
    read_numbered_product,
    successors_of,
)
from portal_app.kernel import clock
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context, query
from portal_app.kernel.i18n import language_of
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, Quantity
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.offers import Offer, Wish, destination_of, least_of, offers_for
from portal_app.ordering.rules.quantities import read_quantity
from portal_app.ordering.store import orders
from portal_app.ordering.tables import Order, OrderLine
from portal_app.pricing import PriceQuestion, PriceStep, TierTableView, TierView, explain_price, tier_table_of

MOST_BESIDE = 12  # accessories and substitutes that are shown
LONGEST_NUMBER = 40


@dataclass(frozen=True)
class LookedQuantity:
    """What a written quantity comes to, and the offer for it. `reason` says why it is another one; with a `problem` nothing can be ordered of
    what was written, and the offer is for the least there is. `values` fill the {names} of both."""

    quantity: Decimal
    offer: Offer
    reason: str = ""
    problem: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class LookedTier:
    """A line of the tier table. `source` is the step that gives the price, for who sees agreements."""

    tier: TierView
    source: PriceStep | None = None


@dataclass(frozen=True)
class BesideProduct:
    """Where it leads to, with the offer for the least of it."""

    kind: LinkKind
    product: ProductLine
    least: Decimal
    offer: Offer


@dataclass(frozen=True)
class LastOrdered:
    """The newest order of it that the reader sees. `price` is None for who sees no amounts."""

    order_id: Id
    placed_at: datetime
    quantity: Quantity
    price: Money | None
    price_unit: int


@dataclass(frozen=True)
class GoneProduct:
    """A product that the company ordered once and sees no longer."""

    number: str
    name: str
    last: LastOrdered
    successors: tuple[ProductLine, ...]


@dataclass(frozen=True)
class ProductLook:
    """`way` are its categories, the topmost first. `table` is None for who sees no prices, and its lines stand in `tiers` too."""

    sheet: ProductSheet
    way: tuple[CategoryLine, ...]
    wanted: LookedQuantity
    table: TierTableView | None
    tiers: tuple[LookedTier, ...]
    beside: tuple[BesideProduct, ...]
    last: LastOrdered | None


@query(Permission.CATALOG_VIEW)
def look_at_product(ctx: Context, number: str, typed: str = "") -> ProductLook | GoneProduct:
    """By our article number. What the company does not see is NotFound as what does not exist, unless an order in sight names it."""
    try:
        sheet = read_numbered_product(ctx, number[: LONGEST_NUMBER + 1])
    except NotFound:
        return _gone_or_missing(ctx, number[: LONGEST_NUMBER + 1])
    to = destination_of(ctx)
    table = tier_table_of(ctx, sheet.line.id) if ctx.actor.may(Permission.PRICE_VIEW) else None
    return ProductLook(
        sheet, _way(ctx, sheet.path), _look(ctx, sheet.line, typed, to), table, _tiers(ctx, sheet.line.id, table), _beside(ctx, sheet, to),
        _last_ordered(ctx, product_id=sheet.line.id),
    )  # fmt: skip


@query(Permission.CATALOG_VIEW)
def look_at_quantity(ctx: Context, product_id: Id, typed: str) -> LookedQuantity:
    """Another quantity of the product, as it was written. Raises NotFound."""
    found = find_products(ctx, [product_id])
    if not found:
        raise NotFound
    return _look(ctx, found[0], typed, destination_of(ctx))


def _look(ctx: Context, product: ProductLine, typed: str, to: Destination) -> LookedQuantity:
    read = read_quantity(typed, language_of(ctx.actor.locale))
    if read.amount is None:
        return LookedQuantity(least_of(product), _offer(ctx, product, least_of(product), to), problem=read.reason, values=read.values)
    fitted = fit_quantity(read.amount, product.terms)
    if isinstance(fitted, QuantityProblem):
        return LookedQuantity(least_of(product), _offer(ctx, product, least_of(product), to), problem=fitted.reason)
    return LookedQuantity(fitted.quantity, _offer(ctx, product, fitted.quantity, to), reason=fitted.reason, values=fitted.values)


def _offer(ctx: Context, product: ProductLine, quantity: Decimal, to: Destination) -> Offer:
    return offers_for(ctx, [Wish(product, quantity)], to)[0]


def _way(ctx: Context, path: Sequence[str]) -> tuple[CategoryLine, ...]:
    every = {one.code: one for one in list_categories(ctx)}
    return tuple(every[code] for code in path)


def _tiers(ctx: Context, product_id: Id, table: TierTableView | None) -> tuple[LookedTier, ...]:
    if table is None:
        return ()
    if not ctx.actor.may(Permission.AGREEMENT_VIEW):
        return tuple(LookedTier(tier) for tier in table.rows)
    day = clock.today(ctx.actor.time_zone)
    traces = [explain_price(ctx, PriceQuestion(product_id, tier.from_quantity, day)) for tier in table.rows]
    return tuple(
        LookedTier(tier, next((step for step in trace.steps if step.source.level is trace.level), None)) for tier, trace in zip(table.rows, traces, strict=True)
    )


def _beside(ctx: Context, sheet: ProductSheet, to: Destination) -> tuple[BesideProduct, ...]:
    links = sheet.links[:MOST_BESIDE]
    offers = offers_for(ctx, [Wish(line, least_of(line)) for _, line in links], to)
    return tuple(BesideProduct(kind, line, least_of(line), offer) for (kind, line), offer in zip(links, offers, strict=True))


def _last_ordered(ctx: Context, *, product_id: Id) -> LastOrdered | None:
    found = orders.last_ordered(ctx, product_id=product_id) if ctx.actor.may(Permission.ORDER_VIEW) else None
    return _told(ctx, *found) if found else None


def _told(ctx: Context, line: OrderLine, order: Order) -> LastOrdered:
    price = Money(line.price, order.currency) if ctx.actor.may(Permission.AMOUNT_VIEW) else None
    return LastOrdered(order.id, order.placed_at, Quantity(line.quantity, line.unit), price, line.price_unit)


def _gone_or_missing(ctx: Context, number: str) -> GoneProduct:
    found = orders.last_ordered(ctx, number=number) if number.isprintable() and ctx.actor.may(Permission.ORDER_VIEW) else None
    if found is None:
        raise NotFound
    line, order = found
    successors = find_products(ctx, successors_of(ctx, [line.product_id]).get(line.product_id, ()))
    return GoneProduct(line.number, line.name, _told(ctx, line, order), successors)
