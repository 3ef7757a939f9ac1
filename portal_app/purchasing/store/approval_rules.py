"""Approval rules and their steps."""

from pydantic import TypeAdapter
from sqlalchemy import delete, func
from sqlmodel import col, select

from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.purchasing.rules.approval_rules import ApprovalRule as Rule
from portal_app.purchasing.rules.approval_rules import RuleFacts, RuleStep
from portal_app.purchasing.rules.conditions import ConditionGroup
from portal_app.purchasing.store.rows import row_or_missing
from portal_app.purchasing.tables import ApprovalRule, ApprovalRuleStep

_GROUPS = TypeAdapter(tuple[ConditionGroup, ...])


def list_rules(ctx: Context) -> list[Rule]:
    """Those in force, by name."""
    rows = ctx.db.exec(select(ApprovalRule).where(col(ApprovalRule.closed_at).is_(None)).order_by(ApprovalRule.name, ApprovalRule.id)).all()
    steps: dict[Id, list[RuleStep]] = {}
    for step in ctx.db.exec(select(ApprovalRuleStep).order_by(col(ApprovalRuleStep.level))).all():
        steps.setdefault(step.rule_id, []).append(RuleStep(tuple(step.person_ids), step.role))
    return [Rule(row.id, RuleFacts(row.name, _GROUPS.validate_python(row.condition_groups), tuple(steps.get(row.id, ())))) for row in rows]


def count_rules(ctx: Context) -> int:
    return ctx.db.exec(select(func.count()).select_from(ApprovalRule).where(col(ApprovalRule.closed_at).is_(None))).one()


def rule_or_missing(ctx: Context, rule_id: Id) -> ApprovalRule:
    return row_or_missing(ctx, ApprovalRule, rule_id)


def hold_rule(ctx: Context, rule_id: Id) -> ApprovalRule:
    """Locked where the database can. Raises NotFound."""
    mine = select(ApprovalRule).where(ApprovalRule.id == rule_or_missing(ctx, rule_id).id)
    return ctx.db.exec(mine.with_for_update().execution_options(populate_existing=True)).one()


def facts_of(ctx: Context, row: ApprovalRule) -> RuleFacts:
    steps = ctx.db.exec(select(ApprovalRuleStep).where(ApprovalRuleStep.rule_id == row.id).order_by(col(ApprovalRuleStep.level))).all()
    return RuleFacts(row.name, _GROUPS.validate_python(row.condition_groups), tuple(RuleStep(tuple(step.person_ids), step.role) for step in steps))


def put_rule(ctx: Context, row: ApprovalRule | None, facts: RuleFacts) -> ApprovalRule:
    """Insert or change, with its steps."""
    row = row or ApprovalRule(name="", condition_groups=[], created_at=ctx.now)
    row.name, row.condition_groups = facts.name, groups_as_json(facts)
    ctx.db.add(row)
    ctx.db.flush()
    ctx.db.exec(delete(ApprovalRuleStep).where(col(ApprovalRuleStep.rule_id) == row.id))
    for level, step in enumerate(facts.steps, start=1):
        ctx.db.add(ApprovalRuleStep(rule_id=row.id, level=level, person_ids=list(step.person_ids), role=step.role))
    return row


def groups_as_json(facts: RuleFacts) -> list:
    return _GROUPS.dump_python(facts.groups, mode="json")
