"""Cost centres and delivery addresses of a company."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal_app.accounts import AddressFacts, CostCentreFacts, Role, list_addresses, list_cost_centres
from portal_app.accounts.actions.addresses import add_address, change_address, close_address, make_default_address, reopen_address
from portal_app.accounts.actions.cost_centres import add_cost_centre, change_cost_centre, close_cost_centre, reopen_cost_centre
from portal_app.accounts.tables import DeliveryAddress
from portal_app.kernel.db import transaction
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from portal_app.kernel.ids import new_id
from portal_app.kernel.tenancy import company_scope
from tests.accounts.cast import House
from tests.database import behind_the_guard

PLANT = AddressFacts("Plant 2, Gate B", "Hansen Maschinenbau GmbH", "Werftstraße 114", "24143", "Kiel")


def actions_of(house: House, kind: str) -> list[str]:
    rows = behind_the_guard("SELECT action FROM audit_entry WHERE company_id = :id AND object_kind = :kind ORDER BY at, id", id=house.company_id, kind=kind)
    return [row[0] for row in rows]


# Cost centres


def test_a_cost_centre_is_added_changed_closed_and_opened_again_each_recorded(house: House):
    boss = house.boss.actor
    centre = add_cost_centre(boss, CostCentreFacts(" 4711 ", "  Maintenance "))
    change_cost_centre(boss, centre, CostCentreFacts("4711", "Maintenance and tools"))
    close_cost_centre(boss, centre)
    (line,) = list_cost_centres(boss)
    assert (line.number, line.name, line.closed, line.people) == ("4711", "Maintenance and tools", True, 0)
    reopen_cost_centre(boss, centre)
    assert not list_cost_centres(boss)[0].closed
    assert actions_of(house, "cost-centre") == ["cost-centre.added", "cost-centre.changed", "cost-centre.closed", "cost-centre.reopened"]


def test_repeating_changes_nothing_and_is_not_recorded(house: House):
    boss = house.boss.actor
    centre = add_cost_centre(boss, CostCentreFacts("4711", "Maintenance"))
    change_cost_centre(boss, centre, CostCentreFacts("4711", "Maintenance"))
    reopen_cost_centre(boss, centre)
    for _ in range(2):
        close_cost_centre(boss, centre)
    assert actions_of(house, "cost-centre") == ["cost-centre.added", "cost-centre.closed"]


def test_a_number_exists_once_in_a_company_closed_ones_included_and_again_in_another(house: House, neighbours: House):
    boss = house.boss.actor
    close_cost_centre(boss, add_cost_centre(boss, CostCentreFacts("4711", "Maintenance")))
    other = add_cost_centre(boss, CostCentreFacts("4712", "Tools"))
    for attempt in (lambda: add_cost_centre(boss, CostCentreFacts("4711", "New")), lambda: change_cost_centre(boss, other, CostCentreFacts("4711", "Tools"))):
        with pytest.raises(Invalid) as refused:
            attempt()
        assert refused.value.fields == {"number": "Another cost centre has this number."}
    assert add_cost_centre(neighbours.boss.actor, CostCentreFacts("4711", "Theirs"))


def test_numbers_keep_their_leading_zeros(house: House):
    add_cost_centre(house.boss.actor, CostCentreFacts("0047", "Yard"))
    assert [line.number for line in list_cost_centres(house.boss.actor)] == ["0047"]


def test_one_with_people_is_not_closed(house: House):
    boss = house.boss.actor
    centre = add_cost_centre(boss, CostCentreFacts("4711", "Maintenance"))
    house.invites("Jan Keller", Role.BUYER, at=centre)
    house.invites("Mia Roth", Role.BUYER, Role.READ_ONLY, at=centre)
    assert list_cost_centres(boss)[0].people == 2
    with pytest.raises(Conflict) as refused:
        close_cost_centre(boss, centre)
    assert refused.value.values == {"count": 2}


# Delivery addresses


def test_the_first_address_is_the_default_and_another_can_become_it(house: House):
    boss = house.boss.actor
    first = add_address(boss, PLANT)
    second = add_address(boss, replace(PLANT, label="Head office"))
    assert [(line.id, line.is_default) for line in list_addresses(boss)] == [(first, True), (second, False)]
    make_default_address(boss, second)
    make_default_address(boss, second)
    assert [(line.id, line.is_default) for line in list_addresses(boss)] == [(second, True), (first, False)]
    assert actions_of(house, "address") == ["address.added", "address.added", "address.made-default"]


def test_the_database_allows_one_default_only(house: House):
    add_address(house.boss.actor, PLANT)
    add_address(house.boss.actor, replace(PLANT, label="Head office"))
    with pytest.raises(IntegrityError), transaction(company_scope(house.company_id), writes=True) as session:
        session.exec(update(DeliveryAddress).values(is_default=True))


def test_the_default_is_closed_last(house: House):
    boss = house.boss.actor
    default, other = add_address(boss, PLANT), add_address(boss, replace(PLANT, label="Head office"))
    with pytest.raises(Conflict):
        close_address(boss, default)
    close_address(boss, other)
    with pytest.raises(Conflict):
        make_default_address(boss, other)
    close_address(boss, default)
    assert all(line.closed and not line.is_default for line in list_addresses(boss))
    reopen_address(boss, other)
    make_default_address(boss, other)
    assert list_addresses(boss)[0].id == other


def test_changing_records_only_what_changed(house: House):
    boss = house.boss.actor
    address = add_address(boss, PLANT)
    change_address(boss, address, replace(PLANT, street="Werftstraße 115"))
    ((before, after),) = behind_the_guard("SELECT before, after FROM audit_entry WHERE action = 'address.changed' AND object_id = :id", id=address)
    assert "114" in str(before) and "115" in str(after) and "Kiel" not in str(before) + str(after)
    change_address(boss, address, replace(PLANT, street="Werftstraße 115"))
    assert actions_of(house, "address") == ["address.added", "address.changed"]


def test_wrong_addresses_are_told_field_by_field(house: House):
    add_address(house.boss.actor, PLANT)
    for facts, fields in ((PLANT, {"label"}), (replace(PLANT, label="X", city="", country="Deutschland"), {"city", "country"})):
        with pytest.raises(Invalid) as refused:
            add_address(house.boss.actor, facts)
        assert set(refused.value.fields) == fields


# Who may, and whose


@pytest.mark.parametrize(("role", "sees"), [(Role.MANAGER, True), (Role.BUYER, True), (Role.ACCOUNTING, True), (Role.READ_ONLY, True), (Role.ANALYST, False)])
def test_others_see_places_as_their_role_says_and_change_none(house: House, role: Role, sees: bool):
    centre, address = add_cost_centre(house.boss.actor, CostCentreFacts("4711", "Maintenance")), add_address(house.boss.actor, PLANT)
    who = house.hires("Mia Roth", role).actor
    list_cost_centres(who)
    if sees:
        assert [line.id for line in list_addresses(who)] == [address]
    else:
        with pytest.raises(Forbidden):
            list_addresses(who)
    attempts = [
        lambda: add_cost_centre(who, CostCentreFacts("4712", "Tools")), lambda: change_cost_centre(who, centre, CostCentreFacts("4712", "Tools")),
        lambda: close_cost_centre(who, centre), lambda: reopen_cost_centre(who, centre), lambda: add_address(who, PLANT),
        lambda: change_address(who, address, PLANT), lambda: make_default_address(who, address), lambda: close_address(who, address),
        lambda: reopen_address(who, address),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()


@pytest.mark.asvs("8.2.2")
def test_another_companys_places_are_as_unknown_as_none(house: House, neighbours: House):
    centre, address = add_cost_centre(house.boss.actor, CostCentreFacts("4711", "Maintenance")), add_address(house.boss.actor, PLANT)
    stranger = neighbours.boss.actor
    assert (list_cost_centres(stranger), list_addresses(stranger)) == ((), ())
    for centre_id, address_id in ((centre, address), (new_id(), new_id()), ("", "nonsense"), ("\x00", "ü")):
        attempts = [
            lambda one=centre_id: change_cost_centre(stranger, one, CostCentreFacts("4712", "Tools")), lambda one=centre_id: close_cost_centre(stranger, one),
            lambda one=centre_id: reopen_cost_centre(stranger, one), lambda one=address_id: change_address(stranger, one, PLANT),
            lambda one=address_id: make_default_address(stranger, one), lambda one=address_id: close_address(stranger, one),
            lambda one=address_id: reopen_address(stranger, one),
        ]  # fmt: skip
        for attempt in attempts:
            with pytest.raises(NotFound) as refused:
                attempt()
            assert refused.value.message == NotFound.sentence
