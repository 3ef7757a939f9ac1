"""The way to the ERP as operators read it: orders whose fate is not known, how many are open, and when the ERP last had news for us."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from portal_app.integrations.erp.handing import HandoverState
from portal_app.integrations.erp.tables import ErpHandover, ErpOrder
from portal_app.integrations.erp.topics import TOPICS
from portal_app.kernel import outbox
from portal_app.kernel.columns import Instant
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.outbox import OpenMessage


@dataclass(frozen=True)
class InDoubt:
    """An order that was sent and not answered: the ERP may have it."""

    company_id: Id
    key: str
    tries: int
    since: datetime


def count_messages(ctx: Context) -> tuple[int, int, datetime | None]:
    """How many wait, how many are laid aside, and since when the oldest waiting one waits."""
    return outbox.count_open(ctx.db, TOPICS)


def list_messages(ctx: Context, limit: int) -> list[OpenMessage]:
    return outbox.list_open(ctx.db, TOPICS, limit=limit)


def find_message(ctx: Context, message_id: Id) -> OpenMessage | None:
    return outbox.find_open(ctx.db, TOPICS, message_id)


def hurry_message(ctx: Context, message: OpenMessage) -> bool:
    """False when it is under way, or was carried out meanwhile."""
    return outbox.retry_dead(ctx.db, message.id) if message.is_dead else outbox.hurry(ctx.db, message.id)


def list_in_doubt(ctx: Context, limit: int) -> list[InDoubt]:
    """The longest first."""
    query = select(ErpHandover.company_id, ErpHandover.key, ErpHandover.tries, ErpHandover.created_at).where(ErpHandover.state == HandoverState.TRYING)
    return [InDoubt(*row) for row in ctx.db.execute(query.order_by(col(ErpHandover.created_at), ErpHandover.id).limit(limit)).all()]


def count_by_state(ctx: Context) -> dict[HandoverState, int]:
    counting = select(ErpHandover.state, func.count()).group_by(ErpHandover.state)
    return {HandoverState(state): count for state, count in ctx.db.execute(counting).all()}


def last_news(ctx: Context) -> datetime | None:
    """When something of the ERP's was last noted."""
    told = col(ErpHandover.state).in_([HandoverState.ACKNOWLEDGED.value, HandoverState.REJECTED.value, HandoverState.ENDED.value])
    return ctx.db.exec(select(func.max(ErpHandover.changed_at, type_=Instant())).where(told)).one()


def count_behind(ctx: Context) -> int:
    """How many orders stand somewhere else at the ERP than the portal knows: what a hint or the next round will tell. The first step is the answer."""
    behind = select(func.count()).select_from(ErpHandover).join(ErpOrder, col(ErpOrder.number) == col(ErpHandover.number))
    moved = (col(ErpOrder.step) > col(ErpHandover.step), col(ErpOrder.step) > 1)
    return ctx.db.exec(behind.where(ErpHandover.state == HandoverState.ACKNOWLEDGED, *moved)).one()
