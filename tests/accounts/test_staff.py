"""The supplier's own people: the first administrator, colleagues, customers, acting for a company, locks."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from portal_app.accounts import CompanyFacts, NextStep, Role, StaffRole, create_company, find_signed_in, invite_person, sign_in
from portal_app.accounts.actions.companies import close_company, list_companies, rename_company, reopen_company
from portal_app.accounts.actions.company import list_record
from portal_app.accounts.actions.own_account import list_own_sessions, read_own_account
from portal_app.accounts.actions.people import list_people
from portal_app.accounts.actions.set_up import remove_second_step
from portal_app.accounts.actions.staff_people import (
    change_staff_role,
    give_customer,
    invite_staff,
    list_staff,
    lock_account,
    reset_account_second_step,
    take_customer,
    unlock_account,
)  # fmt: skip
from portal_app.accounts.actions.staff_side import accept_staff_link, act_for, join_staff, prepare_first_staff, stop_acting
from portal_app.kernel.actor import ActorKind
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, StepUpNeeded
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from tests.accounts.cast import OPERATOR, PASSWORD, House, Somebody, facts_for, link_token, mails_to, new_house, somewhere
from tests.database import behind_the_guard


def colleague(petra: Somebody, role: StaffRole, name: str = "Lars Thomsen") -> Somebody:
    who = Somebody(f"{name.split()[0].lower()}@{new_id()}.example")
    who.person_id = invite_staff(petra.actor, who.email, name, role)
    return who.take(accept_staff_link(who.place, link_token(who.email), PASSWORD)).sets_up_the_app()


def acts(who: Somebody, house: House) -> Somebody:
    return who.take(act_for(who.actor, house.company_id))


# The first administrator


@pytest.mark.asvs("6.3.2")
def test_an_empty_portal_has_nobody_who_could_sign_in(database: str):
    assert behind_the_guard("SELECT count(*) FROM account WHERE password_hash IS NOT NULL") == [(0,)]


def test_the_first_administrator_comes_by_a_one_time_link_and_sets_up_the_second_step(petra: Somebody):
    found = petra.signed_in
    assert (found.actor.kind, found.actor.name, found.roles) == (ActorKind.STAFF, "Petra Thode", ("administrator",))
    assert found.actor.company_id is None and Permission.STAFF_OPERATE in found.actor.permissions
    assert sign_in(somewhere(), petra.email, PASSWORD).step is NextStep.CODE


@pytest.mark.asvs("6.3.2")
def test_the_setup_is_refused_once_somebody_has_come_that_way(petra: Somebody):
    with pytest.raises(Conflict) as refused:
        prepare_first_staff(OPERATOR, "other@thode.example", "Other")
    assert "has its first administrator already" in refused.value.message


def test_until_then_a_new_setup_ends_the_older_link(database: str):
    older = prepare_first_staff(OPERATOR, "petra@thode.example", "Petra Thode")
    newer = prepare_first_staff(OPERATOR, "petra@thode.example", "Petra Thode")
    with pytest.raises(NotFound):
        accept_staff_link(somewhere(), older, PASSWORD)
    assert accept_staff_link(somewhere(), newer, PASSWORD).step is NextStep.SET_UP
    with pytest.raises(NotFound):
        accept_staff_link(somewhere(), newer, PASSWORD)


def test_the_setup_link_expires_after_an_hour(database: str, advance):
    token = prepare_first_staff(OPERATOR, "petra@thode.example", "Petra Thode")
    advance(timedelta(minutes=60, seconds=1))
    with pytest.raises(NotFound):
        accept_staff_link(somewhere(), token, PASSWORD)


def test_of_twenty_who_use_the_setup_link_at_once_one_gets_in(database: str):
    token, won, lock = prepare_first_staff(OPERATOR, "petra@thode.example", "Petra Thode"), [], threading.Lock()

    def use(number: int) -> None:
        try:
            opened = join_staff(somewhere(), token, f"hash {number}", user_agent="")
        except NotFound:
            return
        with lock:
            won.append(opened)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_the_setup_asks_for_an_address_a_name_and_a_good_password(database: str):
    with pytest.raises(Invalid) as refused:
        prepare_first_staff(OPERATOR, "petra", " ")
    assert set(refused.value.fields) == {"email", "name"}
    token = prepare_first_staff(OPERATOR, "petra@thode.example", "Petra Thode")
    with pytest.raises(Invalid):
        accept_staff_link(somewhere(), token, "petrathode2026")


# Signing in as staff


def test_staff_always_need_two_steps_and_cannot_give_them_up(petra: Somebody):
    with pytest.raises(Forbidden):
        remove_second_step(petra.actor)


@pytest.mark.asvs("7.3.1")
def test_staff_sessions_are_idle_for_fifteen_minutes_at_most(petra: Somebody, advance):
    advance(timedelta(minutes=15))
    assert petra.signed_in
    advance(timedelta(seconds=1))
    assert find_signed_in(petra.place, petra.token) is None


def test_staff_have_an_account_page_like_everybody(petra: Somebody):
    assert (read_own_account(petra.actor).name, len(list_own_sessions(petra.actor))) == ("Petra Thode", 1)


# Colleagues


def test_colleagues_are_invited_by_mail_and_listed(petra: Somebody):
    lars = colleague(petra, StaffRole.SALES)
    ida = invite_staff(petra.actor, "ida@thode.example", "Ida Brandt", StaffRole.SERVICE)
    lines = {line.name: line for line in list_staff(petra.actor)}
    assert set(lines) == {"Petra Thode", "Lars Thomsen", "Ida Brandt"}
    assert (lines["Lars Thomsen"].role, lines["Lars Thomsen"].has_joined, lines["Lars Thomsen"].has_second_step) == (StaffRole.SALES, True, True)
    assert (lines["Ida Brandt"].account_id, lines["Ida Brandt"].has_joined) == (ida, False)
    assert lars.signed_in.roles == ("sales-representative",)
    assert "/set-up#" in mails_to("ida@thode.example")[0].text


def test_an_address_of_a_customer_or_a_colleague_is_refused(petra: Somebody):
    house = new_house()
    for email in (house.boss.email, petra.email):
        with pytest.raises(Invalid) as refused:
            invite_staff(petra.actor, email, "Somebody", StaffRole.SALES)
        assert list(refused.value.fields) == ["email"]


def test_a_company_cannot_invite_the_suppliers_people(petra: Somebody):
    house = new_house()
    with pytest.raises(Invalid) as refused:
        invite_person(house.boss.actor, petra.email, facts_for("Petra Thode", Role.BUYER))
    assert refused.value.fields == {"email": "This address cannot be invited. Please ask the supplier."}


def test_a_changed_role_ends_the_sessions(petra: Somebody, advance):
    lars = colleague(petra, StaffRole.SALES)
    change_staff_role(petra.actor, lars.person_id, StaffRole.SERVICE)
    assert find_signed_in(lars.place, lars.token) is None
    assert lars.signs_in(advance).signed_in.roles == ("service-agent",)


def test_the_last_administrator_of_the_portal_stays(petra: Somebody):
    account_id = petra.signed_in.actor.account_id
    for attempt in (lambda: change_staff_role(petra.actor, account_id, StaffRole.SALES), lambda: lock_account(OPERATOR, petra.email, reason="test")):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert "last administrator" in refused.value.message
    other = colleague(petra, StaffRole.ADMINISTRATOR)
    change_staff_role(other.actor, account_id, StaffRole.SALES)


def test_a_locked_account_is_shut_out_with_a_reason_and_let_in_again(petra: Somebody, advance):
    lars = colleague(petra, StaffRole.SALES)
    with pytest.raises(Invalid):
        lock_account(petra.actor, lars.email, reason=" ")
    with pytest.raises(Forbidden):
        lock_account(petra.actor, petra.email, reason="test")
    for _ in range(2):
        lock_account(petra.actor, lars.email, reason="phone stolen")
    assert find_signed_in(lars.place, lars.token) is None
    with pytest.raises(NotSignedIn):
        sign_in(somewhere(), lars.email, PASSWORD)
    unlock_account(petra.actor, lars.email, reason="found")
    assert lars.signs_in(advance).signed_in
    rows = behind_the_guard("SELECT action, reason FROM audit_entry WHERE action LIKE 'account.%' ORDER BY at, id")
    assert rows == [("account.locked", "phone stolen"), ("account.unlocked", "found")]


def test_a_lost_phone_and_lost_codes_are_reset_by_an_administrator(petra: Somebody):
    lars = colleague(petra, StaffRole.SALES)
    with pytest.raises(Forbidden):
        reset_account_second_step(petra.actor, petra.email, reason="test")
    reset_account_second_step(petra.actor, lars.email, reason="seen in person")
    assert find_signed_in(lars.place, lars.token) is None
    assert sign_in(somewhere(), lars.email, PASSWORD).step is NextStep.SET_UP


@pytest.mark.parametrize("email", ["nobody@thode.example", "nonsense", ""])
def test_an_unknown_address_is_not_found(petra: Somebody, email: str):
    for action in (lock_account, unlock_account, reset_account_second_step):
        with pytest.raises(NotFound):
            action(petra.actor, email, reason="test")


# Customers


def test_a_company_is_created_with_its_first_administrator_invited(petra: Somebody):
    new = create_company(petra.actor, CompanyFacts("Nordwerk Anlagenbau KG", "10002", "en"), "c.voss@nordwerk.example", facts_for("Carla Voss", Role.MANAGER))
    (line,) = list_companies(petra.actor).rows
    assert (line.id, line.name, line.customer_number) == (new.company_id, "Nordwerk Anlagenbau KG", "10002")
    assert (line.people, line.invited, line.closed_at) == (0, 1, None)
    assert "Nordwerk Anlagenbau KG" in mails_to("c.voss@nordwerk.example")[0].text
    held = behind_the_guard("SELECT role FROM role_assignment WHERE person_id = :id ORDER BY role", id=new.administrator_id)
    assert held == [("administrator",), ("purchasing-manager",)]


def test_wrong_company_facts_are_told_and_nothing_is_kept(petra: Somebody):
    create_company(petra.actor, CompanyFacts("Nordwerk", "10002"), "c.voss@nordwerk.example", facts_for("Carla Voss"))
    attempts = [
        (CompanyFacts("", "10002", "fr"), "x@y.example", {"name", "customer_number", "locale"}),
        (CompanyFacts("Another", "10003"), "no address", {"email"}),
    ]
    for facts, email, fields in attempts:
        with pytest.raises(Invalid) as refused:
            create_company(petra.actor, facts, email, facts_for("Carla Voss"))
        assert set(refused.value.fields) == fields
    assert [line.name for line in list_companies(petra.actor).rows] == ["Nordwerk"]


def test_a_double_click_creates_one_company(petra: Somebody):
    arguments = (CompanyFacts("Nordwerk", "10002"), "c.voss@nordwerk.example", facts_for("Carla Voss"))
    first = create_company(petra.actor, *arguments, repeat_key="form-1")
    assert create_company(petra.actor, *arguments, repeat_key="form-1") == first


def test_a_company_is_renamed_closed_with_a_reason_and_opened_again(petra: Somebody):
    house = new_house()
    rename_company(petra.actor, house.company_id, "Hansen & Söhne GmbH", "10001")
    with pytest.raises(Invalid):
        close_company(petra.actor, house.company_id, reason="")
    close_company(petra.actor, house.company_id, reason="insolvent")
    assert find_signed_in(house.boss.place, house.boss.token) is None
    (line,) = list_companies(petra.actor).rows
    assert (line.name, line.customer_number, line.closed_at is not None) == ("Hansen & Söhne GmbH", "10001", True)
    reopen_company(petra.actor, house.company_id, reason="taken over")
    assert house.boss.signed_in.company_name == "Hansen & Söhne GmbH"


@pytest.mark.parametrize("company_id", ["nonsense", "", "01m83jvc5sfttg7qt6c5bqn9tm"])
def test_an_unknown_company_is_not_found(petra: Somebody, company_id: str):
    attempts = [
        lambda: rename_company(petra.actor, company_id, "X", "1"), lambda: close_company(petra.actor, company_id, reason="x"),
        lambda: reopen_company(petra.actor, company_id, reason="x"), lambda: act_for(petra.actor, company_id),
        lambda: give_customer(petra.actor, petra.signed_in.actor.account_id, company_id),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


def test_the_list_of_companies_is_searched_and_paged(petra: Somebody):
    for number, name in enumerate(("Hansen", "Nordwerk", "Ölmühle Süd")):
        create_company(petra.actor, CompanyFacts(name, f"1000{number}"), f"a@b{number}.example", facts_for("Carla Voss"))
    assert [line.name for line in list_companies(petra.actor, search="ÖLM").rows] == ["Ölmühle Süd"]
    assert [line.name for line in list_companies(petra.actor, search="10001").rows] == ["Nordwerk"]
    page = list_companies(petra.actor, number=2, size=2)
    assert (len(page.rows), page.number, page.total, page.pages) == (1, 2, 3, 2)


# Acting for a company


@pytest.mark.asvs("8.3.3")
def test_acting_for_a_company_gives_a_new_token_and_leaves_both_names_in_its_record(petra: Somebody):
    house = new_house()
    before = petra.token
    acts(petra, house)
    found = petra.signed_in
    assert find_signed_in(petra.place, before) is None
    assert (found.actor.kind, found.actor.company_id, found.acting_for) == (ActorKind.STAFF, house.company_id, "Hansen Maschinenbau GmbH")
    invite_person(petra.actor, "jan@hansen.example", facts_for("Jan Keller", Role.BUYER))
    lines = [(line.action, line.who, line.acting_for) for line in list_record(house.boss.actor, size=3).rows]
    assert ("company.acting-begun", "Petra Thode", True) in lines and ("person.invited", "Petra Thode", True) in lines
    petra.take(stop_acting(petra.actor))
    assert (petra.signed_in.actor.company_id, petra.signed_in.acting_for) == (None, "")
    assert list_record(house.boss.actor).rows[0].action == "company.acting-ended"
    with pytest.raises(Forbidden):
        list_people(petra.actor)


def test_acting_staff_see_that_company_only(petra: Somebody):
    house, other = new_house(), new_house("Nordwerk Anlagenbau KG", "Carla Voss")
    acts(petra, house)
    assert [line.name for line in list_people(petra.actor).page.rows] == ["Henrik Lang"]
    acts(petra, other)
    assert [line.name for line in list_people(petra.actor).page.rows] == ["Carla Voss"]


def test_a_sales_representative_sees_and_acts_for_own_customers_only(petra: Somebody):
    house, other = new_house(), new_house("Nordwerk Anlagenbau KG", "Carla Voss")
    lars = colleague(petra, StaffRole.SALES)
    assert list_companies(lars.actor).rows == ()
    with pytest.raises(NotFound):
        act_for(lars.actor, house.company_id)
    for _ in range(2):
        give_customer(petra.actor, lars.person_id, house.company_id)
    assert [(line.name, line.looked_after) for line in list_companies(lars.actor).rows] == [("Hansen Maschinenbau GmbH", True)]
    acts(lars, house)
    assert Permission.CART_SUBMIT in lars.signed_in.actor.permissions
    with pytest.raises(NotFound):
        act_for(lars.actor, other.company_id)


def test_a_customer_taken_away_ends_the_acting_with_the_next_click(petra: Somebody):
    house, lars = new_house(), colleague(petra, StaffRole.SALES)
    give_customer(petra.actor, lars.person_id, house.company_id)
    acts(lars, house)
    take_customer(petra.actor, lars.person_id, house.company_id)
    take_customer(petra.actor, lars.person_id, house.company_id)
    found = lars.signed_in
    assert (found.actor.company_id, found.acting_for) == (None, "")
    assert Permission.CART_SUBMIT not in found.actor.permissions


def test_a_closed_company_cannot_be_acted_for(petra: Somebody):
    house = new_house()
    close_company(petra.actor, house.company_id, reason="closed")
    with pytest.raises(NotFound):
        act_for(petra.actor, house.company_id)


@pytest.mark.parametrize("role", [StaffRole.SALES, StaffRole.SERVICE])
def test_other_staff_do_not_administer(petra: Somebody, role: StaffRole):
    house, who = new_house(), colleague(petra, role)
    attempts = [
        lambda: list_staff(who.actor), lambda: invite_staff(who.actor, "x@y.example", "X", StaffRole.SALES),
        lambda: change_staff_role(who.actor, who.person_id, StaffRole.ADMINISTRATOR), lambda: lock_account(who.actor, petra.email, reason="x"),
        lambda: unlock_account(who.actor, petra.email, reason="x"), lambda: reset_account_second_step(who.actor, petra.email, reason="x"),
        lambda: give_customer(who.actor, who.person_id, house.company_id), lambda: take_customer(who.actor, who.person_id, house.company_id),
        lambda: create_company(who.actor, CompanyFacts("X", "1"), "x@y.example", facts_for("X Y")),
        lambda: rename_company(who.actor, house.company_id, "X", "1"), lambda: close_company(who.actor, house.company_id, reason="x"),
        lambda: reopen_company(who.actor, house.company_id, reason="x"),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()


@pytest.mark.asvs("8.4.2")
def test_customers_reach_nothing_of_the_suppliers_side(petra: Somebody):
    boss = new_house().boss
    attempts = [
        lambda: list_companies(boss.actor), lambda: list_staff(boss.actor), lambda: act_for(boss.actor, boss.signed_in.actor.company_id),
        lambda: stop_acting(boss.actor), lambda: lock_account(boss.actor, petra.email, reason="x"),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()


def test_the_suppliers_sensitive_changes_need_a_fresh_second_step(petra: Somebody, advance):
    house = new_house()
    advance(timedelta(minutes=5, seconds=1))
    stale = replace(petra.signed_in.actor)
    attempts = [
        lambda: invite_staff(stale, "x@y.example", "X", StaffRole.SALES), lambda: change_staff_role(stale, new_id(), StaffRole.SALES),
        lambda: unlock_account(stale, petra.email, reason="x"), lambda: reset_account_second_step(stale, petra.email, reason="x"),
        lambda: close_company(stale, house.company_id, reason="x"), lambda: rename_company(stale, house.company_id, "X", "1"),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(StepUpNeeded):
            attempt()
