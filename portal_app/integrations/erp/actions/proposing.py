"""The day on which each line of an order could leave, as stock and what is on its way stand now. Proposed, or what the ERP confirms by itself."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from portal_app.integrations.erp.promising import day_of_rest, leaving_day
from portal_app.integrations.erp.store import orders, stock
from portal_app.integrations.erp.tables import ErpOrderLine
from portal_app.kernel import clock
from portal_app.kernel.gate import Context


def proposed_days_of(ctx: Context, number: str) -> dict[int, date | None]:
    """Of the order with this number, for whoever shows them before they are confirmed. Raises NotFound."""
    return proposed_days(ctx, orders.lines_of(ctx, orders.order_or_missing(ctx, number)))


def proposed_days(ctx: Context, lines: Sequence[ErpOrderLine]) -> dict[int, date | None]:
    """By position; None where nobody knows when the rest comes in."""
    facts = stock.stock_of(ctx, [line.number for line in lines])
    codes = {warehouse_id: code for code, warehouse_id in stock.warehouse_ids(ctx).items()}
    return {line.position: _day(line, facts[line.number].places, codes) for line in lines if line.number in facts}


def _day(line: ErpOrderLine, places, codes) -> date | None:
    if line.quantity == line.reserved + line.shipped:
        return leaving_day(clock.today(), line.wanted_day, None)
    place = next(one for one in places if one.warehouse == codes[line.warehouse_id])
    rest = day_of_rest(place, Decimal(0))
    return leaving_day(clock.today(), line.wanted_day, rest) if rest else None
