"""What may be meant by numbers that nobody knows, and what replaces products that are no longer sold."""

import random

import pytest
from rapidfuzz.distance import OSA

from portal_app.catalog import LinkKind, ProductFacts, ProductStatus, find_products, nearest_numbers, put_products, successors_of, suggest_products
from portal_app.catalog.actions.nearest import MOST_NEAR
from portal_app.catalog.demo.making import COMMON, LIFT
from portal_app.catalog.rules.nearness import LONGEST, SHORTEST, one_mistake_away
from portal_app.kernel.actor import Actor
from portal_app.kernel.ids import Id, new_id
from tests.catalog.conftest import OPERATOR, Shop, some_products
from tests.catalog.test_search import is_seen


def numbers(who: Actor, ids: tuple[Id, ...]) -> list[str]:
    return [line.number for line in find_products(who, ids)]


def _with_a_slip(chance: random.Random, number: str) -> str:
    """A digit lost, doubled, turned round or mistaken."""
    place = chance.choice([place for place, sign in enumerate(number[:-1]) if sign.isdigit() and number[place + 1].isdigit()])
    first, second = number[place : place + 2]
    slip = chance.choice([second, first + first + second, second + first, chance.choice("0123456789") + second])
    return number[:place] + slip + number[place + 2 :]


@pytest.mark.parametrize("wrong", ["48-1O07-M8", "48-1007-MB", "48 1070 m8", "48-107-M8", "48-10077-M8", "84-1007-M8", "48-1007-N8", "048-1007-M8"])
def test_a_number_with_one_mistake_leads_to_its_product(shop: Shop, wrong: str):
    assert "48-1007-M8" in numbers(shop.mine, nearest_numbers(shop.mine, [wrong])[wrong])


@pytest.mark.parametrize("wrong", ["12-99", "", "--", "4", "no such thing at all", "x" * 200, "48-1O07-N8"])
def test_what_is_near_to_nothing_is_missing(shop: Shop, wrong: str):
    assert nearest_numbers(shop.mine, [wrong]) == {}


def test_many_numbers_are_asked_about_at_once_and_only_so_many_are_looked_at(shop: Shop):
    chance = random.Random(4711)
    wrong = {_with_a_slip(chance, facts.number): facts.number for facts in chance.sample([facts for facts in some_products() if is_seen(facts)], 60)}
    found = nearest_numbers(shop.mine, [*wrong, *wrong])
    right = sum(ours in numbers(shop.mine, found.get(theirs, ())) for theirs, ours in wrong.items())
    assert right >= 0.9 * len(wrong) and all(len(products) <= 3 for products in found.values())
    assert nearest_numbers(shop.mine, [*(f"unknown-{place}" for place in range(MOST_NEAR)), "48-1O07-M8"]) == {}


def test_no_number_of_another_company_and_no_unseen_product_is_near(shop: Shop):
    hidden = [facts.number for facts in some_products() if COMMON not in facts.assortments and LIFT in facts.assortments][:40]
    near = nearest_numbers(shop.theirs, [f"{number}0" for number in hidden])
    assert hidden and not {number for products in near.values() for number in numbers(shop.theirs, products)} & set(hidden)
    assert numbers(shop.mine, nearest_numbers(shop.mine, ["HM-22007"])["HM-22007"]) == ["48-1007-M8"]
    assert numbers(shop.theirs, nearest_numbers(shop.theirs, ["HM-22007"])["HM-22007"]) == ["48-3001-M8"]
    assert nearest_numbers(shop.mine, ["NW/99111"]) == {}


@pytest.mark.parametrize("number", ["481007m8", "4711", "hm2207", "a" * LONGEST])
def test_each_number_that_is_tried_is_one_mistake_away(number: str):
    near = one_mistake_away(number)
    assert number not in near and {OSA.distance(number, other) for other in near} == {1}
    assert {number[:-1], number + "0", number[0] + number, number[1] + number[0] + number[2:]} - {number} <= near
    assert one_mistake_away("x" * (SHORTEST - 1)) == one_mistake_away("x" * (LONGEST + 1)) == set()


def test_successors_are_those_that_are_sold_and_seen(shop: Shop):
    old, new, gone, unseen = (f"S{place}-{new_id()[-8:]}" for place in range(4))
    facts = [
        ProductFacts(new, "New clip", "Neue Klammer", "cable-ties", assortments=(COMMON,)),
        ProductFacts(gone, "Gone clip", "Alte Klammer", "cable-ties", assortments=(COMMON,), status=ProductStatus.DISCONTINUED),
        ProductFacts(unseen, "Lift clip", "Liftklammer", "cable-ties", assortments=(LIFT,)),
        ProductFacts(
            old, "Old clip", "Uralte Klammer", "cable-ties", assortments=(COMMON,), status=ProductStatus.DISCONTINUED,
            links=((LinkKind.SUCCESSOR, gone), (LinkKind.SUCCESSOR, unseen), (LinkKind.SUCCESSOR, new), (LinkKind.ACCESSORY, "48-1007-M8")),
        ),
    ]  # fmt: skip
    assert put_products(OPERATOR, facts).problems == ()
    ids = {number: suggest_products(shop.mine, number)[0].id for number in (old, new)}
    assert successors_of(shop.mine, [ids[old], ids[new], new_id(), "nonsense"]) == {ids[old]: (ids[new],)}
