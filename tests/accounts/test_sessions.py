"""How long a sign-in holds, and what ends it."""

from datetime import timedelta

import pytest

from portal_app.accounts import Role, ended_among, find_signed_in, sign_in, touch_session
from portal_app.accounts.actions.companies import close_company, reopen_company
from portal_app.accounts.actions.company import change_company
from portal_app.accounts.actions.cost_centres import list_cost_centres
from portal_app.accounts.actions.people_changes import deactivate_person, end_person_sessions, reactivate_person
from portal_app.accounts.actions.staff_people import lock_account, unlock_account
from portal_app.accounts.rules.companies import CompanySettings
from portal_app.kernel.errors import SecondStepNeeded
from portal_app.kernel.ids import new_id
from tests.accounts.cast import OPERATOR, PASSWORD, House, Somebody, somewhere
from tests.database import behind_the_guard


def holds(who: Somebody, token: str = "") -> bool:
    return find_signed_in(who.place, token or who.token) is not None


def session_id(who: Somebody) -> str:
    return who.signed_in.actor.session_id


@pytest.mark.asvs("7.3.1")
@pytest.mark.parametrize(("minutes", "role"), [(30, Role.BUYER), (15, Role.ADMINISTRATOR)])
def test_an_idle_session_ends_after_its_minutes(house: House, advance, minutes: int, role: Role):
    who = house.hires("Jan Keller", role)
    its_id = session_id(who)
    advance(timedelta(minutes=minutes, seconds=-1))
    assert holds(who) and ended_among(who.place, [its_id]) == []
    advance(timedelta(seconds=2))
    assert not holds(who) and ended_among(who.place, [its_id]) == [its_id]


def test_activity_keeps_a_session_and_is_noted_once_a_minute(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    assert not jan.signed_in.touch_due
    for _ in range(5):
        advance(timedelta(minutes=20))
        assert jan.signed_in.touch_due
        touch_session(jan.place, jan.token)
        assert not jan.signed_in.touch_due
    advance(timedelta(seconds=59))
    assert not jan.signed_in.touch_due


@pytest.mark.asvs("7.3.2")
def test_after_twelve_hours_activity_does_not_help(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    its_id = session_id(jan)
    for _ in range(12 * 3):
        advance(timedelta(minutes=20))
        touch_session(jan.place, jan.token)
    assert holds(jan)
    advance(timedelta(seconds=1))
    touch_session(jan.place, jan.token)
    assert not holds(jan) and ended_among(jan.place, [its_id]) == [its_id]


def test_a_company_shortens_the_limit_for_sessions_that_are_open(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    change_company(house.boss.actor, CompanySettings(False, 10, "de", "Europe/Berlin"))
    later = house.hires("Mia Roth", Role.BUYER)
    advance(timedelta(minutes=10))
    assert holds(jan) and holds(later)
    advance(timedelta(seconds=1))
    assert not holds(jan) and not holds(later)


@pytest.mark.asvs("7.4.2")
def test_switching_a_person_off_ends_their_sessions_in_the_same_breath(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    elsewhere = sign_in(somewhere(), jan.email, PASSWORD).token
    its_id = session_id(jan)
    deactivate_person(house.boss.actor, jan.person_id)
    assert not holds(jan) and not holds(jan, elsewhere)
    assert ended_among(jan.place, [its_id]) == [its_id]
    assert behind_the_guard("SELECT DISTINCT end_reason FROM sign_in_session WHERE person_id = :id", id=jan.person_id) == [("deactivated",)]
    reactivate_person(house.boss.actor, jan.person_id)
    assert not holds(jan), "an ended session stays ended"
    assert holds(jan.signs_in(advance))


@pytest.mark.asvs("7.4.2")
def test_closing_a_company_shuts_all_its_people_out_at_once(house: House, neighbours: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    ids = [session_id(jan), session_id(house.boss)]
    close_company(OPERATOR, house.company_id, reason="ended the contract")
    assert not holds(jan) and not holds(house.boss) and holds(neighbours.boss)
    assert ended_among(jan.place, ids) == ids
    reopen_company(OPERATOR, house.company_id, reason="a new contract")
    assert holds(jan)


@pytest.mark.asvs("7.4.2")
def test_locking_an_account_shuts_it_out_at_once(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    its_id = session_id(jan)
    lock_account(OPERATOR, jan.email, reason="stolen")
    assert not holds(jan) and ended_among(jan.place, [its_id]) == [its_id]
    unlock_account(OPERATOR, jan.email, reason="it was found")
    assert not holds(jan)
    assert holds(jan.signs_in(advance))


def test_ended_among_keeps_the_order_and_counts_unknown_ids(house: House):
    jan, mia = house.hires("Jan Keller", Role.BUYER), house.hires("Mia Roth", Role.BUYER)
    ids = [new_id(), session_id(mia), "nonsense", session_id(jan)]
    end_person_sessions(house.boss.actor, jan.person_id)
    assert ended_among(somewhere(), ids) == [ids[0], "nonsense", ids[3]]
    assert ended_among(somewhere(), []) == []


def test_a_session_waits_for_its_second_step_and_counts_as_open_for_the_watch_only(house: House):
    waiting = sign_in(somewhere(), house.boss.email, PASSWORD)
    assert find_signed_in(somewhere(), waiting.token) is None


@pytest.mark.parametrize("token", ["", "nonsense", "ü", "x" * 1000, "\x00"])
def test_a_wrong_cookie_is_nobody(house: House, token: str):
    assert find_signed_in(somewhere(), token) is None
    assert touch_session(somewhere(), token) is None


def test_when_the_company_asks_everybody_open_sessions_without_a_second_step_may_do_nothing_else(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    list_cost_centres(jan.actor)
    change_company(house.boss.actor, CompanySettings(True, None, "de", "Europe/Berlin"))
    assert jan.signed_in.actor.second_step_due
    with pytest.raises(SecondStepNeeded):
        list_cost_centres(jan.actor)
    jan.sets_up_the_app()
    list_cost_centres(jan.actor)
    assert not house.boss.signed_in.actor.second_step_due


def test_rights_are_read_anew_for_every_call(house: House):
    """The role is taken away behind the actions' back; the next look at the cookie knows."""
    jan = house.hires("Jan Keller", Role.BUYER)
    behind_the_guard("DELETE FROM role_assignment WHERE person_id = :id", id=jan.person_id)
    assert {right.value for right in jan.signed_in.actor.permissions} == {"self:manage"}


def test_the_browser_is_kept_as_its_kind_only(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    assert behind_the_guard("SELECT device FROM sign_in_session WHERE person_id = :id", id=jan.person_id) == [("Firefox, Linux",)]
