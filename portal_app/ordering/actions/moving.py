"""Places an order and moves it on, inside the caller's transaction. No use case of its own: whoever calls has asked for the right."""

from datetime import datetime

from pydantic import TypeAdapter

from portal_app.kernel.errors import Conflict
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.ordering.rules.order_snapshots import NewOrder, NewOrderLine, OrderSnapshot, number_text, search_text
from portal_app.ordering.rules.order_states import OrderMove, OrderState, state_after
from portal_app.ordering.store import orders as store
from portal_app.ordering.tables import Order, OrderLine, OrderStep

NOT_ANY_MORE = message("This order has moved on in the meantime. Please look at it again.")
SNAPSHOT = TypeAdapter(OrderSnapshot)


def place_order(ctx: Context, order_id: Id, new: NewOrder, move: OrderMove) -> Order:
    """Put a new order with its first step: submitted for approval, or placed."""
    number = number_text(store.next_serial(ctx, order_id))
    row, lines = order_of(new, order_id, number, ctx.actor.name, at=ctx.now)
    row.account_id, row.person_id = ctx.actor.account_id, ctx.actor.person_id
    store.put_order(ctx, row, lines)
    return move_order(ctx, row, move)


def order_of(new: NewOrder, order_id: Id, number: str, buyer: str, *, at: datetime) -> tuple[Order, list[OrderLine]]:
    """Its rows before anything happened to it; whose it is is not said yet."""
    header = new.header
    row = Order(
        id=order_id, number=number, buyer_name=buyer, cart_id=new.cart_id, state=OrderState.DRAFT.value, name=header.name, po_number=header.po_number,
        reference=header.reference, note=header.note, cost_centre_id=header.cost_centre_id or None, requested_on=header.requested_on,
        partial_delivery=header.partial_delivery, promised_on=_last_day(new), lines=len(new.lines), net=new.net.amount, vat=new.vat.amount,
        currency=new.net.currency, snapshot=SNAPSHOT.dump_python(new.snapshot, mode="json"), search=search_text(new, number, buyer), placed_at=at, moved_at=at,
    )  # fmt: skip
    return row, [_line(order_id, place, line) for place, line in enumerate(new.lines, start=1)]


def move_order(ctx: Context, order: Order, move: OrderMove, *, note: str = "", who: str = "") -> Order:
    """Move it on with a step and an entry in the record. Raises Conflict where the table of moves does not allow it."""
    state = state_after(OrderState(order.state), move)
    if state is None:
        raise Conflict(NOT_ANY_MORE)
    before, order.state, order.moved_at = order.state, state.value, ctx.now
    store.put_step(
        ctx,
        OrderStep(
            order_id=order.id, at=ctx.now, move=move.value, state=state.value, actor_kind=ctx.actor.kind.value, who=who or ctx.actor.name, note=note[:1000],
        ),
    )  # fmt: skip
    ctx.record(f"order.{PAST[move]}", "order", order.id, before={"state": before}, after={"state": state.value, "number": order.number}, reason=note[:1000])
    return order


# Audit words are noun.past.
PAST: dict[OrderMove, str] = {
    OrderMove.SUBMIT: "submitted", OrderMove.PLACE: "placed", OrderMove.APPROVE: "approved", OrderMove.REFUSE: "refused",
    OrderMove.TAKE_BACK: "taken-back", OrderMove.ASK_TO_CANCEL: "cancellation-asked", OrderMove.LOSE_SIGHT: "unconfirmed", OrderMove.SEND: "sent",
    OrderMove.TURN_DOWN: "turned-down", OrderMove.CONFIRM: "confirmed", OrderMove.SHIP_PART: "partly-shipped", OrderMove.SHIP: "shipped",
    OrderMove.INVOICE: "invoiced", OrderMove.CANCEL: "cancelled", OrderMove.KEEP: "kept",
}  # fmt: skip


def _line(order_id: Id, position: int, line: NewOrderLine) -> OrderLine:
    return OrderLine(
        order_id=order_id, position=position, product_id=line.product_id, number=line.number, name=line.name, quantity=line.quantity.amount,
        unit=line.quantity.unit, pack=line.pack, price=line.price.amount, price_unit=line.price_unit, net=line.net.amount, trace=line.trace,
        cost_centre_id=line.place.cost_centre_id or None, address_id=line.place.address_id or None, requested_on=line.place.requested_on,
        promised_on=line.promised_on, note=line.note,
    )  # fmt: skip


def _last_day(new: NewOrder):
    """When all of it is there; None as soon as one line has no day."""
    days = [line.promised_on for line in new.lines]
    return None if None in days else max(days)
