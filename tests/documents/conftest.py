"""Fixtures for tests of papers: the shop of the tests of ordering, its clock, and the supplier's side of it."""

from tests.ordering.conftest import advance, module_database, shared_database, shop, supplier

__all__ = ["advance", "module_database", "shared_database", "shop", "supplier"]
