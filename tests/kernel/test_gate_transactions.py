"""One call, one transaction: all of it is kept or nothing, and nothing is kept that was not recorded."""

from collections.abc import Iterator
from typing import Any

import pytest

from portal_app.kernel import events
from portal_app.kernel.errors import Conflict, Forbidden, GateBroken, NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.permissions import Permission as P
from tests.database import TwoCompanies, behind_the_guard, person_of
from tests.kernel import office


@pytest.fixture
def anna(two_companies: TwoCompanies) -> Any:
    return person_of(two_companies.mine, P.COST_CENTRE_EDIT, P.COST_CENTRE_VIEW)


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What a subscriber saw inside the transaction."""
    seen: list[str] = []

    def listen(ctx: Context, event: office.CentreOpened) -> None:
        seen.append(office.number_of(ctx, event.centre_id))

    events.subscribe(office.CentreOpened, listen)
    yield seen
    events._subscribers[office.CentreOpened].remove(listen)


def _traces(company_id: str) -> dict[str, int]:
    """How many rows a company has in each table a command of the office writes to."""
    return {
        table: behind_the_guard(f"SELECT count(*) FROM {table} WHERE company_id = :company", company=company_id)[0][0]
        for table in ("cost_centre", "audit_entry", "outbox_message")
    }


def test_a_command_keeps_change_record_and_message_together(two_companies: TwoCompanies, anna: Any):
    opened = office.open_centre(anna, "40")
    assert _traces(two_companies.mine) == {"cost_centre": 4, "audit_entry": 1, "outbox_message": 1}
    entry = behind_the_guard("SELECT action, object_kind, person_id, session_id, address FROM audit_entry WHERE object_id = :id", id=opened.id)
    assert entry == [("cost-centre.opened", "cost_centre", anna.person_id, anna.session_id, "192.0.2.7")]


@pytest.mark.parametrize(
    "silent",
    [
        lambda who: office.open_without_a_record(who, "41"),
        lambda who: office.rename_all_without_a_record(who, "X"),
        lambda who: office.remove_all_without_a_record(who),
        lambda who: office.insert_without_a_record(who, "41"),
        lambda who: office.leave_a_change_lying(who),
    ],
    ids=["object", "bulk update", "bulk delete", "bulk insert", "change left lying"],
)
def test_a_change_without_a_record_is_a_bug_and_is_rolled_back(silent: Any, two_companies: TwoCompanies, anna: Any):
    before = behind_the_guard("SELECT id, number, name FROM cost_centre WHERE company_id = :company ORDER BY id", company=two_companies.mine)
    with pytest.raises(GateBroken, match="without recording"):
        silent(anna)
    assert behind_the_guard("SELECT id, number, name FROM cost_centre WHERE company_id = :company ORDER BY id", company=two_companies.mine) == before
    assert _traces(two_companies.mine) == {"cost_centre": 3, "audit_entry": 0, "outbox_message": 0}


def test_a_command_that_changes_nothing_needs_no_record(two_companies: TwoCompanies, anna: Any):
    assert office.change_nothing(anna) == "nothing"
    assert _traces(two_companies.mine)["audit_entry"] == 0


@pytest.mark.parametrize("error", [Conflict, ZeroDivisionError, KeyboardInterrupt], ids=["foreseen", "bug", "interruption"])
def test_whatever_a_command_raises_nothing_of_it_stays(error: type[BaseException], two_companies: TwoCompanies, anna: Any):
    with pytest.raises(error):
        office.open_and_fail(anna, "42", error)
    assert _traces(two_companies.mine) == {"cost_centre": 3, "audit_entry": 0, "outbox_message": 0}


def test_commands_inside_a_command_are_kept_or_lost_together(two_companies: TwoCompanies, anna: Any):
    office.open_two(anna, "43", "44")
    assert _traces(two_companies.mine) == {"cost_centre": 5, "audit_entry": 2, "outbox_message": 2}
    with pytest.raises(Exception, match="(?i)unique"):
        office.open_two(anna, "45", "43")
    assert _traces(two_companies.mine) == {"cost_centre": 5, "audit_entry": 2, "outbox_message": 2}


def test_news_is_heard_inside_the_transaction(anna: Any, heard: list[str]):
    office.open_centre(anna, "46")
    assert heard == ["46"]


def test_a_subscriber_that_fails_takes_the_command_with_it(two_companies: TwoCompanies, anna: Any):
    def refuse(_ctx: Context, _event: office.CentreOpened) -> None:
        raise Conflict

    events.subscribe(office.CentreOpened, refuse)
    try:
        with pytest.raises(Conflict):
            office.open_centre(anna, "47")
    finally:
        events._subscribers[office.CentreOpened].remove(refuse)
    assert _traces(two_companies.mine) == {"cost_centre": 3, "audit_entry": 0, "outbox_message": 0}


def test_subscribing_twice_means_hearing_once(anna: Any, heard: list[str]):
    (listen,) = events._subscribers[office.CentreOpened]
    events.subscribe(office.CentreOpened, listen)
    office.open_centre(anna, "48")
    assert heard == ["48"]


@pytest.mark.parametrize(
    "writing",
    [
        office.add_in_a_query,
        office.leave_a_change_in_a_query,
        office.delete_in_a_query,
        office.update_in_a_query,
        office.insert_in_a_query,
        office.record_in_a_query,
        office.send_in_a_query,
        office.write_behind_the_session,
        office.call_a_command,
    ],
    ids=lambda action: action.__name__,
)
def test_a_query_that_writes_is_a_bug_and_writes_nothing(writing: Any, two_companies: TwoCompanies, anna: Any):
    before = behind_the_guard("SELECT name FROM company WHERE id = :company", company=two_companies.mine)
    centres = behind_the_guard("SELECT id, name FROM cost_centre WHERE company_id = :company", company=two_companies.mine)
    with pytest.raises(GateBroken):
        writing(anna)
    assert behind_the_guard("SELECT name FROM company WHERE id = :company", company=two_companies.mine) == before
    assert sorted(behind_the_guard("SELECT id, name FROM cost_centre WHERE company_id = :company", company=two_companies.mine)) == sorted(centres)
    assert _traces(two_companies.mine) == {"cost_centre": 3, "audit_entry": 0, "outbox_message": 0}


def test_a_connection_that_served_a_query_can_write_again(anna: Any):
    for number in range(50, 60):
        assert office.numbers(anna)[:3] == ["1", "2", "3"]
        office.open_centre(anna, str(number))


def test_a_query_may_use_another_query(anna: Any):
    assert office.numbers_by_another_query(anna) == office.numbers(anna) == ["1", "2", "3"]


def test_a_query_inside_a_call_asks_for_its_right(two_companies: TwoCompanies):
    with pytest.raises(Forbidden):
        office.numbers_by_another_query(person_of(two_companies.mine))


def test_a_foreign_id_is_answered_like_an_unknown_one(two_companies: TwoCompanies, anna: Any):
    answers = []
    for centre_id in (two_companies.their_centres[0], "01m83j73fqdn9wt0wpqc3zzrp2", "nonsense", ""):
        with pytest.raises(NotFound) as trouble:
            office.number_of(anna, centre_id)
        answers.append((trouble.value.code, trouble.value.status, trouble.value.message, trouble.value.values, trouble.value.fields))
    assert len({repr(answer) for answer in answers}) == 1


def test_the_trail_keeps_no_more_than_a_reader_of_the_company_may_see(two_companies: TwoCompanies, anna: Any):
    office.open_centre(anna, "61")
    assert _traces(two_companies.theirs) == {"cost_centre": 3, "audit_entry": 0, "outbox_message": 0}
