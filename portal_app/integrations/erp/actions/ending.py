"""An order of the embedded ERP ends before it was picked: its company cancels it, or the supplier rejects it. What it had is free again."""

from decimal import Decimal

from portal_app.integrations.erp.actions.moving import check_seen, finish_move, move
from portal_app.integrations.erp.life import Move, OrderState
from portal_app.integrations.erp.store import orders, stock
from portal_app.integrations.erp.tables import ErpOrder
from portal_app.kernel.gate import Context, staff_command
from portal_app.kernel.permissions import Permission

_LONGEST = 200  # signs of a reason


@staff_command(Permission.STAFF_OPERATE)
def cancel_taken_order(ctx: Context, number: str) -> OrderState:
    """Called by the port. Cancelling twice is harmless. Raises NotFound, and Conflict when it is too late."""
    order = orders.order_or_missing(ctx, number)
    if order.state == OrderState.CANCELLED:
        return OrderState.CANCELLED
    return _end(ctx, order, Move.CANCEL)


@staff_command(Permission.STAFF_OPERATE)
def reject_order(ctx: Context, number: str, *, reason: str = "", seen: int | None = None) -> OrderState:
    """Staff looked at it and say no, for good. The company reads the reason. Raises NotFound, and Conflict for what is confirmed already."""
    return _end_seen(ctx, number, Move.REJECT, reason, seen)


@staff_command(Permission.STAFF_OPERATE)
def cancel_order(ctx: Context, number: str, *, reason: str = "", seen: int | None = None) -> OrderState:
    """Staff cancel what is not picked yet, because the company asked on the phone or it cannot be delivered. The company reads the reason."""
    return _end_seen(ctx, number, Move.CANCEL, reason, seen)


def _end_seen(ctx: Context, number: str, how: Move, reason: str, seen: int | None) -> OrderState:
    order = orders.order_or_missing(ctx, number)
    check_seen(order, seen)
    return _end(ctx, order, how, " ".join(reason.split())[:_LONGEST])


def _end(ctx: Context, order: ErpOrder, how: Move, reason: str = "") -> OrderState:
    move(ctx, order, how)
    order.reason = reason
    for line in sorted(orders.lines_of(ctx, order), key=lambda one: (one.number, one.warehouse_id)):
        stock.give_back(ctx, line.number, line.warehouse_id, reserved=line.reserved, waiting=line.quantity - line.reserved)
        line.reserved = Decimal(0)
    return finish_move(ctx, order, how, why=reason)
