"""Whatever is asked or changed, the rows of other companies make no difference.

Each statement runs on two databases: one where strangers have rows as well, one where they have none. Both must answer alike,
down to counts and emptiness, and a change must leave the strangers' rows as they were. A refusal is as good as the same answer,
but only where the statement holds a bare table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from portal_app.accounts.tables import Account, Company, CostCentre, DeliveryAddress, Person, RoleAssignment
from portal_app.kernel import clock
from portal_app.kernel.db import narrow, open_engine
from portal_app.kernel.errors import GateBroken
from portal_app.kernel.ids import new_id
from portal_app.kernel.tenancy import NOBODY, TenantSession, company_scope
from tests.kernel.statements import questions, writes

MINE, THEIRS = new_id(), new_id()
TABLES = ("cost_centre", "delivery_address", "role_assignment")


@dataclass(frozen=True)
class Worlds:
    """The same company in two databases."""

    with_strangers: Engine
    alone: Engine


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    first, second = (open_engine(url, threads=2) for url in _two_databases(request, tmp_path_factory))
    mine = _rows_of(MINE)
    for engine, rows in ((first, [*mine, *_rows_of(THEIRS), *_rows_of(THEIRS, start=4)]), (second, mine)):
        _put(engine, [_copy(row) for row in rows])
    yield Worlds(first, second)
    first.dispose(), second.dispose()


def _two_databases(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> list[str]:
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template").read_bytes()
        files = [folders.mktemp("world") / "portal.db" for _ in range(2)]
        return [f"sqlite:///{file}" for file in files if file.write_bytes(template)]
    server, template = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_template")
    return [server.url(server.create_database(template=template)) for _ in range(2)]


def _rows_of(company_id: str, start: int = 1) -> list[Any]:
    """Three cost centres, two addresses and two roles; both companies use the same numbers and names."""
    account = Account(id=new_id(), email=f"{new_id()}@hansen.example", name="Anna Berg", created_at=clock.now())
    person = Person(id=new_id(), company_id=company_id, account_id=account.id, first_name="Anna", last_name="Berg", invited_at=clock.now())
    numbers = range(start, start + 3)
    centres = [CostCentre(id=new_id(), company_id=company_id, number=str(number), name=f"Centre {number}") for number in numbers]
    places = [
        DeliveryAddress(id=new_id(), company_id=company_id, label=f"Plant {number}", recipient="R", street="S", postcode="1", city="C") for number in numbers
    ]
    roles = [RoleAssignment(id=new_id(), company_id=company_id, person_id=person.id, role=role, granted_at=clock.now()) for role in ("buyer", "2")]
    return [account, person, *centres, *places[:2], *roles]


def _copy(row: Any) -> Any:
    return type(row)(**row.model_dump())


def _put(engine: Engine, rows: list[Any]) -> None:
    with TenantSession(engine, NOBODY, writes=True) as session:
        session.add_all([Company(id=one, name=one, customer_number=one, created_at=clock.now()) for one in (MINE, THEIRS)])
        session.add_all([row for row in rows if isinstance(row, Account)])
        session.settle()
    for company_id in (MINE, THEIRS):
        _put_owned(engine, company_id, [row for row in rows if getattr(row, "company_id", None) == company_id])


def _put_owned(engine: Engine, company_id: str, rows: list[Any]) -> None:
    with TenantSession(engine, company_scope(company_id), writes=True) as session:
        narrow(session, session.scope)
        for kind in (Person, CostCentre, DeliveryAddress, RoleAssignment):
            session.add_all([row for row in rows if isinstance(row, kind)])
            session.flush()
        session.settle()


def _answer(engine: Engine, statement: Any, writes: bool) -> tuple[Any, ...]:
    """What comes back: the rows, or for a write the rows hit and everything there is afterwards. Nothing is kept."""
    bind = engine.execution_options(portal_writes=writes)
    with TenantSession(bind, company_scope(MINE), writes=writes) as session:
        narrow(session, session.scope)
        result = session.execute(statement)
        if not writes:
            return tuple(sorted((tuple(row) for row in result), key=repr))
        return result.rowcount, *(_everything(session, company_id) for company_id in (MINE, THEIRS))


def _everything(session: TenantSession, company_id: str) -> list[tuple]:
    """All rows of a company as the database has them inside this transaction, behind the guard's back."""
    connection = session._connection_for_bind(session.get_bind())
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('app.across', 'yes', true)"))
    rows = [
        (name, *row)
        for name in TABLES
        for row in connection.execute(text(f"SELECT * FROM {name} WHERE company_id = :company ORDER BY id"), {"company": company_id})
    ]
    return rows


def _answer_or_refusal(engine: Engine, statement: Any) -> tuple[Any, ...] | None:
    try:
        return _answer(engine, statement, False)
    except GateBroken:
        return None


def _for_all(statements: st.SearchStrategy, check: Callable[[Any], None], examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(statements)
    def run(statement: Any) -> None:
        check(statement)

    run()


@pytest.mark.fuzz
def test_strangers_make_no_difference_to_an_answer(worlds: Worlds, in_full: bool):
    def check(question: Any) -> None:
        assert _answer(worlds.with_strangers, question, False) == _answer(worlds.alone, question, False)

    _for_all(questions(bare=False), check, 2000 if in_full else 200)


@pytest.mark.fuzz
def test_a_question_with_a_bare_table_is_refused_or_answered_alike(worlds: Worlds, in_full: bool):
    def check(question: Any) -> None:
        assert _answer_or_refusal(worlds.with_strangers, question) in (None, _answer_or_refusal(worlds.alone, question))

    _for_all(questions(bare=True), check, 2000 if in_full else 100)


@pytest.mark.fuzz
def test_a_change_hits_ones_own_rows_only(worlds: Worlds, in_full: bool):
    untouched = _answer(worlds.with_strangers, writes_nothing(), True)

    def check(write: Any) -> None:
        hit, mine, theirs = _answer(worlds.with_strangers, write, True)
        assert (hit, mine) == _answer(worlds.alone, write, True)[:2]
        assert theirs == untouched[2]

    _for_all(writes(), check, 2000 if in_full else 100)


def writes_nothing() -> Any:
    from sqlalchemy import delete

    return delete(CostCentre).where(CostCentre.number == "none of these")


def test_the_worlds_differ_behind_the_guard(worlds: Worlds):
    assert len(_answer(worlds.with_strangers, writes_nothing(), True)[2]) > len(_answer(worlds.alone, writes_nothing(), True)[2]) == 0
