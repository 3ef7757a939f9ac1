"""Orders from before: taken over whole with their lives, found and read like any other, and nothing happens because of them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import Role
from portal_app.kernel.actor import system
from portal_app.kernel.errors import Conflict, Forbidden, NotFound
from portal_app.kernel.permissions import Permission
from portal_app.ordering import LinePlace, OrderDelivery, OrderMove, OrderState, list_orders, read_order
from portal_app.ordering.actions.history import PastOrder, PastStep, put_past_orders
from tests.database import behind_the_guard
from tests.ordering.placing import a_line, an_order
from tests.ordering.shop import BOLT, NOW, OPERATOR, Shop, new_person

DAY = timedelta(days=1)
SENT = (PastStep(NOW - 9 * DAY, OrderMove.PLACE, "Jan Keller"), PastStep(NOW - 9 * DAY, OrderMove.SEND))


def a_past_order(shop: Shop, *steps: PastStep, **more) -> PastOrder:
    return PastOrder(an_order(shop, a_line(shop), a_line(shop, BOLT, "5")), (*SENT, *steps), **more)


def test_it_is_read_as_it_was(shop: Shop):
    delivery = OrderDelivery("L004300", NOW - 7 * DAY, "Nordfracht", "NF004300", ((1, Decimal(3)), (2, Decimal(2))))
    steps = (PastStep(NOW - 8 * DAY, OrderMove.CONFIRM), PastStep(NOW - 7 * DAY, OrderMove.SHIP_PART))
    past = a_past_order(shop, *steps, confirmed_on={2: date(2026, 11, 27)}, deliveries=(delivery,), erp_number="A004300")
    assert put_past_orders(OPERATOR, shop.company, [past]) == 1
    order = read_order(shop.jan, list_orders(shop.jan).rows[0].id)
    assert (order.row.state, order.row.placed_at, order.row.moved_at) == (OrderState.PARTLY_SHIPPED, NOW - 9 * DAY, NOW - 7 * DAY)
    assert [(line.shipped, line.confirmed_on) for line in order.lines] == [(3, None), (2, date(2026, 11, 27))]
    assert (order.deliveries, order.erp_number, order.is_own) == ((delivery,), "A004300", True)
    assert [step.move for step in order.steps] == [OrderMove.SHIP_PART, OrderMove.CONFIRM, OrderMove.SEND, OrderMove.PLACE]


def test_nothing_is_sent_or_booked_for_it(shop: Shop):
    put_past_orders(OPERATOR, shop.company, [a_past_order(shop)])
    for table in ("erp_handover", "budget_entry", "approval_request"):
        assert behind_the_guard(f"SELECT count(*) FROM {table} WHERE company_id = :id", id=shop.company) == [(0,)]
    assert behind_the_guard("SELECT action FROM audit_entry WHERE company_id = :id AND object_kind = 'order'", id=shop.company) == [("order.taken-over",)]


def test_whose_it_is_is_found_by_name_or_it_is_nobodys(shop: Shop):
    left = PastOrder(an_order(shop, name="Of a colleague who left"), (PastStep(NOW - DAY, OrderMove.PLACE, "Greta Nissen"),))
    put_past_orders(OPERATOR, shop.company, [left, a_past_order(shop)])
    assert [row.name for row in list_orders(shop.jan).rows] == ["Line 4 spares"]
    chief = new_person(shop.company, "Anna Berg", Role.MANAGER)
    assert [(row.name, row.buyer_name) for row in list_orders(chief).rows] == [("Of a colleague who left", "Greta Nissen"), ("Line 4 spares", "Jan Keller")]
    assert list_orders(shop.stranger).total == 0


def test_a_life_that_no_order_can_have_takes_over_nothing(shop: Shop):
    with pytest.raises(Conflict):
        put_past_orders(OPERATOR, shop.company, [a_past_order(shop), a_past_order(shop, PastStep(NOW, OrderMove.APPROVE, "Anna Berg"))])
    assert list_orders(shop.jan).total == 0


def test_only_the_company_it_was_put_for_sees_it(shop: Shop):
    theirs = replace(a_line(shop), place=LinePlace("", ""))
    new = an_order(shop, theirs, cost_centre_id="", address_id="")
    put_past_orders(OPERATOR, shop.other, [PastOrder(new, (PastStep(NOW - DAY, OrderMove.PLACE, "Lars Holm"),))])
    assert list_orders(shop.jan).total == 0 and list_orders(shop.stranger).total == 1


def test_only_whoever_runs_the_portal_takes_orders_over(shop: Shop):
    for who in (shop.jan, new_person(shop.company, "Henrik Lang", Role.ADMINISTRATOR), system(frozenset({Permission.STAFF_COMPANIES_VIEW}))):
        with pytest.raises(Forbidden):
            put_past_orders(who, shop.company, [a_past_order(shop)])


def test_places_of_another_company_take_over_nothing(shop: Shop):
    with pytest.raises(NotFound):
        put_past_orders(OPERATOR, shop.other, [a_past_order(shop)])
    assert list_orders(shop.stranger).total == 0
