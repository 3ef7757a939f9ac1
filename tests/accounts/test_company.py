"""A company's settings and its record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal_app.accounts import Role
from portal_app.accounts.actions.company import RecordFilter, change_company, list_record, read_company
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.rules.companies import CompanySettings
from portal_app.accounts.rules.record import RECORD_WORDS
from portal_app.kernel import clock
from portal_app.kernel.errors import Forbidden, Invalid, NotFound, StepUpNeeded
from portal_app.kernel.ids import new_id
from tests.accounts.cast import House
from tests.database import behind_the_guard

GIVEN = CompanySettings(False, None, "de", "Europe/Berlin")


def test_the_settings_of_a_new_company(house: House):
    sheet = read_company(house.boss.actor)
    assert (sheet.name, sheet.currency, sheet.settings, sheet.longest_idle) == ("Hansen Maschinenbau GmbH", "EUR", GIVEN, 30)


def test_changed_settings_are_kept_and_recorded_with_what_they_were(house: House):
    chosen = CompanySettings(True, 10, "en", "Europe/Vienna")
    change_company(house.boss.actor, chosen)
    change_company(house.boss.actor, chosen)
    assert read_company(house.boss.actor).settings == chosen
    rows = behind_the_guard("SELECT before, after FROM audit_entry WHERE action = 'company.changed' AND company_id = :id", id=house.company_id)
    assert len(rows) == 1 and "Europe/Berlin" in str(rows[0][0]) and "Europe/Vienna" in str(rows[0][1])


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [({"idle_minutes": 31}, {"idle_minutes"}), ({"idle_minutes": 0}, {"idle_minutes"}), ({"locale": "fr", "time_zone": "Kiel"}, {"locale", "time_zone"})],
)
def test_wrong_settings_are_told_and_nothing_is_saved(house: House, wrong: dict, fields: set[str]):
    with pytest.raises(Invalid) as refused:
        change_company(house.boss.actor, replace(GIVEN, everybody_two_steps=True, **wrong))
    assert set(refused.value.fields) == fields
    assert read_company(house.boss.actor).settings == GIVEN


@pytest.mark.parametrize("role", [Role.MANAGER, Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY, Role.ANALYST])
def test_other_roles_neither_read_nor_change_settings_nor_read_the_record(house: House, role: Role):
    who = house.hires("Jan Keller", role).actor
    for attempt in (lambda: read_company(who), lambda: change_company(who, GIVEN), lambda: list_record(who)):
        with pytest.raises(Forbidden):
            attempt()


def test_settings_need_a_fresh_second_step(house: House, advance):
    advance(timedelta(minutes=5, seconds=1))
    with pytest.raises(StepUpNeeded):
        change_company(house.boss.signed_in.actor, GIVEN)


def test_each_company_has_its_own_settings(house: House, neighbours: House):
    change_company(house.boss.actor, replace(GIVEN, everybody_two_steps=True))
    assert read_company(neighbours.boss.actor).settings == GIVEN


# The record


def test_the_record_tells_who_did_what_to_whom_the_newest_first(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    advance(timedelta(minutes=1))
    deactivate_person(house.boss.actor, jan.person_id, reason="left the company")
    line = list_record(replace(house.boss.actor, locale="en")).rows[0]
    assert (line.who, line.what, line.object_name, line.reason, line.at) == ("Henrik Lang", "switched off", "Jan Keller", "left the company", clock.now())
    assert (line.action, line.object_id, line.acting_for, line.address) == ("person.deactivated", jan.person_id, False, house.boss.place.address)


def test_the_record_of_one_person_holds_what_they_did_and_what_was_done_to_them(house: House):
    jan, mia = house.hires("Jan Keller", Role.BUYER), house.hires("Mia Roth", Role.BUYER)
    deactivate_person(house.boss.actor, jan.person_id)
    lines = list_record(house.boss.actor, RecordFilter(person_id=jan.person_id), size=100).rows
    assert {line.action for line in lines} == {"person.invited", "session.started", "person.joined", "person.deactivated"}
    assert all(mia.person_id not in (line.object_id, line.object_name) and line.who in ("Henrik Lang", "Jan Keller") for line in lines)


def test_the_record_comes_a_page_at_a_time(house: House):
    whole = list_record(house.boss.actor, size=100)
    pages = [list_record(house.boss.actor, number=number, size=2) for number in range(1, whole.total // 2 + 2)]
    assert [line.id for page in pages for line in page.rows][: whole.total] == [line.id for line in whole.rows]


@pytest.mark.asvs("8.4.1")
def test_the_record_holds_nothing_of_other_companies(house: House, neighbours: House):
    mine = {line.id for line in list_record(house.boss.actor, size=100).rows}
    theirs = {line.id for line in list_record(neighbours.boss.actor, size=100).rows}
    assert mine and theirs and not mine & theirs
    for person_id in (house.boss.person_id, new_id(), "nonsense"):
        with pytest.raises(NotFound):
            list_record(neighbours.boss.actor, RecordFilter(person_id=person_id))


def test_everything_that_is_recorded_has_words(house: House):
    """Over all tests of this module: what the record of a company says is never a bare code."""
    rows = behind_the_guard("SELECT DISTINCT action FROM audit_entry WHERE company_id IS NOT NULL")
    assert {row[0] for row in rows} <= set(RECORD_WORDS)


def test_no_secret_is_in_the_record(house: House):
    held = str(behind_the_guard("SELECT before, after, reason FROM audit_entry"))
    boss = house.boss
    assert not any(secret in held for secret in (boss.token, boss.device_token, boss.secret, boss.password, *boss.recovery_codes))
