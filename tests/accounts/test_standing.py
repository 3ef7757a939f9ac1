"""The cost centre and the address somebody works with, how they are addressed, what the invitation form and the tabs offer."""

import pytest

from portal_app.accounts import AddressFacts, CostCentreFacts, Role, choose_address, choose_cost_centre, read_own_place
from portal_app.accounts.actions.addresses import add_address, close_address
from portal_app.accounts.actions.company_counts import count_company
from portal_app.accounts.actions.cost_centres import add_cost_centre, close_cost_centre, reopen_cost_centre
from portal_app.accounts.actions.invite_choices import list_invite_choices
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.actions.staff_side import act_for
from portal_app.kernel.errors import Conflict, Forbidden, NotFound
from portal_app.kernel.ids import new_id
from tests.accounts.cast import House, Somebody, new_house

PLANT = AddressFacts("Plant 2, Gate B", "Hansen Maschinenbau GmbH", "Werftstraße 114", "24143", "Kiel")


def test_a_choice_stays_with_the_person_until_another_is_made(house: House):
    jan, mia = house.hires("Jan Keller", Role.BUYER), house.hires("Mia Roth", Role.BUYER)
    centre, place = add_cost_centre(house.boss.actor, CostCentreFacts("4711", "Maintenance")), add_address(house.boss.actor, PLANT)
    choose_cost_centre(jan.actor, centre)
    choose_address(jan.actor, place)
    kept = read_own_place(jan.actor)
    assert (kept.cost_centre_id, kept.address_id) == (centre, place)
    assert read_own_place(mia.actor).cost_centre_id == ""
    choose_cost_centre(jan.actor, "")
    assert (read_own_place(jan.actor).cost_centre_id, read_own_place(jan.actor).address_id) == ("", place)


def test_a_closed_choice_counts_as_none_and_comes_back_when_it_is_open_again(house: House):
    boss = house.boss.actor
    centre = add_cost_centre(boss, CostCentreFacts("4711", "Maintenance"))
    choose_cost_centre(boss, centre)
    close_cost_centre(boss, centre)
    assert read_own_place(boss).cost_centre_id == ""
    reopen_cost_centre(boss, centre)
    assert read_own_place(boss).cost_centre_id == centre


def test_what_is_closed_cannot_be_chosen(house: House):
    boss = house.boss.actor
    centre, place = add_cost_centre(boss, CostCentreFacts("4711", "Maintenance")), add_address(boss, PLANT)
    close_cost_centre(boss, centre)
    close_address(boss, place)
    for attempt in (lambda: choose_cost_centre(boss, centre), lambda: choose_address(boss, place)):
        with pytest.raises(Conflict):
            attempt()


def test_what_belongs_to_another_company_is_as_unknown_as_what_never_was(house: House, neighbours: House):
    theirs = add_cost_centre(neighbours.boss.actor, CostCentreFacts("4711", "Maintenance")), add_address(neighbours.boss.actor, PLANT)
    said = set()
    for centre, place in (theirs, (new_id(), new_id())):
        for attempt in (lambda centre=centre: choose_cost_centre(house.boss.actor, centre), lambda place=place: choose_address(house.boss.actor, place)):
            with pytest.raises(NotFound) as refused:
                attempt()
            said.add(refused.value.message)
    assert len(said) == 1


def test_who_may_not_see_addresses_chooses_none(house: House):
    analyst = house.hires("Ines Behrens", Role.ANALYST)
    with pytest.raises(Forbidden):
        choose_address(analyst.actor, "")


def test_a_person_is_addressed_as_they_wish_and_by_name_otherwise(house: House):
    assert read_own_place(house.boss.actor).called == "Henrik Lang"
    lang = house.hires("Anna Berg", Role.BUYER, salutation="Ms")
    assert read_own_place(lang.actor).called == "Ms Berg"


def test_staff_are_addressed_by_name_and_keep_no_choice_for_a_company(petra: Somebody):
    assert (read_own_place(petra.actor).called, read_own_place(petra.actor).company_name) == ("Petra Thode", "")
    house = new_house()
    petra.take(act_for(petra.actor, house.company_id))
    assert read_own_place(petra.actor).company_name == "Hansen Maschinenbau GmbH"
    with pytest.raises(Forbidden):
        choose_cost_centre(petra.actor, "")


# What the invitation form offers


def test_an_administrator_is_offered_every_role_and_a_manager_only_what_they_hold(house: House):
    manager = house.hires("Anna Berg", Role.MANAGER)
    assert list_invite_choices(house.boss.actor).roles == tuple(Role)
    assert Role.ADMINISTRATOR not in list_invite_choices(manager.actor).roles
    assert Role.BUYER in list_invite_choices(manager.actor).roles
    assert (list_invite_choices(manager.actor).language, list_invite_choices(manager.actor).currency) == ("de", "EUR")


def test_who_may_not_invite_is_offered_nothing(house: House):
    with pytest.raises(Forbidden):
        list_invite_choices(house.hires("Jan Keller", Role.BUYER).actor)


# What the tabs count


def test_tabs_count_what_is_open_and_only_what_one_may_see(house: House, neighbours: House):
    boss = house.boss.actor
    jan = house.hires("Jan Keller", Role.BUYER)
    house.invites("Tim Wolff", Role.BUYER)
    gone = house.hires("Greta Nissen", Role.BUYER)
    deactivate_person(boss, gone.person_id)
    add_cost_centre(boss, CostCentreFacts("4711", "Maintenance"))
    close_cost_centre(boss, add_cost_centre(boss, CostCentreFacts("4712", "Tools")))
    add_cost_centre(neighbours.boss.actor, CostCentreFacts("9999", "Not ours"))
    assert count_company(boss) == {"people": 3, "roles": len(Role), "cost-centres": 1, "places": 0}
    assert count_company(jan.actor) == {"cost-centres": 1, "places": 0}


def test_without_a_company_there_is_nothing_to_count(petra: Somebody):
    assert count_company(petra.actor) == {}
