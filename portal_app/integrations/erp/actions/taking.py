"""The embedded ERP takes orders and tells of them. Called by the port, never by a person of a company."""

from collections.abc import Sequence
from dataclasses import asdict

from portal_app.integrations.erp.life import OrderState
from portal_app.integrations.erp.port import Acknowledgement, ErpConflict, OrderedLine, OrderStatus, OutgoingOrder, StockFacts, Verdict, Warehouse
from portal_app.integrations.erp.promising import choose_warehouse, day_of_rest
from portal_app.integrations.erp.store import orders, stock
from portal_app.integrations.erp.tables import ErpOrder, ErpOrderLine
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from portal_app.kernel.repeats import digest_of

UNKNOWN_NUMBER = message("The ERP does not know one of the products.")
NO_DATE = message("For one of the products no date is known yet. We look for one.")


@staff_command(Permission.STAFF_OPERATE)
def take_order(ctx: Context, order: OutgoingOrder, key: str) -> Acknowledgement:
    """Once for a key: a repetition gets the first answer. What is in stock is reserved. Raises ErpConflict for another order under the same key."""
    known = orders.order_of_key(ctx, key)
    if known is not None:
        if known.digest != digest_of({"order": order}):
            raise ErpConflict(f"The key {key} was used for another order.")
        return _answer_of(known)
    facts = stock.stock_of(ctx, [line.number for line in order.lines])
    row = _row(ctx, order, key)
    if any(line.number not in facts for line in order.lines):
        row.verdict, row.reason, row.state = Verdict.REJECTED.value, UNKNOWN_NUMBER, OrderState.REJECTED.value
        lines = [_line(row, line) for line in order.lines]
    else:
        lines = _reserved_lines(ctx, row, order, facts)
    row.number = orders.next_number(ctx, "order", "A{:06d}")  # last: whoever takes a number holds up the others until the end
    orders.put_order(ctx, row, lines)
    ctx.record("erp-order.received", "erp-order", row.number, after={"verdict": row.verdict, "order": row.order_number, "customer": row.customer_number})
    return _answer_of(row)


@staff_query(Permission.STAFF_OPERATE)
def find_taken_order(ctx: Context, key: str) -> Acknowledgement | None:
    row = orders.order_of_key(ctx, key)
    return _answer_of(row) if row else None


@staff_query(Permission.STAFF_OPERATE)
def read_status(ctx: Context, numbers: Sequence[str]) -> dict[str, OrderStatus]:
    return orders.status_of(ctx, numbers)


@staff_query(Permission.STAFF_OPERATE)
def read_stock(ctx: Context, numbers: Sequence[str]) -> dict[str, StockFacts]:
    return stock.stock_of(ctx, numbers)


@staff_query(Permission.STAFF_OPERATE)
def read_warehouses(ctx: Context) -> tuple[Warehouse, ...]:
    return stock.list_warehouses(ctx)


def _answer_of(row: ErpOrder) -> Acknowledgement:
    return Acknowledgement(Verdict(row.verdict), row.number, row.reason)


def _row(ctx: Context, order: OutgoingOrder, key: str) -> ErpOrder:
    return ErpOrder(
        id=new_id(), key=key, digest=digest_of({"order": order}),
        customer_number=order.customer_number, order_number=order.order_number, po_number=order.po_number, currency=order.currency,
        ship_to=asdict(order.ship_to), in_parts=order.in_parts, note=order.note, verdict=Verdict.ACCEPTED.value,
        state=OrderState.RECEIVED.value, received_at=ctx.now, moved_at=ctx.now,
    )  # fmt: skip


def _line(row: ErpOrder, line: OrderedLine) -> ErpOrderLine:
    return ErpOrderLine(
        order_id=row.id, position=line.position, number=line.number, quantity=line.quantity, unit=line.unit, amount=line.amount,
        wanted_day=line.wanted_day, ship_to=asdict(line.ship_to) if line.ship_to else None, note=line.note,
    )  # fmt: skip


def _reserved_lines(ctx: Context, row: ErpOrder, order: OutgoingOrder, facts: dict[str, StockFacts]) -> list[ErpOrderLine]:
    """In the order of their numbers, so that two orders never wait for each other's products."""
    ids, lines = stock.warehouse_ids(ctx), []
    for asked in sorted(order.lines, key=lambda line: (line.number, line.position)):
        places = facts[asked.number].places
        code = choose_warehouse(places, asked.quantity)
        line = _line(row, asked)
        line.warehouse_id = ids[code]
        line.reserved = stock.reserve(ctx, line.number, line.warehouse_id, line.quantity)
        missing = line.quantity - line.reserved
        if missing and day_of_rest(next(place for place in places if place.warehouse == code), missing) is None:
            row.verdict, row.reason, row.state = Verdict.HELD.value, NO_DATE, OrderState.HELD.value
        lines.append(line)
    return lines
