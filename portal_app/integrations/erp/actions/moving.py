"""One move of an order: is it allowed, is it still where we saw it, and who is told. Used by the actions beside it."""

from portal_app.integrations.erp.life import Move, OrderState, state_after
from portal_app.integrations.erp.store import orders
from portal_app.integrations.erp.tables import ErpOrder
from portal_app.integrations.erp.topics import CHANGED
from portal_app.kernel.errors import Conflict
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import message

MOVED_SINCE = message("This order has moved since you looked. It is shown as it is now; please look and do it again if it is still right.")
TOO_LATE = message("This cannot be done with an order in its present state.")


def move(ctx: Context, order: ErpOrder, how: Move) -> None:
    """Into the state that the table of moves says. Raises Conflict when it says none, or when the order moved meanwhile."""
    state = state_after(OrderState(order.state), how)
    if state is None:
        raise Conflict(TOO_LATE)
    orders.move_order(ctx, order, state)


def check_seen(order: ErpOrder, seen: int | None) -> None:
    """Whoever acts on what they see says at which step they saw it. Raises Conflict when it has moved since; None is for whoever saw nothing."""
    if seen is not None and order.step != seen:
        raise Conflict(MOVED_SINCE)


def finish_move(ctx: Context, order: ErpOrder, how: Move, *, why: str = "") -> OrderState:
    """Record it, and hint to the portal that there is news."""
    ctx.record("erp-order.moved", "erp-order", order.number, after={"state": order.state, "move": how.value}, reason=why or how.value)
    ctx.send(CHANGED, {"number": order.number})
    return OrderState(order.state)
