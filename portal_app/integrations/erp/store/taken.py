"""Orders of the embedded ERP as its back office reads them: lists with filters, and one with all that is known of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, func
from sqlmodel import col, or_, select

from portal_app.integrations.erp.life import OrderState
from portal_app.integrations.erp.port import OrderStatus
from portal_app.integrations.erp.store.orders import lines_of, status_of
from portal_app.integrations.erp.store.stock import list_warehouses, warehouse_ids
from portal_app.integrations.erp.tables import ErpHandover, ErpOrder, ErpOrderLine
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Quantity
from portal_app.kernel.paging import Page, read_page


@dataclass(frozen=True)
class TakenFilter:
    """Which orders are wanted; what is empty does not limit them. Each word stands in one of the order's numbers, or its company is one of
    `named` for that word. `company_ids` None: of all companies."""

    words: tuple[str, ...] = ()
    named: dict[str, frozenset[Id]] = field(default_factory=dict)
    states: frozenset[OrderState] = frozenset()
    company_ids: frozenset[Id] | None = None


@dataclass(frozen=True)
class TakenOrder:
    """An order as the ERP has it. `company_id` and `key` are the portal's; empty for an order that the portal has not heard of yet."""

    number: str
    order_number: str
    company_id: Id
    key: str
    customer_number: str
    po_number: str
    state: OrderState
    step: int
    lines: int
    received_at: datetime
    moved_at: datetime
    reason: str


@dataclass(frozen=True)
class TakenLine:
    """One line. `reserved` holds what is picked too; `missing` has to come in first. `place` names an address of its own."""

    position: int
    number: str
    quantity: Quantity
    warehouse: str
    wanted_day: date | None
    confirmed_day: date | None
    reserved: Decimal
    picked: Decimal
    shipped: Decimal
    missing: Decimal
    note: str
    place: str


@dataclass(frozen=True)
class TakenSheet:
    order: TakenOrder
    lines: tuple[TakenLine, ...]
    ship_to: str
    in_parts: bool
    note: str
    status: OrderStatus


def list_taken_orders(ctx: Context, asked: TakenFilter, *, number: int, size: int) -> Page[TakenOrder]:
    """A page of them, the latest first."""
    query = _visible(asked.company_ids)
    for word in asked.words:
        told = [col(column).icontains(word, autoescape=True) for column in _NUMBERS]
        query = query.where(or_(*told, col(ErpHandover.company_id).in_(asked.named.get(word, ()))))
    if asked.states:
        query = query.where(col(ErpOrder.state).in_(sorted(asked.states)))
    page = read_page(ctx.db, query.order_by(col(ErpOrder.received_at).desc(), col(ErpOrder.id).desc()), number=number, size=size)
    counts = _line_counts(ctx, [order.id for order, _, _ in page.rows])
    return Page(tuple(_order(*row, counts) for row in page.rows), page.total, page.number, page.size)


def count_taken_orders(ctx: Context, company_ids: Collection[Id] | None) -> dict[OrderState, int]:
    """How many stand where."""
    rows = _visible(company_ids).with_only_columns(ErpOrder.state, func.count()).group_by(ErpOrder.state)
    return {OrderState(state): count for state, count in ctx.db.execute(rows).all()}


def taken_sheet_or_missing(ctx: Context, number: str, company_ids: Collection[Id] | None) -> TakenSheet:
    """Raises NotFound for one of another company than these, as for an unknown one."""
    row = ctx.db.execute(_visible(company_ids).where(ErpOrder.number == number)).first()
    if row is None:
        raise NotFound
    order, codes = row[0], {warehouse_id: code for code, warehouse_id in warehouse_ids(ctx).items()}
    names = {one.code: one.name for one in list_warehouses(ctx)}
    lines = lines_of(ctx, order)
    told = tuple(_line(line, names.get(codes.get(line.warehouse_id, ""), "")) for line in lines)
    taken = _order(*row, {order.id: len(lines)})
    return TakenSheet(taken, told, place_text(order.ship_to), order.in_parts, order.note, status_of(ctx, [number])[number])


def place_text(ship_to: dict[str, str] | None) -> str:
    """An address in one line."""
    if not ship_to:
        return ""
    return f"{ship_to['recipient']}, {ship_to['street']}, {ship_to['postcode']} {ship_to['city']}, {ship_to['country']}"


_NUMBERS = (ErpOrder.number, ErpOrder.order_number, ErpOrder.po_number, ErpOrder.customer_number)


def _visible(company_ids: Collection[Id] | None) -> Select:
    """With the company and the key of the portal, where it has noted the answer."""
    query = select(ErpOrder, ErpHandover.company_id, ErpHandover.key).join(ErpHandover, col(ErpHandover.number) == col(ErpOrder.number), isouter=True)
    return query if company_ids is None else query.where(col(ErpHandover.company_id).in_(sorted(company_ids)))


def _line_counts(ctx: Context, ids: Sequence[Id]) -> dict[Id, int]:
    counting = select(ErpOrderLine.order_id, func.count()).where(col(ErpOrderLine.order_id).in_(ids)).group_by(col(ErpOrderLine.order_id))
    return dict(tuple(row) for row in ctx.db.execute(counting).all())


def _order(row: ErpOrder, company_id: Id | None, key: str | None, counts: dict[Id, int]) -> TakenOrder:
    return TakenOrder(
        row.number, row.order_number, company_id or "", key or "", row.customer_number, row.po_number, OrderState(row.state), row.step,
        counts.get(row.id, 0), row.received_at, row.moved_at, row.reason,
    )  # fmt: skip


def _line(line: ErpOrderLine, warehouse: str) -> TakenLine:
    missing = line.quantity - line.reserved - line.shipped
    return TakenLine(
        line.position, line.number, Quantity(line.quantity, line.unit), warehouse, line.wanted_day, line.confirmed_day, line.reserved, line.picked,
        line.shipped, missing, line.note, place_text(line.ship_to),
    )  # fmt: skip
