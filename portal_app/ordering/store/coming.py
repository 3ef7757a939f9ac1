"""What is still to come of all orders somebody sees, and what happened to them lately: one question each, however many orders there are."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Row, func, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from portal_app.kernel.gate import Context
from portal_app.ordering.store.orders import orders_visible_to
from portal_app.ordering.tables import Order, OrderLine, OrderStep


def lines_to_come(ctx: Context, states: Collection[str], today: date, *, most: int) -> list[Row]:
    """Rows of order id, number, name, state, promised day, confirmed day, whether they have left, how many lines: those that have not left,
    and those that have and are promised for today or later. The earliest promise first, those without one last."""
    line = aliased(OrderLine)  # which orders are visible may be a question about their lines too
    gone = col(line.shipped) >= line.quantity
    facts = (Order.id, Order.number, Order.name, Order.state, line.promised_on, line.confirmed_on, gone)
    wanted = orders_visible_to(ctx).where(col(Order.state).in_(sorted(states)), or_(not_(gone), col(line.promised_on) >= today))
    lines = wanted.join(line, col(line.order_id) == Order.id).with_only_columns(*facts, func.count()).group_by(*facts)
    return list(ctx.db.execute(lines.order_by(col(line.promised_on).is_(None), col(line.promised_on), Order.id).limit(most)).all())


def latest_steps(ctx: Context, moves: Collection[str], *, but_by: str, since: datetime, most: int) -> list[Row]:
    """Rows of order id, number, name, instant, state then, who: the latest first, without those of the one named."""
    facts = (Order.id, Order.number, Order.name, OrderStep.at, OrderStep.state, OrderStep.who, OrderStep.actor_kind)
    steps = orders_visible_to(ctx).join(OrderStep, col(OrderStep.order_id) == Order.id).with_only_columns(*facts)
    steps = steps.where(col(OrderStep.move).in_(sorted(moves)), OrderStep.at >= since, OrderStep.who != but_by)
    return list(ctx.db.execute(steps.order_by(col(OrderStep.at).desc(), col(OrderStep.id).desc()).limit(most)).all())
