"""Stock of the embedded ERP as its back office reads it: one product in one warehouse a row, with what is on its way there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Select, delete
from sqlmodel import col, or_, select, update

from portal_app.integrations.erp.port import Incoming
from portal_app.integrations.erp.tables import ErpReplenishment, ErpStock, ErpWarehouse
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import Page, read_page


class ShelfKind(StrEnum):
    """Which rows are looked for: all, those somebody waits for, those of which nothing is free, those with goods on their way."""

    ALL = ""
    WAITING = "waiting"
    NONE_FREE = "none-free"
    COMING = "coming"


@dataclass(frozen=True)
class ShelfFilter:
    """`words` stand in the article number, or the number is one of `numbers`; what is empty does not limit."""

    words: str = ""
    numbers: tuple[str, ...] = ()
    warehouse: str = ""
    kind: ShelfKind = ShelfKind.ALL


@dataclass(frozen=True)
class Shelf:
    """A product in a warehouse; `incoming` with the earliest first."""

    number: str
    warehouse: str
    warehouse_name: str
    on_hand: Decimal
    reserved: Decimal
    waiting: Decimal
    counted_at: datetime
    incoming: tuple[Incoming, ...] = ()

    @property
    def free(self) -> Decimal:
        return self.on_hand - self.reserved


def list_shelves(ctx: Context, asked: ShelfFilter, *, number: int, size: int) -> Page[Shelf]:
    """A page, by article number, the warehouse that is asked first before the others."""
    query = _shelves()
    if asked.words:
        query = query.where(or_(col(ErpStock.number).icontains(asked.words, autoescape=True), col(ErpStock.number).in_(asked.numbers)))
    if asked.warehouse:
        query = query.where(ErpWarehouse.code == asked.warehouse)
    if asked.kind is ShelfKind.WAITING:
        query = query.where(col(ErpStock.waiting) > 0)
    if asked.kind is ShelfKind.NONE_FREE:
        query = query.where(col(ErpStock.on_hand) == col(ErpStock.reserved))
    if asked.kind is ShelfKind.COMING:
        here = (ErpReplenishment.number == ErpStock.number, ErpReplenishment.warehouse_id == ErpStock.warehouse_id)
        query = query.where(select(ErpReplenishment.id).where(*here).exists())
    page = read_page(ctx.db, query.order_by(col(ErpStock.number), col(ErpWarehouse.place), col(ErpWarehouse.code)), number=number, size=size)
    coming = _incoming(ctx, [stock.number for stock, _ in page.rows])
    return Page(tuple(_shelf(*row, coming) for row in page.rows), page.total, page.number, page.size)


def shelf_or_missing(ctx: Context, number: str, warehouse: str) -> Shelf:
    row = ctx.db.execute(_shelves().where(ErpStock.number == number, ErpWarehouse.code == warehouse)).first()
    if row is None:
        raise NotFound
    return _shelf(*row, _incoming(ctx, [number]))


def put_count(ctx: Context, number: str, warehouse_id: Id, on_hand: Decimal, seen: Decimal) -> bool:
    """False when it is not as it was seen any more, or when more is reserved than was counted."""
    still = (ErpStock.number == number, ErpStock.warehouse_id == warehouse_id, ErpStock.on_hand == seen, col(ErpStock.reserved) <= on_hand)
    counting = update(ErpStock).where(*still).values(on_hand=on_hand, counted_at=ctx.now)
    return ctx.db.execute(counting.execution_options(synchronize_session=False)).rowcount == 1


def put_incoming(ctx: Context, number: str, warehouse_id: Id, day: date, quantity: Decimal) -> None:
    """All that is expected on this day; 0: nothing is."""
    here = (ErpReplenishment.number == number, ErpReplenishment.warehouse_id == warehouse_id, ErpReplenishment.day == day)
    ctx.db.execute(delete(ErpReplenishment).where(*here))
    if quantity:
        ctx.db.add(ErpReplenishment(number=number, warehouse_id=warehouse_id, day=day, quantity=quantity))


def _shelves() -> Select:
    return select(ErpStock, ErpWarehouse).join(ErpWarehouse, col(ErpWarehouse.id) == col(ErpStock.warehouse_id))


def _shelf(stock: ErpStock, warehouse: ErpWarehouse, coming: dict[tuple[str, Id], list[Incoming]]) -> Shelf:
    incoming = tuple(coming.get((stock.number, stock.warehouse_id), ()))
    return Shelf(stock.number, warehouse.code, warehouse.name, stock.on_hand, stock.reserved, stock.waiting, stock.counted_at, incoming)


def _incoming(ctx: Context, numbers: Collection[str]) -> dict[tuple[str, Id], list[Incoming]]:
    found: dict[tuple[str, Id], list[Incoming]] = {}
    query = select(ErpReplenishment).where(col(ErpReplenishment.number).in_(sorted(set(numbers)))).order_by(ErpReplenishment.day, ErpReplenishment.id)
    for row in ctx.db.exec(query).all():
        found.setdefault((row.number, row.warehouse_id), []).append(Incoming(row.day, row.quantity))
    return found
