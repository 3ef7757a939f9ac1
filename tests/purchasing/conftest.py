"""Fixtures for tests of purchasing: two companies with their people on each database. The second one is the stranger."""

import pytest

from tests.database import module_database, shared_database
from tests.purchasing.office import Office, new_office

__all__ = ["module_database", "shared_database"]


@pytest.fixture
def office(shared_database: str) -> Office:
    return new_office()


@pytest.fixture
def strangers(shared_database: str) -> Office:
    return new_office()
