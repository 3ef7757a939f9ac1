"""An approval rule in a form: to conditions and back, in plain words, and tried on a cart that nobody sends."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel.errors import Conflict, Forbidden, NotFound
from portal_app.kernel.ids import new_id
from portal_app.purchasing import (
    BudgetAbove,
    BudgetExceeded,
    BudgetMode,
    ConditionGroup,
    FirstPurchase,
    ForCostCentre,
    InCategory,
    RuleFacts,
    RuleStep,
    TotalAbove,
    list_rules,
    put_rule,
)
from portal_app.purchasing.actions.approval_rules import version_of
from portal_app.purchasing.actions.rule_book import TriedCart, read_rule_book, try_cart
from portal_app.purchasing.rules.rule_drafts import RuleDraft, draft_of, groups_of
from portal_app.purchasing.screens.rule_fields import NOTHING, entered_of
from portal_app.purchasing.screens.rule_texts import RuleNames, said_rule, trial_rows
from tests.purchasing.builders import eur
from tests.purchasing.office import Office

DRAFTS = st.builds(
    RuleDraft, st.booleans(), st.none() | st.just(eur(500)), st.booleans(), st.none() | st.just(Decimal("0.9")),
    st.lists(st.sampled_from(("c1", "c2", "c3")), unique=True).map(tuple), st.lists(st.sampled_from(("tools", "oils")), unique=True).map(tuple), st.booleans(),
)  # fmt: skip
NAMES = RuleNames({"p1": "Anna Berg", "p2": "Dr Henrik Lang"}, {"c1": "4711 Maintenance"}, {"tools": "Tools"})


@given(DRAFTS)
def test_what_a_form_holds_comes_back_as_the_same_conditions(draft: RuleDraft):
    groups = groups_of(draft)
    back = draft_of(groups)
    assert back is not None and {frozenset(one.conditions) for one in groups_of(back)} == {frozenset(one.conditions) for one in groups}


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (RuleDraft(), []),
        (RuleDraft(total=eur(500), is_first_purchase=True), [[TotalAbove(eur(500)), FirstPurchase()]]),
        (RuleDraft(False, eur(500), True), [[TotalAbove(eur(500))], [BudgetExceeded()]]),
        (
            RuleDraft(total=eur(500), cost_centre_ids=("c1", "c2")),
            [[TotalAbove(eur(500)), ForCostCentre("c1")], [TotalAbove(eur(500)), ForCostCentre("c2")]],
        ),
        (RuleDraft(False, share=Decimal("0.9"), categories=("tools",)), [[BudgetAbove(Decimal("0.9"))], [InCategory("tools")]]),
    ],
)
def test_a_form_becomes_groups(draft: RuleDraft, expected: list[list[object]]):
    assert [list(group.conditions) for group in groups_of(draft)] == expected


def test_a_rule_that_no_form_can_hold_is_left_alone():
    odd = (ConditionGroup((TotalAbove(eur(500)), BudgetExceeded())), ConditionGroup((FirstPurchase(),)))
    assert draft_of(odd) is None
    assert draft_of((ConditionGroup((TotalAbove(eur(500)),)), ConditionGroup((TotalAbove(eur(900)),)))) is None
    assert entered_of(RuleFacts("Odd", odd, (RuleStep(role="administrator"),))).total == ""


def test_a_rule_reads_as_a_sentence():
    groups = (ConditionGroup((TotalAbove(eur(500)), ForCostCentre("c1"))), ConditionGroup((InCategory("tools"), FirstPurchase())))
    facts = RuleFacts("Tools", groups, (RuleStep(("p1", "p2")), RuleStep(role="administrator")))
    assert said_rule("en", facts, NAMES) == (
        "When the order is above 500.00\N{NO-BREAK SPACE}EUR and it is for 4711 Maintenance or a product belongs to Tools "
        "and a product was never ordered before: "
        "first Anna Berg or Dr Henrik Lang decides, then an administrator."
    )
    alone = RuleFacts("Budgets", (ConditionGroup((BudgetAbove(Decimal("0.9")),)),), (RuleStep(role="purchasing-manager"),))
    assert said_rule("de", alone, NAMES) == "Wenn ein Budget auf über 90\N{NO-BREAK SPACE}% kommt: Es entscheidet ein Einkaufsleiter."


def test_a_form_begins_as_the_rule_is_and_takes_only_what_fits():
    groups = groups_of(RuleDraft(False, eur("500.50"), True, Decimal("0.9"), ("c1",), ("tools",), True))
    entered = entered_of(RuleFacts("Tools", groups, (RuleStep(("p1",)), RuleStep(role="administrator"))))
    assert (entered.joined, entered.total, entered.share, entered.centres, entered.category) == ("any", "500.5", "90", ["c1"], "tools")
    assert (entered.who1, entered.people1, entered.who2, entered.exceeded, entered.first) == ("people", ["p1"], "administrator", True, True)
    assert NOTHING.with_given({"name": "x", "exceeded": "yes", "centres": "c1", "first": True, "strange": "y"}) == NOTHING.but("name", "x").but("first", True)


def test_of_two_who_change_a_rule_the_second_is_told(office: Office):
    rule = office.rule()
    seen = version_of(rule.facts)
    other = RuleFacts("Above 900", (ConditionGroup((TotalAbove(eur(900)),)),), rule.facts.steps)
    assert put_rule(office.lang, other, rule.id, version=seen) == rule.id
    with pytest.raises(Conflict, match="in the meantime"):
        put_rule(office.lang, rule.facts, rule.id, version=seen)
    assert list_rules(office.lang)[0].facts == other
    put_rule(office.lang, rule.facts, rule.id, version=read_rule_book(office.lang).rules[0].version)


def test_who_would_have_to_approve_is_told_and_nothing_is_kept(office: Office):
    office.rule()
    office.budget("1000", BudgetMode.HARD)
    centre, jan = office.centres[0], office.jan.person_id
    rows = trial_rows("en", try_cart(office.lang, TriedCart(jan, eur(600), centre)))
    assert [(row.title, row.detail) for row in rows] == [
        ("Step 1: Anna Meyer or Bert Meyer", "Rule “Above 500”: The order comes to 600.00\N{NO-BREAK SPACE}EUR, the limit is 500.00\N{NO-BREAK SPACE}EUR.")
    ]
    assert trial_rows("en", try_cart(office.lang, TriedCart(jan, eur(500), centre)))[0].title == "Nobody has to approve it"
    assert trial_rows("en", try_cart(office.lang, TriedCart(jan, eur(1001), centre)))[0].title == "It cannot be ordered"
    assert trial_rows("en", try_cart(office.lang, TriedCart(office.anna.person_id, eur(600), centre)))[0].title == "Step 1: Bert Meyer"


def test_only_people_and_cost_centres_of_the_company_can_be_tried(office: Office):
    for tried in (TriedCart(new_id(), eur(1)), TriedCart("", eur(1)), TriedCart(office.jan.person_id, eur(1), new_id())):
        with pytest.raises(NotFound):
            try_cart(office.lang, tried)
    for who in (office.anna, office.jan, office.ute):
        with pytest.raises(Forbidden):
            read_rule_book(who)
