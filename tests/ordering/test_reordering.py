"""Order once more: all or some lines, through what is different now; nothing that is gone is left out without a word."""

from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import Role
from portal_app.catalog import PackTerms, ProductFacts, put_products, withdraw_products
from portal_app.kernel.errors import Forbidden, Invalid, NotFound
from portal_app.kernel.ids import Id
from portal_app.ordering import list_carts, read_cart, reorder
from portal_app.ordering.rules.cart_lines import UNKNOWN
from tests.ordering.shop import BEARING, BOLT, NEW, OIL, OLD, OPERATOR, Shop, new_person, put_price
from tests.ordering.test_checkout import a_cart, eur, ordered


@pytest.fixture
def order(shop: Shop) -> Id:
    return ordered(shop, a_cart(shop, (BEARING, "24"), (BOLT, "300"), (OLD, "10"))).order_id


def test_the_whole_order_becomes_a_cart(shop: Shop, order: Id):
    again = reorder(shop.jan, order)
    assert [(line.number, line.quantity) for line in read_cart(shop.jan, again.cart_id).lines] == [(BEARING, 24), (BOLT, 300), (OLD, 10)]
    assert [(line.number, line.is_same) for line in again.lines] == [(BEARING, True), (BOLT, True), (OLD, False)]


def test_chosen_lines_only(shop: Shop, order: Id):
    again = reorder(shop.jan, order, [2, 99])
    assert [line.number for line in again.lines] == [BOLT]
    with pytest.raises(Invalid):
        reorder(shop.jan, order, [99])


def test_chosen_lines_in_other_quantities(shop: Shop, order: Id):
    again = reorder(shop.jan, order, [1, 2], {1: Decimal(5), 2: Decimal(120)})
    assert [(line.number, line.wanted, line.quantity) for line in again.lines] == [(BEARING, 5, 5), (BOLT, 120, 200)]
    assert [line.is_same for line in again.lines] == [True, False]  # the price then was for another quantity; 120 become 200
    assert [(line.number, line.quantity) for line in read_cart(shop.jan, again.cart_id).lines] == [(BEARING, 5), (BOLT, 200)]


def test_the_price_then_and_now(shop: Shop, order: Id):
    put_price(BEARING, "6.32")
    line = reorder(shop.jan, order, [1]).lines[0]
    assert (line.then.price, line.now.price, line.is_same) == (eur("6.10"), eur("6.32"), False)


def test_a_successor_is_offered_and_not_put(shop: Shop, order: Id):
    again = reorder(shop.jan, order, [3])
    (line,) = again.lines
    assert (line.is_discontinued, line.successor_number, line.successor_id) == (True, NEW, shop.product(NEW))
    assert [one.number for one in read_cart(shop.jan, again.cart_id).lines] == [OLD]


def test_other_packs_are_said_and_the_quantity_fits_them(shop: Shop, order: Id):
    new_packs = ProductFacts(BOLT, "Hex bolt", "Schraube", "bolts", terms=PackTerms(Decimal(250)), price_unit=100, assortments=("Main",))
    assert put_products(OPERATOR, [new_packs]).problems == ()
    (line,) = reorder(shop.jan, order, [2]).lines
    assert (line.pack_then, line.pack_now, line.wanted, line.quantity, line.is_same) == (100, 250, 300, 500, False)
    assert line.reason


def test_what_is_gone_is_said(shop: Shop, order: Id):
    withdraw_products(OPERATOR, [BEARING])
    again = reorder(shop.jan, order)
    assert [(line.number, line.problem, bool(line.line_id)) for line in again.lines] == [(BEARING, UNKNOWN, False), (BOLT, "", True), (OLD, "", True)]


def test_an_order_that_one_does_not_see_is_not_ordered_again(shop: Shop, order: Id):
    for who in (shop.mia, shop.stranger):
        with pytest.raises(NotFound):
            reorder(who, order)
        assert list_carts(who) == ()
    with pytest.raises(Forbidden):
        reorder(new_person(shop.company, "Rolf Petersen", Role.READ_ONLY), order)


def test_a_manager_orders_again_what_a_colleague_ordered(shop: Shop, order: Id):
    anna = new_person(shop.company, "Anna Berg", Role.MANAGER)
    again = reorder(anna, order)
    assert len(read_cart(anna, again.cart_id).lines) == 3


def test_a_double_click_makes_one_cart(shop: Shop, order: Id):
    before = len(list_carts(shop.jan))
    assert len({reorder(shop.jan, order, repeat_key="the button").cart_id for _ in range(2)}) == 1
    assert len(list_carts(shop.jan)) == before + 1
    assert OIL not in [line.number for line in reorder(shop.jan, order).lines]
