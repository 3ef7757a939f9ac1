"""A world of prices for benchmarks, put into the database past the actions: products, lists, customer groups, companies with agreements.

In full: 100,000 products, 1,000 companies, 20 group lists; 5.5 million rows of prices.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Connection, text

from portal_app.accounts.tables import Company
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.db import engine, transaction
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.kernel.tenancy import NOBODY
from tests.database import person_of

CATEGORIES, GROUPS = 100, 20
_MILLION = 1_000_000  # amounts are kept in millionths
_AT_ONCE = 20_000
_TIER = {"rule_id": "text", "from_quantity": "bigint"}
_PRICE = {"price": "bigint", "price_unit": "int", "unit": "text", "valid_from": "date", "valid_to": "date"}


@dataclass(frozen=True)
class Size:
    """Rows of prices: 6 for each product in the two lists, 20 lists of a fifth of the products, 4,500 for each company."""

    products: int
    companies: int


SMALL, FULL = Size(12_000, 20), Size(100_000, 1000)


@dataclass
class World:
    products: list[Id]
    buyers: list[Actor]
    rows: int = 0


def build_world(size: Size) -> World:
    chance, world = Random(5), World([f"{number:026d}" for number in range(size.products)], [])
    with engine().begin() as connection:
        _put_products(connection, world)
        _put_lists(connection, world, chance)
    for number in range(size.companies):
        company_id = _new_company(number)
        with engine().begin() as connection:
            _put_agreements(connection, world, chance, company_id, number)
        world.buyers.append(person_of(company_id, P.CATALOG_VIEW, P.PRICE_VIEW))
    return world


def _new_company(number: int) -> Id:
    with transaction(NOBODY, writes=True) as session:
        row = Company(name=f"Company {number}", customer_number=f"{number}", created_at=clock.now())
        session.add(row)
        return row.id


def _put_products(connection: Connection, world: World) -> None:
    names = {"id": "text", "code": "text", "name_en": "text", "name_de": "text", "position": "int"}
    _put(connection, "product_category", names, ((_id("c", n), f"group {n}", "Group", "Gruppe", n) for n in range(CATEGORIES)))
    connection.execute(text("INSERT INTO assortment (id, name, for_all) VALUES (:id, 'Main', :yes)"), {"id": _id("a", 1), "yes": True})
    columns = {
        "id": "text", "number": "text", "name_en": "text", "name_de": "text", "text_en": "text", "text_de": "text", "category_id": "text", "ean": "text",
        "manufacturer": "text", "manufacturer_number": "text", "unit": "text", "pack": "bigint", "minimum": "bigint", "step": "bigint", "price_unit": "int",
        "hazards": "json", "status": "text", "pictogram": "text", "attributes": "json", "popularity": "int", "changed_at": "timestamptz",
    }  # fmt: skip
    at = clock.now().replace(tzinfo=None).isoformat(" ")
    rows = (
        (one, f"N{place}", "Bolt", "Bolzen", "", "", _id("c", place % CATEGORIES), "", "", "", "C62", _MILLION, _MILLION, _MILLION, 100, "[]", "active", "",
         "{}", 0, at)
        for place, one in enumerate(world.products)
    )  # fmt: skip
    _put(connection, "product", columns, rows)
    _put(connection, "assortment_product", {"product_id": "text", "assortment_id": "text"}, ((one, _id("a", 1)) for one in world.products))


def _put_lists(connection: Connection, world: World, chance: Random) -> None:
    _put(connection, "customer_group", {"id": "text", "code": "text", "name": "text"}, ((_id("g", n), f"G{n}", "Group") for n in range(GROUPS)))
    lists = [(_id("p", n), f"P{n}", "List", "EUR" if n else "USD", None, False) for n in (0, 1)]
    lists += [(_id("q", n), f"Q{n}", "List", "EUR", _id("g", n), False) for n in range(GROUPS)]
    columns = {"id": "text", "number": "text", "name": "text", "currency": "text", "customer_group_id": "text", "exclusive": "bool"}
    _put(connection, "price_list", columns, lists)
    keys = {"price_list_id": "text", "product_id": "text", **_TIER, **_PRICE}
    for list_id, *_, group_id, _exclusive in sorted(lists):
        priced = world.products if group_id is None else sorted(chance.sample(world.products, len(world.products) // 5))
        tiers = (1, 100, 1000) if group_id is None else (1,)
        rows = (
            (list_id, product, f"{list_id[1]}{list_id[-3:]}{product[4:]}", tier * _MILLION, price * (100 - place * 8) * 100, 100, "C62", None, None)
            for product, price in ((product, chance.randint(100, 50_000)) for product in priced)
            for place, tier in enumerate(tiers)
        )
        world.rows += _put(connection, "list_price", keys, rows)
    discount = {"customer_group_id": "text", **_TIER, "percent": "bigint", "product_group": "text", "cumulative": "bool"}
    pairs = ((group, n) for group in range(GROUPS) for n in range(CATEGORIES))
    rows = ((_id("g", group), _id("d", n), _MILLION, chance.randint(5, 40) * _MILLION, f"group {n}", False) for group, n in pairs)
    world.rows += _put(connection, "group_discount", discount, rows)
    version = {"id": "int", "version": "text", "changed_at": "timestamptz"}
    _put(connection, "price_version", version, [(1, new_id(), clock.now().replace(tzinfo=None).isoformat(" "))])


def _put_agreements(connection: Connection, world: World, chance: Random, company_id: Id, number: int) -> None:
    """Four frameworks with 1,334 products in three tiers, two projects with 250 each."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('app.company_id', :company, true)"), {"company": company_id})
    at = clock.now().replace(tzinfo=None).isoformat(" ")
    pricing = {"company_id": "text", "customer_group_id": "text", "version": "text", "changed_at": "timestamptz"}
    _put(connection, "company_pricing", pricing, [(company_id, _id("g", number % GROUPS), new_id(), at)])
    ids = [new_id() for _ in range(6)]
    columns = {
        "company_id": "text", "id": "text", "number": "text", "name": "text", "kind": "text", "currency": "text", "project": "text", "exclusive": "bool",
        "called": "bigint",
    }  # fmt: skip
    kinds = [("framework", "")] * 4 + [("project", "Hall 3"), ("project", "Hall 4")]
    rows = ((company_id, one, f"A{place}", "", kind, "EUR", project, False, 0) for place, (one, (kind, project)) in enumerate(zip(ids, kinds, strict=True)))
    _put(connection, "price_agreement", columns, rows)
    keys = {"company_id": "text", **_TIER, "agreement_id": "text", "product_id": "text", **_PRICE}
    world.rows += _put(connection, "agreed_price", keys, _agreed(world, chance, company_id, ids))


def _agreed(world: World, chance: Random, company_id: Id, ids: list[Id]) -> Iterator[tuple]:
    framework = ((product, chance.choice(ids[:4]), (1, 50, 500)) for product in chance.sample(world.products, 1334))
    projects = ((product, one, (1,)) for one in ids[4:] for product in chance.sample(world.products, 250))
    for place, (product, agreement, tiers) in enumerate((*framework, *projects)):
        price = chance.randint(100, 50_000)
        until = chance.choice((None, "2026-12-31", "2026-06-30")) if len(tiers) > 1 else None
        for step, tier in enumerate(tiers):
            yield company_id, _id("r", place), tier * _MILLION, agreement, product, price * (100 - step * 9) * 100, 100, "C62", None, until


def _id(letter: str, number: int) -> Id:
    return f"0{letter}{number:024d}"


def _put(connection: Connection, table: str, columns: dict[str, str], rows: Iterable[tuple]) -> int:
    """Returns how many. `columns` with their types on PostgreSQL."""
    cursor, names, count, rows = connection.connection.cursor(), ", ".join(columns), 0, iter(rows)
    while part := list(islice(rows, _AT_ONCE)):
        count += len(part)
        if connection.dialect.name == "sqlite":
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' for _ in columns)})", part)
        else:
            arrays: list[Any] = [list(values) for values in zip(*part, strict=True)]
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in columns.values())})", arrays)
    return count
