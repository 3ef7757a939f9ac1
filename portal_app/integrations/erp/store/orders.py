"""Orders of the embedded ERP in the database. A state changes by one conditional statement, so that a move happens once."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlmodel import col, select, update

from portal_app.integrations.erp.life import OrderState
from portal_app.integrations.erp.port import DeliveryStatus, InvoiceStatus, LineStatus, OrderStatus
from portal_app.integrations.erp.tables import ErpDelivery, ErpInvoice, ErpNumberRange, ErpOrder, ErpOrderLine
from portal_app.kernel.db import insert_for
from portal_app.kernel.errors import Conflict, NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money

_AT_ONCE = 1000
_WAITING_FOR_GOODS = (OrderState.HELD, OrderState.RECEIVED, OrderState.CONFIRMED, OrderState.PICKED, OrderState.PARTLY_SHIPPED)


def order_of_key(ctx: Context, key: str) -> ErpOrder | None:
    return ctx.db.exec(select(ErpOrder).where(ErpOrder.key == key)).first()


def order_or_missing(ctx: Context, number: str) -> ErpOrder:
    row = ctx.db.exec(select(ErpOrder).where(ErpOrder.number == number)).first()
    if row is None:
        raise NotFound
    return row


def put_order(ctx: Context, order: ErpOrder, lines: Sequence[ErpOrderLine]) -> None:
    ctx.db.add(order)
    ctx.db.flush()
    ctx.db.add_all(lines)
    ctx.db.flush()


def lines_of(ctx: Context, order: ErpOrder) -> list[ErpOrderLine]:
    return list(ctx.db.exec(select(ErpOrderLine).where(ErpOrderLine.order_id == order.id).order_by(col(ErpOrderLine.position))).all())


def move_order(ctx: Context, order: ErpOrder, state: OrderState) -> None:
    """Into the next state. Raises Conflict when somebody else moved it meanwhile. Until the end of this transaction nobody else can."""
    still = (ErpOrder.id == order.id, ErpOrder.state == order.state, ErpOrder.step == order.step)
    values = {"state": state.value, "step": order.step + 1, "moved_at": ctx.now}
    moving = update(ErpOrder).where(*still).values(**values).execution_options(synchronize_session=False)
    if ctx.db.execute(moving).rowcount != 1:
        raise Conflict
    ctx.db.refresh(order)


def touch_order(ctx: Context, order: ErpOrder) -> None:
    """There is news of an order that stays in its state."""
    move_order(ctx, order, OrderState(order.state))


def put_paper(ctx: Context, paper: ErpDelivery | ErpInvoice) -> None:
    ctx.db.add(paper)
    ctx.db.flush()


def next_number(ctx: Context, name: str, form: str) -> str:
    """The next number of a range. It is used up when this transaction is committed, and only then: there are no gaps."""
    start = insert_for(ctx.db)(ErpNumberRange).on_conflict_do_nothing(index_elements=["name"])
    ctx.db.execute(start, [{"name": name, "last": 0}])
    up = update(ErpNumberRange).where(ErpNumberRange.name == name).values(last=col(ErpNumberRange.last) + 1).returning(ErpNumberRange.last)
    return form.format(ctx.db.execute(up.execution_options(synchronize_session=False)).scalar_one())


def status_of(ctx: Context, numbers: Sequence[str]) -> dict[str, OrderStatus]:
    """Where these orders stand. Unknown numbers are missing."""
    found: dict[str, OrderStatus] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        rows = ctx.db.exec(select(ErpOrder).where(col(ErpOrder.number).in_(numbers[start : start + _AT_ONCE]))).all()
        ids = [row.id for row in rows]
        lines, deliveries, invoices = _lines(ctx, ids), _deliveries(ctx, ids), _invoices(ctx, ids)
        for row in rows:
            parts = (tuple(kind.get(row.id, ())) for kind in (lines, deliveries, invoices))
            reason = row.reason if row.state in (OrderState.REJECTED, OrderState.CANCELLED) else ""
            found[row.number] = OrderStatus(row.number, OrderState(row.state), row.step, row.moved_at, *parts, reason)
    return found


def due_for_a_step(ctx: Context, before: datetime) -> list[str]:
    """Numbers of orders that have stood still since `before` and can go on, the oldest first."""
    somewhere = (OrderState.RECEIVED, OrderState.PICKED, OrderState.SHIPPED)
    reserved = select(ErpOrderLine.order_id).where(col(ErpOrderLine.reserved) > 0)
    missing = select(ErpOrderLine.order_id).where(col(ErpOrderLine.quantity) > col(ErpOrderLine.reserved))
    picks_now = col(ErpOrder.id).in_(reserved) & (col(ErpOrder.in_parts) | col(ErpOrder.id).not_in(missing))
    picks_more = (ErpOrder.state == OrderState.PARTLY_SHIPPED) & col(ErpOrder.id).in_(reserved)
    can = col(ErpOrder.state).in_(somewhere) | ((ErpOrder.state == OrderState.CONFIRMED) & picks_now) | picks_more
    query = select(ErpOrder.number).where(ErpOrder.moved_at <= before, can).order_by(col(ErpOrder.moved_at), col(ErpOrder.number))
    return list(ctx.db.exec(query).all())


def waiting_lines(ctx: Context, number: str, warehouse_id: Id) -> list[tuple[ErpOrder, ErpOrderLine]]:
    """Who waits for this product, the oldest order first."""
    query = (
        select(ErpOrder, ErpOrderLine)
        .join(ErpOrderLine, col(ErpOrderLine.order_id) == col(ErpOrder.id))
        .where(ErpOrderLine.number == number, ErpOrderLine.warehouse_id == warehouse_id, col(ErpOrder.state).in_(_WAITING_FOR_GOODS))
        .where(col(ErpOrderLine.quantity) > col(ErpOrderLine.reserved) + col(ErpOrderLine.shipped))
    )
    return [tuple(row) for row in ctx.db.exec(query.order_by(col(ErpOrder.received_at), col(ErpOrder.id), col(ErpOrderLine.position))).all()]


def _lines(ctx: Context, ids: Sequence[Id]) -> dict[Id, list[LineStatus]]:
    found: dict[Id, list[LineStatus]] = {}
    for row in ctx.db.exec(select(ErpOrderLine).where(col(ErpOrderLine.order_id).in_(ids)).order_by(col(ErpOrderLine.position))).all():
        found.setdefault(row.order_id, []).append(LineStatus(row.position, row.number, row.quantity, row.confirmed_day, row.shipped))
    return found


def _deliveries(ctx: Context, ids: Sequence[Id]) -> dict[Id, list[DeliveryStatus]]:
    found: dict[Id, list[DeliveryStatus]] = {}
    for row in ctx.db.exec(select(ErpDelivery).where(col(ErpDelivery.order_id).in_(ids)).order_by(ErpDelivery.number)).all():
        lines = tuple((position, Decimal(quantity)) for position, quantity in row.lines)
        found.setdefault(row.order_id, []).append(DeliveryStatus(row.number, row.at, row.carrier, row.tracking_number, lines))
    return found


def _invoices(ctx: Context, ids: Sequence[Id]) -> dict[Id, list[InvoiceStatus]]:
    rows = ctx.db.exec(select(ErpInvoice).where(col(ErpInvoice.order_id).in_(ids))).all()
    return {row.order_id: [InvoiceStatus(row.number, row.at, Money(row.net, row.currency))] for row in rows}
