"""Fixtures for all tests of the kernel."""

from tests.database import module_database, shared_database, two_companies

__all__ = ["module_database", "shared_database", "two_companies"]
