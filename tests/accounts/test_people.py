"""The list of a company's people, one person, one person's rights."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from portal_app.accounts import Role
from portal_app.accounts.actions.company import change_company, list_roles
from portal_app.accounts.actions.cost_centres import add_cost_centre
from portal_app.accounts.actions.people import HeldRole, list_people, list_rights, read_person
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.rules.companies import CompanySettings, CostCentreFacts
from portal_app.kernel import clock
from portal_app.kernel.errors import Forbidden, NotFound
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import STAFF_ONLY, Permission
from tests.accounts.cast import House


def names(house: House, **how) -> list[str]:
    return [line.name for line in list_people(house.boss.actor, **how).page.rows]


def test_the_list_is_sorted_as_germans_sort_and_those_switched_off_come_last(house: House):
    for name in ("Ömer Öztürk", "Paul Voigt", "Anna Zander"):
        house.invites(name, Role.BUYER)
    off = house.hires("Greta Adler", Role.BUYER)
    deactivate_person(house.boss.actor, off.person_id)
    assert names(house) == ["Henrik Lang", "Ömer Öztürk", "Paul Voigt", "Anna Zander", "Greta Adler"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("KELL", ["Jan Keller"]), ("oztur", ["Ömer Öztürk"]), ("ÖZTÜ", ["Ömer Öztürk"]), ("werkzeug jan", ["Jan Keller"]), ("werk paul", []),
        ("%", []), ("_", []), ("' OR 1=1", []), ("dr eva", ["Dr Eva Sand"]),
    ],
)  # fmt: skip
def test_search_looks_into_name_unit_and_address(house: House, search: str, found: list[str]):
    house.invites("Jan Keller", Role.BUYER, unit="Werkzeug")
    house.invites("Ömer Öztürk", Role.BUYER)
    house.invites("Eva Sand", Role.BUYER, salutation="Dr")
    assert names(house, search=search) == found


def test_search_finds_by_address_and_an_empty_one_finds_all(house: House):
    jan = house.invites("Jan Keller", Role.BUYER)
    assert names(house, search=jan.email[:6]) == ["Jan Keller"]
    assert len(names(house, search="   ")) == 2


def test_the_list_can_be_narrowed_to_a_state(house: House):
    house.hires("Jan Keller", Role.BUYER)
    house.invites("Tim Wolff", Role.BUYER)
    off = house.hires("Greta Nissen", Role.BUYER)
    deactivate_person(house.boss.actor, off.person_id)
    assert {state: names(house, state=state) for state in ("active", "invited", "off", "nonsense")} == {
        "active": ["Jan Keller", "Henrik Lang"], "invited": ["Tim Wolff"], "off": ["Greta Nissen"], "nonsense": [],
    }  # fmt: skip


@pytest.mark.parametrize(("number", "size", "shown", "at"), [(1, 2, 2, 1), (2, 2, 1, 2), (99, 2, 1, 2), (0, 2, 2, 1), (1, 0, 1, 1), (1, 1000, 3, 1)])
def test_a_page_at_a_time(house: House, number: int, size: int, shown: int, at: int):
    house.invites("Jan Keller", Role.BUYER)
    house.invites("Mia Roth", Role.BUYER)
    page = list_people(house.boss.actor, number=number, size=size).page
    assert (len(page.rows), page.number, page.total) == (shown, at, 3)


def test_a_line_shows_what_the_picture_shows(house: House, advance):
    centre = add_cost_centre(house.boss.actor, CostCentreFacts("4711", "Maintenance"))
    jan = house.hires("Jan Keller", Role.BUYER, at=centre, unit="Maintenance", limit_per_order=Decimal(1500))
    (line,) = list_people(house.boss.actor, search="keller").page.rows
    assert (line.initials, line.unit, line.email, line.state, line.since) == ("JK", "Maintenance", jan.email, "active", clock.now())
    assert line.roles == (HeldRole(Role.BUYER, centre, "4711"),)
    assert (line.may_order, line.limit_per_order, line.limit_per_month) == (True, Money(Decimal(1500)), None)
    assert (line.has_second_step, line.second_step_asked, line.here_now) == (False, False, True)
    advance(timedelta(minutes=5, seconds=1))
    assert not list_people(house.boss.actor, search="keller").page.rows[0].here_now


def test_no_limit_and_no_ordering_are_told_apart(house: House):
    house.invites("Ute Meyer", Role.ACCOUNTING)
    house.invites("Nils Null", Role.BUYER, limit_per_order=Decimal(0))
    lines = {line.name: line for line in list_people(house.boss.actor).page.rows}
    assert (lines["Ute Meyer"].may_order, lines["Ute Meyer"].limit_per_order) == (False, None)
    assert (lines["Henrik Lang"].may_order, lines["Henrik Lang"].limit_per_order) == (True, None)
    assert lines["Nils Null"].limit_per_order == Money(Decimal(0))


def test_who_lacks_a_second_step_they_are_asked_for_is_counted_over_all_pages(house: House):
    jan, mia = house.hires("Jan Keller", Role.BUYER), house.hires("Mia Roth", Role.BUYER).sets_up_the_app()
    house.invites("Tim Wolff", Role.BUYER)
    assert list_people(house.boss.actor).without_second_step == 0
    change_company(house.boss.actor, CompanySettings(True, None, "de", "Europe/Berlin"))
    assert list_people(house.boss.actor, size=1).without_second_step == 1, "Jan; Tim has not joined"
    assert [read_person(house.boss.actor, who.person_id).line.has_second_step for who in (jan, mia)] == [False, True]


def test_a_sheet_tells_when_the_person_was_last_here_and_in_how_many_browsers(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    seen = clock.now()
    advance(timedelta(minutes=2))
    sheet = read_person(house.boss.actor, jan.person_id)
    assert (sheet.last_seen_at, sheet.sessions, sheet.is_self) == (seen, 1, False)
    invited = read_person(house.boss.actor, house.invites("Tim Wolff", Role.BUYER).person_id)
    assert (invited.last_seen_at, invited.sessions) == (None, 0)


def test_a_sheet_offers_the_roles_its_reader_may_hand_out(house: House):
    anna = house.hires("Anna Berg", Role.MANAGER)
    jan = house.hires("Jan Keller", Role.BUYER)
    assert read_person(house.boss.actor, jan.person_id).may_assign == tuple(Role)
    assert read_person(anna.actor, jan.person_id).may_assign == (Role.MANAGER, Role.BUYER, Role.READ_ONLY, Role.ANALYST)
    assert read_person(anna.actor, anna.person_id).is_self


def test_all_rights_of_a_person_and_the_roles_that_give_them(house: House):
    both = house.invites("Ute Meyer", Role.ACCOUNTING, Role.BUYER)
    rights = {right.permission: right for right in list_rights(house.boss.actor, both.person_id)}
    assert set(rights) == set(Permission) - STAFF_ONLY
    assert rights[Permission.INVOICE_VIEW].given_by == (Role.ACCOUNTING,)
    assert rights[Permission.ORDER_VIEW].given_by == (Role.BUYER, Role.ACCOUNTING)
    assert rights[Permission.PEOPLE_EDIT].given_by == ()
    english = list_rights(replace(house.boss.actor, locale="en"), both.person_id)
    assert [right.name for right in english if right.permission == Permission.INVOICE_VIEW] == ["Open invoices"]


def test_the_table_of_roles_counts_who_holds_each(house: House):
    house.invites("Jan Keller", Role.BUYER)
    off = house.hires("Greta Nissen", Role.BUYER)
    deactivate_person(house.boss.actor, off.person_id)
    table = list_roles(replace(house.boss.actor, locale="en"))
    assert dict(zip(table.roles, table.people, strict=True)) == {
        Role.ADMINISTRATOR: 1, Role.MANAGER: 0, Role.BUYER: 1, Role.ACCOUNTING: 0, Role.READ_ONLY: 0, Role.ANALYST: 0,
    }  # fmt: skip
    assert "Supplier" not in [name for name, _ in table.groups]
    rows = {row.permission: row.held for _, group in table.groups for row in group}
    assert rows[Permission.AMOUNT_VIEW] == (True, True, True, False, False, True)
    assert rows[Permission.INVOICE_VIEW] == (True, True, False, True, False, False)


@pytest.mark.parametrize("role", [Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY, Role.ANALYST])
def test_other_roles_do_not_see_the_people(house: House, role: Role):
    who = house.hires("Jan Keller", role)
    for look in (list_people, list_roles, lambda actor: read_person(actor, who.person_id), lambda actor: list_rights(actor, who.person_id)):
        with pytest.raises(Forbidden):
            look(who.actor)


def test_another_companys_person_is_as_unknown_as_nobody(house: House, neighbours: House):
    for person_id in (house.boss.person_id, new_id(), "", "nonsense", "\x00", "x" * 500):
        for look in (read_person, list_rights):
            with pytest.raises(NotFound) as refused:
                look(neighbours.boss.actor, person_id)
            assert refused.value.message == NotFound.sentence
