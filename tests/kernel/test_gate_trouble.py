"""Locks, deadlocks, a full pool, a database that is away: a sentence each time, nothing half done, and it recovers by itself."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal_app.kernel import db
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine, transaction
from portal_app.kernel.errors import Busy, Conflict, OutcomeUnknown, PortalError, Unavailable
from portal_app.kernel.permissions import Permission as P
from portal_app.kernel.tenancy import NOBODY
from tests.database import behind_the_guard, new_company, new_cost_centres, person_of
from tests.kernel import office
from tests.kernel.outage import Outage
from tests.services import Postgres, run_ours, running_postgres


def _somebody(company_id: str) -> Any:
    return person_of(company_id, P.COST_CENTRE_EDIT, P.COST_CENTRE_VIEW)


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _wait_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "_WAIT_MS", 200)
    engine.cache_clear()


# Locks


def test_a_writer_waits_for_another_one_and_then_writes(sqlite_database: str):
    anna = _somebody(new_company())
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(_file(sqlite_database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            holding.set()
            done.wait(0.5)
            other.execute("COMMIT")

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait(5)
    assert office.open_centre(anna, "1").number == "1"
    thread.join()


def test_a_lock_that_lasts_too_long_means_busy_and_nothing_is_kept(sqlite_database: str, monkeypatch: pytest.MonkeyPatch):
    anna = _somebody(new_company())
    _wait_less(monkeypatch)
    with closing(sqlite3.connect(_file(sqlite_database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            office.open_centre(anna, "1")
        assert office.numbers(anna) == []  # readers are not held up
    assert office.open_centre(anna, "1").number == "1"


def test_writers_of_one_process_take_turns_and_a_failed_one_passes_its_turn_on(sqlite_database: str, monkeypatch: pytest.MonkeyPatch):
    anna = _somebody(new_company())
    monkeypatch.setattr(db, "_WAIT_MS", 200)
    with transaction(NOBODY, writes=True):
        with pytest.raises(Busy), ThreadPoolExecutor(1) as pool:
            pool.submit(office.open_centre, anna, "1").result()
        assert office.numbers(anna) == []  # readers are not held up
    with pytest.raises(ZeroDivisionError), transaction(NOBODY, writes=True):
        raise ZeroDivisionError
    assert office.open_centre(anna, "1").number == "1"


@pytest.mark.postgres
def test_a_locked_table_means_busy_and_nothing_is_kept(postgres_database: str, monkeypatch: pytest.MonkeyPatch):
    anna = _somebody(new_company())
    _wait_less(monkeypatch)
    with engine().connect() as other:
        other.execute(text("LOCK TABLE cost_centre IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(Busy):
            office.open_centre(anna, "1")
    assert office.open_centre(anna, "1").number == "1"


def test_when_all_connections_are_taken_the_next_call_is_told_so(database: str, monkeypatch: pytest.MonkeyPatch):
    anna = _somebody(new_company())
    monkeypatch.setattr(engine().pool, "_timeout", 0.2)
    taken = [engine().connect() for _ in range(settings().database_threads + 4)]
    with pytest.raises(Busy):
        office.numbers(anna)
    for connection in taken:
        connection.close()
    assert office.numbers(anna) == []


@pytest.mark.postgres
def test_of_two_calls_in_deadlock_one_is_tried_again_and_both_succeed(postgres_database: str):
    company = new_company()
    first, second = new_cost_centres(company, 2)
    meeting = office.Meeting()

    def call(order: tuple[str, str]) -> int:
        return office.change_two_in_turn(_somebody(company), *order, meeting, name="Changed")

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(call, [(first, second), (second, first)])) == [1, 1]
    assert behind_the_guard("SELECT count(*) FROM audit_entry WHERE action = 'cost-centre.renamed'") == [(2,)]


@pytest.mark.postgres
def test_of_two_calls_that_take_the_same_free_name_the_later_one_is_told_so(postgres_database: str):
    company, meeting = new_company(), office.Meeting()

    def call(_: int) -> str:
        try:
            return office.open_if_free(_somebody(company), "4711", meeting)
        except Conflict as taken:
            return taken.message

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(call, range(2)), key=len)
    assert answers[0] == "This number is taken." and len(answers[1]) == 26
    assert office.numbers(_somebody(company)) == ["4711"]


# Bugs stay bugs


def test_a_name_that_stays_taken_is_a_bug_of_the_command(database: str):
    anna = _somebody(new_company())
    office.open_centre(anna, "4711")
    with pytest.raises(IntegrityError):
        office.open_centre(anna, "4711")


@pytest.mark.parametrize("statement", ["SELECT * FROM no_such_table", "SELECT no_such_column FROM company", "SELEC 1"])
def test_a_wrong_statement_is_a_bug_and_not_an_absence(statement: str, database: str):
    with pytest.raises(DBAPIError), transaction(NOBODY, writes=False) as session:
        session.plumbing = True
        session.execute(text(statement))


# An SQLite file that is away


def test_a_file_that_was_moved_away_is_missed_at_once_and_found_again(sqlite_database: str, tmp_path: Path):
    company, file, elsewhere = new_company(), _file(sqlite_database), tmp_path / "elsewhere.db"
    anna = _somebody(company)
    office.open_centre(anna, "1")
    file.rename(elsewhere)
    for call in (lambda: office.numbers(anna), lambda: office.open_centre(anna, "2")):
        with pytest.raises(Unavailable):
            call()
    assert not file.exists()
    elsewhere.rename(file)
    assert office.numbers(anna) == ["1"]
    assert office.open_centre(anna, "2").number == "2"


def test_a_file_that_was_put_back_from_a_backup_is_used_and_the_old_one_left_alone(sqlite_database: str, tmp_path: Path):
    company, file, old = new_company(), _file(sqlite_database), tmp_path / "old.db"
    anna = _somebody(company)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(tmp_path / "backup.db")) as target:
        source.backup(target)
    office.open_centre(anna, "after the backup")
    for name in ("", "-wal", "-shm"):
        part = Path(f"{file}{name}")
        if part.exists():
            part.rename(f"{old}{name}")
    shutil.copy(tmp_path / "backup.db", file)
    assert office.numbers(anna) == []
    office.open_centre(anna, "after the restore")
    assert office.numbers(anna) == ["after the restore"]
    with closing(sqlite3.connect(old)) as left_alone:
        assert left_alone.execute("SELECT number FROM cost_centre").fetchall() == [("after the backup",)]


def test_a_full_disk_means_unavailable_and_nothing_is_kept(sqlite_database: str):
    anna = _somebody(new_company())
    with engine().connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine().dispose()

    @event.listens_for(engine(), "connect")
    def _no_more_room(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    with pytest.raises(Unavailable):
        for number in range(1000):
            office.open_centre(anna, f"{number}", note="x" * 1000)
    kept = office.numbers(anna)
    assert behind_the_guard("SELECT count(*) FROM audit_entry WHERE action = 'cost-centre.opened'") == [(len(kept),)]
    assert behind_the_guard("PRAGMA integrity_check") == [("ok",)]


def test_a_file_that_may_only_be_read_means_unavailable_for_writers(sqlite_database: str, tmp_path: Path):
    anna = _somebody(new_company())
    engine().dispose()
    engine.cache_clear()
    read_only = db.open_engine(sqlite_database)
    url = f"file:{_file(sqlite_database)}?mode=ro"
    read_only.pool._creator = lambda *_: sqlite3.connect(url, uri=True, check_same_thread=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "engine", lambda: read_only)
        with pytest.raises(Unavailable):
            office.open_centre(anna, "1")
        assert office.numbers(anna) == []
    read_only.dispose()


# A PostgreSQL server that is away


@pytest.fixture(scope="module")
def own_server() -> Iterator[tuple[Postgres, Outage]]:
    """A server that a test may stop."""
    with running_postgres() as server:
        outage = Outage(server)
        yield server, outage
        outage.end()


@pytest.fixture
def outage(own_server: tuple[Postgres, Outage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outage]:
    server, outage = own_server
    url = server.url(server.create_database())
    run_ours("alembic", "upgrade", "head", database_url=url, folder=tmp_path)
    monkeypatch.setenv("PORTAL_DATABASE_URL", url)
    settings.cache_clear(), engine.cache_clear()
    yield outage
    engine().dispose()
    settings.cache_clear(), engine.cache_clear()


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_server_that_is_down_means_unavailable_and_it_is_found_again(how: str, outage: Outage):
    anna = _somebody(new_company())
    office.open_centre(anna, "1")
    {"stop": outage.stop, "kill": outage.kill}[how]()
    for call in (lambda: office.numbers(anna), lambda: office.open_centre(anna, "2")):
        with pytest.raises(Unavailable):
            call()
    outage.start()
    assert office.numbers(anna) == ["1"]
    assert office.open_centre(anna, "2").number == "2"


def _cut_all(postgres: Postgres, database: str) -> None:
    with postgres.admin() as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database.rpartition("/")[2]])


@pytest.mark.postgres
def test_connections_cut_while_nobody_used_them_are_replaced_without_a_word(postgres: Postgres, postgres_database: str):
    anna = _somebody(new_company())
    office.open_centre(anna, "1")
    _cut_all(postgres, postgres_database)
    assert office.numbers(anna) == ["1"]
    _cut_all(postgres, postgres_database)
    assert office.open_centre(anna, "2").number == "2"


@pytest.mark.postgres
def test_a_connection_cut_in_the_middle_of_a_command_keeps_nothing_of_it(postgres: Postgres, postgres_database: str):
    anna = _somebody(new_company())

    @office.command(P.COST_CENTRE_EDIT)
    def open_while_cut(ctx: Any, number: str) -> None:
        office.open_centre(ctx, number)
        _cut_all(postgres, postgres_database)
        office.numbers(ctx)

    anna = _with(anna, P.COST_CENTRE_VIEW)
    with pytest.raises(Unavailable):
        open_while_cut(anna, "1")
    assert office.numbers(anna) == []


@pytest.mark.postgres
def test_a_connection_cut_at_the_last_word_is_not_called_unchanged_and_can_be_repeated(postgres: Postgres, postgres_database: str):
    anna, cuts = _somebody(new_company()), iter([True])

    @event.listens_for(engine(), "commit")
    def cut(connection: Connection) -> None:
        if next(cuts, False):
            with postgres.admin() as admin:
                admin.execute("SELECT pg_terminate_backend(%s)", [connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()])

    with pytest.raises(OutcomeUnknown) as trouble:
        office.open_centre(anna, "1", repeat_key="k1")
    assert isinstance(trouble.value, Unavailable) and "Nothing was changed" not in trouble.value.message
    assert office.open_centre(anna, "1", repeat_key="k1").number == "1"
    assert office.numbers(anna) == ["1"]


def _with(actor: Any, permission: P) -> Any:
    from dataclasses import replace

    return replace(actor, permissions=actor.permissions | {permission})


def test_each_sentence_of_trouble_says_what_to_do(database: str):
    for trouble in (Busy(), Unavailable()):
        assert isinstance(trouble, PortalError) and trouble.status == 503
        assert "Nothing was changed" in trouble.message and "try again" in trouble.message
