"""Fixtures for tests of purchasing: two companies with their people on each database. The second one is the stranger."""

import pytest

from portal_app.kernel import events
from tests.database import module_database, shared_database
from tests.purchasing.office import Office, new_office

__all__ = ["module_database", "shared_database"]


@pytest.fixture
def office(shared_database: str) -> Office:
    return new_office()


@pytest.fixture
def strangers(shared_database: str) -> Office:
    return new_office()


@pytest.fixture(autouse=True)
def nobody_above_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """The requests here belong to no order, so the slices above, when another test has wired them, are not told."""
    monkeypatch.setattr(events, "_subscribers", {})
