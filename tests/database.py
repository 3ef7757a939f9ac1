"""Databases and rows for tests below the slices: one database a module on each system, and in it companies that no other test uses.

A test that needs a database of its own asks for `database` (tests/conftest.py). Rows here are put in without any action, so that the
kernel can be tested without a slice; tests of slices build theirs through actions.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text

from portal_app.accounts.tables import Company, CostCentre
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, ActorKind, Assurance
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine, transaction
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from portal_app.kernel.tenancy import NOBODY, company_scope

SYSTEMS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="module", params=SYSTEMS)
def module_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a database with all tables that the tests of one module share."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path_factory.mktemp('module') / 'portal.db')}"
    else:
        server = request.getfixturevalue("postgres")
        name = server.create_database(template=request.getfixturevalue("postgres_template"))
        yield server.url(name)
        server.drop_database(name)


@pytest.fixture
def shared_database(module_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """This process works on the module's database. Earlier tests left rows there: make companies of your own."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", module_database)
    settings.cache_clear()
    engine.cache_clear()
    yield module_database
    engine().dispose()
    settings.cache_clear()
    engine.cache_clear()


@dataclass(frozen=True)
class TwoCompanies:
    """`mine` asks, `theirs` is the stranger. Each has three cost centres; their names begin with the company's id."""

    mine: Id
    theirs: Id
    my_centres: tuple[Id, ...]
    their_centres: tuple[Id, ...]


@pytest.fixture
def two_companies(shared_database: str) -> TwoCompanies:
    mine, theirs = new_company("Hansen Maschinenbau GmbH"), new_company("Nordwerk Anlagenbau KG")
    return TwoCompanies(mine, theirs, new_cost_centres(mine, 3), new_cost_centres(theirs, 3))


def new_company(name: str = "Hansen Maschinenbau GmbH") -> Id:
    """A company without people."""
    with transaction(NOBODY, writes=True) as session:
        company = Company(name=name, customer_number=new_id(), created_at=clock.now())
        session.add(company)
        return company.id


def new_cost_centres(company_id: Id, count: int) -> tuple[Id, ...]:
    with transaction(company_scope(company_id), writes=True) as session:
        rows = [CostCentre(number=f"{number}", name=f"{company_id} {number}") for number in range(1, count + 1)]
        session.add_all(rows)
        return tuple(row.id for row in rows)


def person_of(company_id: Id, *permissions: Permission, **more: Any) -> Actor:
    """Somebody of a company with just these rights."""
    return Actor(
        ActorKind.PERSON, frozenset(permissions), company_id, account_id=more.pop("account_id", None) or new_id(), person_id=new_id(),
        session_id=new_id(), name="Anna Berg", assurance=Assurance.TWO_STEPS, address="192.0.2.7", **more,
    )  # fmt: skip


def behind_the_guard(statement: str, **values: Any) -> list[tuple]:
    """What a plain SQL statement finds or does when neither guard nor row-level security limits it to a company. Writes are kept."""
    with engine().begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('app.across', 'yes', true)"))
        result = connection.execute(text(statement), values)
        return [tuple(row) for row in result] if result.returns_rows else []
