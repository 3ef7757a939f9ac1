"""Changing people: the look ahead, saving, four eyes, switching off."""

import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from portal_app.accounts import Holding, NextStep, PersonFacts, Role, accept_invitation, find_signed_in, invite_person, sign_in
from portal_app.accounts.actions.cost_centres import add_cost_centre
from portal_app.accounts.actions.people import read_person
from portal_app.accounts.actions.people_changes import (
    ChangeLine,
    change_person,
    deactivate_person,
    end_person_sessions,
    preview_person_change,
    reactivate_person,
    reset_second_step,
)  # fmt: skip
from portal_app.accounts.rules.companies import CostCentreFacts
from portal_app.kernel.actor import ActorKind
from portal_app.kernel.errors import Busy, Conflict, Forbidden, Invalid, NotFound, StepUpNeeded
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from tests.accounts.cast import PASSWORD, House, Somebody, facts_for, link_token, mails_to, somewhere
from tests.database import behind_the_guard


def english(who: Somebody):
    return replace(who.actor, locale="en")


def changed(house: House, who: Somebody, **facts) -> PersonFacts:
    return replace(read_person(house.boss.actor, who.person_id).facts, **facts)


def save(house: House, who: Somebody, by: Somebody | None = None, reason: str = "", **facts) -> None:
    sheet = read_person(house.boss.actor, who.person_id)
    change_person((by or house.boss).actor, who.person_id, replace(sheet.facts, **facts), version=sheet.version, reason=reason)


def roles(*names: Role, at: str | None = None) -> frozenset[Holding]:
    return frozenset(Holding(name, at) for name in names)


# Looking ahead


def test_the_preview_says_line_by_line_what_will_change_and_changes_nothing(house: House):
    jan = house.hires("Jan Keller", Role.BUYER, unit="Tools", limit_per_order=Decimal(1500))
    before = read_person(house.boss.actor, jan.person_id)
    preview = preview_person_change(
        english(house.boss), jan.person_id, changed(house, jan, unit="Maintenance", limit_per_order=Decimal(2000), limit_per_month=Decimal(6000))
    )
    assert preview.lines == (
        ChangeLine("unit", "Tools", "Maintenance"),
        ChangeLine("limit_per_order", "1,500.00\xa0EUR", "2,000.00\xa0EUR"),
        ChangeLine("limit_per_month", "no limit", "6,000.00\xa0EUR"),
    )
    assert (preview.gained, preview.lost, preview.warnings, preview.signs_out) == ((), (), (), False)
    assert read_person(house.boss.actor, jan.person_id) == before


def test_the_preview_of_roles_names_rights_gained_and_lost_and_the_worry(house: House):
    centre = add_cost_centre(house.boss.actor, CostCentreFacts("4711", "Maintenance"))
    jan = house.hires("Jan Keller", Role.BUYER)
    preview = preview_person_change(english(house.boss), jan.person_id, changed(house, jan, holdings=roles(Role.BUYER, Role.MANAGER, at=centre)))
    assert preview.lines == (
        ChangeLine("role", "Buyer", ""), ChangeLine("role", "", "Purchasing manager (4711)"), ChangeLine("role", "", "Buyer (4711)"),
    )  # fmt: skip
    assert "Approve and refuse" in preview.gained and preview.lost == ()
    assert len(preview.warnings) == 1 and "who orders should not also be the one who approves" in preview.warnings[0]
    assert preview.signs_out


def test_the_preview_of_nothing_is_empty_and_wrong_facts_are_told_already(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    assert preview_person_change(house.boss.actor, jan.person_id, changed(house, jan, first_name="  Jan ")).lines == ()
    with pytest.raises(Invalid) as refused:
        preview_person_change(house.boss.actor, jan.person_id, changed(house, jan, last_name="", holdings=frozenset()))
    assert set(refused.value.fields) == {"last_name", "roles"}


# Saving


def test_saving_keeps_facts_and_records_before_and_after(house: House):
    jan = house.hires("Jan Keller", Role.BUYER, limit_per_order=Decimal(1500))
    save(house, jan, unit="Maintenance", limit_per_order=Decimal("2000.50"), reason="promotion")
    facts = read_person(house.boss.actor, jan.person_id).facts
    assert (facts.unit, facts.limit_per_order, facts.holdings) == ("Maintenance", Decimal("2000.50"), roles(Role.BUYER))
    ((before, after, reason),) = behind_the_guard(
        "SELECT before, after, reason FROM audit_entry WHERE action = 'person.changed' AND object_id = :id", id=jan.person_id
    )
    for column, limit, unit in ((before, "1500", '""'), (after, "2000.50", "Maintenance")):
        assert limit in str(column).replace("''", '""') and unit in str(column).replace("''", '""')
    assert reason == "promotion"


def test_saving_without_a_change_records_nothing(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    save(house, jan)
    assert behind_the_guard("SELECT 1 FROM audit_entry WHERE action = 'person.changed' AND object_id = :id", id=jan.person_id) == []


def test_somebody_elses_change_meanwhile_is_not_overwritten(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    sheet = read_person(house.boss.actor, jan.person_id)
    save(house, jan, unit="Tools")
    with pytest.raises(Conflict):
        change_person(house.boss.actor, jan.person_id, replace(sheet.facts, unit="Assembly"), version=sheet.version)
    assert read_person(house.boss.actor, jan.person_id).facts.unit == "Tools"


@pytest.mark.asvs("7.2.4", "8.3.2")
def test_changed_roles_hold_at_once_and_end_the_sessions_with_the_old_ones(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    save(house, jan, holdings=roles(Role.READ_ONLY))
    assert find_signed_in(jan.place, jan.token) is None
    jan.signs_in(advance)
    assert jan.signed_in.roles == ("read-only",) and Permission.AMOUNT_VIEW not in jan.signed_in.actor.permissions


def test_a_changed_limit_leaves_the_person_signed_in(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    save(house, jan, limit_per_order=Decimal(0))
    assert jan.signed_in.actor.person_id == jan.person_id
    assert read_person(house.boss.actor, jan.person_id).facts.limit_per_order == Decimal(0)


def test_who_becomes_a_manager_sets_up_the_second_step_at_the_next_sign_in(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    save(house, jan, holdings=roles(Role.MANAGER))
    assert sign_in(somewhere(), jan.email, PASSWORD).step is NextStep.SET_UP


def test_worrying_roles_need_a_reason_and_roles_held_already_do_not_worry_again(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    with pytest.raises(Invalid) as refused:
        save(house, jan, holdings=roles(Role.BUYER, Role.MANAGER))
    assert list(refused.value.fields) == ["reason"]
    save(house, jan, holdings=roles(Role.BUYER, Role.MANAGER), reason="We are three people.")
    save(house, jan, unit="Tools")
    save(house, jan, holdings=roles(Role.BUYER, Role.MANAGER, Role.ANALYST))
    assert read_person(house.boss.actor, jan.person_id).line.unit == "Tools"


# Four eyes, and who may


def test_nobody_changes_their_own_roles_or_limits_but_their_own_name(house: House):
    for facts in ({"holdings": roles(Role.ADMINISTRATOR, Role.BUYER)}, {"limit_per_order": Decimal(1)}):
        with pytest.raises(Forbidden) as refused:
            save(house, house.boss, reason="because", **facts)
        assert refused.value.message == "Nobody changes their own roles or limits. Please ask another administrator."
    save(house, house.boss, salutation="Dr")
    assert read_person(house.boss.actor, house.boss.person_id).line.name == "Dr Henrik Lang"


@pytest.mark.parametrize("role", [Role.MANAGER, Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY, Role.ANALYST])
def test_only_administrators_change_people(house: House, role: Role):
    jan, who = house.hires("Jan Keller", Role.BUYER), house.hires("Mia Roth", role)
    sheet = read_person(house.boss.actor, jan.person_id)
    attempts = [
        lambda: change_person(who.actor, jan.person_id, replace(sheet.facts, unit="Tools"), version=sheet.version),
        lambda: deactivate_person(who.actor, jan.person_id),
        lambda: reactivate_person(who.actor, jan.person_id),
        lambda: reset_second_step(who.actor, jan.person_id),
        lambda: end_person_sessions(who.actor, jan.person_id),
    ]
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()
    assert read_person(house.boss.actor, jan.person_id) == sheet


@pytest.mark.asvs("8.2.2")
def test_another_companys_person_cannot_be_touched(house: House, neighbours: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    sheet = read_person(house.boss.actor, jan.person_id)
    for person_id in (jan.person_id, new_id(), "nonsense", "\x00"):
        attempts = [
            lambda one=person_id: preview_person_change(neighbours.boss.actor, one, sheet.facts),
            lambda one=person_id: change_person(neighbours.boss.actor, one, sheet.facts, version=sheet.version),
            lambda one=person_id: deactivate_person(neighbours.boss.actor, one),
            lambda one=person_id: reactivate_person(neighbours.boss.actor, one),
            lambda one=person_id: reset_second_step(neighbours.boss.actor, one),
            lambda one=person_id: end_person_sessions(neighbours.boss.actor, one),
        ]
        for attempt in attempts:
            with pytest.raises(NotFound) as refused:
                attempt()
            assert refused.value.message == NotFound.sentence
    assert read_person(house.boss.actor, jan.person_id) == sheet


def test_without_the_right_to_hand_out_roles_only_the_rest_can_be_changed(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    boss = replace(house.boss.actor, permissions=house.boss.actor.permissions - {Permission.ROLE_ASSIGN})
    sheet = read_person(boss, jan.person_id)
    with pytest.raises(Forbidden):
        change_person(boss, jan.person_id, replace(sheet.facts, holdings=roles(Role.READ_ONLY)), version=sheet.version)
    change_person(boss, jan.person_id, replace(sheet.facts, unit="Tools"), version=sheet.version)


@pytest.mark.asvs("7.5.3")
def test_rights_are_changed_with_a_fresh_second_step_only(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    sheet = read_person(house.boss.actor, jan.person_id)
    advance(timedelta(minutes=5, seconds=1))
    stale = house.boss.signed_in.actor
    for attempt in (
        lambda: change_person(stale, jan.person_id, sheet.facts, version=sheet.version),
        lambda: reset_second_step(stale, jan.person_id),
        lambda: reactivate_person(stale, jan.person_id),
    ):
        with pytest.raises(StepUpNeeded):
            attempt()
    deactivate_person(stale, jan.person_id)


# The last administrator


def test_the_last_administrator_stays_whoever_tries(house: House):
    """Staff acting for the company hold the rights, and are refused as well."""
    house.invites("Tim Wolff", Role.ADMINISTRATOR)  # has not joined, so does not count
    acting = replace(house.boss.actor, kind=ActorKind.STAFF, person_id=None)
    sheet = read_person(acting, house.boss.person_id)
    for attempt in (
        lambda: deactivate_person(acting, house.boss.person_id),
        lambda: change_person(acting, house.boss.person_id, replace(sheet.facts, holdings=roles(Role.BUYER)), version=sheet.version),
    ):
        with pytest.raises(Forbidden) as refused:
            attempt()
        assert refused.value.message == "This is the last administrator of your company. Please make somebody else one first."
    assert house.boss.signed_in.roles == ("administrator",)


def test_one_of_two_administrators_may_go(house: House):
    other = house.hires("Anna Berg", Role.ADMINISTRATOR)
    deactivate_person(other.actor, house.boss.person_id)
    assert find_signed_in(somewhere(), house.boss.token) is None


def test_of_two_administrators_who_switch_each_other_off_at_once_one_remains(house: House):
    other = house.hires("Anna Berg", Role.ADMINISTRATOR)
    answers: list[type | None] = []
    lock, start = threading.Lock(), threading.Barrier(2)
    pairs = ((house.boss.actor, other.person_id), (other.actor, house.boss.person_id))

    def switch_off(actor, person_id: str) -> None:
        start.wait()
        try:
            deactivate_person(actor, person_id)
            answer = None
        except (Forbidden, Busy) as refused:
            answer = type(refused)
        with lock:
            answers.append(answer)

    threads = [threading.Thread(target=switch_off, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, answers)) == sorted([str(None), str(Forbidden)])
    active = "SELECT count(*) FROM person WHERE company_id = :id AND deactivated_at IS NULL"
    assert behind_the_guard(active, id=house.company_id) == [(1,)]


# Switching off, second step, sessions


def test_switching_off_twice_is_harmless_and_an_invitation_is_withdrawn_instead(house: House):
    jan, tim = house.hires("Jan Keller", Role.BUYER), house.invites("Tim Wolff", Role.BUYER)
    for _ in range(2):
        deactivate_person(house.boss.actor, jan.person_id, reason="left the company")
    rows = behind_the_guard("SELECT reason FROM audit_entry WHERE action = 'person.deactivated' AND object_id = :id", id=jan.person_id)
    assert rows == [("left the company",)]
    with pytest.raises(Conflict):
        deactivate_person(house.boss.actor, tim.person_id)


def test_somebody_switched_on_again_has_their_roles_and_password(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    deactivate_person(house.boss.actor, jan.person_id)
    reactivate_person(house.boss.actor, jan.person_id)
    reactivate_person(house.boss.actor, jan.person_id)
    assert jan.signs_in(advance).signed_in.roles == ("buyer",)


@pytest.mark.asvs("6.3.7")
def test_a_lost_phone_is_reset_by_an_administrator_and_told_to_its_owner(house: House, advance):
    anna = house.hires("Anna Berg", Role.MANAGER)
    reset_second_step(house.boss.actor, anna.person_id, reason="lost on the train")
    assert find_signed_in(anna.place, anna.token) is None
    assert mails_to(anna.email)[-1].subject in ("Ihr zweiter Schritt wurde geändert", "Your second step was changed")
    anna.take(sign_in(anna.place, anna.email, PASSWORD)).sets_up_the_app()
    assert anna.signed_in.roles == ("purchasing-manager",)


def test_nobody_resets_their_own_second_step_or_that_of_somebody_who_works_elsewhere_too(house: House, neighbours: House):
    with pytest.raises(Forbidden):
        reset_second_step(house.boss.actor, house.boss.person_id)
    anna = house.hires("Anna Berg", Role.MANAGER)
    invite_person(neighbours.boss.actor, anna.email, facts_for("Anna Berg", Role.BUYER))
    accept_invitation(somewhere(), link_token(anna.email), PASSWORD)
    with pytest.raises(Forbidden) as refused:
        reset_second_step(house.boss.actor, anna.person_id)
    assert "another company" in refused.value.message


def test_an_administrator_signs_a_person_out_in_their_company_only(house: House, neighbours: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    jan.signs_in(advance)
    invite_person(neighbours.boss.actor, jan.email, facts_for("Jan Keller", Role.BUYER))
    there = accept_invitation(somewhere(), link_token(jan.email), PASSWORD)
    assert end_person_sessions(house.boss.actor, jan.person_id) == 2
    assert find_signed_in(somewhere(), jan.token) is None
    assert find_signed_in(somewhere(), there.token).actor.company_id == neighbours.company_id


def test_switched_off_in_one_company_one_still_works_for_the_other(house: House, neighbours: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    invite_person(neighbours.boss.actor, jan.email, facts_for("Jan Keller", Role.BUYER))
    accept_invitation(somewhere(), link_token(jan.email), PASSWORD)
    deactivate_person(neighbours.boss.actor, find_person_id(neighbours, jan))
    opened = sign_in(somewhere(), jan.email, PASSWORD)
    assert find_signed_in(somewhere(), opened.token).actor.company_id == house.company_id


def find_person_id(house: House, who: Somebody) -> str:
    return behind_the_guard(
        "SELECT person.id FROM person JOIN account ON account.id = account_id WHERE email = :email AND company_id = :company",
        email=who.email, company=house.company_id,
    )[0][0]  # fmt: skip
