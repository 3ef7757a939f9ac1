"""What one may ask of the record, and that the answer holds exactly that."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal_app.accounts import CostCentreFacts, RecordFilter, Role, list_record
from portal_app.accounts.actions.companies import list_companies, read_company_line
from portal_app.accounts.actions.cost_centres import add_cost_centre, close_cost_centre
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.rules.record import CHANGES, RECORD_SUBJECTS
from portal_app.kernel.errors import Forbidden, NotFound
from portal_app.kernel.ids import new_id
from tests.accounts.cast import House, Somebody, new_house


def kinds(house: House, **asked) -> set[str]:
    return {line.object_kind for line in list_record(house.boss.actor, RecordFilter(**asked), size=100).rows}


def test_each_subject_gives_its_kinds_and_changes_give_all_but_signing_in(house: House):
    jan = house.hires("Jan Keller", Role.BUYER)
    add_cost_centre(house.boss.actor, CostCentreFacts("4711", "Maintenance"))
    deactivate_person(house.boss.actor, jan.person_id)
    everything = kinds(house)
    assert {"person", "cost-centre", "session", "account"} <= everything
    for about, wanted in RECORD_SUBJECTS.items():
        assert kinds(house, about=about) == everything & set(wanted)
    assert kinds(house, about=CHANGES) == everything - set(RECORD_SUBJECTS["sign-ins"])


def test_a_day_counts_from_its_first_to_its_last_moment_where_the_company_is(house: House, advance):
    """The company is in Berlin, an hour ahead of UTC: what happens at 23:30 UTC on the 23rd is of the 24th there."""
    boss = house.boss.actor
    centre = add_cost_centre(boss, CostCentreFacts("4711", "Maintenance"))  # 23 November, 10:00 in Berlin
    advance(datetime(2026, 11, 23, 23, 30, tzinfo=UTC) - datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    close_cost_centre(boss, centre)

    def found(since: date | None = None, until: date | None = None) -> list[str]:
        return [line.action for line in list_record(boss, RecordFilter(about="cost-centres", since=since, until=until)).rows]

    assert found() == ["cost-centre.closed", "cost-centre.added"]
    assert found(since=date(2026, 11, 24)) == ["cost-centre.closed"]
    assert found(until=date(2026, 11, 23)) == ["cost-centre.added"]
    assert found(date(2026, 11, 23), date(2026, 11, 24)) == ["cost-centre.closed", "cost-centre.added"]
    assert found(date(2026, 11, 25)) == []
    assert found(date(2026, 11, 24), date(2026, 11, 23)) == []


@pytest.mark.parametrize("day", [date.min, date.max, date(1969, 12, 31), date(9999, 12, 30)])
def test_no_day_is_too_far_away_to_ask_for(house: House, day: date):
    add_cost_centre(house.boss.actor, CostCentreFacts("4711", "Maintenance"))
    everything = list_record(house.boss.actor, size=100).total
    assert list_record(house.boss.actor, RecordFilter(since=day)).total in (0, everything)
    assert list_record(house.boss.actor, RecordFilter(until=day)).total in (0, everything)


def test_filters_are_taken_together_and_pages_count_what_fits(house: House, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    for number in range(1, 8):
        add_cost_centre(house.boss.actor, CostCentreFacts(f"{number}", f"Number {number}"))
        advance(timedelta(minutes=1))
    page = list_record(house.boss.actor, RecordFilter(about="cost-centres", person_id=house.boss.person_id), number=2, size=3)
    assert (page.total, page.pages, [line.object_name for line in page.rows]) == (7, 3, ["4 Number 4", "3 Number 3", "2 Number 2"])
    assert list_record(house.boss.actor, RecordFilter(about="cost-centres", person_id=jan.person_id)).total == 0


# One company for staff


def test_one_company_is_read_as_the_list_has_it(petra: Somebody):
    house = new_house()
    house.hires("Jan Keller", Role.BUYER)
    (line,) = list_companies(petra.actor).rows
    assert read_company_line(petra.actor, house.company_id) == line
    assert line.people == 2


def test_an_unknown_company_is_not_found_and_a_person_of_a_company_may_not_ask(petra: Somebody):
    house = new_house()
    with pytest.raises(NotFound):
        read_company_line(petra.actor, new_id())
    with pytest.raises(Forbidden):
        read_company_line(house.boss.actor, house.company_id)
