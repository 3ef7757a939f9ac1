"""Order once more: a new cart from an order of the history, with the view of what is different now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.catalog import ProductLine, ProductStatus, find_products
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.cart_lines import put_lines
from portal_app.ordering.actions.carts import open_cart
from portal_app.ordering.actions.list_views import successors_by_product
from portal_app.ordering.actions.weighing import seen_of
from portal_app.ordering.rules.cart_lines import LineWish, PutLine
from portal_app.ordering.rules.differences import LinePrice
from portal_app.ordering.rules.reordering import ReorderLine
from portal_app.ordering.store import carts, orders
from portal_app.ordering.tables import CartLine, Order, OrderLine

NOTHING_CHOSEN = message("Please choose at least one line.")


@dataclass(frozen=True)
class Reorder:
    """The new cart and each chosen line, then and now, in the order's own order."""

    cart_id: Id
    lines: tuple[ReorderLine, ...]


@command(Permission.CART_EDIT)
def reorder(ctx: Context, order_id: Id, positions: Sequence[int] = (), quantities: Mapping[int, Decimal] | None = None) -> Reorder:
    """A cart with these lines of an order one sees; without positions all of it. Cost centre and address are those one works with now.

    `quantities` by position are wanted instead of those that were ordered. Raises NotFound for an order one does not see, Invalid when none of
    the positions is in it or there is no room for one more cart.
    """
    order = orders.order_or_missing(ctx, order_id)
    lines = [line for line in orders.lines_of(ctx, order.id) if not positions or line.position in set(positions)]
    if not lines:
        raise Invalid(NOTHING_CHOSEN)
    wishes = [LineWish(line.product_id, (quantities or {}).get(line.position, line.quantity), note=line.note) for line in lines]
    cart_id = open_cart(ctx, order.name)
    put = put_lines(ctx, cart_id, wishes)
    products = {one.id: one for one in find_products(ctx, [line.product_id for line in lines])}
    rows = {row.id: row for row in carts.lines_of(ctx, cart_id)}
    sold = {key for key, one in products.items() if one.status is ProductStatus.ACTIVE}
    successors = successors_by_product(ctx, [line.product_id for line in lines if line.product_id not in sold])
    told = tuple(
        _line(ctx, order, line, wish, answer, rows.get(answer.line_id), products.get(line.product_id), successors.get(line.product_id))
        for line, wish, answer in zip(lines, wishes, put, strict=True)
    )
    return Reorder(cart_id, told)


def _line(
    ctx: Context, order: Order, line: OrderLine, wish: LineWish, put: PutLine, row: CartLine | None, product: ProductLine | None,
    successor: ProductLine | None,
) -> ReorderLine:  # fmt: skip
    sees = ctx.actor.may(Permission.AMOUNT_VIEW)
    then = LinePrice(Money(line.price, order.currency), line.price_unit, line.promised_on) if sees and wish.quantity == line.quantity else None
    return ReorderLine(
        put.line_id, line.number, product.name if product else line.name, wish.quantity, put.quantity, then, seen_of(row) if sees and row else None,
        line.pack, product.terms.pack if product else None, product is None or product.status is not ProductStatus.ACTIVE,
        successor.id if successor else "", successor.number if successor else "", put.reason, put.problem,
    )  # fmt: skip
