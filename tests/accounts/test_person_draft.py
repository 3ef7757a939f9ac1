"""What was entered about a person and not saved: nothing of it is lost, and nothing of somebody else's change is taken back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.accounts import Holding, PersonFacts, Role
from portal_app.accounts.screens.person_draft import LIMITS, TEXTS, PersonDraft, normal_amount, read_role, written_role
from portal_app.kernel.errors import Invalid

CENTRE = "01m85h9yp881sz5qf1kt6jrm2e"
KELLER = PersonFacts("Jan", "Keller", frozenset({Holding(Role.BUYER)}), unit="Maintenance", limit_per_order=Decimal("1500"))

holdings = st.frozensets(st.builds(Holding, st.sampled_from(Role), st.sampled_from([None, CENTRE])), max_size=6)
amounts = st.none() | st.decimals(min_value=0, max_value=999999999, places=2)
texts = st.text(max_size=20)
facts = st.builds(PersonFacts, texts, texts, holdings, salutation=texts, unit=texts, limit_per_order=amounts, limit_per_month=amounts)


def test_a_draft_that_changes_nothing_says_so():
    draft = PersonDraft.of(KELLER)
    assert not draft.is_changed and draft.difference() == ""
    draft.put("limit_per_order", "1500")
    assert not draft.is_changed


FORMS = {
    "1500": "1500.00", "1500.5": "1500.50", " 1500 ": "1500.00", "": "", "0": "0.00", "1e3": "1000.00",
    "1500.555": "1500.555", "lots": "lots", "NaN": "NaN", "1e999999": "1e999999", "-1e-999999": "-1e-999999", "Infinity": "Infinity",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), FORMS.items())
def test_amounts_are_kept_in_one_form_and_what_is_none_stays_as_typed(typed: str, kept: str):
    assert normal_amount(typed) == kept


@pytest.mark.parametrize("typed", ["lots", "1,5", "12 34", "--1"])
def test_what_is_no_number_is_said_at_its_field(typed: str):
    draft = PersonDraft.of(KELLER)
    draft.put("limit_per_month", typed)
    with pytest.raises(Invalid) as refused:
        draft.facts()
    assert set(refused.value.fields) == {"limit_per_month"}


@given(facts)
def test_facts_become_a_draft_and_come_back_the_same(given_facts: PersonFacts):
    draft = PersonDraft.read(PersonDraft.of(given_facts).written())
    assert draft.facts() == given_facts


@given(facts, facts)
def test_a_kept_difference_on_the_same_facts_gives_what_was_entered(saved: PersonFacts, entered: PersonFacts):
    draft = PersonDraft.of(saved)
    wanted = PersonDraft.of(entered)
    draft.fields, draft.roles = dict(wanted.fields), list(wanted.roles)
    again = PersonDraft.of(saved)
    if draft.is_changed:
        again.enter_again(draft.difference())
    assert again.facts() == entered


@given(facts, facts, st.sampled_from((*TEXTS, *LIMITS)), texts)
def test_only_what_was_entered_is_put_onto_what_somebody_else_saved(before: PersonFacts, after: PersonFacts, name: str, typed: str):
    draft = PersonDraft.of(before)
    draft.put(name, typed)
    again = PersonDraft.of(after)
    if draft.is_changed:
        again.enter_again(draft.difference())
    others = [other for other in (*TEXTS, *LIMITS) if other != name]
    assert [again.fields[other] for other in others] == [PersonDraft.of(after).fields[other] for other in others]
    assert set(again.roles) == set(PersonDraft.of(after).roles)
    if draft.is_changed:
        assert again.fields[name] == draft.fields[name]


def test_a_role_given_here_and_one_taken_elsewhere_both_count():
    draft = PersonDraft.of(KELLER)
    draft.turn_role("accounting", on=True)
    kept = draft.difference()
    again = PersonDraft.of(PersonFacts("Jan", "Keller", frozenset({Holding(Role.READ_ONLY)})))
    again.enter_again(kept)
    assert set(again.roles) == {"read-only", "accounting"}


@pytest.mark.parametrize("holding", [Holding(role, centre) for role in Role for centre in (None, CENTRE)], ids=written_role)
def test_a_role_is_written_and_read(holding: Holding):
    assert read_role(written_role(holding)) == holding


@pytest.mark.parametrize("text", ["", "boss", "@", f"@{CENTRE}", "buyer ", "Buyer"])
def test_a_role_that_does_not_exist_is_refused(text: str):
    with pytest.raises(Invalid):
        read_role(text)
