"""An order as it leaves: for the approvers as a snapshot, for the supplier's system as it will be delivered. Made of what was kept with the order."""

from datetime import timedelta

from portal_app.accounts import customer_number_of
from portal_app.integrations.erp import OrderedLine, OutgoingOrder, ShipTo, send_order
from portal_app.kernel.config import settings
from portal_app.kernel.gate import Context
from portal_app.ordering.actions.moving import SNAPSHOT
from portal_app.ordering.rules.order_snapshots import NewOrder, OrderAddress
from portal_app.ordering.store import orders as store
from portal_app.ordering.tables import Order, OrderLine
from portal_app.purchasing import CartFacts, CartSnapshot, SnapshotAddress, SnapshotLine


def undo_time() -> timedelta:
    """So long an order can be taken back after the click."""
    return timedelta(seconds=settings().order_undo_seconds)


def send_to_supplier(ctx: Context, order: Order) -> None:
    """Through the outbox, after this transaction and the time in which it can be taken back. The order's id is its key for ever."""
    send_order(ctx, outgoing_order(ctx, order), order.id, not_before=ctx.now + undo_time())


def outgoing_order(ctx: Context, order: Order) -> OutgoingOrder:
    snapshot = SNAPSHOT.validate_python(order.snapshot)
    addresses = {one.id: one for one in snapshot.addresses}
    numbers = {one.id: one.number for one in snapshot.cost_centres}
    main = snapshot.addresses[0]
    lines = tuple(_ordered(line, addresses, main, numbers) for line in store.lines_of(ctx, order.id))
    return OutgoingOrder(
        order.number, customer_number_of(ctx), _destination(main), lines, order.currency, order.po_number, order.partial_delivery,
        "\n".join(text for text in (order.reference, order.note) if text)[:500],
    )  # fmt: skip


def approval_snapshot(order: Order, new: NewOrder, facts: CartFacts) -> CartSnapshot:
    """What the approvers see, and decide about by its digest."""
    places = {one.id: place for place, one in enumerate(new.snapshot.addresses)}
    lines = tuple(
        SnapshotLine(judged, line.quantity, line.price, line.price_unit, places[line.place.address_id], line.place.requested_on, line.note)
        for judged, line in zip(facts.lines, new.lines, strict=True)
    )
    addresses = tuple(SnapshotAddress(one.label, one.recipient, one.street, one.postcode, one.city, one.country) for one in new.snapshot.addresses)
    return CartSnapshot(
        order.id, order.number, order.name, lines, addresses, new.vat, order.po_number, order.note, new.snapshot.terms, facts.editor_ids,
    )  # fmt: skip


def _ordered(line: OrderLine, addresses: dict, main: OrderAddress, numbers: dict) -> OrderedLine:
    elsewhere = None if line.address_id == main.id else _destination(addresses[line.address_id])
    note = " ".join(text for text in (numbers.get(line.cost_centre_id, ""), line.note) if text)
    return OrderedLine(line.position, line.number, line.quantity, line.net, line.unit, line.requested_on, elsewhere, note)


def _destination(address: OrderAddress) -> ShipTo:
    return ShipTo(address.recipient, address.street, address.postcode, address.city, address.country)
