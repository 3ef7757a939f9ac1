"""For tests of accounts: a clock that stands still, and password hashing that costs next to nothing (its real parameters have a test of their own)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from passlib.context import CryptContext

from portal_app.kernel import clock, secrets
from tests.accounts.cast import House, Somebody, new_house, new_staff_administrator
from tests.database import module_database, shared_database  # noqa: F401 - fixtures

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = CryptContext(schemes=["argon2"], argon2__type="ID", argon2__time_cost=1, argon2__memory_cost=64, argon2__parallelism=1)
    monkeypatch.setattr(secrets, "_passwords", quick)
    monkeypatch.setattr(secrets, "_codes", quick)


@pytest.fixture(autouse=True)
def advance() -> Iterator[Callable[[timedelta], None]]:
    """The clock stands at NOW; `advance(timedelta(...))` moves it on."""
    with clock.frozen(NOW) as move:
        yield move


@pytest.fixture
def house(shared_database: str) -> House:  # noqa: F811
    """A company of this test's own on each database, with an administrator who is signed in."""
    return new_house()


@pytest.fixture
def neighbours(shared_database: str) -> House:  # noqa: F811
    """Another company: the stranger."""
    return new_house("Nordwerk Anlagenbau KG", "Carla Voss")


@pytest.fixture
def petra(database: str) -> Somebody:
    """The first administrator of the supplier's portal; the database holds nothing else yet."""
    return new_staff_administrator()
