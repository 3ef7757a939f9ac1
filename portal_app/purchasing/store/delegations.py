"""Delegations: who stands in for whom, from which day to which."""

from datetime import date

from sqlmodel import col, select

from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.purchasing.rules.delegations import DelegationFacts
from portal_app.purchasing.store.rows import row_or_missing
from portal_app.purchasing.tables import Delegation


def list_delegations(ctx: Context, *, until: date) -> list[Delegation]:
    """Those that are not ended and last until this day at least, the earliest first."""
    query = select(Delegation).where(col(Delegation.ended_at).is_(None), col(Delegation.last_day) >= until)
    return list(ctx.db.exec(query.order_by(col(Delegation.first_day), col(Delegation.id))).all())


def delegation_or_missing(ctx: Context, delegation_id: Id) -> Delegation:
    return row_or_missing(ctx, Delegation, delegation_id)


def put_delegation(ctx: Context, person_id: Id, facts: DelegationFacts) -> Delegation:
    row = Delegation(person_id=person_id, delegate_id=facts.delegate_id, first_day=facts.first_day, last_day=facts.last_day, created_at=ctx.now)
    ctx.db.add(row)
    return row
