"""Approval rules of a company: list, put, close. A change counts for carts that are sent from then on."""

from dataclasses import replace

from portal_app.accounts import ROLE_RIGHTS, Role, cost_centre_names
from portal_app.catalog import list_categories
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.kernel.repeats import digest_of
from portal_app.purchasing.actions.standing import people_now
from portal_app.purchasing.rules.approval_rules import LONGEST_NAME, MOST_RULES, ApprovalRule, RuleFacts, RuleStep, check_rule
from portal_app.purchasing.rules.conditions import ForCostCentre, InCategory
from portal_app.purchasing.store import approval_rules

NOT_ABLE = message("One of these people or roles may not approve. Please choose others, or give them the right first.")
CHANGED_SINCE = message("Somebody changed this rule in the meantime. What you entered is still here; save it again if it is still right.")
NO_CATEGORY = message("There is no such category.")


@query(Permission.APPROVAL_RULE_EDIT)
def list_rules(ctx: Context) -> tuple[ApprovalRule, ...]:
    """The rules in force, by name."""
    return tuple(approval_rules.list_rules(ctx))


@command(Permission.APPROVAL_RULE_EDIT, step_up=True)
def put_rule(ctx: Context, facts: RuleFacts, rule_id: Id = "", *, version: str = "") -> Id:
    """Add a rule, or (with its id) change one. Raises Conflict when it is not as `version` says any more; "" is for whoever saw none."""
    row = approval_rules.hold_rule(ctx, rule_id) if rule_id else None
    if row is not None and version and version != version_of(approval_rules.facts_of(ctx, row)):
        raise Conflict(CHANGED_SINCE)
    _check(ctx, facts)
    if row is None and approval_rules.count_rules(ctx) >= MOST_RULES:
        raise Conflict("A company has {most} approval rules at most. Please close one first.", most=MOST_RULES)
    before = {"name": row.name, "groups": row.condition_groups} if row else None
    row = approval_rules.put_rule(ctx, row, replace(facts, name=" ".join(facts.name.split())))
    steps = [{"people": list(step.person_ids), "role": step.role} for step in facts.steps]
    after = {"name": row.name, "groups": row.condition_groups, "steps": steps}
    ctx.record("approval-rule.changed" if before else "approval-rule.added", "approval-rule", row.id, before=before, after=after)
    return row.id


@command(Permission.APPROVAL_RULE_EDIT, step_up=True)
def close_rule(ctx: Context, rule_id: Id) -> None:
    """It fires no more. Requests that wait go on as they were asked."""
    row = approval_rules.rule_or_missing(ctx, rule_id)
    if row.closed_at is None:
        row.closed_at = ctx.now
        ctx.record("approval-rule.closed", "approval-rule", row.id, before={"name": row.name})


def version_of(facts: RuleFacts) -> str:
    """What a form was filled from: two people who change the same rule do not undo each other's change unseen."""
    return digest_of({"facts": facts})


def _check(ctx: Context, facts: RuleFacts) -> None:
    """Raises Invalid with sentences for name, groups and steps, NotFound for what is not the company's."""
    problems = check_rule(facts)
    conditions = [one for group in facts.groups for one in group.conditions]
    if not {one.cost_centre_id for one in conditions if isinstance(one, ForCostCentre)} <= cost_centre_names(ctx).keys():
        raise NotFound
    categories = {one.code for one in conditions if isinstance(one, InCategory)}
    if categories and not categories <= {line.code for line in list_categories(ctx)}:
        problems.setdefault("groups", NO_CATEGORY)
    everybody = people_now(ctx).everybody
    if not {person_id for step in facts.steps for person_id in step.person_ids} <= everybody.keys():
        raise NotFound
    if not all(_is_able(step, everybody) for step in facts.steps):
        problems.setdefault("steps", NOT_ABLE)
    if problems:
        raise Invalid(fields=problems, longest=LONGEST_NAME)


def _is_able(step: RuleStep, everybody) -> bool:
    if step.role:
        return step.role in set(Role) and Permission.APPROVAL_DECIDE in ROLE_RIGHTS[Role(step.role)]
    return all(everybody[person_id].is_active and everybody[person_id].decides_for for person_id in step.person_ids)
