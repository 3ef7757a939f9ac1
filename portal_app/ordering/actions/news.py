"""What other slices tell of an order: decided by approvers, taken, moved or turned down by the supplier's system. Wired in portal_app.py."""

from portal_app.integrations.erp import CancellationRefused, DeliveryStatus, OrderAcknowledged, OrderInDoubt, OrderMoved, OrderRejected, OrderStatus
from portal_app.integrations.erp import OrderState as ErpState
from portal_app.kernel.gate import Context
from portal_app.kernel.money import Money
from portal_app.ordering.actions.checkout import undo_bookings
from portal_app.ordering.actions.moving import move_order
from portal_app.ordering.actions.sending import send_to_supplier
from portal_app.ordering.rules.order_states import OrderMove, OrderState, state_after
from portal_app.ordering.store import orders as store
from portal_app.ordering.tables import Order
from portal_app.purchasing import CartLine as JudgedLine
from portal_app.purchasing import RequestDecided, book_invoice
from portal_app.purchasing import commit as commit_budgets

# Where the supplier's system says an order stands, and the move that this is. What is not here is no news for a buyer.
MOVES = {
    ErpState.CONFIRMED: OrderMove.CONFIRM, ErpState.PICKED: OrderMove.CONFIRM, ErpState.PARTLY_SHIPPED: OrderMove.SHIP_PART,
    ErpState.SHIPPED: OrderMove.SHIP, ErpState.INVOICED: OrderMove.INVOICE, ErpState.CANCELLED: OrderMove.CANCEL, ErpState.REJECTED: OrderMove.TURN_DOWN,
}  # fmt: skip


def on_request_decided(ctx: Context, event: RequestDecided) -> None:
    """Approved: ordered for good, exactly as it was shown. Refused: what was reserved is free, and the cart goes back to its buyer."""
    order = store.hold_order(ctx, event.order_id)
    if event.is_approved:
        move_order(ctx, order, OrderMove.APPROVE, note=event.note, who=event.person_name)
        commit_budgets(ctx, order.id)
        send_to_supplier(ctx, order)
    else:
        move_order(ctx, order, OrderMove.REFUSE, note=event.note, who=event.person_name)
        undo_bookings(ctx, order)


def on_order_acknowledged(ctx: Context, event: OrderAcknowledged) -> None:
    order = store.hold_order(ctx, event.key)
    order.erp_number = event.number
    move_order(ctx, order, OrderMove.SEND, note=event.reason)


def on_order_in_doubt(ctx: Context, event: OrderInDoubt) -> None:
    """The buyer reads that nobody has answered yet, instead of believing it is about to leave."""
    order = store.hold_order(ctx, event.key)
    if state_after(OrderState(order.state), OrderMove.LOSE_SIGHT):
        move_order(ctx, order, OrderMove.LOSE_SIGHT)


def on_order_turned_down(ctx: Context, event: OrderRejected) -> None:
    order = store.hold_order(ctx, event.key)
    move_order(ctx, order, OrderMove.TURN_DOWN, note=event.reason)
    undo_bookings(ctx, order)


def on_order_moved(ctx: Context, event: OrderMoved) -> None:
    """Lines, deliveries and state as the supplier's system has them. News that change nothing for the buyer make no step."""
    order, status = store.hold_order(ctx, event.key), event.status
    is_new = _put_lines(ctx, order, status) | _put_deliveries(order, status)
    move = MOVES.get(status.state)
    after = state_after(OrderState(order.state), move) if move else None
    if after is None or (after == order.state and not is_new):
        return
    move_order(ctx, order, move, note=status.reason)
    if move is OrderMove.INVOICE:
        book_invoice(ctx, order.id, _judged(ctx, order))
    if move in (OrderMove.CANCEL, OrderMove.TURN_DOWN):
        undo_bookings(ctx, order)


def on_cancellation_refused(ctx: Context, event: CancellationRefused) -> None:
    order = store.hold_order(ctx, event.key)
    if state_after(OrderState(order.state), OrderMove.KEEP):
        move_order(ctx, order, OrderMove.KEEP, note=event.reason)


SUBSCRIBERS = (
    (RequestDecided, on_request_decided), (OrderAcknowledged, on_order_acknowledged), (OrderRejected, on_order_turned_down),
    (OrderMoved, on_order_moved), (CancellationRefused, on_cancellation_refused), (OrderInDoubt, on_order_in_doubt),
)  # fmt: skip


def _put_lines(ctx: Context, order: Order, status: OrderStatus) -> bool:
    """Whether a day or a shipped quantity is another one now."""
    told, changed = {one.position: one for one in status.lines}, False
    lines = store.lines_of(ctx, order.id)
    for line in lines:
        one = told.get(line.position)
        if one is not None and (line.confirmed_on, line.shipped) != (one.confirmed_day, one.shipped):
            line.confirmed_on, line.shipped, changed = one.confirmed_day, one.shipped, True
    return changed


def _put_deliveries(order: Order, status: OrderStatus) -> bool:
    kept = [_delivery(one) for one in status.deliveries]
    if kept == order.deliveries:
        return False
    order.deliveries = kept
    return True


def _delivery(one: DeliveryStatus) -> dict:
    lines = [[position, str(quantity)] for position, quantity in one.lines]
    return {"number": one.number, "at": one.at.isoformat(), "carrier": one.carrier, "tracking_number": one.tracking_number, "lines": lines}


def _judged(ctx: Context, order: Order) -> list[JudgedLine]:
    return [JudgedLine(line.number, line.name, Money(line.net, order.currency), line.cost_centre_id) for line in store.lines_of(ctx, order.id)]
