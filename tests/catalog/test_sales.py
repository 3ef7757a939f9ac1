"""How products are sold, as far as a company sees them: kept in the process, and never out of date."""

from dataclasses import replace

import pytest

from portal_app.catalog import SoldAs, give_assortments, list_sales_terms, put_assortment, put_products, resolve_numbers, sold_as, withdraw_products
from portal_app.catalog.demo.making import COMMON, LIFT
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, staff_command
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from tests.catalog.conftest import OPERATOR, Shop, some_products
from tests.database import new_company, person_of

BOLT = next(facts for facts in some_products() if facts.number == "48-1007-M8")


def newcomer() -> Actor:
    return person_of(new_company(), Permission.CATALOG_VIEW)


@pytest.fixture
def novelty(shop: Shop) -> Id:
    """A product of its own for each test, in the main range."""
    number = f"S{new_id()[-8:]}"
    put_products(OPERATOR, [replace(BOLT, number=number, ean="", former_numbers=(), assortments=(COMMON,))])
    return list_sales_terms(OPERATOR, [number]).products[number].id


def number_of(product: Id) -> str:
    return next(number for number, terms in list_sales_terms(OPERATOR).products.items() if terms.id == product)


def test_group_and_unit_are_told_for_what_is_seen_only(shop: Shop, novelty: Id):
    hidden = list_sales_terms(OPERATOR, ["48-1007-M8-109"]).products["48-1007-M8-109"].id
    assert sold_as(shop.mine, [novelty, hidden, new_id(), "nonsense", "a\x00b"]) == {novelty: SoldAs("hex-bolts", "C62")}


def test_each_change_counts_for_the_next_question(shop: Shop, novelty: Id):
    who, number = newcomer(), number_of(novelty)
    facts = replace(BOLT, number=number, ean="", former_numbers=())
    seen = [sold_as(who, [novelty])]
    put_products(OPERATOR, [replace(facts, category="washers", unit="MTR", assortments=(COMMON,))])
    seen.append(sold_as(who, [novelty]))
    put_products(OPERATOR, [replace(facts, assortments=(LIFT,))])
    seen.append(sold_as(who, [novelty]))
    give_assortments(OPERATOR, who.company_id, [LIFT])
    seen.append(sold_as(who, [novelty]))
    withdraw_products(OPERATOR, [number])
    seen.append(sold_as(who, [novelty]))
    assert seen == [{novelty: SoldAs("hex-bolts", "C62")}, {novelty: SoldAs("washers", "MTR")}, {}, {novelty: SoldAs("hex-bolts", "C62")}, {}]


def test_an_assortment_that_is_opened_and_closed_again_is_followed(shop: Shop, novelty: Id):
    who, name = newcomer(), f"Own {new_id()[-6:]}"
    put_assortment(OPERATOR, name)
    put_products(OPERATOR, [replace(BOLT, number=number_of(novelty), ean="", former_numbers=(), assortments=(name,))])
    seen = [len(sold_as(who, [novelty]))]
    for for_all in (True, False):
        put_assortment(OPERATOR, name, for_all=for_all)
        seen.append(len(sold_as(who, [novelty])))
    assert seen == [0, 1, 0]


@staff_command(Permission.STAFF_OPERATE)
def open_look_and_fail(ctx: Context, who: Actor, product: Id) -> None:
    """Shows a product to a company, looks in the same transaction, and comes to nothing."""
    give_assortments(ctx, who.company_id, [LIFT])
    ctx.actor = replace(ctx.actor, permissions=who.permissions, company_id=who.company_id)
    assert sold_as(ctx, [product])
    raise Invalid


def test_what_was_only_seen_in_a_call_that_came_to_nothing_stays_hidden(shop: Shop, novelty: Id):
    who = newcomer()
    put_products(OPERATOR, [replace(BOLT, number=number_of(novelty), ean="", former_numbers=(), assortments=(LIFT,))])
    assert sold_as(who, [novelty]) == {}
    with pytest.raises(Invalid):
        open_look_and_fail(OPERATOR, who, novelty)
    assert sold_as(who, [novelty]) == {}


def test_the_supplier_hears_the_terms_of_all_products_or_of_some(shop: Shop):
    some = list_sales_terms(OPERATOR, ["48-1007-M8", "no such", "a\x00b"])
    assert {number: (one.group, one.unit, one.price_unit) for number, one in some.products.items()} == {"48-1007-M8": ("hex-bolts", "C62", 100)}
    assert "washers" in some.groups
    assert some.products["48-1007-M8"].id == resolve_numbers(shop.mine, ["48-1007-M8"])["48-1007-M8"].products[0]
    assert len(list_sales_terms(OPERATOR).products) >= len(some_products())
