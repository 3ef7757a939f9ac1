"""Fixtures of the tests of prices: a supplier's stall on each database, one for all tests of a module."""

import pytest

from tests.database import module_database, shared_database
from tests.pricing.stall import open_stall

__all__ = ["module_database", "shared_database"]
_opened: set[str] = set()


@pytest.fixture
def stall(shared_database: str) -> str:
    """Address of the database in which it stands."""
    if shared_database not in _opened:
        open_stall()
        _opened.add(shared_database)
    return shared_database
