"""Approval rules in plain words: when they count, who decides; and who would have to approve a cart that somebody thinks of."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal_app.kernel.i18n import format_money, format_percent, message, translate
from portal_app.kernel.ids import Id
from portal_app.purchasing.rules.approval_rules import RuleFacts, RuleStep
from portal_app.purchasing.rules.conditions import BudgetAbove, BudgetExceeded, Condition, ForCostCentre, InCategory, TotalAbove
from portal_app.purchasing.rules.judging import Judgement, PlannedStep
from portal_app.purchasing.rules.reasons import say_reason

PATH = "/company/rules"
ROLES = {"purchasing-manager": message("a purchasing manager"), "administrator": message("an administrator")}


@dataclass(frozen=True)
class RuleNames:
    """What ids and codes are called."""

    people: Mapping[Id, str]
    cost_centres: Mapping[Id, str]
    categories: Mapping[str, str]


@dataclass(frozen=True)
class TrialRow:
    """One thing that would happen: a step with who decides it, or a reason why nothing can be ordered."""

    sign: str
    title: str
    detail: str
    strong: bool = True


def said_rule(locale: str, facts: RuleFacts, names: RuleNames) -> str:
    """“When the order is above 500.00 EUR: a purchasing manager decides.”"""
    either = translate(locale, " or ").join(_said_group(locale, group.conditions, names) for group in facts.groups)
    who = [said_step(locale, step, names.people) for step in facts.steps]
    if len(who) == 2:
        return translate(locale, "When {conditions}: first {first} decides, then {second}.", conditions=either, first=who[0], second=who[1])
    return translate(locale, "When {conditions}: {who} decides.", conditions=either, who=who[0] if who else "…")


def said_step(locale: str, step: RuleStep, people: Mapping[Id, str]) -> str:
    if step.role:
        return translate(locale, ROLES.get(step.role, step.role))
    return translate(locale, " or ").join(people.get(one, "") for one in step.person_ids)


def trial_rows(locale: str, told: Judgement) -> list[TrialRow]:
    """What would happen to the cart, in its order."""
    stops = [TrialRow("no", translate(locale, "It cannot be ordered"), say_reason(locale, reason)) for reason in told.stops]
    if not told.needs_approval:
        return stops or [TrialRow("check", translate(locale, "Nobody has to approve it"), translate(locale, "No rule counts and every budget holds it."))]
    problem = [TrialRow("tri", translate(locale, "Nobody can decide"), translate(locale, told.problem))] if told.problem else []
    return [*stops, *problem, *(_step(locale, step) for step in told.steps)]


def _step(locale: str, step: PlannedStep) -> TrialRow:
    who = translate(locale, " or ").join(one.name for one in step.deciders)
    rules = ", ".join(translate(locale, "“{rule}”", rule=translate(locale, name)) for name in step.rule_names)
    reasons = "; ".join(say_reason(locale, reason).rstrip(".") for reason in step.reasons)
    title = translate(locale, "Step {n}: {who}", n=step.level, who=who) if who else translate(locale, "Step {n}: nobody", n=step.level)
    return TrialRow("clock", title, translate(locale, "Rule {rules}: {reasons}.", rules=rules, reasons=reasons))


def _said_group(locale: str, conditions: tuple[Condition, ...], names: RuleNames) -> str:
    return translate(locale, " and ").join(_said(locale, one, names) for one in conditions)


def _said(locale: str, one: Condition, names: RuleNames) -> str:
    if isinstance(one, TotalAbove):
        return translate(locale, "the order is above {limit}", limit=format_money(locale, one.limit))
    if isinstance(one, BudgetExceeded):
        return translate(locale, "a budget is exceeded")
    if isinstance(one, BudgetAbove):
        return translate(locale, "a budget goes above {share}", share=format_percent(locale, one.share))
    if isinstance(one, ForCostCentre):
        return translate(locale, "it is for {cost_centre}", cost_centre=names.cost_centres.get(one.cost_centre_id, ""))
    if isinstance(one, InCategory):
        return translate(locale, "a product belongs to {category}", category=names.categories.get(one.code, one.code))
    return translate(locale, "a product was never ordered before")
