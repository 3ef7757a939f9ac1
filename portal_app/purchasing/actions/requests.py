"""Approval requests inside the order's own transaction: open one, withdraw it. No use case of its own: whoever sends the cart has the right."""

from portal_app.accounts import company_terms
from portal_app.kernel.errors import Conflict
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.purchasing.actions.asking import Asked, readers_of
from portal_app.purchasing.actions.judging import judgement_of
from portal_app.purchasing.actions.standing import people_now
from portal_app.purchasing.actions.views import reasons_shown
from portal_app.purchasing.mails import send_question
from portal_app.purchasing.rules.life_cycle import RequestMove, state_after
from portal_app.purchasing.rules.reasons import said_values
from portal_app.purchasing.rules.snapshots import CartSnapshot, digest_of
from portal_app.purchasing.rules.working_days import reminder_times
from portal_app.purchasing.store import requests


def open_request(ctx: Context, snapshot: CartSnapshot) -> Id:
    """The cart of the one who calls begins to wait. Judged anew here, by the rules of this moment.

    Raises Conflict when it needs no approval, when nobody can decide, when it waits already, when a hard budget or the
    buyer's own limit does not hold it.
    What the order has reserved on budgets does not count against it.
    """
    told = judgement_of(ctx, snapshot.facts, ctx.actor.person_id, but_order=snapshot.order_id)
    if told.stops:
        (reason,) = reasons_shown(ctx, told.stops[:1], {})
        raise Conflict(reason.message, **said_values(ctx.actor.locale, reason))
    if not told.needs_approval:
        raise Conflict("This order needs no approval any more. Please send it again.")
    if told.problem:
        raise Conflict(told.problem)
    if requests.has_open_request(ctx, snapshot.order_id):
        raise Conflict("This order waits for approval already.")
    digest = digest_of(snapshot)
    row = requests.put_request(ctx, snapshot, digest, reminder_times(ctx.now, company_terms(ctx).time_zone))
    requests.put_steps(ctx, row, told.steps)
    asked = asked_about(ctx, row.id)
    send_question(ctx, row, readers_of(ctx, asked))
    after = {"order": row.order_id, "digest": digest, "rules": [one.name for one in told.fired], "asked": sorted(asked.asked_now())}
    ctx.record("approval-request.opened", "approval-request", row.id, after=after)
    return row.id


def withdraw_request(ctx: Context, request_id: Id) -> None:
    """The buyer takes the cart back, to change it or to give it up. Raises Conflict when it was decided already."""
    row = requests.hold_request(ctx, request_id)
    state = state_after(row.state, RequestMove.WITHDRAW)
    if state is None:
        raise Conflict("This was decided in the meantime. Please look at it again.")
    row.state, row.closed_at = state, ctx.now
    ctx.record("approval-request.withdrawn", "approval-request", row.id)


def asked_about(ctx: Context, request_id: Id) -> Asked:
    """A request as it stands. It must exist."""
    row = requests.find_request(ctx, request_id)
    return Asked(row, tuple(requests.steps_of(ctx, [row.id])[row.id]), tuple(requests.decisions_of(ctx, [row.id])[row.id]), people_now(ctx))
