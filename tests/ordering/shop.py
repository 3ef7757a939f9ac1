"""A company that orders and a stranger, with people in their roles, places and a few products: what the tests of ordering work with."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlmodel import select, update

from portal_app.accounts.rules.roles import ROLE_RIGHTS, Role
from portal_app.accounts.tables import Account, DeliveryAddress, Membership, Person, RoleAssignment
from portal_app.catalog import CategoryFacts, LinkKind, PackTerms, ProductFacts, ProductStatus, give_assortments, put_assortment, put_categories, put_products
from portal_app.catalog.tables import Product
from portal_app.integrations.erp import CountedStock, Warehouse, put_stock, put_warehouses
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, ActorKind, Assurance, system
from portal_app.kernel.db import transaction
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from portal_app.kernel.tenancy import NOBODY, company_scope
from portal_app.pricing import PriceFacts, PriceListFacts, put_list_prices, put_price_lists
from tests.database import new_company, new_cost_centres

LIST = "List 2026"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OPERATOR = system(frozenset({Permission.STAFF_OPERATE, Permission.STAFF_COMPANIES_EDIT}), name="test")
BOLT, BEARING, OIL, OLD, NEW, THEIRS = "48-1007-M8", "77-0110-0", "60-4410-05", "52-0900-24", "52-0900-25", "99-0001-X"


@dataclass(frozen=True)
class Shop:
    """`company` orders, `other` is the stranger. Bolts come in packs of 100, bearings by the piece; the old disc has a successor."""

    company: Id
    other: Id
    centres: tuple[Id, ...]
    addresses: tuple[Id, ...]
    their_centre: Id
    their_address: Id
    jan: Actor
    mia: Actor
    stranger: Actor

    def product(self, number: str) -> Id:
        return product_id(number)


def open_shop() -> Shop:
    mine, theirs = new_company("Hansen Maschinenbau GmbH"), new_company("Nordwerk Anlagenbau KG")
    put_goods(mine, theirs)
    return Shop(
        mine, theirs, new_cost_centres(mine, 3), new_addresses(mine, "Plant 1", "Plant 2"), new_cost_centres(theirs, 1)[0], new_addresses(theirs, "Yard")[0],
        new_person(mine, "Jan Keller", Role.BUYER), new_person(mine, "Mia Roth", Role.BUYER), new_person(theirs, "Lars Holm", Role.BUYER),
    )  # fmt: skip


def put_goods(mine: Id, theirs: Id) -> None:
    """Everybody sees the main range, the stranger one product more."""
    put_categories(OPERATOR, [CategoryFacts("bolts", "Bolts", "Schrauben"), CategoryFacts("oils", "Oils", "Öle")])
    put_assortment(OPERATOR, "Main", for_all=True)
    put_assortment(OPERATOR, "Lift")
    shown = {"assortments": ("Main",)}
    problems = put_products(OPERATOR, [
        ProductFacts(BOLT, "Hex bolt ISO 4017 M8x40", "Sechskantschraube ISO 4017 M8x40", "bolts", terms=PackTerms(Decimal(100)), price_unit=100, **shown),
        ProductFacts(BEARING, "Bearing 6204-2RS C3", "Kugellager 6204-2RS C3", "bolts", **shown),
        ProductFacts(OIL, "Cutting fluid", "Schneidöl", "oils", unit="LTR", terms=PackTerms(Decimal("0.5"), Decimal(5), Decimal("2.5")), **shown),
        ProductFacts(NEW, "Cutting disc 125x1.0", "Trennscheibe 125x1,0", "bolts", **shown),
        ProductFacts(OLD, "Cutting disc 125x1.2", "Trennscheibe 125x1,2", "bolts", status=ProductStatus.DISCONTINUED,
                     links=((LinkKind.SUCCESSOR, NEW),), **shown),
        ProductFacts(THEIRS, "Lift rail", "Aufzugschiene", "bolts", assortments=("Lift",)),
    ]).problems  # fmt: skip
    assert problems == ()
    give_assortments(OPERATOR, theirs, ["Lift"])
    put_price_lists(OPERATOR, [PriceListFacts(LIST)])
    prices = ((BOLT, "8.40", 100), (BEARING, "6.10", 1), (OIL, "7.74", 1), (NEW, "0.98", 1), (OLD, "1.05", 1))
    rows = [PriceFacts(number, Decimal(price), price_unit=unit) for number, price, unit in prices]
    assert put_list_prices(OPERATOR, LIST, [*rows, PriceFacts(BEARING, Decimal("5.25"), Decimal(50))]).problems == ()
    put_warehouses(OPERATOR, [Warehouse("KI", "Kiel", "DE-SH")])
    put_stock(OPERATOR, [CountedStock(number, "KI", Decimal(1_000_000)) for number, _, _ in prices])


def put_price(number: str, price: str, *tiers: tuple[str, str], price_unit: int = 1) -> None:
    """The list price from 1 on, and from other quantities on."""
    rows = [PriceFacts(number, Decimal(each), Decimal(from_quantity), price_unit) for from_quantity, each in (("1", price), *tiers)]
    assert put_list_prices(OPERATOR, LIST, rows).problems == ()


def put_on_hand(number: str, count: int) -> None:
    """So many in the warehouse, and nothing on its way."""
    put_stock(OPERATOR, [CountedStock(number, "KI", Decimal(count))])


def product_id(number: str) -> Id:
    with transaction(NOBODY, writes=False) as session:
        return session.exec(select(Product.id).where(Product.number == number)).one()


def new_limits(who: Actor, per_order: str | None, per_month: str | None = None) -> None:
    limits = {"limit_per_order": per_order and Decimal(per_order), "limit_per_month": per_month and Decimal(per_month)}
    with transaction(company_scope(who.company_id), writes=True) as session:
        session.exec(update(Person).where(Person.id == who.person_id).values(**limits))


def new_addresses(company_id: Id, *labels: str) -> tuple[Id, ...]:
    """The first one is the default."""
    with transaction(company_scope(company_id), writes=True) as session:
        rows = [
            DeliveryAddress(label=label, recipient="Hansen", street="Werkstr. 1", postcode="28195", city="Bremen", is_default=label == labels[0])
            for label in labels
        ]
        session.add_all(rows)
        return tuple(row.id for row in rows)


def new_person(company_id: Id, name: str, role: Role, *, cost_centre_id: Id | None = None) -> Actor:
    """Somebody of a company with this role, signed in."""
    account_id, person_id = new_id(), new_id()
    first, last = name.split()
    with transaction(NOBODY, writes=True) as session:
        session.add(Account(id=account_id, email=f"{account_id}@hansen.example", name=name, created_at=clock.now()))
        session.flush()
        session.add(Membership(account_id=account_id, company_id=company_id, person_id=person_id, last_used_at=clock.now()))
    with transaction(company_scope(company_id), writes=True) as session:
        session.add(Person(id=person_id, account_id=account_id, first_name=first, last_name=last, invited_at=clock.now(), joined_at=clock.now()))
        session.flush()
        session.add(RoleAssignment(person_id=person_id, role=role.value, cost_centre_id=cost_centre_id, granted_at=clock.now()))
    return Actor(
        ActorKind.PERSON, ROLE_RIGHTS[role], company_id, account_id=account_id, person_id=person_id, session_id=new_id(), name=name,
        assurance=Assurance.TWO_STEPS, address="192.0.2.7", stepped_up_at=clock.now(),
    )  # fmt: skip
