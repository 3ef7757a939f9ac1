"""The products of the demo world: how many, that their facts are right, and what the three companies see of them."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from portal_app.catalog import (
    AvailabilityKind,
    LinkKind,
    NumberKind,
    ProductFilter,
    ProductStatus,
    StockWish,
    availability_of,
    list_products,
    read_product,
    resolve_numbers,
    suggest_products,
)
from portal_app.catalog.demo import COUNT, products
from portal_app.catalog.demo.stock import counts
from portal_app.catalog.demo.tree import CATEGORIES
from portal_app.catalog.rules.products import check_products
from portal_app.demo import build_world
from portal_app.kernel.actor import Actor
from tests.demo.conftest import world
from tests.demo.test_world import actor_of

__all__ = ["world"]
EVERY = products()
TODAY = date(2026, 11, 23)


def hansen() -> Actor:
    return actor_of("j.keller@hansen-mb.example")


def test_there_are_twelve_thousand_and_nothing_is_wrong_with_any():
    assert len(EVERY) == len({facts.number for facts in EVERY}) == len({facts.ean for facts in EVERY}) == COUNT == 12_000
    assert check_products(EVERY, {one.code for one in CATEGORIES}, {"Main range", "Lifts and ropeways", "Valves and sea water"}) == []
    assert products() == EVERY


def test_every_category_has_products_and_the_hard_cases_are_there():
    by_category = Counter(facts.category for facts in EVERY)
    parents = {one.parent for one in CATEGORIES}
    assert [one.code for one in CATEGORIES if one.code not in parents and by_category[one.code] < 3] == []
    assert {facts.price_unit for facts in EVERY} == {1, 100}
    assert sum(bool(facts.hazards) for facts in EVERY) > 30
    assert sum(bool(facts.former_numbers) for facts in EVERY) > 1000
    kinds = Counter(kind for facts in EVERY for kind, _ in facts.links)
    assert all(kinds[kind] > 50 for kind in LinkKind)


def test_what_is_discontinued_leads_to_a_product_that_is_sold():
    by_number = {facts.number: facts for facts in EVERY}
    old = [facts for facts in EVERY if facts.status is ProductStatus.DISCONTINUED]
    assert len(old) > 50
    for facts in old:
        successors = [by_number[other] for kind, other in facts.links if kind is LinkKind.SUCCESSOR and other in by_number]
        assert [one.status for one in successors] == [ProductStatus.ACTIVE], facts.number


def test_a_buyer_of_the_demo_finds_the_bolt_by_every_name(world: Path):
    buyer = hansen()
    assert list_products(buyer, ProductFilter()).total > 10_000
    for typed in ("48-1007-M8", "HM-2207", "48-0933-M8-40"):
        assert suggest_products(buyer, typed)[0].number == "48-1007-M8"
    assert resolve_numbers(buyer, ["HM-2207"])["HM-2207"].kind is NumberKind.CUSTOMER
    sheet = read_product(buyer, suggest_products(buyer, "48-1007-M8")[0].id)
    assert {line.number for _, line in sheet.links} == {"48-2001-M8", "48-3001-M8"}


def test_stock_is_the_same_each_time_and_has_every_kind_of_shelf():
    counted = counts(EVERY, TODAY)
    assert counted == counts(EVERY, TODAY)
    assert {one.number for one in counted} == {facts.number for facts in EVERY}
    assert {one.warehouse for one in counted} == {"KI", "NU"}
    days = [part.day for one in counted for part in one.incoming]
    assert min(days) == TODAY + timedelta(days=2) and max(days) <= TODAY + timedelta(days=48)
    packs = {facts.number: facts.terms.pack for facts in EVERY}
    assert all(quantity % packs[one.number] == 0 for one in counted for quantity in (one.on_hand, *(part.quantity for part in one.incoming)))


def test_a_buyer_of_the_demo_finds_what_is_there_what_is_short_what_comes_and_what_is_gone(world: Path):
    buyer = hansen()
    lines = [line for number in range(1, 6) for line in list_products(buyer, ProductFilter(), number=number, size=100).rows]
    answers = availability_of(buyer, [StockWish(line.id, 40 * line.terms.pack) for line in lines])
    found = Counter(answer.kind for answer in answers)
    assert found[AvailabilityKind.NOW] > 350 and all(found[kind] > 5 for kind in AvailabilityKind)
    bolt = suggest_products(buyer, "48-1007-M8")[0]
    assert availability_of(buyer, [StockWish(bolt.id, Decimal(14_301))])[0].now == 14_300


def test_each_company_sees_its_own_range(world: Path):
    assert build_world() == []
    ropeway, bolt = "48-1007-M8-109", "ISO 4017 M8×40, steel 10.9"
    assert suggest_products(actor_of("s.moser@alpenrose.example"), ropeway)[0].number == ropeway
    assert ropeway not in [line.number for line in suggest_products(hansen(), ropeway) + suggest_products(hansen(), bolt)]
