"""Requests that wait too long: a reminder, then the administrators are asked too. Nothing is ever decided by waiting."""

from portal_app.kernel.gate import Context, command
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.asking import readers_of
from portal_app.purchasing.actions.requests import asked_about
from portal_app.purchasing.mails import send_escalation, send_reminder
from portal_app.purchasing.rules.life_cycle import RequestMove, state_after
from portal_app.purchasing.store import requests
from portal_app.purchasing.tables import ApprovalRequest


@command(Permission.APPROVAL_RULE_EDIT)
def remind_requests(ctx: Context) -> int:
    """Remind and escalate what is due. Each request is reminded once and escalated once a level, however often this runs. Returns how many."""
    due = requests.due_requests(ctx, ctx.now)
    for row in due:
        if row.escalate_at <= ctx.now:
            _escalate(ctx, row)
        else:
            _remind(ctx, row)
    return len(due)


def _remind(ctx: Context, row: ApprovalRequest) -> None:
    row.state, row.reminded_at = state_after(row.state, RequestMove.REMIND), ctx.now
    send_reminder(ctx, row, readers_of(ctx, asked_about(ctx, row.id)))
    ctx.record("approval-request.reminded", "approval-request", row.id)


def _escalate(ctx: Context, row: ApprovalRequest) -> None:
    """From now on administrators may decide the open steps beside those who were asked."""
    before = asked_about(ctx, row.id)
    known = set(before.asked_now())
    for step in before.open_steps:
        step.is_open_to_administrators = True
    row.state, row.escalated_at = state_after(row.state, RequestMove.ESCALATE), ctx.now
    readers = readers_of(ctx, asked_about(ctx, row.id))
    send_escalation(ctx, row, [one for one in readers if one.id not in known])
    send_reminder(ctx, row, [one for one in readers if one.id in known])
    ctx.record("approval-request.escalated", "approval-request", row.id, after={"asked": sorted(one.id for one in readers)})
