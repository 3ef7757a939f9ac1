"""Which rules fire for a cart, why, who decides, and what a small change would spare."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel.money import Money
from portal_app.purchasing import (
    ApprovalRule,
    BudgetAbove,
    BudgetExceeded,
    BudgetMode,
    CartLine,
    ConditionGroup,
    FirstPurchase,
    ForCostCentre,
    InCategory,
    RuleFacts,
    RuleStep,
    TotalAbove,
    say_reason,
)  # fmt: skip
from portal_app.purchasing.rules.approvers import FourEyes
from portal_app.purchasing.rules.conditions import lines_meeting
from portal_app.purchasing.rules.judging import NOBODY, can_be_decided, judge, judgement_without_amounts
from portal_app.purchasing.rules.small_changes import small_changes
from tests.purchasing.builders import ADMIN, BUYER, MANAGER, approver, by, cart, eur, line, outlook, people, rule

ANNA, LANG = approver("Anna", MANAGER), approver("Lang", ADMIN, MANAGER)
JAN, MIA = approver("Jan", BUYER), approver("Mia", BUYER)
OFFICE = people(ANNA, LANG, JAN, MIA)
BY_JAN = FourEyes("jan")
TOTAL = rule(TotalAbove(eur(500)), name="Above 500", rule_id="r-total")


def fires(conditions, judged) -> bool:
    return bool(judge([rule(*conditions)], judged, BY_JAN, OFFICE).fired)


# Conditions


@pytest.mark.parametrize(
    ("conditions", "judged", "expected"),
    [
        ([TotalAbove(eur(500))], cart(line(500)), False),
        ([TotalAbove(eur(500))], cart(line("500.01")), True),
        ([TotalAbove(eur(500))], cart(line("499.99"), line("0.02")), True),
        ([TotalAbove(eur(0))], cart(line(0)), False),  # a limit of nothing is a limit, and a cart that costs nothing is within it
        ([TotalAbove(eur(0))], cart(line("0.01")), True),
        ([TotalAbove(Money(Decimal(500), "USD"))], cart(line(1)), True),  # it cannot be told, so somebody looks
        ([BudgetExceeded()], cart(line(), outlooks=[outlook("100", "0", "100", mode=BudgetMode.SOFT)]), False),
        ([BudgetExceeded()], cart(line(), outlooks=[outlook("100", "0.01", "100", mode=BudgetMode.SOFT)]), True),
        ([BudgetExceeded()], cart(line(), outlooks=[]), False),
        ([BudgetExceeded()], cart(line(0), outlooks=[outlook("100", "150", "0", mode=BudgetMode.SOFT)]), False),  # it was so before
        ([BudgetAbove(Decimal("0.9"))], cart(line(), outlooks=[outlook("1000", "800", "100")]), False),
        ([BudgetAbove(Decimal("0.9"))], cart(line(), outlooks=[outlook("1000", "800.01", "100")]), True),
        ([BudgetAbove(Decimal("0.9"))], cart(line(), outlooks=[outlook("0", "0", "100", mode=BudgetMode.SOFT)]), True),
        ([ForCostCentre("4712")], cart(line(), line(cost_centre_id="4711")), False),
        ([ForCostCentre("4712")], cart(line(), line(cost_centre_id="4712")), True),
        ([InCategory("tools")], cart(line(categories=("fasteners", "hex-bolts"))), False),
        ([InCategory("tools")], cart(line(categories=("tools", "drills"))), True),
        ([InCategory("drills")], cart(line(categories=("tools", "drills"))), True),
        ([FirstPurchase()], cart(line(), line()), False),
        ([FirstPurchase()], cart(line(), line(is_first_purchase=True)), True),
        # All conditions of a group hold for one and the same line.
        ([InCategory("tools"), FirstPurchase()], cart(line(categories=("tools",)), line(is_first_purchase=True)), False),
        ([InCategory("tools"), FirstPurchase()], cart(line(categories=("tools",), is_first_purchase=True)), True),
        ([ForCostCentre("4712"), TotalAbove(eur(100))], cart(line(90), line(20, cost_centre_id="4712")), True),
        ([ForCostCentre("4711"), BudgetExceeded()], cart(line(cost_centre_id="4711"), line(), outlooks=[outlook("50", lines=[1], mode="soft")]), False),
        ([ForCostCentre("4711"), BudgetExceeded()], cart(line(cost_centre_id="4711"), line(), outlooks=[outlook("50", lines=[0], mode="soft")]), True),
    ],
)
def test_a_rule_fires_when_all_conditions_hold_for_the_same_lines(conditions, judged, expected):
    assert fires(conditions, judged) is expected


lines = st.builds(
    CartLine, st.just("1"), st.just("Bolt"), st.integers(0, 1000).map(eur), st.sampled_from([None, "4711", "4712"]),
    st.sampled_from([(), ("tools",), ("tools", "drills")]), st.booleans(),
)  # fmt: skip
conditions = st.one_of(
    st.integers(0, 2000).map(lambda limit: TotalAbove(eur(limit))), st.just(BudgetExceeded()), st.just(FirstPurchase()),
    st.sampled_from(["4711", "4712"]).map(ForCostCentre), st.sampled_from(["tools", "drills"]).map(InCategory), st.just(BudgetAbove(Decimal("0.5"))),
)  # fmt: skip
groups = st.lists(conditions, min_size=1, max_size=4).map(lambda some: ConditionGroup(tuple(some)))


@st.composite
def carts(draw):
    some = draw(st.lists(lines, min_size=1, max_size=5))
    budgets = []
    for number, centre in enumerate([None, "4711", "4712"]):
        places = [place for place, one in enumerate(some) if centre in (None, one.cost_centre_id)]
        asked = sum(some[place].net.amount for place in places)
        if places:
            amount, used = draw(st.integers(0, 2000)), draw(st.integers(0, 1500))
            mode = draw(st.sampled_from(list(BudgetMode)))
            budgets.append(outlook(str(amount), str(used), str(asked), lines=places, mode=mode, budget_id=f"b{number}"))
    return cart(*some, outlooks=budgets)


@given(groups, groups, carts())
def test_more_conditions_mean_fewer_lines_and_more_groups_more(one, other, judged):
    both = ConditionGroup((*one.conditions, *other.conditions))
    assert lines_meeting(both, judged) == lines_meeting(one, judged) & lines_meeting(other, judged)
    either = ApprovalRule("r", RuleFacts("Either", (one, other), (RuleStep(role=MANAGER),)))
    found = [one for one in judge([either], judged, BY_JAN, OFFICE).fired if one.rule_id == "r"]
    assert (set(found[0].lines) if found else set()) == lines_meeting(one, judged) | lines_meeting(other, judged)


@given(st.lists(groups, max_size=3), carts())
def test_every_small_change_that_is_named_spares_the_approval(some, judged):
    """Tried from outside: the changed cart is judged anew."""
    rules = [ApprovalRule(f"r{number}", RuleFacts("A rule", (group,), (RuleStep(role=MANAGER),))) for number, group in enumerate(some)]
    told = judge(rules, judged, BY_JAN, OFFICE)
    for change in told.small_changes:
        assert 0 <= change.less.amount <= judged.total.amount
        if change.line is not None:
            kept = [one for place, one in judged.lines.items() if place != change.line]
            gone = judged.lines[change.line]
            before = {one.budget_id: one for one in judged.outlooks}
            later = [
                outlook(
                    str(one.amount.amount), str(one.used.amount), str(one.asked.amount - (gone.net.amount if change.line in one.lines else 0)),
                    lines=[place - (place > change.line) for place in one.lines if place != change.line], mode=one.mode, budget_id=name,
                )
                for name, one in before.items()
            ]  # fmt: skip
            assert not judge(rules, cart(*kept, outlooks=later), BY_JAN, OFFICE).needs_approval
    assert list(told.small_changes) == sorted(told.small_changes, key=lambda one: one.less.amount)
    assert told.needs_approval or not told.small_changes


# Why


def test_why_is_said_in_both_languages_with_the_amounts():
    judged = cart(line("1204.50"), outlooks=[outlook("1800", "685.50", "1204.50")])
    told = judge([TOTAL, rule(BudgetExceeded(), name="Over budget", rule_id="r2")], judged, BY_JAN, OFFICE)
    assert [(one.rule_id, one.name) for one in told.fired] == [("r-total", "Above 500"), ("r2", "Over budget")]
    said = [say_reason("en", reason).replace("\xa0", " ") for one in told.fired for reason in one.reasons]
    assert said == ["The order comes to 1,204.50 EUR, the limit is 500.00 EUR.", "4712 Tools goes to 105 %, 90.00 EUR over its 1,800.00 EUR."]
    german = [say_reason("de", reason).replace("\xa0", " ") for one in told.fired for reason in one.reasons]
    assert german == ["Die Bestellung kommt auf 1.204,50 EUR, das Limit ist 500,00 EUR.", "4712 Tools kommt auf 105 %, 90,00 EUR über 1.800,00 EUR."]


@given(st.lists(conditions, min_size=1, max_size=4), carts())
def test_without_amounts_nothing_of_a_judgement_holds_one(some, judged):
    told = judgement_without_amounts(judge([rule(*some)], judged, BY_JAN, OFFICE))
    assert "Money(" not in repr(told) and "Decimal(" not in repr(told)
    assert all("{" not in say_reason(locale, reason) for locale in ("en", "de") for one in told.fired for reason in one.reasons)


def test_first_purchases_name_their_products():
    told = judge([rule(FirstPurchase())], cart(line(), line(name="Ear defenders", is_first_purchase=True)), BY_JAN, OFFICE)
    assert [say_reason("en", reason) for reason in told.fired[0].reasons] == ["Ear defenders was never ordered before."]
    assert told.fired[0].lines == (1,)


def test_a_budget_that_asks_for_approval_asks_also_without_a_rule():
    told = judge([], cart(line(), outlooks=[outlook("50")]), BY_JAN, OFFICE)
    assert [one.name for one in told.fired] == ["Budget exceeded"] and [one.name for one in told.steps[0].deciders] == ["Anna", "Lang"]
    soft = cart(line(), outlooks=[outlook("50", mode=BudgetMode.SOFT)])
    assert not judge([], soft, BY_JAN, OFFICE).needs_approval and soft.outlooks[0].over == eur(50)


def test_no_approval_helps_against_a_hard_budget():
    told = judge([TOTAL], cart(line(600), outlooks=[outlook("50", mode=BudgetMode.HARD, asked="600")]), BY_JAN, OFFICE)
    said = [say_reason("en", one).replace("\xa0", " ") for one in told.stops]
    assert said == ["4712 Tools goes to 1,200 %, 550.00 EUR over its 50.00 EUR."]


@pytest.mark.parametrize(
    ("limit", "net", "stopped"),
    [
        (None, "999999", False),
        (eur(1500), "1500", False),
        (eur(1500), "1500.01", True),
        (eur(0), "0", False),
        (eur(0), "0.01", True),  # a limit of nothing is a limit
        (Money(Decimal(1500), "USD"), "1", True),
    ],
)
def test_nobody_orders_above_their_own_limit_approved_or_not(limit, net, stopped):
    told = judge([], cart(line(net), limit=limit), BY_JAN, OFFICE)
    assert bool(told.stops) is stopped and not told.needs_approval


# Who


def names(told, level: int = 1) -> list[list[str]]:
    return [[one.name for one in step.deciders] for step in told.steps if step.level == level]


def test_all_rules_that_fire_count_and_equal_steps_are_one():
    rules = [TOTAL, rule(TotalAbove(eur(100)), name="Above 100", rule_id="r2"), rule(TotalAbove(eur(50)), steps=[by("lang")], name="To Lang", rule_id="r3")]
    told = judge(rules, cart(line(600)), BY_JAN, OFFICE)
    assert [(step.level, step.rule_names) for step in told.steps] == [(1, ("Above 500", "Above 100")), (1, ("To Lang",))]
    assert len(told.steps[0].reasons) == 2


def test_without_a_rule_that_fires_nobody_is_asked():
    told = judge([TOTAL], cart(line(500)), BY_JAN, OFFICE)
    assert (told.needs_approval, told.steps, told.problem, told.small_changes) == (False, (), "", ())


def test_the_smallest_change_is_named():
    judged = cart(line("997.56"), line("206.94"), outlooks=[outlook("1800", "685.50", "1204.50", lines=[0, 1])])
    told = judge([rule(BudgetExceeded())], judged, BY_JAN, OFFICE)
    assert [(one.less, one.line, one.budget_id) for one in told.small_changes] == [(eur(90), None, "b1"), (eur("206.94"), 1, "")]
    above = judge([TOTAL], cart(line(400), line(150)), BY_JAN, OFFICE)
    assert [(one.less, one.line) for one in above.small_changes] == [(eur(50), None), (eur(150), 1)]


def test_a_cart_of_two_thousand_lines_is_judged_without_trying_each():
    tried = []
    many = cart(*[line(1, is_first_purchase=True)] * 2000)
    assert small_changes(lambda other: bool(tried.append(len(other.lines))), many, TOTAL.facts.groups) == ()
    assert tried == [2000]  # down to the limit; no line alone costs enough
    assert small_changes(lambda other: bool(tried.append(len(other.lines))), many, ()) == ()
    assert tried[1:] == [1999] * 20


def test_a_change_that_leaves_another_rule_firing_is_not_named():
    told = judge([TOTAL, rule(ForCostCentre("4712"), rule_id="r2")], cart(line(600, cost_centre_id="4712"), line(10, cost_centre_id="4712")), BY_JAN, OFFICE)
    assert told.small_changes == ()


def test_when_nobody_is_left_it_is_said():
    told = judge([TOTAL], cart(line(600)), FourEyes("anna"), people(ANNA, JAN))
    assert (told.problem, names(told)) == (NOBODY, [[]])
    assert [(one.name, one.reason) for one in told.steps[0].left_out] == [("Anna", "orders this cart")]


def test_the_last_administrator_cannot_approve_their_own_cart():
    told = judge([TOTAL], cart(line(600)), FourEyes("lang"), people(LANG, JAN))
    assert told.problem == NOBODY


def test_two_steps_are_two_people():
    twice = rule(TotalAbove(eur(0)), steps=[RuleStep(role=MANAGER), by("anna")])
    told = judge([twice], cart(line()), BY_JAN, OFFICE)
    assert told.problem == "" and names(told) == [["Anna", "Lang"]] and names(told, 2) == [["Anna"]]
    alone = rule(TotalAbove(eur(0)), steps=[by("anna"), by("anna")])
    widened = judge([alone], cart(line()), BY_JAN, OFFICE)
    assert (widened.problem, names(widened), names(widened, 2)) == ("", [["Anna"]], [["Anna", "Lang"]])
    assert widened.steps[1].fallback
    assert judge([alone], cart(line()), BY_JAN, people(ANNA, JAN)).problem == NOBODY


sets = st.frozensets(st.sampled_from("abcd"), max_size=3)


@given(st.lists(st.tuples(st.sampled_from([1, 2]), sets), max_size=5))
def test_whether_steps_can_be_decided_agrees_with_trying_everything(steps):
    def works(choice) -> bool:
        first = {one for (level, _), one in zip(steps, choice, strict=True) if level == 1}
        second = {one for (level, _), one in zip(steps, choice, strict=True) if level == 2}
        return not first & second

    expected = any(works(choice) for choice in product(*(sorted(ids) for _, ids in steps)))
    assert can_be_decided(steps) is expected
