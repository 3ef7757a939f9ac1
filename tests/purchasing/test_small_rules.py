"""Periods, budgets, rules and delegations as they are entered."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal_app.kernel.money import Money
from portal_app.purchasing import BudgetAbove, BudgetFacts, BudgetPeriod, ConditionGroup, DelegationFacts, FirstPurchase, RuleFacts, RuleStep, TotalAbove
from portal_app.purchasing.rules.approval_rules import MOST_PEOPLE, check_rule
from portal_app.purchasing.rules.budgets import check_budget, period_key
from portal_app.purchasing.rules.carts import check_cart
from portal_app.purchasing.rules.delegations import Delegation, check_delegation
from tests.purchasing.builders import TODAY, by, eur, line, outlook


@pytest.mark.parametrize(
    ("period", "day", "key"),
    [
        (BudgetPeriod.MONTH, date(2026, 1, 31), "2026-01"),
        (BudgetPeriod.MONTH, date(2026, 12, 1), "2026-12"),
        (BudgetPeriod.QUARTER, date(2026, 3, 31), "2026-Q1"),
        (BudgetPeriod.QUARTER, date(2026, 4, 1), "2026-Q2"),
        (BudgetPeriod.QUARTER, date(2026, 12, 31), "2026-Q4"),
        (BudgetPeriod.YEAR, date(2028, 2, 29), "2028"),
    ],
)
def test_a_day_lies_in_one_period(period: BudgetPeriod, day: date, key: str):
    assert period_key(period, day) == key


BUDGET = BudgetFacts("4712 Tools", eur("1800"), cost_centre_id="c1")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, set()),
        ({"amount": eur(0)}, set()),
        ({"amount": eur("0.01")}, set()),
        ({"amount": eur("-0.01")}, {"amount"}),
        ({"amount": eur("0.001")}, {"amount"}),
        ({"amount": eur("999999999.99")}, set()),
        ({"amount": eur("1000000000")}, {"amount"}),
        ({"amount": Money(Decimal(5), "USD")}, {"amount"}),
        ({"name": "  "}, {"name"}),
        ({"name": "x" * 80}, set()),
        ({"name": "x" * 81}, {"name"}),
        ({"person_id": "p1"}, {"person_id"}),
    ],
)
def test_a_budget_is_checked(changes: dict, fields: set):
    assert set(check_budget(replace(BUDGET, **changes), "EUR")) == fields


@pytest.mark.parametrize(
    ("used", "asked", "over", "left", "share"),
    [("0", "0", "0", "100", "0"), ("60", "40", "0", "40", "1"), ("60", "40.01", "0.01", "40", "1.0001"), ("120", "1", "21", "0", "1.21")],
)
def test_what_a_cart_makes_of_a_budget(used: str, asked: str, over: str, left: str, share: str):
    found = outlook("100", used, asked)
    assert (found.over, found.left, found.share_after) == (eur(over), eur(left), Decimal(share))


def test_a_cart_is_checked():
    assert check_cart(()) and check_cart((line("-0.01"),)) and check_cart((line(), replace(line(), net=Money(Decimal(1), "USD"))))
    assert check_cart((line(0),)) == check_cart((line("999999999.99"),)) == ""
    assert check_cart((line("999999999.99"), line("0.01")))


RULE = RuleFacts("Above 500", (ConditionGroup((TotalAbove(eur(500)),)),), (by("p1"),))


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, set()),
        ({"name": ""}, {"name"}),
        ({"name": "x" * 81}, {"name"}),
        ({"groups": ()}, {"groups"}),
        ({"groups": (ConditionGroup(()),)}, {"groups"}),
        ({"groups": (ConditionGroup((FirstPurchase(),) * 11),)}, {"groups"}),
        ({"groups": (ConditionGroup((TotalAbove(eur("-1")),)),)}, {"groups"}),
        ({"groups": (ConditionGroup((TotalAbove(eur("0")),)),)}, set()),
        ({"groups": (ConditionGroup((BudgetAbove(Decimal("0.009")),)),)}, {"groups"}),
        ({"groups": (ConditionGroup((BudgetAbove(Decimal("10")),)),)}, set()),
        ({"groups": (ConditionGroup((BudgetAbove(Decimal("10.1")),)),)}, {"groups"}),
        ({"groups": (ConditionGroup((BudgetAbove(Decimal("NaN")),)),)}, {"groups"}),
        ({"steps": ()}, {"steps"}),
        ({"steps": (by("p1"), by("p2"))}, set()),
        ({"steps": (by("p1"), by("p2"), by("p3"))}, {"steps"}),
        ({"steps": (RuleStep(),)}, {"steps"}),
        ({"steps": (RuleStep(("p1",), "buyer"),)}, {"steps"}),
        ({"steps": (by(*map(str, range(MOST_PEOPLE + 1))),)}, {"steps"}),
    ],
)
def test_a_rule_is_checked(changes: dict, fields: set):
    assert set(check_rule(replace(RULE, **changes))) == fields


def away(first: int, last: int) -> DelegationFacts:
    return DelegationFacts("lang", TODAY + timedelta(days=first), TODAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        (away(0, 0), set()),
        (away(-3, 0), set()),
        (away(-3, -1), {"last_day"}),
        (away(2, 1), {"last_day"}),
        (away(0, 366), set()),
        (away(0, 367), {"last_day"}),
        (replace(away(0, 1), delegate_id="anna"), {"delegate_id"}),
        (away(9, 9), set()),
        (away(9, 10), {"first_day"}),
        (away(12, 12), {"first_day"}),
        (away(13, 13), set()),
    ],
)
def test_a_delegation_is_checked(facts: DelegationFacts, fields: set):
    others = (
        [] if facts.last_day - facts.first_day > timedelta(days=300) else [Delegation("anna", "bert", TODAY + timedelta(days=10), TODAY + timedelta(days=12))]
    )
    assert set(check_delegation(facts, "anna", TODAY, others)) == fields


def test_a_delegation_counts_on_its_first_and_its_last_day():
    one = Delegation("anna", "lang", date(2026, 11, 23), date(2026, 11, 24))
    days = [date(2026, 11, day) for day in (22, 23, 24, 25)]
    assert [one.counts_on(day) for day in days] == [False, True, True, False]
