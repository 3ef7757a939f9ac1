"""Fixtures for tests of ordering: a shop of this test's own on each database, a clock that stands still, buyers who send order files
and who type into the quick order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from portal_app.accounts.tables import Account
from portal_app.catalog import (
    CategoryFacts,
    LinkKind,
    PackTerms,
    ProductFacts,
    ProductStatus,
    give_assortments,
    put_assortment,
    put_categories,
    put_part_numbers,
    put_products,
)
from portal_app.catalog.demo.making import COMMON
from portal_app.integrations.erp import DELIVERIES
from portal_app.integrations.erp.actions.steps import step_order
from portal_app.kernel import clock, events, outbox
from portal_app.kernel.actor import Actor
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine, transaction
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.outbox import run_due
from portal_app.kernel.permissions import Permission
from portal_app.kernel.permissions import Permission as P
from portal_app.kernel.tenancy import NOBODY
from portal_app.ordering import SUBSCRIBERS
from portal_app.ordering.actions.sending import undo_time
from tests.catalog.conftest import open_shop as open_catalogue
from tests.database import behind_the_guard, module_database, new_company, person_of
from tests.ordering.shop import NOW, OPERATOR, Shop, open_shop

__all__ = ["module_database"]
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
        shop = open_catalogue()
        assert put_products(OPERATOR, [replace(facts, name_en=f"{facts.name_en} for cables") for facts in _GONE]).problems == ()
        _buyers[shared_database] = Buyers(*(person_of(one.company_id, Permission.CATALOG_VIEW, Permission.CART_EDIT) for one in (shop.mine, shop.theirs)))
    return _buyers[shared_database]


@pytest.fixture(scope="module")
def shared_database(module_database: str) -> Iterator[str]:
    """This process works on the module's database, with one engine for all of its tests: a checkout's many statements are compiled once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATABASE_URL", module_database)
        settings.cache_clear(), engine.cache_clear()
        yield module_database
        engine().dispose()
    settings.cache_clear(), engine.cache_clear()


@pytest.fixture(autouse=True)
def advance() -> Iterator[Callable[[timedelta], None]]:
    """The clock stands at NOW; `advance(timedelta(...))` moves it on."""
    with clock.frozen(NOW) as move:
        yield move


@dataclass
class Supplier:
    """The other side: carries out the outbox, and moves orders on in the embedded ERP."""

    advance: Callable[[timedelta], None]

    def run(self) -> None:
        """All that is due once the time in which an order can be taken back is over."""
        self.advance(undo_time())
        while run_due():
            pass

    def step(self, order_id: Id) -> None:
        """One move of this order in the ERP, and the portal hears of it."""
        ((number,),) = behind_the_guard("SELECT erp_number FROM placed_order WHERE id = :id", id=order_id)
        step_order(OPERATOR, number)
        self.run()


@pytest.fixture
def supplier(advance: Callable, monkeypatch: pytest.MonkeyPatch) -> Supplier:
    """Orders are carried out here and nothing else, and ordering hears the news, whatever else a test run has wired."""
    monkeypatch.setattr(outbox, "_handlers", dict(DELIVERIES))
    monkeypatch.setattr(events, "_subscribers", {kind: [handler] for kind, handler in SUBSCRIBERS})
    return Supplier(advance)


@pytest.fixture
def shop(shared_database: str, advance: Callable) -> Shop:
    return open_shop()


PACKS_OF_10 = PackTerms(Decimal(10), Decimal(10), Decimal(10))
_FACTS = (
    ProductFacts("48-1007-M8", "Hexagon bolt M8", "Sechskantschraube M8", "all", terms=PACKS_OF_10, assortments=("For all",), former_numbers=("OLD-1",)),
    ProductFacts("48-2001-M8", "Plain washer M8", "Unterlegscheibe M8", "all", assortments=("For all",), former_numbers=("OLD-1",)),
    ProductFacts("77-0110-0", "Hose", "Schlauch", "all", unit="MTR", terms=PackTerms(*[Decimal("0.5")] * 3), assortments=("For all",)),
    ProductFacts("90-0001", "Only for mine", "Nur für meine", "all", assortments=("For mine",)),
)  # fmt: skip


@dataclass(frozen=True)
class Counter:
    """`buyer` and `colleague` are of one company, `stranger` of another; `reader` may look only."""

    buyer: Actor
    colleague: Actor
    reader: Actor
    stranger: Actor


@pytest.fixture
def counter(shared_database: str) -> Counter:
    put_categories(OPERATOR, [CategoryFacts("all", "All", "Alle")])
    for name in ("For all", "For mine"):
        put_assortment(OPERATOR, name, for_all=name == "For all")
    assert put_products(OPERATOR, _FACTS).problems == ()
    mine, theirs = new_company("Hansen Maschinenbau GmbH"), new_company("Nordwerk Anlagenbau KG")
    give_assortments(OPERATOR, mine, ["For mine"])
    put_part_numbers(OPERATOR, mine, {"HM-2207": "48-1007-M8"})
    return Counter(_buyer(mine), _buyer(mine), person_of(mine, P.CATALOG_VIEW, account_id=_account()), _buyer(theirs))


def _buyer(company: Id) -> Actor:
    return person_of(company, P.CATALOG_VIEW, P.CART_EDIT, P.PRICE_VIEW, account_id=_account())


def _account() -> Id:
    with transaction(NOBODY, writes=True) as session:
        row = Account(email=f"{new_id()}@hansen.example", name="Anna Berg", created_at=clock.now())
        session.add(row)
        return row.id
