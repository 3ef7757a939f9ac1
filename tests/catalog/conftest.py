"""Fixtures for tests of products: a part of the demo's products on each database, and two companies that see different assortments."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import pytest

from portal_app.catalog import ProductFacts, give_assortments, put_assortment, put_categories, put_part_numbers, put_products
from portal_app.catalog.demo import products
from portal_app.catalog.demo.making import COMMON, LIFT, MARINE
from portal_app.catalog.demo.tree import CATEGORIES
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from portal_app.kernel.permissions import Permission
from tests.database import module_database, new_company, person_of, shared_database

__all__ = ["module_database", "shared_database"]
OPERATOR = system(frozenset({Permission.STAFF_OPERATE}), name="test")
KNOWN = {"48-1007-M8", "48-2001-M8", "48-3001-M8", "48-1007-M8-A4", "48-1007-M8-109"}


@cache
def some_products() -> tuple[ProductFacts, ...]:
    """Every twentieth of the demo's, and a few that the tests name."""
    return tuple(facts for place, facts in enumerate(products()) if place % 20 == 0 or facts.number in KNOWN)


@dataclass(frozen=True)
class Shop:
    """`mine` sees the main range and the marine one, `theirs` the main range only. Each has its own number for the same bolt."""

    mine: Actor
    theirs: Actor


def open_shop() -> Shop:
    put_categories(OPERATOR, CATEGORIES)
    for name in (COMMON, LIFT, MARINE):
        put_assortment(OPERATOR, name, for_all=name == COMMON)
    assert put_products(OPERATOR, some_products()).problems == ()
    mine, theirs = new_company("Hansen Maschinenbau GmbH"), new_company("Nordwerk Anlagenbau KG")
    give_assortments(OPERATOR, mine, [MARINE])
    put_part_numbers(OPERATOR, mine, {"HM-2207": "48-1007-M8", "HM-2208": "48-1007-M8-A4", "48-3001-M8": "48-2001-M8"})
    put_part_numbers(OPERATOR, theirs, {"NW/9911": "48-1007-M8", "HM-2207": "48-3001-M8"})
    return Shop(person_of(mine, Permission.CATALOG_VIEW), person_of(theirs, Permission.CATALOG_VIEW))


_shops: dict[str, Shop] = {}


@pytest.fixture
def shop(shared_database: str) -> Shop:
    """One for all tests of a module: they change nothing, or put back what they changed."""
    if shared_database not in _shops:
        _shops[shared_database] = open_shop()
    return _shops[shared_database]


@contextmanager
def working_on(url: str) -> Iterator[None]:
    """This process works on the database at `url`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATABASE_URL", url)
        settings.cache_clear(), engine.cache_clear()
        yield
        engine().dispose()
    settings.cache_clear(), engine.cache_clear()
