"""What the entries of the record say about budgets and approvals: “Anna Berg · approved · ...”."""

from portal_app.kernel.i18n import message

RECORD_WORDS: dict[str, str] = {
    "budget.added": message("added a budget"),
    "budget.changed": message("changed a budget"),
    "budget.closed": message("closed a budget"),
    "approval-rule.added": message("added an approval rule"),
    "approval-rule.changed": message("changed an approval rule"),
    "approval-rule.closed": message("closed an approval rule"),
    "approval-request.opened": message("asked for approval"),
    "approval-request.withdrawn": message("took a cart back"),
    "approval-request.approved": message("approved a cart"),
    "approval-request.refused": message("refused a cart"),
    "approval-request.reminded": message("reminded who has to approve"),
    "approval-request.escalated": message("asked the administrators to approve"),
    "delegation.added": message("named a deputy"),
    "delegation.ended": message("ended a delegation"),
}
