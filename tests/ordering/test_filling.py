"""From the quick order into a cart on both databases: what can be ordered goes over once, the rest stays where it was typed."""

from decimal import Decimal

import pytest

from portal_app.accounts.actions.addresses import close_address
from portal_app.accounts.rules.roles import Role
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Invalid
from portal_app.kernel.ids import new_id
from portal_app.ordering import RowEntry, fill_cart, list_cart_places, list_carts, open_cart, put_rows, read_cart, read_draft
from tests.ordering.shop import BEARING, BOLT, Shop, new_person


def typed(who: Actor, *rows: tuple[str, str]) -> None:
    above = ""
    for number, quantity in rows:
        entry = RowEntry(new_id(), number, quantity, after=above)
        put_rows(who, [entry])
        above = entry.key


def held(who: Actor, cart_id: str) -> list[tuple[str, Decimal]]:
    return [(line.number, line.quantity) for line in read_cart(who, cart_id).lines]


def test_what_can_be_ordered_goes_over_and_the_rest_stays(shop: Shop):
    typed(shop.jan, (BOLT, "250"), ("no-such-number", "3"), (BEARING, "24"), (BEARING, ""), (BEARING, "-1"))
    filled = fill_cart(shop.jan, "Line 4")
    assert (filled.put, filled.left) == (2, 3)
    assert held(shop.jan, filled.cart_id) == [(BOLT, 300), (BEARING, 24)]
    assert [(row.typed, row.wanted) for row in read_draft(shop.jan).rows] == [("no-such-number", 3), (BEARING, None), (BEARING, -1)]
    assert [cart.name for cart in list_carts(shop.jan)] == ["Line 4"]


def test_it_goes_into_the_cart_that_was_worked_on_last(shop: Shop):
    cart = open_cart(shop.jan, "Shutdown")
    typed(shop.jan, (BEARING, "24"))
    assert fill_cart(shop.jan, "Line 4").cart_id == cart
    typed(shop.jan, (BEARING, "6"))
    assert fill_cart(shop.jan, "Line 4").cart_id == cart
    assert held(shop.jan, cart) == [(BEARING, 30)]


def test_pressed_twice_it_goes_over_once(shop: Shop):
    typed(shop.jan, (BEARING, "24"))
    first, second = (fill_cart(shop.jan, "Line 4", repeat_key="7") for _ in range(2))
    assert first == second
    assert held(shop.jan, first.cart_id) == [(BEARING, 24)]


def test_without_a_row_that_can_be_ordered_nothing_happens(shop: Shop):
    typed(shop.jan, ("no-such-number", "3"))
    with pytest.raises(Invalid):
        fill_cart(shop.jan, "Line 4")
    assert list_carts(shop.jan) == () and len(read_draft(shop.jan).rows) == 1


def test_another_persons_rows_and_carts_are_not_touched(shop: Shop):
    typed(shop.mia, (BEARING, "24"))
    theirs = open_cart(shop.mia, "Hers")
    with pytest.raises(Invalid):
        fill_cart(shop.jan, "Line 4")
    assert held(shop.mia, theirs) == [] and len(read_draft(shop.mia).rows) == 1


def test_only_places_that_are_open_and_within_reach_can_be_chosen(shop: Shop):
    chief = new_person(shop.company, "Anna Berg", Role.ADMINISTRATOR)
    close_address(chief, shop.addresses[1])
    narrow = new_person(shop.company, "Lea Kurz", Role.BUYER, cost_centre_id=shop.centres[1])
    places = list_cart_places(narrow)
    assert places.open_ids == {shop.centres[1], shop.addresses[0]}
    assert {line.id for line in places.cost_centres} == set(shop.centres) and {line.id for line in places.addresses} == set(shop.addresses)
    assert list_cart_places(shop.jan).open_ids == {*shop.centres, shop.addresses[0]}
