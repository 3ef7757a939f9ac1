"""Approval rules: when somebody else decides about a cart, and who, in one step or two."""

from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.purchasing.rules.conditions import BudgetAbove, ConditionGroup, TotalAbove

LONGEST_NAME = 80
MOST_STEPS, MOST_GROUPS, MOST_CONDITIONS, MOST_PEOPLE = 2, 10, 10, 20
MOST_RULES = 50  # of one company: every cart is held against all of them


@dataclass(frozen=True)
class RuleStep:
    """One decision, by one of these people or by anybody who holds this role: either the one or the other."""

    person_ids: tuple[Id, ...] = ()
    role: str = ""


@dataclass(frozen=True)
class RuleFacts:
    """What an administrator enters: any of the groups, then the steps one after the other."""

    name: str
    groups: tuple[ConditionGroup, ...]
    steps: tuple[RuleStep, ...]


@dataclass(frozen=True)
class ApprovalRule:
    """A rule in force."""

    id: Id
    facts: RuleFacts


def check_rule(facts: RuleFacts) -> dict[str, str]:
    """Problems by field. Whether cost centres, people and roles exist is the action's question."""
    problems = {}
    if not facts.name.strip():
        problems["name"] = message("Please give the rule a name.")
    elif len(facts.name) > LONGEST_NAME:
        problems["name"] = message("A name has at most {longest} characters.")
    if not (1 <= len(facts.groups) <= MOST_GROUPS and all(1 <= len(one.conditions) <= MOST_CONDITIONS for one in facts.groups)):
        problems["groups"] = message("Please say when the rule counts.")
    elif not all(_is_sound(condition) for group in facts.groups for condition in group.conditions):
        problems["groups"] = message("Limits are amounts from 0 on, shares of a budget lie between 1 and 1000 percent.")
    if not (1 <= len(facts.steps) <= MOST_STEPS and all(_is_answered(step) for step in facts.steps)):
        problems["steps"] = message("A rule has one step or two. Each is decided by people you name or by a role.")
    return problems


def _is_sound(condition: object) -> bool:
    if isinstance(condition, TotalAbove):
        return condition.limit.amount >= 0
    if isinstance(condition, BudgetAbove):
        return condition.share.is_finite() and Decimal("0.01") <= condition.share <= 10
    return True


def _is_answered(step: RuleStep) -> bool:
    return bool(step.person_ids) != bool(step.role) and len(step.person_ids) <= MOST_PEOPLE
