"""Orders, their lines and steps in the database."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Select, false, func, insert
from sqlmodel import col, exists, or_, select

from portal_app.accounts import reach_of
from portal_app.kernel.columns import Amount
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id
from portal_app.kernel.paging import Page, read_page
from portal_app.kernel.permissions import Permission
from portal_app.ordering.rules.order_states import OrderState
from portal_app.ordering.tables import Order, OrderLine, OrderNumber, OrderStep

NOTHING_CAME = (OrderState.CANCELLED.value, OrderState.REFUSED.value)


def orders_visible_to(ctx: Context) -> Select:
    """One's own; with the right to all, those of everybody, for a role of one cost centre those booked there."""
    own = col(Order.account_id) == ctx.actor.account_id
    if not ctx.actor.may(Permission.ORDER_VIEW_ALL):
        return select(Order).where(own)
    reach = reach_of(ctx, Permission.ORDER_VIEW_ALL)
    if reach is None:
        return select(Order)
    booked = exists(select(OrderLine.id).where(OrderLine.order_id == Order.id, col(OrderLine.cost_centre_id).in_(reach)))
    return select(Order).where(or_(own, booked))


def order_or_missing(ctx: Context, order_id: Id) -> Order:
    return _found(ctx, orders_visible_to(ctx), order_id)


def order_to_change(ctx: Context, order_id: Id) -> Order:
    """One that is visible, held where the database can."""
    return _found(ctx, orders_visible_to(ctx).with_for_update().execution_options(populate_existing=True), order_id)


def hold_order(ctx: Context, order_id: Id) -> Order:
    """For news about it from other slices: whoever brings them need not see it. Raises NotFound when it is not this company's."""
    return _found(ctx, select(Order).with_for_update().execution_options(populate_existing=True), order_id)


def find_order_of_cart(ctx: Context, cart_id: Id) -> Order | None:
    return ctx.db.exec(select(Order).where(Order.cart_id == cart_id)).first()


def list_orders(
    ctx: Context, *, words: Sequence[str], states: Collection[str], cost_centre_id: Id, only_own: bool, days: tuple[date | None, date | None],
    number: int, size: int,
) -> Page[Order]:  # fmt: skip
    """The latest first. Each of the words stands somewhere in the order. `days` are the first and the last, where the caller is."""
    query = orders_visible_to(ctx)
    for word in words:
        query = query.where(col(Order.search).contains(word, autoescape=True))
    if states:
        query = query.where(col(Order.state).in_(sorted(states)))
    if only_own:
        query = query.where(Order.account_id == ctx.actor.account_id)
    if cost_centre_id:
        booked = exists(select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.cost_centre_id == cost_centre_id))
        query = query.where(booked if is_id(cost_centre_id) else false())
    first, last = days
    if first:
        query = query.where(Order.placed_at >= _beginning(ctx, first))
    if last:
        query = query.where(Order.placed_at < _beginning(ctx, last + timedelta(days=1)))
    return read_page(ctx.db, query.order_by(col(Order.placed_at).desc(), col(Order.id).desc()), number=number, size=size)


def orders_with_po_number(ctx: Context, po_number: str) -> list[str]:
    """The numbers of the company's orders that carry it already."""
    return list(ctx.db.exec(select(Order.number).where(Order.po_number == po_number).order_by(Order.number)).all())


def lines_of(ctx: Context, order_id: Id) -> list[OrderLine]:
    return list(ctx.db.exec(select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.position)).all())


def steps_of(ctx: Context, order_id: Id) -> list[OrderStep]:
    """The latest first."""
    return list(ctx.db.exec(select(OrderStep).where(OrderStep.order_id == order_id).order_by(col(OrderStep.id).desc())).all())


def next_serial(ctx: Context, order_id: Id) -> int:
    """A number of our own for this order. Nobody waits for anybody's."""
    row = OrderNumber(order_id=order_id)
    ctx.db.add(row)
    ctx.db.flush()
    return row.serial


def put_order(ctx: Context, order: Order, lines: Sequence[OrderLine]) -> None:
    ctx.db.add(order)
    ctx.db.flush()
    ctx.db.execute(insert(OrderLine), [_values(line) for line in lines])


def put_step(ctx: Context, step: OrderStep) -> None:
    ctx.db.add(step)


def _values(line: OrderLine) -> dict:
    return {name: value for name, value in line.model_dump().items() if name != "company_id"}


def _beginning(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(ctx.actor.time_zone))


def _found(ctx: Context, query: Select, order_id: Id) -> Order:
    order = ctx.db.exec(query.where(col(Order.id) == order_id)).first() if is_id(order_id) else None
    if order is None:
        raise NotFound
    return order


def ordered_before(ctx: Context, product_ids: Collection[Id]) -> set[Id]:
    """Which of these the company has ordered before; what came to nothing does not count."""
    counting = select(OrderLine.product_id).join(Order, col(Order.id) == OrderLine.order_id).where(col(Order.state).not_in(NOTHING_CAME))
    return set(ctx.db.exec(counting.where(col(OrderLine.product_id).in_(set(product_ids))).distinct()).all())


def last_ordered(ctx: Context, *, product_id: Id = "", number: str = "") -> tuple[OrderLine, Order] | None:
    """The newest line of this product, or with this article number, in the orders that the caller sees; what came to nothing does not count."""
    lines = orders_visible_to(ctx).join(OrderLine, col(OrderLine.order_id) == col(Order.id)).add_columns(OrderLine)
    lines = lines.where(OrderLine.product_id == product_id if product_id else OrderLine.number == number)
    row = ctx.db.execute(lines.where(col(Order.state).not_in(NOTHING_CAME)).order_by(col(Order.placed_at).desc(), col(Order.id).desc()).limit(1)).first()
    return (row[1], row[0]) if row else None


def ordered_since(ctx: Context, day: date, time_zone: str) -> Decimal:
    """The net total of one's own orders since the beginning of a day; what came to nothing does not count."""
    since = datetime.combine(day, time(), ZoneInfo(time_zone))
    own = (Order.account_id == ctx.actor.account_id, Order.placed_at >= since, col(Order.state).not_in(NOTHING_CAME))
    return ctx.db.exec(select(func.sum(Order.net, type_=Amount())).where(*own)).one() or Decimal(0)
