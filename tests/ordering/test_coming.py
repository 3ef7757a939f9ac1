"""What is still to come, what is new, what was begun: who sees what of it, on both databases."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import Role
from portal_app.kernel.errors import Forbidden
from portal_app.kernel.ids import new_id
from portal_app.ordering import (
    Begun,
    ExpectedDelivery,
    LineWish,
    OrderApprovers,
    OrderDelivery,
    OrderMove,
    OrderState,
    RowEntry,
    list_expected,
    list_order_news,
    list_orders,
    open_cart,
    put_lines,
    put_rows,
    read_begun,
)  # fmt: skip
from portal_app.ordering.actions.history import PastOrder, PastStep, put_past_orders
from tests.database import person_of
from tests.ordering.placing import SENTINEL, a_line, an_order, move_an_order, put_an_order
from tests.ordering.shop import BOLT, NOW, OPERATOR, Shop, new_person

DAY = timedelta(days=1)
TODAY, TOMORROW, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
M = OrderMove
PLACED = (PastStep(NOW - 5 * DAY, M.PLACE, "Jan Keller"), PastStep(NOW - 5 * DAY, M.SEND), PastStep(NOW - 4 * DAY, M.CONFIRM))


def past(shop: Shop, *lines, steps=PLACED, **more) -> None:
    put_past_orders(OPERATOR, shop.company, [PastOrder(an_order(shop, *lines), steps, **more)])


def days(expected: tuple[ExpectedDelivery, ...]) -> list[tuple]:
    return [(one.promised_on, one.leaves_on, one.has_left, one.is_rest, one.lines) for one in expected]


# What is still to come


def test_lines_of_one_day_come_together_and_those_without_a_day_last(shop: Shop):
    lines = (a_line(shop), a_line(shop, promised_on=FRIDAY), a_line(shop, BOLT, promised_on=FRIDAY), a_line(shop, promised_on=TODAY))
    put_an_order(shop.jan, an_order(shop, *lines))
    assert days(list_expected(shop.jan)) == [(TODAY, None, False, False, 1), (FRIDAY, None, False, False, 2), (None, None, False, False, 1)]


def test_what_left_is_on_its_way_until_its_day_and_the_rest_is_told_apart(shop: Shop):
    gone = OrderDelivery("L1", NOW - DAY, "Nordfracht", "NF1", ((1, Decimal(3)), (2, Decimal(2))))
    lines = (a_line(shop, promised_on=TODAY), a_line(shop, BOLT, "5", promised_on=TODAY))
    past(shop, *lines, steps=(*PLACED, PastStep(NOW - DAY, M.SHIP_PART)), confirmed_on={1: TODAY, 2: FRIDAY}, deliveries=(gone,))
    assert days(list_expected(shop.jan)) == [(TODAY, TODAY, True, False, 1), (TODAY, FRIDAY, False, True, 1)]


@pytest.mark.parametrize(("promised", "seen"), [(TODAY - DAY, 0), (TODAY, 1), (TOMORROW, 1)])
def test_what_left_and_was_promised_for_a_day_before_today_is_there_already(shop: Shop, promised: date, seen: int):
    gone = OrderDelivery("L1", NOW - 3 * DAY, "Nordfracht", "NF1", ((1, Decimal(3)),))
    past(shop, a_line(shop, promised_on=promised), steps=(*PLACED, PastStep(NOW - 3 * DAY, M.SHIP)), deliveries=(gone,))
    assert len(list_expected(shop.jan)) == seen


@pytest.mark.parametrize("steps", [
    (PastStep(NOW - DAY, M.SUBMIT, "Jan Keller"),),
    (PastStep(NOW - DAY, M.SUBMIT, "Jan Keller"), PastStep(NOW, M.REFUSE, "Anna Berg")),
    (*PLACED, PastStep(NOW, M.CANCEL)),
    (*PLACED, PastStep(NOW, M.INVOICE)),
])  # fmt: skip
def test_what_is_not_ordered_yet_or_came_to_an_end_is_not_expected(shop: Shop, steps: tuple):
    past(shop, a_line(shop, promised_on=FRIDAY), steps=steps)
    assert list_expected(shop.jan) == ()


def test_everybody_expects_what_they_see(shop: Shop):
    centre = shop.centres[1]
    put_an_order(shop.jan, an_order(shop, a_line(shop, promised_on=TODAY, cost_centre_id=centre)))
    here = new_person(shop.company, "Rolf Petersen", Role.READ_ONLY, cost_centre_id=centre)
    elsewhere = new_person(shop.company, "Ute Meyer", Role.READ_ONLY, cost_centre_id=shop.centres[2])
    everywhere = new_person(shop.company, "Ida Kuhn", Role.ACCOUNTING)
    seen = {one.name: len(list_expected(one)) for one in (shop.jan, shop.mia, here, elsewhere, everywhere, shop.stranger)}
    assert seen == {"Jan Keller": 1, "Mia Roth": 0, "Rolf Petersen": 1, "Ute Meyer": 0, "Ida Kuhn": 1, "Lars Holm": 0}


# What is new


def test_news_are_what_others_did_the_latest_first(shop: Shop, advance: Callable):
    anna = new_person(shop.company, "Anna Berg", Role.MANAGER)
    order_id = put_an_order(shop.jan, an_order(shop), M.SUBMIT)
    advance(timedelta(hours=1))
    move_an_order(anna, order_id, M.APPROVE, "Line 4 first.")
    assert [(one.state, one.who, one.at.hour) for one in list_order_news(shop.jan)] == [(OrderState.APPROVED, "Anna Berg", 10)]
    assert [(one.state, one.who) for one in list_order_news(anna)] == [(OrderState.WAITING, "Jan Keller")]
    assert list_order_news(shop.mia) == list_order_news(shop.stranger) == ()


def test_the_supplier_has_no_name_and_its_receipt_is_no_news(shop: Shop):
    past(shop)
    assert [(one.state, one.who) for one in list_order_news(shop.jan)] == [(OrderState.CONFIRMED, "")]


def test_news_end_after_two_weeks_and_with_what_was_asked_for(shop: Shop, advance: Callable):
    for _ in range(3):
        past(shop)
    assert len(list_order_news(shop.jan, size=2)) == 2
    advance(timedelta(days=10))
    assert len(list_order_news(shop.jan)) == 3
    advance(timedelta(seconds=1))
    assert list_order_news(shop.jan) == ()


@pytest.mark.parametrize("role", [Role.ACCOUNTING, Role.READ_ONLY])
def test_nothing_of_it_holds_an_amount(shop: Shop, role: Role):
    who = new_person(shop.company, "Ute Meyer", role)
    put_an_order(shop.jan, an_order(shop, a_line(shop, promised_on=FRIDAY)))
    told = [asdict(one) for one in (*list_expected(who), *list_order_news(who), *list_orders(who).rows)]
    assert len(told) == 3 and str(SENTINEL) not in str(told) and "40.11" not in str(told)


def test_who_may_not_see_orders_is_told_nothing(shop: Shop):
    nobody = person_of(shop.company)
    for question in (list_expected, list_order_news, read_begun):
        with pytest.raises(Forbidden):
            question(nobody)


# Who is waited for


def test_a_row_says_whom_it_waits_for_only_while_it_waits(shop: Shop):
    asked = OrderApprovers(1, ("Above 500 EUR",), ("Anna Berg", "Dr Henrik Lang"))
    new = an_order(shop)
    order_id = put_an_order(shop.jan, replace(new, snapshot=replace(new.snapshot, approvers=(asked,))), M.SUBMIT)
    assert list_orders(shop.jan).rows[0].waits_for == ("Anna Berg", "Dr Henrik Lang")
    move_an_order(shop.jan, order_id, M.APPROVE)
    assert list_orders(shop.jan).rows[0].waits_for == ()


# What was begun


def test_begun_is_what_one_typed_and_ones_own_carts(shop: Shop):
    assert read_begun(shop.jan) == Begun(0, ())
    first = RowEntry(new_id(), BOLT, "100")
    put_rows(shop.jan, [first, RowEntry(new_id(), "48-1O07", "5", after=first.key)])
    cart = open_cart(shop.jan, "Weekly")
    put_lines(shop.jan, cart, [LineWish(shop.product(BOLT), Decimal(100))])
    begun = read_begun(shop.jan)
    assert (begun.rows, [(one.name, one.lines) for one in begun.carts]) == (2, [("Weekly", 1)])
    assert read_begun(shop.mia) == read_begun(shop.stranger) == Begun(0, ())
