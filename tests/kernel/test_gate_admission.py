"""Who may call what. Nothing is opened before the right is compared: a call without it is refused even while the database is away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, ActorKind, system, visitor
from portal_app.kernel.errors import Forbidden, GateBroken, NotSignedIn, PortalError, SecondStepNeeded, StepUpNeeded, TooMany, Unavailable
from portal_app.kernel.gate import ACTIONS, Context, command, public_command, query, staff_query
from portal_app.kernel.ids import new_id
from portal_app.kernel.limits import Limit
from portal_app.kernel.permissions import Permission as P
from tests.database import TwoCompanies, behind_the_guard, new_company, person_of
from tests.kernel import office

COMPANY = new_id()
EVERYTHING = frozenset(P)


def _staff(*permissions: P, acting_for: str | None = None) -> Actor:
    return Actor(ActorKind.STAFF, frozenset(permissions), acting_for, account_id=new_id(), name="Paul Thode")


CALLERS: dict[str, Actor] = {
    "visitor": visitor(),
    "visitor who claims all rights": replace(visitor(), permissions=EVERYTHING, company_id=COMPANY),
    "person without rights": person_of(COMPANY),
    "person with the other rights": person_of(COMPANY, *(EVERYTHING - {P.COST_CENTRE_EDIT, P.COST_CENTRE_VIEW, P.SELF_MANAGE})),
    "person": person_of(COMPANY, P.COST_CENTRE_EDIT, P.COST_CENTRE_VIEW, P.SELF_MANAGE),
    "person who owes a second step": person_of(COMPANY, *EVERYTHING, second_step_due=True),
    "person without a company": replace(person_of(COMPANY, *EVERYTHING), company_id=None),
    "staff without a company": _staff(*EVERYTHING),
    "staff acting for a company": _staff(*EVERYTHING, acting_for=COMPANY),
    "staff acting without the right": _staff(P.STAFF_ACT_FOR, P.STAFF_COMPANIES_VIEW, acting_for=COMPANY),
    "job of a company": system(EVERYTHING, COMPANY),
    "job of no company": system(EVERYTHING),
}
# Every cell that is not named is let in.
REFUSED: dict[str, dict[str, type[PortalError]]] = {
    "command": {
        "visitor": NotSignedIn,
        "visitor who claims all rights": NotSignedIn,
        "person without rights": Forbidden,
        "person with the other rights": Forbidden,
        "person who owes a second step": SecondStepNeeded,
        "person without a company": Forbidden,
        "staff without a company": Forbidden,
        "staff acting without the right": Forbidden,
        "job of no company": Forbidden,
    },
    "own": {
        "visitor": NotSignedIn,
        "visitor who claims all rights": NotSignedIn,
        "person without rights": Forbidden,
        "person with the other rights": Forbidden,
        "staff acting without the right": Forbidden,
    },
    "staff": {
        "visitor": NotSignedIn,
        "visitor who claims all rights": NotSignedIn,
        "person without rights": Forbidden,
        "person with the other rights": Forbidden,
        "person": Forbidden,
        "person who owes a second step": SecondStepNeeded,
        "person without a company": Forbidden,
    },
    "public": {},
}
# Each of these goes to the database at once, so that whoever is let in finds that it is away.
CALLS: dict[str, list[Callable[[Actor], Any]]] = {
    "command": [lambda who: office.open_centre(who, "1"), office.numbers],
    "own": [office.note_something_of_mine, office.my_session],
    "staff": [lambda who: office.open_for(who, COMPANY, "1"), office.centres_without_declaration, office.centres_across],
    "public": [office.knock, office.is_open],
}


@pytest.fixture
def database_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    from portal_app.kernel.config import settings
    from portal_app.kernel.db import engine

    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere' / 'portal.db'}")
    settings.cache_clear(), engine.cache_clear()
    yield
    settings.cache_clear(), engine.cache_clear()


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("kind", CALLS)
def test_each_kind_of_caller_is_refused_before_anything_opens_or_let_in(kind: str, caller: str, database_away: None):
    refusal = REFUSED[kind].get(caller)
    for call in CALLS[kind]:
        if refusal is not None:
            with pytest.raises(PortalError) as trouble:
                call(CALLERS[caller])
            assert type(trouble.value) is refusal
        else:
            with pytest.raises(Unavailable):
                call(CALLERS[caller])


def test_every_right_opens_its_own_action_and_no_other(shared_database: str):
    company = new_company()
    for permission in P:
        who = person_of(company, permission)
        if permission is P.COST_CENTRE_EDIT:
            assert office.change_nothing(who) == "nothing"
        else:
            with pytest.raises(Forbidden):
                office.change_nothing(who)


def test_visitors_see_no_tenant_row(two_companies: TwoCompanies):
    assert office.is_open(visitor()) is True


def test_a_visitor_may_enter_one_company_and_no_second(two_companies: TwoCompanies):
    office.join(visitor(), two_companies.mine, "77")
    assert "77" in office.numbers(person_of(two_companies.mine, P.COST_CENTRE_VIEW))
    with pytest.raises(GateBroken):
        office.enter_two(visitor(), two_companies.mine, two_companies.theirs)


def test_somebody_of_a_company_cannot_enter_another(two_companies: TwoCompanies):
    @command(P.COST_CENTRE_EDIT)
    def wander(ctx: Context) -> None:
        ctx.enter_company(two_companies.theirs)

    with pytest.raises(GateBroken):
        wander(person_of(two_companies.mine, P.COST_CENTRE_EDIT))


def test_the_trail_of_a_call_that_enters_a_company_lies_on_both_sides(two_companies: TwoCompanies):
    request = new_id()
    office.join(visitor(request_id=request), two_companies.mine, "78")
    entries = behind_the_guard("SELECT action, company_id FROM audit_entry WHERE request_id = :request ORDER BY id", request=request)
    assert set(entries) == {("door.found", None), ("cost-centre.opened", two_companies.mine)}


def test_staff_act_for_one_named_company_and_the_trail_says_so(two_companies: TwoCompanies):
    who = _staff(P.STAFF_ACT_FOR)
    centre = office.open_for(who, two_companies.theirs, "79")
    assert behind_the_guard("SELECT company_id FROM cost_centre WHERE id = :id", id=centre) == [(two_companies.theirs,)]
    entry = behind_the_guard("SELECT company_id, account_id, actor_kind FROM audit_entry WHERE object_id = :id", id=centre)
    assert entry == [(two_companies.theirs, who.account_id, "staff")]


def test_staff_acting_for_a_company_leave_a_mark_in_its_trail(two_companies: TwoCompanies):
    who = _staff(P.COST_CENTRE_EDIT, acting_for=two_companies.mine)
    centre = office.open_centre(who, "80").id
    entry = behind_the_guard("SELECT acting_for, account_id, actor_name FROM audit_entry WHERE object_id = :id", id=centre)
    assert entry in ([(1, who.account_id, "Paul Thode")], [(True, who.account_id, "Paul Thode")])


def test_reading_across_is_declared(two_companies: TwoCompanies):
    who = _staff(P.STAFF_COMPANIES_VIEW)
    assert office.centres_without_declaration(who) == []
    assert {two_companies.mine, two_companies.theirs} <= set(office.centres_across(who))


@pytest.mark.parametrize(("age", "fresh"), [(0, True), (299, True), (300, True), (301, False), (3600, False)])
def test_a_second_step_counts_for_five_minutes(age: int, fresh: bool, two_companies: TwoCompanies):
    who = person_of(two_companies.mine, P.COST_CENTRE_EDIT, stepped_up_at=clock.now())
    with clock.frozen(clock.now()) as advance:
        who = replace(who, stepped_up_at=clock.now())
        advance(timedelta(seconds=age))
        if fresh:
            assert office.close_all(who) == 3
        else:
            with pytest.raises(StepUpNeeded):
                office.close_all(who)


def test_without_any_second_step_a_sensitive_change_is_refused(two_companies: TwoCompanies):
    with pytest.raises(StepUpNeeded):
        office.close_all(person_of(two_companies.mine, P.COST_CENTRE_EDIT))


def test_a_job_needs_no_second_step(two_companies: TwoCompanies):
    assert office.close_all(system(frozenset({P.COST_CENTRE_EDIT}), two_companies.mine)) == 3


def test_the_fourth_knock_in_a_minute_is_refused_for_one_address_only(shared_database: str):
    here, there = (visitor(address=f"198.51.100.{new_id()[-6:]}") for _ in range(2))
    with clock.frozen(clock.now()) as advance:
        assert [office.knock(here) for _ in range(3)] == ["come in"] * 3
        with pytest.raises(TooMany):
            office.knock(here)
        assert office.knock(there) == "come in"
        advance(timedelta(seconds=60))
        assert office.knock(here) == "come in"


def test_a_knock_that_fails_counts_too(shared_database: str):
    here = visitor(address=f"198.51.100.{new_id()[-6:]}")
    for _ in range(3):
        with pytest.raises(PortalError):
            office.knock(here, "refusal")
    with pytest.raises(TooMany):
        office.knock(here)


def test_an_inner_action_asks_for_its_own_right(two_companies: TwoCompanies):
    with pytest.raises(Forbidden):
        office.rename_company_then_open(person_of(two_companies.mine, P.COMPANY_EDIT), "81")
    assert office.numbers(person_of(two_companies.mine, P.COST_CENTRE_VIEW)) == ["1", "2", "3"]


def test_an_action_without_a_right_cannot_be_registered():
    for wrong in (None, "", [], frozenset(), "cost-centre:view"):
        with pytest.raises(GateBroken):
            command(wrong)
        with pytest.raises(GateBroken):
            query(wrong)


def test_a_staff_action_takes_a_right_of_the_supplier_only():
    with pytest.raises(GateBroken):
        staff_query(P.COST_CENTRE_VIEW)


def test_an_action_takes_ctx_first():
    before = dict(ACTIONS)
    with pytest.raises(GateBroken):

        @public_command(limit=Limit(1, 1))
        def wrong(company_id: str, ctx: Context) -> None: ...

    assert before == ACTIONS
