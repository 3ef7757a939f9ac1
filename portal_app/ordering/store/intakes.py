"""Order files that are being worked on, in the database. Whoever read one sees it, nobody else."""

from datetime import datetime

from sqlalchemy import Select, delete
from sqlalchemy.orm import defer
from sqlmodel import col, select

from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id
from portal_app.ordering.store.carts import account_of
from portal_app.ordering.tables import OrderIntake

_HEAVY = (OrderIntake.source, OrderIntake.lines, OrderIntake.mends)


def list_intakes(ctx: Context) -> list[OrderIntake]:
    """Without what is in them; the one that was worked on last comes first."""
    query = intakes_visible_to(ctx).order_by(col(OrderIntake.changed_at).desc(), col(OrderIntake.id).desc())
    return list(ctx.db.exec(query.options(*(defer(one, raiseload=True) for one in _HEAVY))).all())


def intake_or_missing(ctx: Context, intake_id: Id) -> OrderIntake:
    return _found(ctx, intakes_visible_to(ctx).options(defer(OrderIntake.source)), intake_id)


def source_or_missing(ctx: Context, intake_id: Id) -> OrderIntake:
    return _found(ctx, intakes_visible_to(ctx), intake_id)


def intake_to_change(ctx: Context, intake_id: Id) -> OrderIntake:
    """Held where the database can, so that changes come one after another."""
    query = intakes_visible_to(ctx).options(defer(OrderIntake.source)).with_for_update().execution_options(populate_existing=True)
    return _found(ctx, query, intake_id)


def put_intake(ctx: Context, intake: OrderIntake) -> Id:
    intake.account_id = account_of(ctx)
    ctx.db.add(intake)
    return intake.id


def remove_intake(ctx: Context, intake: OrderIntake) -> None:
    ctx.db.delete(intake)


def keep_newest(ctx: Context, most: int) -> None:
    """Of one's own: so that there is room for one more below `most`."""
    for old in list_intakes(ctx)[most - 1 :]:
        ctx.db.delete(old)


def forget_unchanged(ctx: Context, since: datetime) -> int:
    """Of everybody in the company. Returns how many."""
    return ctx.db.exec(delete(OrderIntake).where(col(OrderIntake.changed_at) < since)).rowcount


def intakes_visible_to(ctx: Context) -> Select:
    return select(OrderIntake).where(OrderIntake.account_id == account_of(ctx))


def _found(ctx: Context, query: Select, intake_id: Id) -> OrderIntake:
    intake = ctx.db.exec(query.where(col(OrderIntake.id) == intake_id)).first() if is_id(intake_id) else None
    if intake is None:
        raise NotFound
    return intake
