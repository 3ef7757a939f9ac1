"""Nobody decides about their own cart: not alone, not by role, not by delegation, in neither direction."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.purchasing import RuleStep, TotalAbove
from portal_app.purchasing.rules.approvers import BUYERS_DEPUTY, CHANGED, DECIDED, GONE, NO_RIGHT, ORDERED, FourEyes, administrators, deciders_of
from portal_app.purchasing.rules.judging import judge
from tests.purchasing.builders import ADMIN, BUYER, MANAGER, approver, by, cart, eur, line, people, rule

ANNA, BERT, LANG = approver("Anna", MANAGER), approver("Bert", MANAGER), approver("Lang", ADMIN)
JAN, OLE, GRETA = approver("Jan", BUYER), approver("Ole", MANAGER, centre="4712"), approver("Greta", MANAGER, active=False)
EVERYBODY = (ANNA, BERT, LANG, JAN, OLE, GRETA)
ALL = frozenset({None})


def asked(step: RuleStep, four_eyes: FourEyes, *, deputies=(), centres=ALL):
    found = deciders_of(step, centres, people(*EVERYBODY, deputies=deputies), four_eyes)
    return [(one.person_id, one.instead_of) for one in found.deciders], {one.person_id: one.reason for one in found.left_out}, found.fallback


@pytest.mark.parametrize(
    ("step", "four_eyes", "deputies", "deciders", "left_out", "fallback"),
    [
        (by("anna"), FourEyes("jan"), (), [("anna", "")], {}, False),
        (by("anna", "bert"), FourEyes("jan"), (), [("anna", ""), ("bert", "")], {}, False),
        (RuleStep(role=MANAGER), FourEyes("jan"), (), [("anna", ""), ("bert", "")], {}, False),
        # the buyer, whoever else they are
        (by("anna", "bert"), FourEyes("anna"), (), [("bert", "")], {"anna": ORDERED}, False),
        (RuleStep(role=MANAGER), FourEyes("bert"), (), [("anna", "")], {"bert": ORDERED}, False),
        (by("anna"), FourEyes("anna"), (), [("lang", "")], {"anna": ORDERED}, True),
        (by("lang"), FourEyes("lang"), (), [], {"lang": ORDERED}, True),
        # who changed the cart
        (by("anna", "bert"), FourEyes("jan", frozenset({"bert"})), (), [("anna", "")], {"bert": CHANGED}, False),
        # a deputy decides in somebody's place
        (by("anna"), FourEyes("jan"), [("anna", "bert")], [("anna", ""), ("bert", "anna")], {}, False),
        (by("anna", "bert"), FourEyes("jan"), [("anna", "bert")], [("anna", ""), ("bert", "")], {}, False),  # in their own right
        # the buyer as a deputy never
        (by("anna"), FourEyes("bert"), [("anna", "bert")], [("anna", "")], {}, False),
        # the deputy of the buyer never, also in their own right
        (by("anna", "bert"), FourEyes("anna"), [("anna", "bert")], [("lang", "")], {"anna": ORDERED, "bert": BUYERS_DEPUTY}, True),
        (by("bert"), FourEyes("jan"), [("jan", "bert")], [("lang", "")], {"bert": BUYERS_DEPUTY}, True),
        # an administrator who is the buyer's deputy is no way out either
        (by("anna"), FourEyes("anna"), [("anna", "lang")], [], {"anna": ORDERED}, True),
        # the deputy of somebody who must not decide gets nothing from them
        (by("anna"), FourEyes("jan", frozenset({"anna"})), [("anna", "bert")], [("lang", "")], {"anna": CHANGED}, True),
        # a deputy without the right to approve, and the deputy of a deputy
        (by("anna"), FourEyes("lang"), [("anna", "jan")], [("anna", "")], {}, False),
        (by("anna"), FourEyes("jan"), [("anna", "greta"), ("greta", "bert")], [("anna", "")], {}, False),
        # an earlier step
        (RuleStep(role=MANAGER), FourEyes("jan", decided_ids=frozenset({"anna"})), (), [("bert", "")], {"anna": DECIDED}, False),
        # people who may not, or cannot any more
        (by("jan", "greta", "anna"), FourEyes("lang"), (), [("anna", "")], {"jan": NO_RIGHT, "greta": GONE}, False),
        (by("nobody"), FourEyes("jan"), (), [("lang", "")], {}, True),
    ],
)  # fmt: skip
def test_who_decides(step, four_eyes, deputies, deciders, left_out, fallback):
    assert asked(step, four_eyes, deputies=deputies) == (deciders, left_out, fallback)


@pytest.mark.parametrize(
    ("centres", "deciders"),
    [
        ({"4712"}, ["anna", "bert", "ole"]),
        ({"4712", "4711"}, ["anna", "bert"]),
        ({"4712", None}, ["anna", "bert"]),
        ({None}, ["anna", "bert"]),
    ],
)
def test_a_role_for_one_cost_centre_decides_about_that_one_only(centres, deciders):
    found, _, _ = asked(RuleStep(role=MANAGER), FourEyes("jan"), centres=frozenset(centres))
    assert [person_id for person_id, _ in found] == deciders
    assert asked(by("ole"), FourEyes("jan"), centres=frozenset(centres))[2] is ("ole" not in deciders)


def test_an_administrator_of_one_cost_centre_is_no_fallback():
    office = people(approver("Ada", ADMIN, centre="4712"), LANG)
    assert [one.person_id for one in administrators(frozenset({"4712"}), office, FourEyes("jan"))] == ["lang"]


ids = [one.id for one in EVERYBODY]
pairs = list(permutations(ids, 2))


@pytest.mark.asvs("2.3.5")
@given(
    st.sampled_from(ids), st.frozensets(st.sampled_from(ids), max_size=2), st.lists(st.sampled_from(pairs), max_size=4),
    st.lists(st.sampled_from([RuleStep(role=MANAGER), *(by(*some) for some in combinations(ids, 2))]), min_size=1, max_size=2),
)  # fmt: skip
def test_whatever_is_named_nobody_decides_about_their_own_cart(buyer, editors, deputies, steps):
    told = judge([rule(TotalAbove(eur(0)), steps=steps)], cart(line()), FourEyes(buyer, editors), people(*EVERYBODY, deputies=deputies))
    closed = {buyer, *editors, *(deputy for away, deputy in deputies if away == buyer)}
    assert not {one.person_id for step in told.steps for one in step.deciders} & closed
    able = {one.id for one in EVERYBODY if one.is_active and None in one.decides_for}
    assert {one.person_id for step in told.steps for one in step.deciders} <= able
    assert bool(told.problem) or all(step.deciders for step in told.steps)
