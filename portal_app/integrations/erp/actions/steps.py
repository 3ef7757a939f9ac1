"""The steps of an order in the embedded ERP: release, confirm, pick, ship a part, invoice. By staff, or by the demo's clock."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from portal_app.integrations.erp.actions.moving import TOO_LATE, finish_move, move
from portal_app.integrations.erp.life import Move, OrderState
from portal_app.integrations.erp.promising import day_of_rest, leaving_day
from portal_app.integrations.erp.store import orders, stock
from portal_app.integrations.erp.tables import ErpDelivery, ErpInvoice, ErpOrder, ErpOrderLine
from portal_app.kernel import clock
from portal_app.kernel.errors import Conflict, Invalid
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.i18n import message
from portal_app.kernel.permissions import Permission

NOTHING_THERE = message("Nothing of this order is there to be picked.")
NOT_PICKED = message("Only what is picked can leave, and one delivery goes to one address.")


@staff_command(Permission.STAFF_OPERATE)
def release_order(ctx: Context, number: str) -> OrderState:
    """Somebody looked at a held order: it goes its way."""
    order = orders.order_or_missing(ctx, number)
    move(ctx, order, Move.RELEASE)
    return finish_move(ctx, order, Move.RELEASE)


@staff_command(Permission.STAFF_OPERATE)
def confirm_order(ctx: Context, number: str) -> OrderState:
    """Each line gets the day on which it leaves; none where nobody knows when the rest comes in."""
    order = orders.order_or_missing(ctx, number)
    lines = orders.lines_of(ctx, order)
    move(ctx, order, Move.CONFIRM)
    facts, codes = stock.stock_of(ctx, [line.number for line in lines]), {warehouse_id: code for code, warehouse_id in stock.warehouse_ids(ctx).items()}
    for line in lines:
        place = next(one for one in facts[line.number].places if one.warehouse == codes[line.warehouse_id])
        rest = day_of_rest(place, Decimal(0)) if line.quantity > line.reserved else None
        line.confirmed_day = leaving_day(clock.today(), line.wanted_day, rest) if rest or line.quantity == line.reserved else None
    return finish_move(ctx, order, Move.CONFIRM)


@staff_command(Permission.STAFF_OPERATE)
def pick_order(ctx: Context, number: str) -> OrderState:
    """All that is reserved is taken off the shelves. An order that shall leave as a whole waits until all of it is there."""
    order = orders.order_or_missing(ctx, number)
    lines = orders.lines_of(ctx, order)
    complete = all(line.quantity == line.reserved + line.shipped for line in lines)
    if not any(line.reserved > line.picked for line in lines) or not (order.in_parts or complete):
        raise Conflict(NOTHING_THERE)
    move(ctx, order, Move.PICK)
    for line in lines:
        line.picked = line.reserved
    return finish_move(ctx, order, Move.PICK)


@staff_command(Permission.STAFF_OPERATE)
def ship_part(ctx: Context, number: str, quantities: Mapping[int, Decimal] | None = None, *, carrier: str = "", tracking_number: str = "") -> OrderState:
    """These quantities leave, by position; without them all that is picked for the first address. Raises Invalid for what is not picked."""
    order = orders.order_or_missing(ctx, number)
    lines = orders.lines_of(ctx, order)
    leaving = _leaving(lines, quantities)
    rest = any(line.shipped + leaving.get(line.position, Decimal(0)) < line.quantity for line in lines)
    how = Move.SHIP_PART if rest else Move.SHIP_REST
    move(ctx, order, how)
    for line in sorted((line for line in lines if line.position in leaving), key=lambda one: (one.number, one.warehouse_id)):
        part = leaving[line.position]
        stock.take_out(ctx, line.number, line.warehouse_id, part)
        line.shipped += part
        line.picked -= part
        line.reserved -= part
    _put_delivery(ctx, order, leaving, carrier, tracking_number)
    return finish_move(ctx, order, how)


@staff_command(Permission.STAFF_OPERATE)
def invoice_order(ctx: Context, number: str) -> OrderState:
    """One invoice for all that was shipped."""
    order = orders.order_or_missing(ctx, number)
    net = sum((line.amount for line in orders.lines_of(ctx, order)), Decimal(0))
    move(ctx, order, Move.INVOICE)
    invoice = ErpInvoice(number=orders.next_number(ctx, "invoice", "R{:06d}"), order_id=order.id, at=ctx.now, net=net, currency=order.currency)
    orders.put_paper(ctx, invoice)
    return finish_move(ctx, order, Move.INVOICE)


@staff_command(Permission.STAFF_OPERATE)
def step_order(ctx: Context, number: str) -> OrderState:
    """Whatever comes next. Raises Conflict where nothing does."""
    state = OrderState(orders.order_or_missing(ctx, number).state)
    if state is OrderState.RECEIVED:
        return confirm_order(ctx, number)
    if state is OrderState.CONFIRMED:
        return pick_order(ctx, number)
    if state is OrderState.PICKED:
        return ship_part(ctx, number, carrier="Nordfracht")
    if state is OrderState.PARTLY_SHIPPED:
        return _ship_more(ctx, number)
    if state is OrderState.SHIPPED:
        return invoice_order(ctx, number)
    raise Conflict(TOO_LATE)


@staff_query(Permission.STAFF_OPERATE)
def list_due_orders(ctx: Context, patience: timedelta) -> Sequence[str]:
    """Numbers of orders that have stood still for so long and can go on."""
    return orders.due_for_a_step(ctx, ctx.now - patience)


def _ship_more(ctx: Context, number: str) -> OrderState:
    lines = orders.lines_of(ctx, orders.order_or_missing(ctx, number))
    if not any(line.picked for line in lines):
        pick_order(ctx, number)
    return ship_part(ctx, number, carrier="Nordfracht")


def _leaving(lines: Sequence[ErpOrderLine], quantities: Mapping[int, Decimal] | None) -> dict[int, Decimal]:
    """Position and quantity of what leaves together."""
    picked = {line.position: line for line in lines if line.picked}
    if quantities is None:
        first = next(iter(picked.values()), None)
        return {line.position: line.picked for line in picked.values() if line.ship_to == first.ship_to}
    right = all(position in picked and 0 < quantity <= picked[position].picked for position, quantity in quantities.items())
    if not quantities or not right or any(picked[one].ship_to != picked[next(iter(quantities))].ship_to for one in quantities):
        raise Invalid(NOT_PICKED)
    return dict(quantities)


def _put_delivery(ctx: Context, order: ErpOrder, leaving: Mapping[int, Decimal], carrier: str, tracking_number: str) -> None:
    number = orders.next_number(ctx, "delivery", "L{:06d}")
    lines = [[position, str(quantity)] for position, quantity in sorted(leaving.items())]
    tracking = tracking_number or (f"NF{number[1:]}" if carrier else "")
    orders.put_paper(ctx, ErpDelivery(number=number, order_id=order.id, at=ctx.now, carrier=carrier, tracking_number=tracking, lines=lines))
