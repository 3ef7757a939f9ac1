"""The steps of an order in the embedded ERP: release, confirm, pick, ship a part, invoice. By staff, or by the demo's clock."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from portal_app.integrations.erp.actions.moving import TOO_LATE, check_seen, finish_move, move
from portal_app.integrations.erp.actions.proposing import proposed_days
from portal_app.integrations.erp.life import Move, OrderState
from portal_app.integrations.erp.shipping import PickedLine, check_days, check_leaving
from portal_app.integrations.erp.store import orders, stock
from portal_app.integrations.erp.tables import ErpDelivery, ErpInvoice, ErpOrder, ErpOrderLine
from portal_app.kernel import clock
from portal_app.kernel.errors import Conflict, Invalid
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.i18n import message
from portal_app.kernel.permissions import Permission

_LONGEST = 40  # signs of a carrier's name, and of its number
NOTHING_THERE = message("Nothing of this order is there to be picked.")
NOTHING_LEAVES = message("Please enter what leaves. Only what is picked can.")


@staff_command(Permission.STAFF_OPERATE)
def release_order(ctx: Context, number: str, *, seen: int | None = None) -> OrderState:
    """Somebody looked at a held order: it goes its way. `seen`: see `check_seen`, here and below."""
    order = orders.order_or_missing(ctx, number)
    check_seen(order, seen)
    move(ctx, order, Move.RELEASE)
    return finish_move(ctx, order, Move.RELEASE)


@staff_command(Permission.STAFF_OPERATE)
def confirm_order(ctx: Context, number: str, days: Mapping[int, date | None] | None = None, *, seen: int | None = None) -> OrderState:
    """Each line gets the day on which it leaves, by position; none where nobody knows when the rest comes in. Lines that `days` leaves out get
    the day that stock allows. Raises Invalid for days that cannot be, with `line-3` as the field's name."""
    order = orders.order_or_missing(ctx, number)
    check_seen(order, seen)
    lines, told = orders.lines_of(ctx, order), dict(days or {})
    _refuse(check_days(clock.today(), frozenset(line.position for line in lines), told))
    move(ctx, order, Move.CONFIRM)
    proposed = proposed_days(ctx, lines)
    for line in lines:
        line.confirmed_day = told.get(line.position, proposed[line.position])
    return finish_move(ctx, order, Move.CONFIRM)


@staff_command(Permission.STAFF_OPERATE)
def pick_order(ctx: Context, number: str, *, seen: int | None = None) -> OrderState:
    """All that is reserved is taken off the shelves. An order that shall leave as a whole waits until all of it is there."""
    order = orders.order_or_missing(ctx, number)
    check_seen(order, seen)
    lines = orders.lines_of(ctx, order)
    complete = all(line.quantity == line.reserved + line.shipped for line in lines)
    if not any(line.reserved > line.picked for line in lines) or not (order.in_parts or complete):
        raise Conflict(NOTHING_THERE)
    move(ctx, order, Move.PICK)
    for line in lines:
        line.picked = line.reserved
    return finish_move(ctx, order, Move.PICK)


@staff_command(Permission.STAFF_OPERATE)
def ship_part(
    ctx: Context, number: str, quantities: Mapping[int, Decimal] | None = None, *, carrier: str = "", tracking_number: str = "", seen: int | None = None
) -> OrderState:
    """These quantities leave, by position; without them all that is picked for the first address. Raises Invalid for what is not picked."""
    order = orders.order_or_missing(ctx, number)
    check_seen(order, seen)
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
def invoice_order(ctx: Context, number: str, *, seen: int | None = None) -> OrderState:
    """One invoice for all that was shipped."""
    order = orders.order_or_missing(ctx, number)
    check_seen(order, seen)
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
        if first is None:
            raise Invalid(NOTHING_LEAVES)
        return {line.position: line.picked for line in picked.values() if line.ship_to == first.ship_to}
    if not quantities:
        raise Invalid(NOTHING_LEAVES)
    _refuse(check_leaving({line.position: PickedLine(line.picked, line.ship_to) for line in lines}, quantities))
    return dict(quantities)


def _refuse(wrong: Mapping[int, str]) -> None:
    if wrong:
        raise Invalid(fields={f"line-{position}": sentence for position, sentence in wrong.items()})


def _put_delivery(ctx: Context, order: ErpOrder, leaving: Mapping[int, Decimal], carrier: str, tracking_number: str) -> None:
    carrier, tracking_number = (" ".join(words.split())[:_LONGEST] for words in (carrier, tracking_number))
    number = orders.next_number(ctx, "delivery", "L{:06d}")
    lines = [[position, str(quantity)] for position, quantity in sorted(leaving.items())]
    tracking = tracking_number or (f"NF{number[1:]}" if carrier else "")
    orders.put_paper(ctx, ErpDelivery(number=number, order_id=order.id, at=ctx.now, carrier=carrier, tracking_number=tracking, lines=lines))
