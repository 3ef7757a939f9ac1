"""What accounts forgets on a schedule, and what it keeps."""

from datetime import timedelta

import pytest

from portal_app.accounts import Role, ask_reset, sign_in
from portal_app.accounts.actions.forgetting import forget_old_rows
from portal_app.accounts.actions.reset import send_reset_link
from portal_app.accounts.jobs import JOBS, forget
from portal_app.kernel import clock
from portal_app.kernel.errors import Forbidden, NotSignedIn
from tests.accounts.cast import OPERATOR, Somebody, new_house, somewhere
from tests.database import behind_the_guard


def count(table: str) -> int:
    return behind_the_guard(f"SELECT count(*) FROM {table}")[0][0]


@pytest.fixture
def boss(database: str) -> Somebody:
    return new_house().boss


def test_fresh_rows_stay(boss: Somebody):
    before = {table: count(table) for table in ("mail_link", "sign_in_session", "known_device")}
    forget_old_rows(OPERATOR)
    assert {table: count(table) for table in before} == before and all(before.values())


@pytest.mark.parametrize(
    ("table", "kept_for"),
    [("mail_link", timedelta(days=30, minutes=60)), ("sign_in_session", timedelta(days=90, hours=12)), ("known_device", timedelta(days=365 + 30))],
)
def test_rows_go_when_their_time_is_over_and_not_before(boss: Somebody, advance, table: str, kept_for: timedelta):
    if table == "mail_link":
        behind_the_guard("DELETE FROM mail_link")
        send_reset_link(OPERATOR, boss.email)
    advance(kept_for)
    forget_old_rows(OPERATOR)
    assert count(table) == 1
    advance(timedelta(seconds=1))
    forget_old_rows(OPERATOR)
    assert count(table) == 0


def test_wrong_tries_go_after_a_day(boss: Somebody, advance):
    with pytest.raises(NotSignedIn):
        sign_in(somewhere(), boss.email, "wrong")
    assert count("sign_in_tries") == 1
    advance(timedelta(hours=24, seconds=1))
    forget_old_rows(OPERATOR)
    assert count("sign_in_tries") == 0


def test_answers_kept_for_repetitions_go_after_thirty_days(boss: Somebody, advance):
    ask_reset(somewhere(), boss.email, repeat_key="form-1")
    advance(timedelta(days=30))
    forget_old_rows(OPERATOR)
    assert count("repeated_call") == 1
    advance(timedelta(seconds=1))
    assert forget_old_rows(OPERATOR).repeats == 1


def test_network_addresses_are_shortened_after_a_week(boss: Somebody, advance):
    advance(timedelta(days=7, seconds=1))
    assert forget_old_rows(OPERATOR).shortened == 1
    ((address,),) = behind_the_guard("SELECT address FROM sign_in_session")
    assert address == boss.place.address.rpartition(".")[0] + ".0/24"
    assert forget_old_rows(OPERATOR).shortened == 0


def test_the_record_is_never_forgotten(boss: Somebody, advance):
    entries = count("audit_entry")
    advance(timedelta(days=3650))
    forget_old_rows(OPERATOR)
    assert count("audit_entry") == entries + 1
    forget_old_rows(OPERATOR)
    assert count("audit_entry") == entries + 1, "a second run removes nothing and says nothing"


def test_the_job_runs_hourly_and_may_run_twice(boss: Somebody, advance):
    assert [(job.name, job.every) for job in JOBS] == [("accounts.forget", timedelta(hours=1))]
    advance(timedelta(days=400))
    forget(clock.now())
    forget(clock.now())
    assert count("sign_in_session") == 0


def test_only_the_supplier_forgets(boss: Somebody):
    jan = new_house().hires("Jan Keller", Role.BUYER)
    for who in (boss, jan):
        with pytest.raises(Forbidden):
            forget_old_rows(who.actor)
