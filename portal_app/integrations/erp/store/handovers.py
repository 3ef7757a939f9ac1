"""Orders on their way to the ERP, in the database. Each change of state is one conditional statement: it happens once, whoever comes second."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select, update

from portal_app.integrations.erp.handing import HandoverState
from portal_app.integrations.erp.tables import ErpHandover
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def put_handover(ctx: Context, key: str) -> None:
    ctx.db.add(ErpHandover(key=key, state=HandoverState.WAITING.value, created_at=ctx.now, changed_at=ctx.now))
    ctx.db.flush()


def find_handover(ctx: Context, key: str) -> ErpHandover | None:
    return ctx.db.exec(select(ErpHandover).where(ErpHandover.key == key)).first()


def change_handover(ctx: Context, key: str, *conditions: Any, **values: Any) -> bool:
    """Whether it was changed: only one that is still as the conditions say is."""
    changing = update(ErpHandover).where(ErpHandover.key == key, *conditions).values(changed_at=ctx.now, **values)
    return ctx.db.execute(changing.execution_options(synchronize_session=False)).rowcount == 1


def still(*states: HandoverState) -> Any:
    return col(ErpHandover.state).in_([state.value for state in states])


def older_than(step: int) -> Any:
    return ErpHandover.step < step


def doubtful_by(moment: datetime) -> Any:
    return col(ErpHandover.doubtful_from) <= moment


def doubtful_handovers(ctx: Context, moment: datetime, limit: int) -> list[tuple[Id, str]]:
    """(company, key) of orders that were tried, not answered, and are in doubt by then; the oldest first."""
    query = select(ErpHandover.company_id, ErpHandover.key).where(still(HandoverState.TRYING), doubtful_by(moment))
    return [tuple(row) for row in ctx.db.exec(query.order_by(col(ErpHandover.doubtful_from), ErpHandover.id).limit(limit)).all()]


def open_handovers(ctx: Context, numbers: Sequence[str] | None = None) -> list[tuple[Id, str, str, int]]:
    """(company, key, ERP number, newest step) of orders that the ERP has and that are not at their end: of these numbers, or all."""
    query = select(ErpHandover.company_id, ErpHandover.key, ErpHandover.number, ErpHandover.step).where(still(HandoverState.ACKNOWLEDGED))
    if numbers is not None:
        query = query.where(col(ErpHandover.number).in_(numbers))
    return [tuple(row) for row in ctx.db.exec(query.order_by(ErpHandover.id)).all()]
