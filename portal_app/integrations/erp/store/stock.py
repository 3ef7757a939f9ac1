"""Stock in the database: read in sets, and changed by one conditional statement at a time, so that nothing is promised twice."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from sqlmodel import col, delete, insert, select, update

from portal_app.integrations.erp.port import Incoming, StockFacts, Warehouse, WarehouseStock
from portal_app.integrations.erp.tables import ErpReplenishment, ErpStock, ErpWarehouse
from portal_app.kernel.errors import Busy, NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

_AT_ONCE = 5000  # values in one statement; SQLite takes 32,766 and PostgreSQL 65,535
_TRIES = 20
_ON_HAND, _RESERVED, _WAITING = col(ErpStock.on_hand), col(ErpStock.reserved), col(ErpStock.waiting)


def list_warehouses(ctx: Context) -> tuple[Warehouse, ...]:
    """The one that is asked first comes first."""
    return tuple(
        Warehouse(row.code, row.name, row.region, row.time_zone, time.fromisoformat(row.cut_off), row.lead_days) for row in _warehouse_rows(ctx)
    )  # fmt: skip


def warehouse_ids(ctx: Context) -> dict[str, Id]:
    """By code, the one that is asked first comes first."""
    return {row.code: row.id for row in _warehouse_rows(ctx)}


def stock_of(ctx: Context, numbers: Sequence[str]) -> dict[str, StockFacts]:
    """What is known of these products' stock now, in a few statements however many they are. Unknown numbers are missing."""
    codes = {row.id: row.code for row in _warehouse_rows(ctx)}
    order = {code: place for place, code in enumerate(codes.values())}
    incoming = _incoming_of(ctx, numbers)
    places: dict[str, list[WarehouseStock]] = {}
    for part in _parts(numbers):
        columns = (ErpStock.number, ErpStock.warehouse_id, ErpStock.on_hand, ErpStock.reserved)
        query = select(*columns).add_columns(ErpStock.waiting).where(col(ErpStock.number).in_(part))
        for number, warehouse_id, *amounts in ctx.db.execute(query).all():
            place = WarehouseStock(codes[warehouse_id], *amounts, tuple(incoming.get((number, warehouse_id), ())))
            places.setdefault(number, []).append(place)
    return {number: StockFacts(number, _in_order(found, order), ctx.now) for number, found in places.items()}


def put_warehouses(ctx: Context, every: Sequence[Warehouse]) -> None:
    """Insert or replace them, found by their codes, in this order."""
    known = {row.code: row for row in _warehouse_rows(ctx)}
    for place, one in enumerate(every):
        row = known.get(one.code) or ErpWarehouse(code=one.code)
        row.name, row.region, row.time_zone, row.lead_days, row.place = one.name, one.region, one.time_zone, one.lead_days, place
        row.cut_off = one.cut_off.strftime("%H:%M")
        ctx.db.add(row)
    ctx.db.flush()


def put_counts(ctx: Context, counts: Sequence[tuple[str, Id, Decimal]]) -> None:
    """(number, warehouse, on hand): what was counted. What is reserved and waiting stays."""
    known = {(row.number, row.warehouse_id) for part in _parts([one[0] for one in counts]) for row in _stock_rows(ctx, part)}
    rows = [{"number": number, "warehouse_id": warehouse_id, "on_hand": on_hand, "counted_at": ctx.now} for number, warehouse_id, on_hand in counts]
    new = [row | {"reserved": Decimal(0), "waiting": Decimal(0)} for row in rows if (row["number"], row["warehouse_id"]) not in known]
    old = [row for row in rows if (row["number"], row["warehouse_id"]) in known]
    if new:
        ctx.db.execute(insert(ErpStock), new)
    if old:
        ctx.db.execute(update(ErpStock), old)


def reserved_beyond(ctx: Context, counts: Sequence[tuple[str, Id, Decimal]]) -> list[str]:
    """The numbers of which more is reserved than was counted."""
    counted = {(number, warehouse_id): on_hand for number, warehouse_id, on_hand in counts}
    rows = [row for part in _parts([one[0] for one in counts]) for row in _stock_rows(ctx, part)]
    return sorted(row.number for row in rows if row.reserved > counted.get((row.number, row.warehouse_id), row.reserved))


def put_replenishments(ctx: Context, places: Sequence[tuple[str, Id]], every: Sequence[tuple[str, Id, date, Decimal]]) -> None:
    """(number, warehouse, day, quantity): all that is on its way to these places; what was known of them before goes."""
    for warehouse_id in {one[1] for one in places}:
        for part in _parts(number for number, place in places if place == warehouse_id):
            here = (ErpReplenishment.warehouse_id == warehouse_id, col(ErpReplenishment.number).in_(part))
            ctx.db.execute(delete(ErpReplenishment).where(*here))
    rows = [
        ErpReplenishment(number=number, warehouse_id=warehouse_id, day=day, quantity=quantity).model_dump()
        for number, warehouse_id, day, quantity in every
    ]  # fmt: skip
    if rows:
        ctx.db.execute(insert(ErpReplenishment), rows)


def reserve(ctx: Context, number: str, warehouse_id: Id, wanted: Decimal) -> Decimal:
    """Promise as much as is free, at most `wanted`; the rest waits. Returns what was promised.

    One conditional statement: it counts only if what was seen as free is still free.
    """
    for _ in range(_TRIES):
        free = ctx.db.execute(select(_ON_HAND - _RESERVED).where(*_at(number, warehouse_id))).scalar_one()
        part = min(free, wanted)
        still_free = part <= _ON_HAND - _RESERVED
        if _change(ctx, number, warehouse_id, still_free, reserved=_RESERVED + part, waiting=_WAITING + (wanted - part)):
            return part
    raise Busy


def serve_waiting(ctx: Context, number: str, warehouse_id: Id, missing: Decimal) -> Decimal:
    """Promise what has come in to somebody who waits for `missing`. Returns how much."""
    for _ in range(_TRIES):
        free = ctx.db.execute(select(_ON_HAND - _RESERVED).where(*_at(number, warehouse_id))).scalar_one()
        part = min(free, missing)
        still_free = part <= _ON_HAND - _RESERVED
        if part == 0 or _change(ctx, number, warehouse_id, still_free, reserved=_RESERVED + part, waiting=_WAITING - part):
            return part
    raise Busy


def give_back(ctx: Context, number: str, warehouse_id: Id, *, reserved: Decimal, waiting: Decimal) -> None:
    """Somebody does not need it any more."""
    _must(_change(ctx, number, warehouse_id, reserved <= _RESERVED, reserved=_RESERVED - reserved, waiting=_WAITING - waiting))


def take_out(ctx: Context, number: str, warehouse_id: Id, quantity: Decimal) -> None:
    """So much of what was reserved has left the house."""
    _must(_change(ctx, number, warehouse_id, quantity <= _RESERVED, on_hand=_ON_HAND - quantity, reserved=_RESERVED - quantity))


def take_in(ctx: Context, number: str, warehouse_id: Id, quantity: Decimal) -> None:
    """So much has come in. Raises NotFound where the product has no stock at this place."""
    if not _change(ctx, number, warehouse_id, _ON_HAND >= 0, on_hand=_ON_HAND + quantity):
        raise NotFound


def due_replenishments(ctx: Context, day: date, limit: int) -> list[ErpReplenishment]:
    """What should have come in by this day, the oldest first."""
    query = select(ErpReplenishment).where(ErpReplenishment.day <= day).order_by(ErpReplenishment.day, ErpReplenishment.id)
    return list(ctx.db.exec(query.limit(limit)).all())


def drop_replenishment(ctx: Context, replenishment_id: Id) -> bool:
    """Whether it was still there: goods come in once."""
    return ctx.db.exec(delete(ErpReplenishment).where(col(ErpReplenishment.id) == replenishment_id)).rowcount == 1


def _warehouse_rows(ctx: Context) -> list[ErpWarehouse]:
    return list(ctx.db.exec(select(ErpWarehouse).order_by(ErpWarehouse.place, ErpWarehouse.code)).all())


def _stock_rows(ctx: Context, numbers: Sequence[str]) -> list[Any]:
    return list(ctx.db.execute(select(ErpStock.number, ErpStock.warehouse_id, ErpStock.reserved).where(col(ErpStock.number).in_(numbers))).all())


def _incoming_of(ctx: Context, numbers: Sequence[str]) -> dict[tuple[str, Id], list[Incoming]]:
    found: dict[tuple[str, Id], list[Incoming]] = {}
    for part in _parts(numbers):
        columns = (ErpReplenishment.number, ErpReplenishment.warehouse_id, ErpReplenishment.day, ErpReplenishment.quantity)
        query = select(*columns).where(col(ErpReplenishment.number).in_(part)).order_by(ErpReplenishment.day, ErpReplenishment.id)
        for number, warehouse_id, day, quantity in ctx.db.execute(query).all():
            found.setdefault((number, warehouse_id), []).append(Incoming(day, quantity))
    return found


def _in_order(found: list[WarehouseStock], order: dict[str, int]) -> tuple[WarehouseStock, ...]:
    return tuple(found) if len(found) == 1 else tuple(sorted(found, key=lambda one: order[one.warehouse]))


def _at(number: str, warehouse_id: Id) -> tuple[Any, ...]:
    return (ErpStock.number == number, ErpStock.warehouse_id == warehouse_id)


def _change(ctx: Context, number: str, warehouse_id: Id, condition: Any, **values: Any) -> bool:
    changing = update(ErpStock).where(*_at(number, warehouse_id), condition).values(**values)
    return ctx.db.execute(changing.execution_options(synchronize_session=False)).rowcount == 1


def _must(done: bool) -> None:
    if not done:
        raise Busy


def _parts(numbers: Iterable[str]) -> list[list[str]]:
    every = sorted(set(numbers))
    return [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
