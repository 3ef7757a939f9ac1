"""Orders by the numbers that they had before the portal, over all companies: what was taken over already."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlmodel import col, select

from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.ordering.rules.order_files import KeptOrder
from portal_app.ordering.tables import Order, OrderLine

_AT_ONCE = 1000


def orders_by_number(ctx: Context, company_ids: Collection[Id], numbers: Collection[str]) -> dict[tuple[Id, str], KeptOrder]:
    """By company and the number outside of the portal. Reads across companies where the call may."""
    rows: list[Any] = []
    for part in _parts(sorted(number for number in set(numbers) if number.isprintable())):
        query = select(Order.company_id, Order.erp_number, Order.id, Order.placed_at, Order.currency).where(col(Order.erp_number).in_(part))
        rows += [row for row in ctx.db.execute(query).all() if row[0] in company_ids]
    lines = _lines(ctx, [row[2] for row in rows])
    return {(company_id, number): KeptOrder(at, currency, tuple(lines.get(order_id, ()))) for company_id, number, order_id, at, currency in rows}


def _lines(ctx: Context, order_ids: Sequence[Id]) -> dict[Id, list[tuple]]:
    found: dict[Id, list[tuple]] = {}
    for part in _parts(order_ids):
        query = select(OrderLine.order_id, OrderLine.number, OrderLine.quantity, OrderLine.net).where(col(OrderLine.order_id).in_(part))
        for order_id, *line in ctx.db.execute(query).all():
            found.setdefault(order_id, []).append(tuple(line))
    return found


def _parts(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
