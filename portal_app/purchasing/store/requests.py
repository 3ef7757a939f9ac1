"""Approval requests, their steps and their decisions."""

from dataclasses import asdict
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import and_, or_
from sqlalchemy.orm import defer
from sqlmodel import col, select

from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id
from portal_app.kernel.paging import Page, read_page
from portal_app.purchasing.rules.approvers import Decider
from portal_app.purchasing.rules.judging import PlannedStep
from portal_app.purchasing.rules.life_cycle import OPEN, RequestState
from portal_app.purchasing.rules.reasons import Reason
from portal_app.purchasing.rules.snapshots import CartSnapshot
from portal_app.purchasing.rules.working_days import ReminderTimes
from portal_app.purchasing.tables import ApprovalDecision, ApprovalRequest, RequestStep

_SNAPSHOT = TypeAdapter(CartSnapshot)
_REASONS = TypeAdapter(tuple[Reason, ...])
_WITHOUT_CART = defer(col(ApprovalRequest.snapshot))  # lists do not show it, and it is most of a row


def put_request(ctx: Context, snapshot: CartSnapshot, digest: str, times: ReminderTimes) -> ApprovalRequest:
    row = ApprovalRequest(
        order_id=snapshot.order_id, number=snapshot.number, title=snapshot.title, buyer_id=ctx.actor.person_id, buyer_name=ctx.actor.name,
        editor_ids=sorted(snapshot.editor_ids), snapshot=_SNAPSHOT.dump_python(snapshot, mode="json"), digest=digest, net=snapshot.net.amount,
        currency=snapshot.net.currency, state=RequestState.WAITING, opened_at=ctx.now, asked_at=ctx.now, **asdict(times),
    )  # fmt: skip
    ctx.db.add(row)
    ctx.db.flush()
    return row


def put_steps(ctx: Context, request: ApprovalRequest, steps: tuple[PlannedStep, ...]) -> None:
    for position, one in enumerate(steps):
        row = RequestStep(
            request_id=request.id, level=one.level, position=position, rule_names=list(one.rule_names),
            reasons=_REASONS.dump_python(one.reasons, mode="json"), person_ids=list(one.step.person_ids), role=one.step.role,
            cost_centre_ids=sorted(one.cost_centres, key=lambda centre: centre or ""), is_open_to_administrators=one.fallback,
        )  # fmt: skip
        ctx.db.add(row)


def put_decision(ctx: Context, step: RequestStep, decider: Decider, *, verdict: str, note: str, digest: str) -> None:
    row = ApprovalDecision(
        request_id=step.request_id, step_id=step.id, level=step.level, person_id=decider.person_id, person_name=decider.name,
        instead_of=decider.instead_of or None, verdict=verdict, note=note, digest=digest, at=ctx.now,
    )  # fmt: skip
    ctx.db.add(row)
    ctx.db.flush()


def has_open_request(ctx: Context, order_id: str) -> bool:
    return ctx.db.exec(select(ApprovalRequest.id).where(ApprovalRequest.order_id == order_id, col(ApprovalRequest.closed_at).is_(None))).first() is not None


def hold_request(ctx: Context, request_id: Id) -> ApprovalRequest:
    """One request, locked where the database can: decisions about it come one after another. Raises NotFound."""
    query = select(ApprovalRequest).where(ApprovalRequest.id == request_id).with_for_update()
    row = ctx.db.exec(query).first() if is_id(request_id) else None
    if row is None:
        raise NotFound
    return row


def find_request(ctx: Context, request_id: Id) -> ApprovalRequest | None:
    return ctx.db.get(ApprovalRequest, request_id) if is_id(request_id) else None


def snapshot_of(request: ApprovalRequest) -> CartSnapshot:
    return _SNAPSHOT.validate_python(request.snapshot)


def reasons_of(step: RequestStep) -> tuple[Reason, ...]:
    return _REASONS.validate_python(step.reasons)


def open_requests(ctx: Context) -> list[ApprovalRequest]:
    """All that wait for somebody, the oldest first."""
    query = select(ApprovalRequest).where(col(ApprovalRequest.state).in_(OPEN)).order_by(col(ApprovalRequest.id))
    return list(ctx.db.exec(query.options(_WITHOUT_CART)).all())


def due_requests(ctx: Context, now: datetime) -> list[ApprovalRequest]:
    """Those to be reminded or escalated by now, locked where the database can; what another worker holds is left to it."""
    remind = and_(col(ApprovalRequest.reminded_at).is_(None), ApprovalRequest.remind_at <= now)
    escalate = and_(col(ApprovalRequest.escalated_at).is_(None), ApprovalRequest.escalate_at <= now)
    query = select(ApprovalRequest).where(ApprovalRequest.state == RequestState.WAITING, or_(remind, escalate))
    return list(ctx.db.exec(query.order_by(col(ApprovalRequest.id)).with_for_update(skip_locked=True)).all())


def requests_asked_by(ctx: Context, person_id: Id | None, *, number: int, size: int) -> Page[ApprovalRequest]:
    """What this person sent for approval, the newest first."""
    query = select(ApprovalRequest).where(ApprovalRequest.buyer_id == person_id).order_by(col(ApprovalRequest.id).desc())
    return read_page(ctx.db, query.options(_WITHOUT_CART), number=number, size=size)


def requests_decided_by(ctx: Context, person_id: Id | None, *, number: int, size: int) -> Page[ApprovalRequest]:
    """What this person decided, the newest first."""
    decided = select(ApprovalDecision.request_id).where(ApprovalDecision.person_id == person_id)
    query = select(ApprovalRequest).where(col(ApprovalRequest.id).in_(decided)).order_by(col(ApprovalRequest.id).desc())
    return read_page(ctx.db, query.options(_WITHOUT_CART), number=number, size=size)


def steps_of(ctx: Context, request_ids: list[Id]) -> dict[Id, list[RequestStep]]:
    """By request its steps in order."""
    found: dict[Id, list[RequestStep]] = {request_id: [] for request_id in request_ids}
    query = select(RequestStep).where(col(RequestStep.request_id).in_(request_ids)).order_by(col(RequestStep.level), col(RequestStep.position))
    for row in ctx.db.exec(query).all() if request_ids else ():
        found[row.request_id].append(row)
    return found


def decisions_of(ctx: Context, request_ids: list[Id]) -> dict[Id, list[ApprovalDecision]]:
    """By request its decisions, the earliest first."""
    found: dict[Id, list[ApprovalDecision]] = {request_id: [] for request_id in request_ids}
    query = select(ApprovalDecision).where(col(ApprovalDecision.request_id).in_(request_ids)).order_by(col(ApprovalDecision.id))
    for row in ctx.db.exec(query).all() if request_ids else ():
        found[row.request_id].append(row)
    return found
