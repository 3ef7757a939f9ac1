"""What the desk and the frame are told, asked by people of all roles: their own company's figures and nobody else's."""

import pytest

from portal_app.accounts import AddressFacts, CostCentreFacts, PeopleFigures, Role, choose_cost_centre, count_people
from portal_app.accounts.actions.addresses import add_address, close_address
from portal_app.accounts.actions.cost_centres import add_cost_centre, close_cost_centre
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.actions.staff_side import act_for
from portal_app.dashboard.actions.desk import read_desk
from portal_app.dashboard.actions.frame import read_frame
from portal_app.dashboard.rules.first_steps import FirstStep
from portal_app.dashboard.rules.layout import Widget
from portal_app.kernel.actor import visitor
from portal_app.kernel.errors import Forbidden, NotSignedIn
from tests.accounts.cast import House, Somebody, new_house
from tests.purchasing.office import new_office, send_cart

PLANT = AddressFacts("Plant 2, Gate B", "Hansen Maschinenbau GmbH", "Werftstraße 114", "24143", "Kiel")


def widgets(who: Somebody) -> set[str]:
    return {spot.widget.value for spot in read_desk(who.actor).widgets}


def test_a_new_company_begins_with_its_first_steps_and_they_go_when_all_are_done(house: House):
    boss = house.boss.actor
    assert read_desk(boss).steps == {FirstStep.PEOPLE: False, FirstStep.COST_CENTRES: False, FirstStep.PLACES: False, FirstStep.SECOND_STEP: True}
    assert "steps" in widgets(house.boss)
    add_cost_centre(boss, CostCentreFacts("4711", "Maintenance"))
    add_address(boss, PLANT)
    assert "steps" in widgets(house.boss)
    house.invites("Jan Keller", Role.BUYER)
    assert "steps" not in widgets(house.boss)


def test_what_is_closed_or_switched_off_does_not_count_as_a_first_step(house: House):
    boss = house.boss.actor
    jan = house.hires("Jan Keller", Role.BUYER)
    close_cost_centre(boss, add_cost_centre(boss, CostCentreFacts("4711", "Maintenance")))
    close_address(boss, add_address(boss, PLANT))
    deactivate_person(boss, jan.person_id)
    assert list(read_desk(boss).steps.values()) == [False, False, False, True]


def test_nobody_but_an_administrator_is_told_about_first_steps(house: House):
    for name, role in (("Anna Berg", Role.MANAGER), ("Jan Keller", Role.BUYER), ("Ute Meyer", Role.ACCOUNTING), ("Rolf Petersen", Role.READ_ONLY)):
        who = house.hires(name, role)
        assert read_desk(who.actor).steps == {} and "steps" not in widgets(who)


def test_the_figures_about_people_are_those_of_the_company(house: House, neighbours: House):
    house.hires("Anna Berg", Role.MANAGER)
    jan = house.hires("Jan Keller", Role.BUYER)
    house.invites("Tim Wolff", Role.BUYER)
    neighbours.hires("Else Stranger", Role.BUYER)
    deactivate_person(house.boss.actor, jan.person_id)
    assert count_people(house.boss.actor) == PeopleFigures(active=2, invited=1, off=1, without_second_step=0)


@pytest.mark.parametrize("role", [Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY, Role.ANALYST])
def test_figures_about_people_are_refused_to_who_may_not_see_people(house: House, role: Role):
    with pytest.raises(Forbidden):
        count_people(house.hires("Somebody Else", role).actor)


def test_a_visitor_has_no_desk_and_no_frame():
    for question in (read_desk, read_frame, count_people):
        with pytest.raises(NotSignedIn):
            question(visitor())


def test_the_frame_offers_open_cost_centres_and_places_and_remembers_the_choice(house: House, neighbours: House):
    boss = house.boss.actor
    kept = add_cost_centre(boss, CostCentreFacts("4711", "Maintenance"))
    close_cost_centre(boss, add_cost_centre(boss, CostCentreFacts("4712", "Tools")))
    add_cost_centre(neighbours.boss.actor, CostCentreFacts("9999", "Not ours"))
    place = add_address(boss, PLANT)
    choose_cost_centre(boss, kept)
    frame = read_frame(boss)
    assert [line.number for line in frame.cost_centres] == ["4711"]
    assert [line.id for line in frame.addresses] == [place]
    assert (frame.place.company_name, frame.place.cost_centre_id, frame.place.address_id) == ("Hansen Maschinenbau GmbH", kept, "")


def test_who_may_not_see_places_is_offered_none(house: House):
    add_address(house.boss.actor, PLANT)
    analyst = house.hires("Ines Behrens", Role.ANALYST)
    assert read_frame(analyst.actor).addresses == ()


def test_staff_see_their_companies_and_while_acting_the_desk_of_that_one(petra: Somebody):
    assert {spot.widget for spot in read_desk(petra.actor).widgets} == {Widget.COMPANIES, Widget.SIGN_INS}
    assert read_frame(petra.actor).place.company_name == ""
    house = new_house()
    petra.take(act_for(petra.actor, house.company_id))
    assert read_frame(petra.actor).place.company_name == "Hansen Maschinenbau GmbH"
    assert "people" in widgets(petra) and "companies" not in widgets(petra) and "steps" not in widgets(petra)


def test_the_frame_counts_what_waits_for_whom_it_waits(house: House):
    office = new_office()
    office.rule()
    assert read_frame(office.anna).waiting == 0
    send_cart(office.jan, office.cart())
    counts = {name: read_frame(who).waiting for name, who in office.people.items()}
    assert counts == {"anna": 1, "bert": 1, "lang": 0, "jan": 0, "mia": 0, "ute": 0, "rolf": 0}
    assert read_frame(house.boss.actor).waiting == 0
