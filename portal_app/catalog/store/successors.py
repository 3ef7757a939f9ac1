"""Which products replace others, in sets."""

from collections.abc import Sequence

from sqlmodel import col, select

from portal_app.catalog.rules.products import LinkKind, ProductStatus
from portal_app.catalog.store.sight import Sight, seen
from portal_app.catalog.tables import Product, ProductLink
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id

_AT_ONCE = 5000


def successors_among(ctx: Context, sight: Sight, product_ids: Sequence[Id]) -> dict[Id, tuple[Id, ...]]:
    """Successors that are sold and seen, in the order they were put."""
    ids, found = sorted({product_id for product_id in product_ids if is_id(product_id)}), {}
    for first in range(0, len(ids), _AT_ONCE):
        query = (
            select(ProductLink.product_id, ProductLink.other_id)
            .join(Product, col(Product.id) == col(ProductLink.other_id))
            .where(col(ProductLink.product_id).in_(ids[first : first + _AT_ONCE]), ProductLink.kind == LinkKind.SUCCESSOR.value)
            .where(Product.status == ProductStatus.ACTIVE.value, seen(ProductLink.other_id, sight))
        )
        for product_id, other_id in ctx.db.exec(query.order_by(ProductLink.product_id, col(ProductLink.position))).all():
            found[product_id] = (*found.get(product_id, ()), other_id)
    return found
