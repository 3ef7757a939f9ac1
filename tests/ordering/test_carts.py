"""Carts: opened, read, changed in two tabs, removed and brought back, handed over; a colleague's and a stranger's are unknown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import Role
from portal_app.kernel.actor import system
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering import (
    CartHeader,
    change_cart,
    hand_over_cart,
    list_cart_colleagues,
    list_carts,
    open_cart,
    put_lines,
    read_cart,
    remove_cart,
    restore_cart,
)  # fmt: skip
from portal_app.ordering.rules.cart_lines import LineWish
from portal_app.ordering.rules.carts import MOST_CARTS
from tests.database import behind_the_guard
from tests.ordering.shop import BEARING, Shop, new_person

TODAY = date(2026, 11, 23)


def test_a_new_cart_starts_with_the_default_address(shop: Shop):
    cart = read_cart(shop.jan, open_cart(shop.jan, "  Shutdown   line 4 "))
    assert cart.header == CartHeader("Shutdown line 4", address_id=shop.addresses[0])
    assert cart.lines == () and cart.version == 1


def test_carts_are_listed_with_the_latest_first(shop: Shop, advance: Callable):
    first = open_cart(shop.jan, "First")
    advance(timedelta(minutes=1))
    second = open_cart(shop.jan, "Second")
    assert [row.id for row in list_carts(shop.jan)] == [second, first]
    advance(timedelta(minutes=1))
    put_lines(shop.jan, first, [LineWish(shop.product(BEARING), Decimal(2))])
    assert [(row.id, row.lines) for row in list_carts(shop.jan)] == [(first, 1), (second, 0)]


def test_every_word_of_the_header_is_kept(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    header = CartHeader("Line 4", "4500-22917", "Shutdown", shop.centres[1], shop.addresses[1], date(2026, 11, 25), False, "Ring at gate B.\nAsk for Jan.")
    assert change_cart(shop.jan, cart_id, header, version=1) == 2
    assert read_cart(shop.jan, cart_id).header == header


def test_the_second_of_two_tabs_is_told_and_overwrites_nothing(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    seen = read_cart(shop.jan, cart_id)
    change_cart(shop.jan, cart_id, replace(seen.header, po_number="4500-1"), version=seen.version)
    with pytest.raises(Conflict):
        change_cart(shop.jan, cart_id, replace(seen.header, po_number="4500-2"), version=seen.version)
    assert read_cart(shop.jan, cart_id).header.po_number == "4500-1"


def test_saving_what_is_there_already_is_no_conflict(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    changed = replace(read_cart(shop.jan, cart_id).header, po_number="4500-1")
    assert [change_cart(shop.jan, cart_id, changed, version=1) for _ in range(2)] == [2, 2]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"), ({"name": "x" * 81}, "name"), ({"po_number": "x" * 41}, "po_number"), ({"reference": "x" * 81}, "reference"),
        ({"note": "x" * 501}, "note"), ({"note": "a\x00b"}, "note"), ({"requested_on": TODAY - timedelta(days=1)}, "requested_on"),
        ({"requested_on": TODAY + timedelta(days=731)}, "requested_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_sentence_at_its_field(shop: Shop, changes: dict, field: str):
    cart_id = open_cart(shop.jan, "Line 4")
    header = read_cart(shop.jan, cart_id).header
    with pytest.raises(Invalid) as refused:
        change_cart(shop.jan, cart_id, replace(header, **changes), version=1)
    assert list(refused.value.fields) == [field]
    assert read_cart(shop.jan, cart_id).header == header


@pytest.mark.parametrize("changes", [{"name": "x" * 80}, {"po_number": "x" * 40}, {"requested_on": TODAY}, {"requested_on": TODAY + timedelta(days=730)}])
def test_the_edge_of_each_limit_is_taken(shop: Shop, changes: dict):
    cart_id = open_cart(shop.jan, "Line 4")
    header = replace(read_cart(shop.jan, cart_id).header, **changes)
    assert change_cart(shop.jan, cart_id, header, version=1) == 2


def test_cost_centres_and_addresses_of_strangers_are_unknown(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    header = read_cart(shop.jan, cart_id).header
    for changes in ({"cost_centre_id": shop.their_centre}, {"address_id": shop.their_address}, {"cost_centre_id": new_id()}, {"address_id": "nonsense"}):
        with pytest.raises(NotFound):
            change_cart(shop.jan, cart_id, replace(header, **changes), version=1)


def test_a_buyer_for_one_cost_centre_orders_for_no_other(shop: Shop):
    tim = new_person(shop.company, "Tim Ohl", Role.BUYER, cost_centre_id=shop.centres[0])
    cart_id = open_cart(tim, "Tools")
    cart = read_cart(tim, cart_id)
    assert cart.header.cost_centre_id == shop.centres[0]
    with pytest.raises(NotFound):
        change_cart(tim, cart_id, replace(cart.header, cost_centre_id=shop.centres[1]), version=1)


def test_another_persons_cart_is_unknown(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    for who in (shop.mia, shop.stranger):
        assert list_carts(who) == ()
        for call in (read_cart, remove_cart, restore_cart):
            with pytest.raises(NotFound):
                call(who, cart_id)
        with pytest.raises(NotFound):
            change_cart(who, cart_id, CartHeader("Mine"), version=1)
        with pytest.raises(NotFound):
            put_lines(who, cart_id, [LineWish(shop.product(BEARING), Decimal(1))])
        with pytest.raises(NotFound):
            hand_over_cart(who, cart_id, shop.mia.person_id)


@pytest.mark.parametrize("role", [Role.ACCOUNTING, Role.READ_ONLY, Role.ANALYST])
def test_who_does_not_order_has_no_carts(shop: Shop, role: Role):
    with pytest.raises(Forbidden):
        open_cart(new_person(shop.company, "Ute Meyer", role), "Line 4")


def test_a_job_has_no_cart(shop: Shop):
    job = system(frozenset({Permission.CART_EDIT, Permission.SELF_MANAGE, Permission.ADDRESS_VIEW, Permission.COST_CENTRE_VIEW}), shop.company)
    with pytest.raises(Forbidden):
        open_cart(job, "Line 4")


@pytest.mark.asvs("2.3.2")
def test_one_cart_too_many_is_refused_with_the_limit(shop: Shop):
    carts = [open_cart(shop.jan, f"Cart {number}") for number in range(MOST_CARTS)]
    with pytest.raises(Invalid) as refused:
        open_cart(shop.jan, "One more")
    assert refused.value.values == {"most": MOST_CARTS}
    remove_cart(shop.jan, carts[0])
    open_cart(shop.jan, "One more")
    with pytest.raises(Invalid):
        restore_cart(shop.jan, carts[0])


def test_a_removed_cart_comes_back_with_all_it_held(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    put_lines(shop.jan, cart_id, [LineWish(shop.product(BEARING), Decimal(2))])
    remove_cart(shop.jan, cart_id)
    assert list_carts(shop.jan) == ()
    with pytest.raises(NotFound):
        read_cart(shop.jan, cart_id)
    restore_cart(shop.jan, cart_id)
    assert [line.quantity for line in read_cart(shop.jan, cart_id).lines] == [2]


def test_a_cart_that_was_handed_over_is_the_colleagues(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    assert [one.name for one in list_cart_colleagues(shop.jan)] == ["Mia Roth"]
    hand_over_cart(shop.jan, cart_id, shop.mia.person_id)
    assert read_cart(shop.mia, cart_id).header.name == "Line 4"
    with pytest.raises(NotFound):
        read_cart(shop.jan, cart_id)
    recorded = behind_the_guard("SELECT action FROM audit_entry WHERE object_id = :id ORDER BY at", id=cart_id)
    assert recorded == [("cart.handed-over",)]


def test_a_cart_is_not_handed_to_a_stranger_nor_to_who_does_not_order(shop: Shop):
    cart_id = open_cart(shop.jan, "Line 4")
    reader = new_person(shop.company, "Rolf Petersen", Role.READ_ONLY)
    for person_id in (shop.stranger.person_id, reader.person_id, shop.jan.person_id, new_id(), "nonsense"):
        with pytest.raises(NotFound):
            hand_over_cart(shop.jan, cart_id, person_id)


def test_a_colleague_with_many_carts_gets_no_more(shop: Shop):
    for number in range(MOST_CARTS):
        open_cart(shop.mia, f"Cart {number}")
    cart_id = open_cart(shop.jan, "Line 4")
    with pytest.raises(Invalid) as refused:
        hand_over_cart(shop.jan, cart_id, shop.mia.person_id)
    assert refused.value.values == {"name": "Mia Roth", "most": MOST_CARTS}


def test_a_double_click_opens_one_cart(shop: Shop):
    assert len({open_cart(shop.jan, "Line 4", repeat_key="the same form") for _ in range(2)}) == 1
    assert len(list_carts(shop.jan)) == 1
