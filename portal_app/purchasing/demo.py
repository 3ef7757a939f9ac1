"""Purchasing's part of the demo world: Hansen's budgets, its approval rules and a deputy. Built through actions.

Requests come with the orders they are about.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from portal_app.accounts import Role, list_companies, list_cost_centres, list_people
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission as P
from portal_app.purchasing.actions.approval_rules import list_rules, put_rule
from portal_app.purchasing.actions.budgets import put_budget
from portal_app.purchasing.actions.delegations import list_delegations, put_delegation
from portal_app.purchasing.rules.approval_rules import RuleFacts, RuleStep
from portal_app.purchasing.rules.budgets import BudgetFacts, BudgetMode, BudgetPeriod
from portal_app.purchasing.rules.conditions import ConditionGroup, FirstPurchase, InCategory, TotalAbove
from portal_app.purchasing.rules.delegations import DelegationFacts

_OPERATOR = system(frozenset({P.STAFF_COMPANIES_VIEW}), name="demo")
_RIGHTS = frozenset({
    P.PEOPLE_VIEW, P.COST_CENTRE_VIEW, P.CATALOG_VIEW, P.BUDGET_EDIT, P.APPROVAL_RULE_EDIT, P.DELEGATION_EDIT,
})  # fmt: skip


@dataclass(frozen=True)
class _CentreBudget:
    number: str
    amount: int
    mode: BudgetMode = BudgetMode.APPROVAL
    period: BudgetPeriod = BudgetPeriod.MONTH


# By customer number. The amounts of the first are those of the pictures: 4712 may spend 1,800 a month.
_BUDGETS = {
    "10023": (
        _CentreBudget("4711", 3080), _CentreBudget("4712", 1800), _CentreBudget("4720", 2500, BudgetMode.SOFT),
        _CentreBudget("4730", 12000, BudgetMode.HARD, BudgetPeriod.YEAR),
    ),
    "10417": (_CentreBudget("100", 9000), _CentreBudget("200", 4000, BudgetMode.HARD)),
    "10655": (_CentreBudget("1000", 2000, BudgetMode.SOFT),),
}  # fmt: skip
_MANAGER = (RuleStep(role="purchasing-manager"),)
_TOTAL_RULE, _TOOLS_RULE = "Über 500 EUR", "Neues Werkzeug"  # as Hansen's administrator wrote them


def build(today: date) -> None:
    """What stands already is left as it is: budgets are put once for each cost centre, rules and deputies by their names."""
    for company in list_companies(_OPERATOR).rows:
        if company.customer_number in _BUDGETS:
            _put_budgets(_administrator(company.id), _BUDGETS[company.customer_number])
        if company.customer_number == "10023":
            _put_rules(_administrator(company.id))
            _put_deputy(company.id, today)


def _administrator(company_id: Id) -> Actor:
    """In whose name the company's own things are put: the record says who did it."""
    who = system(_RIGHTS, company_id, name="demo")
    first = next(line for line in list_people(who).page.rows if any(held.role is Role.ADMINISTRATOR for held in line.roles))
    return replace(who, person_id=first.id, name=first.name)


def _put_budgets(who: Actor, planned: tuple[_CentreBudget, ...]) -> None:
    centres = {line.number: line for line in list_cost_centres(who)}
    for one in planned:
        centre = centres[one.number]
        put_budget(who, BudgetFacts(f"{centre.number} {centre.name}", Money(Decimal(one.amount)), one.period, one.mode, cost_centre_id=centre.id))


def _put_rules(who: Actor) -> None:
    """Above 500 EUR a purchasing manager decides; a tool that was never ordered is seen by Anna Berg, then by an administrator."""
    known = {rule.facts.name for rule in list_rules(who)}
    if _TOTAL_RULE not in known:
        put_rule(who, RuleFacts(_TOTAL_RULE, (ConditionGroup((TotalAbove(Money(Decimal(500))),)),), _MANAGER))
    if _TOOLS_RULE not in known:
        steps = (RuleStep(person_ids=(_person(who, "a.berg@hansen-mb.example"),)), RuleStep(role="administrator"))
        put_rule(who, RuleFacts(_TOOLS_RULE, (ConditionGroup((InCategory("tools"), FirstPurchase())),), steps))


def _put_deputy(company_id: Id, today: date) -> None:
    """Anna Berg is away soon: Dr Lang decides in her place."""
    who = system(_RIGHTS, company_id, name="demo")
    anna = Actor(who.kind, who.permissions, company_id, person_id=_person(who, "a.berg@hansen-mb.example"), name="Anna Berg", assurance=who.assurance)
    if not any(line.is_own for line in list_delegations(anna)):
        first = today + timedelta(days=7)
        put_delegation(anna, DelegationFacts(_person(who, "h.lang@hansen-mb.example"), first, first + timedelta(days=11)))


def _person(who: Actor, email: str) -> Id:
    return next(line.id for line in list_people(who, search=email).page.rows if line.email == email)
