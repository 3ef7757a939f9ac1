"""Products as they are looked at to be bought: the list with its counts, one of them, and into the cart from there."""

from dataclasses import asdict, replace
from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import ROLE_RIGHTS, Role
from portal_app.catalog import LinkKind, ProductFilter, ProductStatus, give_assortments, withdraw_products
from portal_app.kernel.errors import Forbidden, Invalid, NotFound
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission as P
from portal_app.ordering import (
    GoneProduct,
    ProductOrder,
    add_to_cart,
    list_carts,
    list_offered_products,
    look_at_product,
    look_at_quantity,
    open_cart,
    put_lines,
    read_cart,
)
from portal_app.ordering.rules.cart_lines import LineWish
from portal_app.pricing import AgreementFacts, AgreementKind, PriceFacts, put_agreements
from tests.ordering.placing import SENTINEL, a_line, an_order, put_an_order
from tests.ordering.shop import BEARING, BOLT, NEW, OIL, OLD, OPERATOR, THEIRS, Shop, new_person, put_goods, put_price

D = Decimal


@pytest.fixture
def manager(shop: Shop):
    return new_person(shop.company, "Anna Berg", Role.MANAGER)


@pytest.fixture
def reader(shop: Shop):
    return new_person(shop.company, "Rolf Petersen", Role.READ_ONLY)


def numbers(answer) -> list[str]:
    return [row.product.number for row in answer.page.rows]


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_has_price_and_availability_of_the_least_that_can_be_ordered(shop: Shop):
    rows = {row.product.number: row.offer for row in list_offered_products(shop.jan).page.rows}
    assert {BOLT, BEARING, OIL, NEW, OLD} <= set(rows)
    assert (rows[BOLT].price.price, rows[BOLT].price.amount) == (Money(D("8.40")), Money(D("8.40")))  # 100 at 8.40 for 100
    assert rows[OIL].price.amount == Money(D("38.70"))  # 5 litres at 7.74
    assert rows[OIL].availability.now == 5


def test_it_is_sorted_by_what_one_costs(shop: Shop):
    rising = list_offered_products(shop.jan, order=ProductOrder.RISING)
    assert rising.order is ProductOrder.RISING
    assert [number for number in numbers(rising) if number in (BOLT, BEARING, OIL, NEW, OLD)] == [BOLT, NEW, OLD, BEARING, OIL]
    falling = list_offered_products(shop.jan, order=ProductOrder.FALLING, size=1)
    assert numbers(falling) == [OIL]


def test_who_sees_no_prices_gets_none_and_no_order_by_them(shop: Shop, reader):
    answer = list_offered_products(reader, order=ProductOrder.RISING)
    assert answer.order is ProductOrder.USUAL
    assert {row.offer.price for row in answer.page.rows} == {None}


def test_more_than_can_be_sorted_are_shown_in_the_usual_order(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    from portal_app.catalog.actions import browse

    monkeypatch.setattr(browse, "MOST_LEAST", 2)
    answer = list_offered_products(shop.jan, order=ProductOrder.RISING)
    assert (answer.order, numbers(answer)) == (ProductOrder.USUAL, numbers(list_offered_products(shop.jan)))


def test_counts_say_what_each_choice_would_show(shop: Shop):
    every = list_offered_products(shop.jan)
    oils = list_offered_products(shop.jan, ProductFilter(category="oils"))
    assert every.categories["oils"] == oils.page.total
    assert oils.categories == every.categories  # another choice replaces this one
    assert sum(oils.manufacturers.values()) <= oils.page.total


def test_words_that_nothing_fits_bring_what_may_be_meant(shop: Shop):
    answer = list_offered_products(shop.jan, ProductFilter("baering"))
    assert answer.page.total == 0
    assert BEARING in [line.number for line in answer.near]
    assert list_offered_products(shop.jan, ProductFilter("bearing")).near == ()


def test_the_stranger_finds_their_own_range_only(shop: Shop):
    assert THEIRS in numbers(list_offered_products(shop.stranger, ProductFilter(THEIRS)))
    mine = list_offered_products(shop.jan, ProductFilter(THEIRS))
    assert numbers(mine) == [] and THEIRS not in [line.number for line in mine.near]


# --- one product -----------------------------------------------------------------------------------------------------


def test_one_product_has_tiers_offer_and_what_goes_with_it(shop: Shop):
    look = look_at_product(shop.jan, BEARING, "60")
    assert [(one.tier.from_quantity, one.tier.price.amount, one.source) for one in look.tiers] == [(1, D("6.10"), None), (50, D("5.25"), None)]
    assert (look.wanted.quantity, look.wanted.offer.price.amount, look.wanted.reason) == (60, Money(D("315.00")), "")
    assert [one.code for one in look.way] == ["bolts"]
    old = look_at_product(shop.jan, OLD)
    assert old.sheet.line.status is ProductStatus.DISCONTINUED
    assert [(one.kind, one.product.number, one.offer.price.price) for one in old.beside] == [(LinkKind.SUCCESSOR, NEW, Money(D("0.98")))]


@pytest.mark.parametrize(
    ("typed", "quantity", "problem"),
    [
        ("", 100, False), ("250", 300, False), ("1.000,5", 1100, False), ("-1", 100, True), ("0", 100, True), ("1e9", 100, True),
        ("1000000000", 100, True), ("many", 100, True), ("9" * 60, 100, True),
    ],
)  # fmt: skip
def test_a_written_quantity_is_fitted_or_refused_with_a_sentence(shop: Shop, typed: str, quantity: int, problem: bool):
    for looked in (look_at_product(shop.jan, BOLT, typed).wanted, look_at_quantity(shop.jan, shop.product(BOLT), typed)):
        assert (looked.quantity, bool(looked.problem)) == (quantity, problem)
        assert looked.offer.price.amount == (Money(D("8.40")) * (quantity // 100)).rounded()


def test_where_a_price_comes_from_is_for_who_sees_agreements(shop: Shop, manager):
    put_goods(shop.company, shop.other)
    secret = AgreementFacts("SENTINEL-11", AgreementKind.FRAMEWORK, "SENTINEL name", prices=(PriceFacts(BEARING, D("4.44")),))
    assert put_agreements(OPERATOR, shop.company, [secret]).problems == ()
    try:
        seen = look_at_product(manager, BEARING)
        assert [one.source.source.number for one in seen.tiers] == ["SENTINEL-11"]
        told = look_at_product(shop.jan, BEARING)
        assert told.wanted.offer.price.price == Money(D("4.44"))
        assert "SENTINEL" not in repr(told)
        assert "4.44" not in repr(look_at_product(shop.stranger, BEARING))
    finally:
        put_agreements(OPERATOR, shop.company, [replace(secret, prices=())])


def test_who_sees_no_prices_gets_none_of_it(shop: Shop, reader):
    put_price(BEARING, "77.77", ("50", "66.66"))
    try:
        said = repr(look_at_product(reader, BEARING, "60")) + repr(look_at_quantity(reader, shop.product(BEARING), "60"))
        assert "77.77" in repr(look_at_product(shop.jan, BEARING))
        assert not [amount for amount in ("77.77", "66.66", "4666.2", "3999.6") if amount in said]
        assert look_at_product(reader, BEARING).table is None
    finally:
        put_price(BEARING, "6.10", ("50", "5.25"))


def test_what_is_hidden_is_answered_like_what_does_not_exist(shop: Shop):
    answers = set()
    for number in (THEIRS, "no such", "", "a\x00b", "9" * 5000, shop.product(BEARING)):
        with pytest.raises(NotFound) as refused:
            look_at_product(shop.jan, number)
        answers.add((refused.value.message, str(refused.value.values)))
    for product_id in (shop.product(THEIRS), new_id(), "nonsense"):
        with pytest.raises(NotFound) as refused:
            look_at_quantity(shop.jan, product_id, "1")
        answers.add((refused.value.message, str(refused.value.values)))
    assert len(answers) == 1
    assert look_at_product(shop.stranger, THEIRS).sheet.line.number == THEIRS


# --- what was ordered before -----------------------------------------------------------------------------------------


def test_the_last_order_in_sight_is_told_its_price_only_to_who_sees_amounts(shop: Shop, reader):
    assert look_at_product(shop.jan, BEARING).last is None
    order_id = put_an_order(shop.jan, an_order(shop, a_line(shop, quantity="3")))
    last = look_at_product(shop.jan, BEARING).last
    assert (last.order_id, last.quantity.amount, last.price) == (order_id, 3, Money(SENTINEL))
    assert look_at_product(shop.mia, BEARING).last is None  # a buyer sees their own orders
    seen = look_at_product(reader, BEARING)
    assert (seen.last.order_id, seen.last.price) == (order_id, None)
    assert str(SENTINEL) not in repr(asdict(seen))
    assert look_at_product(shop.stranger, BEARING).last is None


def test_what_was_withdrawn_says_so_to_who_ordered_it_and_is_unknown_to_the_others(shop: Shop):
    put_an_order(shop.jan, an_order(shop, a_line(shop, OLD)))
    withdraw_products(OPERATOR, [OLD])
    try:
        gone = look_at_product(shop.jan, OLD)
        assert isinstance(gone, GoneProduct)
        assert (gone.number, [line.number for line in gone.successors]) == (OLD, [NEW])
        for who in (shop.mia, shop.stranger):
            with pytest.raises(NotFound):
                look_at_product(who, OLD)
    finally:
        put_goods(shop.company, shop.other)
        give_assortments(OPERATOR, shop.company, [])


# --- into the cart ---------------------------------------------------------------------------------------------------


def test_it_goes_into_the_cart_at_hand_or_into_a_new_one(shop: Shop):
    first = add_to_cart(shop.jan, "Line 4", shop.product(BOLT), "250")
    assert (first.put.quantity, bool(first.put.reason)) == (300, True)
    second = add_to_cart(shop.jan, "Line 5", shop.product(BOLT), "100")
    assert (second.cart_id, second.put.quantity) == (first.cart_id, 400)
    assert [(cart.name, cart.lines) for cart in list_carts(shop.jan)] == [("Line 4", 1)]
    assert [(line.number, line.quantity) for line in read_cart(shop.jan, first.cart_id).lines] == [(BOLT, 400)]


def test_pressed_twice_it_is_added_once(shop: Shop):
    answers = {add_to_cart(shop.jan, "Line 4", shop.product(BEARING), "3", repeat_key="k").put.quantity for _ in range(2)}
    assert answers == {3}


@pytest.mark.parametrize("typed", ["", "-1", "0", "1e9", "1000000000", "many", "1.000", "9" * 60])
def test_a_quantity_that_is_none_opens_no_cart_and_says_why(shop: Shop, typed: str):
    with pytest.raises(Invalid) as refused:
        add_to_cart(shop.jan, "Line 4", shop.product(BOLT), typed)
    assert set(refused.value.fields) == {"quantity"}
    assert list_carts(shop.jan) == ()


def test_a_refused_quantity_leaves_the_cart_as_it_was(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    put_lines(shop.jan, cart_id, [LineWish(shop.product(BOLT), D(100))])
    with pytest.raises(Invalid):
        add_to_cart(shop.jan, "Line 4", shop.product(BOLT), "999999999")
    assert [line.quantity for line in read_cart(shop.jan, cart_id).lines] == [100]


def test_hidden_and_unknown_products_are_refused_alike(shop: Shop):
    answers = set()
    for product_id in (shop.product(THEIRS), new_id(), "nonsense"):
        with pytest.raises(Invalid) as refused:
            add_to_cart(shop.jan, "Line 4", product_id, "1")
        answers.add(str(refused.value.fields))
    assert len(answers) == 1 and list_carts(shop.jan) == ()


def test_who_may_not_fill_a_cart_adds_nothing(shop: Shop, reader):
    with pytest.raises(Forbidden):
        add_to_cart(reader, "Line 4", shop.product(BOLT), "100")
    assert P.CART_EDIT not in ROLE_RIGHTS[Role.READ_ONLY]
