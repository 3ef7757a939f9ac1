"""Orders of all companies, for questions of the supplier's staff that declare that they read across."""

from collections.abc import Collection

from sqlmodel import col, select

from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.ordering.tables import Order


def orders_by_id(ctx: Context, ids: Collection[Id]) -> dict[Id, Order]:
    """Unknown ones are missing."""
    wanted = sorted({one for one in ids if one})
    return {row.id: row for row in ctx.db.exec(select(Order).where(col(Order.id).in_(wanted))).all()} if wanted else {}
