"""Fixtures for tests of papers: the shop of the tests of ordering, and its clock."""

from tests.ordering.conftest import advance, module_database, shared_database, shop

__all__ = ["advance", "module_database", "shared_database", "shop"]
