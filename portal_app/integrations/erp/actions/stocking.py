"""Stock of the embedded ERP: warehouses, what was counted, what is on its way, what has come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal_app.integrations.erp.port import Incoming, Warehouse
from portal_app.integrations.erp.shipping import wrong_arrival
from portal_app.integrations.erp.store import orders, shelves, stock
from portal_app.integrations.erp.topics import CHANGED
from portal_app.kernel import clock
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.gate import Context, staff_command
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission

RESERVED_BEYOND = message("More of {number} is reserved than was counted. Cancel or move orders first.")
COUNTED_SINCE = message("The stock has changed since you looked. It is shown as it is now; please count again.")
NOTHING_CAME = message("A quantity that has come in is more than 0.")
BELOW_NOTHING = message("A quantity in stock is 0 or more.")

_AT_ONCE = 50  # replenishments in one transaction, so that nobody waits long for it


@dataclass(frozen=True)
class CountedStock:
    """What was counted of a product in a warehouse, and all that is on its way there."""

    number: str
    warehouse: str
    on_hand: Decimal
    incoming: tuple[Incoming, ...] = ()


@staff_command(Permission.STAFF_OPERATE)
def put_warehouses(ctx: Context, every: Sequence[Warehouse]) -> None:
    """Insert or replace them, found by their codes. Orders are served from the first that has what is wanted."""
    stock.put_warehouses(ctx, every)
    ctx.record("erp-warehouses.put", "erp-warehouse", after={"codes": [one.code for one in every]})


@staff_command(Permission.STAFF_OPERATE)
def put_stock(ctx: Context, counts: Sequence[CountedStock]) -> None:
    """Insert or replace what was counted, in sets. What orders have reserved stays reserved.

    Raises NotFound for an unknown warehouse, Invalid for a quantity below 0 or below what is reserved.
    """
    ids = stock.warehouse_ids(ctx)
    if any(one.warehouse not in ids for one in counts):
        raise NotFound
    if any(quantity < 0 for one in counts for quantity in (one.on_hand, *(coming.quantity for coming in one.incoming))):
        raise Invalid(BELOW_NOTHING)
    rows = [(one.number, ids[one.warehouse], one.on_hand) for one in counts]
    if beyond := stock.reserved_beyond(ctx, rows):
        raise Invalid(RESERVED_BEYOND, number=beyond[0])
    stock.put_counts(ctx, rows)
    coming = [(one.number, ids[one.warehouse], part.day, part.quantity) for one in counts for part in one.incoming]
    stock.put_replenishments(ctx, [row[:2] for row in rows], coming)
    ctx.record("erp-stock.counted", "erp-stock", after={"count": len(counts)})


@staff_command(Permission.STAFF_OPERATE)
def receive_goods(ctx: Context, number: str, warehouse: str, quantity: Decimal) -> None:
    """Goods have come in. Who has waited longest gets them first. Raises NotFound for an unknown product or warehouse."""
    if quantity <= 0:
        raise Invalid(fields={"quantity": NOTHING_CAME})
    _receive(ctx, number, _warehouse_or_missing(ctx, warehouse), quantity)
    ctx.record("erp-stock.received", "erp-stock", number, after={"warehouse": warehouse, "quantity": str(quantity)})


@staff_command(Permission.STAFF_OPERATE)
def count_stock(ctx: Context, number: str, warehouse: str, on_hand: Decimal, *, seen: Decimal) -> None:
    """Somebody counted: so much is there, where the books said `seen`. What is more goes to who has waited longest.

    Raises NotFound for an unknown product or warehouse, Invalid for less than nothing or less than is reserved, Conflict when the books say
    something else by now.
    """
    warehouse_id = _warehouse_or_missing(ctx, warehouse)
    known = shelves.shelf_or_missing(ctx, number, warehouse)
    if on_hand < 0:
        raise Invalid(fields={"on_hand": BELOW_NOTHING})
    if known.on_hand != seen:
        raise Conflict(COUNTED_SINCE)
    if known.reserved > on_hand:
        raise Invalid(fields={"on_hand": RESERVED_BEYOND}, number=number)
    if not shelves.put_count(ctx, number, warehouse_id, on_hand, seen):
        raise Conflict(COUNTED_SINCE)
    _serve(ctx, number, warehouse_id)
    ctx.record("erp-stock.counted", "erp-stock", number, before={"on_hand": str(seen)}, after={"warehouse": warehouse, "on_hand": str(on_hand)})


@staff_command(Permission.STAFF_OPERATE)
def put_replenishment(ctx: Context, number: str, warehouse: str, day: date, quantity: Decimal) -> None:
    """So much is expected on this day; 0 takes it away. Raises Invalid for a day that is over or too far, and for less than nothing."""
    warehouse_id = _warehouse_or_missing(ctx, warehouse)
    shelves.shelf_or_missing(ctx, number, warehouse)
    wrong = {"quantity": BELOW_NOTHING} if quantity < 0 else {}
    if bad := wrong_arrival(clock.today(), day):
        wrong["day"] = bad
    if wrong:
        raise Invalid(fields=wrong)
    shelves.put_incoming(ctx, number, warehouse_id, day, quantity)
    ctx.record("erp-replenishment.put", "erp-stock", number, after={"warehouse": warehouse, "day": day.isoformat(), "quantity": str(quantity)})


@staff_command(Permission.STAFF_OPERATE)
def receive_due_goods(ctx: Context) -> int:
    """What should have come in by today has come in, some of it at a time: how the demo lives on. Returns how many replenishments that were."""
    due = stock.due_replenishments(ctx, clock.today(), _AT_ONCE)
    arrived = [(one.number, one.warehouse_id, one.quantity) for one in due if stock.drop_replenishment(ctx, one.id)]
    for number, warehouse_id, quantity in arrived:
        _receive(ctx, number, warehouse_id, quantity)
    if arrived:
        ctx.record("erp-stock.received", "erp-stock", after={"count": len(arrived)})
    return len(arrived)


def _receive(ctx: Context, number: str, warehouse_id: Id, quantity: Decimal) -> None:
    stock.take_in(ctx, number, warehouse_id, quantity)
    _serve(ctx, number, warehouse_id)


def _serve(ctx: Context, number: str, warehouse_id: Id) -> None:
    """What is free goes to who has waited longest."""
    for order, line in orders.waiting_lines(ctx, number, warehouse_id):
        part = stock.serve_waiting(ctx, number, warehouse_id, line.quantity - line.reserved - line.shipped)
        if not part:
            return
        line.reserved += part
        orders.touch_order(ctx, order)
        ctx.send(CHANGED, {"number": order.number})


def _warehouse_or_missing(ctx: Context, code: str) -> Id:
    found = stock.warehouse_ids(ctx).get(code)
    if found is None:
        raise NotFound
    return found
