"""Approve or refuse: by somebody who is asked, about exactly the cart they saw, once."""

from enum import StrEnum

from portal_app.accounts import company_terms
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from portal_app.kernel.gate import Context, command
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.asking import Asked, readers_of
from portal_app.purchasing.actions.news import RequestDecided
from portal_app.purchasing.actions.requests import asked_about
from portal_app.purchasing.mails import send_question
from portal_app.purchasing.rules.approvers import BUYERS_DEPUTY, CHANGED, DECIDED, GONE, NO_RIGHT, ORDERED, FourEyes
from portal_app.purchasing.rules.life_cycle import OPEN, RequestMove, RequestState, state_after
from portal_app.purchasing.rules.working_days import reminder_times
from portal_app.purchasing.store import requests
from portal_app.purchasing.tables import RequestStep

LONGEST_NOTE = 1000
WHY_NOT = {
    ORDERED: message("This is your own cart. Somebody else decides about it."),
    CHANGED: message("You changed this cart, so somebody else decides about it."),
    BUYERS_DEPUTY: message("You are the buyer's deputy, so somebody else decides about this cart."),
    DECIDED: message("You decided an earlier step of it. The next step is for somebody else."),
    NO_RIGHT: message("You are not asked about this cart."),
    GONE: message("You are not asked about this cart."),
}
OVER = {
    RequestState.APPROVED: message("{name} has approved this already."),
    RequestState.REFUSED: message("{name} has refused this already."),
    RequestState.WITHDRAWN: message("The buyer took this cart back."),
}


class Verdict(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"


@command(Permission.APPROVAL_DECIDE)
def decide_request(ctx: Context, request_id: Id, verdict: Verdict, digest: str, note: str = "") -> RequestState:
    """Decide all steps that wait for the one who calls. `digest` names the cart they saw; a refusal needs a note.

    Raises NotFound for who has nothing to do with it, Forbidden for one's own cart, Conflict when others were quicker or the cart is another one.
    """
    requests.hold_request(ctx, request_id)
    asked = asked_about(ctx, request_id)
    mine = _my_steps(ctx, asked)
    if digest != asked.request.digest:
        raise Conflict("This cart is not the one you looked at any more. Please look at it again before you decide.")
    note = note.strip()
    if verdict is Verdict.REFUSE and not note:
        raise Invalid(fields={"note": message("Please say why, so that the buyer knows what to do.")})
    if len(note) > LONGEST_NOTE:
        raise Invalid(fields={"note": message("A note has at most {longest} characters.")}, longest=LONGEST_NOTE)
    if verdict is Verdict.APPROVE:
        _leave_somebody(ctx, asked)
    for step, decider in mine:
        requests.put_decision(ctx, step, decider, verdict=verdict.value, note=note, digest=digest)
    ctx.record(f"approval-request.{verdict.value}d", "approval-request", request_id, after={"digest": digest, "level": asked.request.level}, reason=note)
    return _go_on(ctx, request_id, verdict, note)


def why_not(ctx: Context, asked: Asked) -> str:
    """Why the one who calls decides nothing here, as a sentence; "" when they are asked."""
    me = ctx.actor.person_id
    if asked.request.state not in OPEN:
        return OVER[asked.request.state]
    if me in asked.asked_now():
        return ""
    if any(one.person_id == me and one.level == asked.request.level for one in asked.decisions):
        return message("You have decided this step already.")
    earlier = frozenset(one.person_id for one in asked.decisions)
    closed = FourEyes(asked.request.buyer_id, frozenset(asked.request.editor_ids), earlier).closed_to(asked.people)
    return WHY_NOT[closed.get(me, NO_RIGHT)]


def has_to_do_with(ctx: Context, asked: Asked) -> bool:
    """Whether the one who calls may see the request: the buyer, whoever is named, asked or has decided, and who sees all orders."""
    me = ctx.actor.person_id
    named = {person_id for step in asked.steps for person_id in step.person_ids}
    involved = {asked.request.buyer_id, *named, *asked.asked_now(), *(one.person_id for one in asked.decisions)}
    return ctx.actor.may(Permission.ORDER_VIEW_ALL) or (me is not None and me in involved)


def _my_steps(ctx: Context, asked: Asked) -> list:
    if not has_to_do_with(ctx, asked):
        raise NotFound
    if reason := why_not(ctx, asked):
        last = asked.decisions[-1].person_name if asked.decisions else ""
        raise (Forbidden if reason in WHY_NOT.values() else Conflict)(reason, name=last)
    me = ctx.actor.person_id
    return [(step, one) for step in asked.open_steps for one in asked.deciders(step).deciders if one.person_id == me]


def _leave_somebody(ctx: Context, asked: Asked) -> None:
    """The later steps are for other people: who is the only one for one of them leaves this one to others."""
    me = ctx.actor.person_id
    if any(step.level > asked.request.level and not asked.deciders(step, but=[me]).deciders for step in asked.left):
        raise Conflict("The next step can be decided by nobody but you, so somebody else has to decide this one.")


def _go_on(ctx: Context, request_id: Id, verdict: Verdict, note: str) -> RequestState:
    asked = asked_about(ctx, request_id)
    row = asked.request
    move = _move_after(verdict, asked.left)
    if asked.open_steps and move is RequestMove.PASS_ON:
        return RequestState(row.state)
    row.state = state_after(row.state, move)
    if move is RequestMove.PASS_ON:
        _ask_next(ctx, asked)
    else:
        row.closed_at = ctx.now
        approved = move is RequestMove.APPROVE
        ctx.publish(RequestDecided(row.id, row.order_id, approved, row.digest, ctx.actor.person_id, ctx.actor.name, note))
    return row.state


def _move_after(verdict: Verdict, left: tuple[RequestStep, ...]) -> RequestMove:
    if verdict is Verdict.REFUSE:
        return RequestMove.REFUSE
    return RequestMove.PASS_ON if left else RequestMove.APPROVE


def _ask_next(ctx: Context, asked: Asked) -> None:
    """The next level begins to wait, with a clock of its own."""
    row = asked.request
    times = reminder_times(ctx.now, company_terms(ctx).time_zone)
    row.level = min(step.level for step in asked.left)
    row.asked_at, row.remind_at, row.escalate_at, row.reminded_at, row.escalated_at = ctx.now, times.remind_at, times.escalate_at, None, None
    send_question(ctx, row, readers_of(ctx, asked))
