"""Fixtures for tests of ordering: the shop of the catalogue's tests, with people who may order."""

from dataclasses import dataclass, replace

import pytest

from portal_app.catalog import LinkKind, PackTerms, ProductFacts, ProductStatus, put_products
from portal_app.catalog.demo.making import COMMON
from portal_app.kernel.actor import Actor
from portal_app.kernel.permissions import Permission
from tests.catalog.conftest import OPERATOR, open_shop
from tests.database import module_database, person_of, shared_database

__all__ = ["module_database", "shared_database"]
_GONE = (
    ProductFacts(
        "99-OLD-1", "Old clip", "Alte Klammer", "cable-ties", status=ProductStatus.DISCONTINUED, assortments=(COMMON,),
        links=((LinkKind.SUCCESSOR, "99-NEW-1"),),
    ),
    ProductFacts("99-NEW-1", "New clip", "Neue Klammer", "cable-ties", assortments=(COMMON,), terms=PackTerms(10, 20, 10)),
    ProductFacts("99-END-1", "Last clip", "Letzte Klammer", "cable-ties", status=ProductStatus.DISCONTINUED, assortments=(COMMON,)),
    ProductFacts("99-TWO-1", "Twin A", "Zwilling A", "cable-ties", manufacturer_number="TWIN-7", assortments=(COMMON,)),
    ProductFacts("99-TWO-2", "Twin B", "Zwilling B", "cable-ties", manufacturer_number="TWIN-7", assortments=(COMMON,)),
    ProductFacts("99-CABLE", "Cable", "Kabel", "cable-ties", unit="MTR", terms=PackTerms(1, 1, 1), assortments=(COMMON,)),
)  # fmt: skip


@dataclass(frozen=True)
class Buyers:
    """`mine` has HM-2207 for a bolt in packs of 100; `theirs` has that number for a nut, and does not see the marine range."""

    mine: Actor
    theirs: Actor


_buyers: dict[str, Buyers] = {}


@pytest.fixture
def buyers(shared_database: str) -> Buyers:
    """One pair for all tests of a module: they keep mappings of layouts of their own."""
    if shared_database not in _buyers:
        shop = open_shop()
        assert put_products(OPERATOR, [replace(facts, name_en=f"{facts.name_en} for cables") for facts in _GONE]).problems == ()
        _buyers[shared_database] = Buyers(*(person_of(one.company_id, Permission.CATALOG_VIEW, Permission.CART_EDIT) for one in (shop.mine, shop.theirs)))
    return _buyers[shared_database]
"""Fixtures for tests of ordering: a shop of this test's own on each database, and a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import timedelta


from portal_app.kernel import clock
from tests.database import module_database, shared_database
from tests.ordering.shop import NOW, Shop, open_shop

__all__ = ["module_database", "shared_database"]


@pytest.fixture(autouse=True)
def advance() -> Iterator[Callable[[timedelta], None]]:
    """The clock stands at NOW; `advance(timedelta(...))` moves it on."""
    with clock.frozen(NOW) as move:
        yield move


@pytest.fixture
def shop(shared_database: str, advance: Callable) -> Shop:
    return open_shop()
