"""Article numbers of products, as far as the company of the call sees them."""

from collections.abc import Sequence

from sqlmodel import col, select

from portal_app.catalog.store.sight import seen, sight_of
from portal_app.catalog.tables import Product
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id

_AT_ONCE = 5000


def numbers_of(ctx: Context, product_ids: Sequence[Id]) -> dict[Id, str]:
    """What the company does not see is missing."""
    sight, ids = sight_of(ctx), sorted({product_id for product_id in product_ids if is_id(product_id)})
    found: dict[Id, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = select(Product.id, Product.number).where(col(Product.id).in_(ids[start : start + _AT_ONCE]), seen(Product.id, sight))
        found |= dict(ctx.db.exec(query).all())
    return found
