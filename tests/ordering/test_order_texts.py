"""What the pages of orders say: where an order stands, what has left, who decided; and no amount for who sees none, in no text at all."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from portal_app.accounts.rules.roles import Role
from portal_app.kernel.actor import Actor
from portal_app.kernel.ids import Id
from portal_app.ordering import OrderDelivery, OrderMove, OrderSheet, OrderState, list_orders, read_order, reorder
from portal_app.ordering.actions.history import PastOrder, PastStep, put_past_orders
from portal_app.ordering.rules.order_snapshots import NewOrder, OrderApprovers
from portal_app.ordering.rules.order_words import LOOKS
from portal_app.ordering.screens.orders import listed
from portal_app.ordering.screens.orders_again import changed_lines, said_same
from portal_app.ordering.screens.orders_asked import OrdersAsked, address_of, filter_of, read_asked
from portal_app.ordering.screens.orders_order import facts_of
from portal_app.ordering.screens.orders_order_texts import approvals, deliveries, destinations, history, is_asked_to_cancel, line_rows, taxes_of, way_of
from tests.ordering.placing import SENTINEL, a_line, an_order, move_an_order, put_an_order
from tests.ordering.shop import BEARING, BOLT, NOW, OLD, OPERATOR, Shop, new_person, put_price

EN, BERLIN, DAY = "en", "Europe/Berlin", timedelta(days=1)
M, S = OrderMove, OrderState


def past(shop: Shop, *steps: PastStep, **more) -> OrderSheet:
    """An order of Jan with two lines, which the supplier has."""
    first = (PastStep(NOW - 9 * DAY, M.PLACE, "Jan Keller"), PastStep(NOW - 9 * DAY, M.SEND))
    new = an_order(shop, a_line(shop), a_line(shop, BOLT, "5"), po_number="4500-22871", reference="Hall 3")
    put_past_orders(OPERATOR, shop.company, [PastOrder(new, (*first, *steps), **more)])
    return read_order(shop.jan, list_orders(shop.jan).rows[0].id)


def partly(shop: Shop) -> OrderSheet:
    delivery = OrderDelivery("L004300", NOW - 7 * DAY, "Nordfracht", "NF004300", ((1, Decimal(3)), (2, Decimal(2))))
    steps = (PastStep(NOW - 8 * DAY, M.CONFIRM), PastStep(NOW - 7 * DAY, M.SHIP_PART))
    return past(shop, *steps, confirmed_on={1: date(2026, 11, 16), 2: date(2026, 11, 27)}, deliveries=(delivery,), erp_number="A004300")


def asked_about(new: NewOrder) -> NewOrder:
    """As an order above 500 EUR, which Anna Berg is asked about."""
    return replace(new, snapshot=replace(new.snapshot, approvers=(OrderApprovers(1, ("Above 500 EUR",), ("Anna Berg",)),)))


def said(way: list) -> list[tuple[str, str]]:
    return [(step.state, step.title) for step in way]


# Where it stands


def test_every_state_of_a_placed_order_has_a_word():
    assert set(LOOKS) == set(OrderState) - {OrderState.DRAFT}


def test_the_way_of_an_order_that_is_partly_shipped(shop: Shop):
    way = way_of(EN, BERLIN, partly(shop))
    assert said(way) == [("done", "Ordered"), ("done", "Confirmed"), ("now", "Partly shipped"), ("todo", "Invoiced")]
    assert way[2].detail == "1 of 2 lines open"


@pytest.mark.parametrize(("moves", "now"), [
    ((), [("now", "Confirmed"), ("todo", "Shipped"), ("todo", "Invoiced")]),
    ((M.CONFIRM,), [("done", "Confirmed"), ("now", "Shipped"), ("todo", "Invoiced")]),
    ((M.CONFIRM, M.SHIP), [("done", "Confirmed"), ("done", "Shipped"), ("now", "Invoiced")]),
    ((M.CONFIRM, M.SHIP, M.INVOICE), [("done", "Confirmed"), ("done", "Shipped"), ("done", "Invoiced")]),
    ((M.CANCEL,), [("now", "Cancelled")]),
    ((M.TURN_DOWN,), [("now", "Refused")]),
])  # fmt: skip
def test_the_way_goes_on_with_each_news(shop: Shop, moves: tuple, now: list):
    order = past(shop, *(PastStep(NOW - DAY, move) for move in moves))
    assert said(way_of(EN, BERLIN, order)) == [("done", "Ordered"), *now]


def test_who_is_asked_and_who_approved(shop: Shop, advance: Callable):
    order_id = put_an_order(shop.jan, asked_about(an_order(shop)), M.SUBMIT)
    waits = read_order(shop.jan, order_id)
    assert said(way_of(EN, BERLIN, waits))[1] == ("now", "Waits for approval") and way_of(EN, BERLIN, waits)[1].detail == "Anna Berg"
    advance(timedelta(hours=2))
    move_an_order(new_person(shop.company, "Anna Berg", Role.MANAGER), order_id, M.APPROVE, "Line 4 first, please.")
    order = read_order(shop.jan, order_id)
    assert way_of(EN, BERLIN, order)[1].detail == "12:00, Anna Berg"
    assert [(one.who, one.detail) for one in approvals(EN, BERLIN, order)] == [
        ("Anna Berg", "“Above 500 EUR”"), ("Approved by Anna Berg", "12:00, “Line 4 first, please.”"),
    ]  # fmt: skip
    assert [one.title for one in history(EN, BERLIN, order)] == ["Approved by Anna Berg", "Sent for approval by Jan Keller"]


def test_a_request_to_cancel_waits_until_it_is_answered(shop: Shop):
    asked = PastStep(NOW - DAY, M.ASK_TO_CANCEL, "Jan Keller")
    assert not is_asked_to_cancel(past(shop))
    assert is_asked_to_cancel(past(shop, asked))
    assert not is_asked_to_cancel(past(shop, asked, PastStep(NOW, M.KEEP)))


# Lines and deliveries


def test_lines_say_what_has_left_and_when_the_rest_does(shop: Shop):
    rows = line_rows(EN, partly(shop))
    assert [(row.shipped, row.tone) for row in rows] == [("all, 16 Nov", "green"), ("2, rest leaves 27 Nov", "ochre")]
    assert [row.shipped for row in line_rows(EN, past(shop))] == ["no day yet", "no day yet"]
    assert [row.shipped for row in line_rows(EN, past(shop, PastStep(NOW, M.CANCEL)))] == ["", ""]


def test_deliveries_with_their_tracking_and_what_is_still_to_come(shop: Shop):
    gone, rest = deliveries(EN, BERLIN, partly(shop))
    assert (gone.number, gone.tracking, gone.when, gone.holds) == ("L004300", "NF004300", "Mon 16 Nov with Nordfracht", f"3\xa0pcs {BEARING}, 2\xa0pcs {BOLT}")
    assert (rest.number, rest.when, rest.holds) == ("", "leaves Fri 27 Nov", f"3\xa0pcs {BOLT}")


def test_the_head_says_who_ordered_what_for_whom(shop: Shop):
    order = partly(shop)
    facts = facts_of(EN, BERLIN, order)
    assert (facts.sub, facts.erp_number) == ("PO 4500-22871, Hall 3. Ordered 14 Nov by Jan Keller.", "A004300")
    assert facts_of("de", BERLIN, order).sub == "Ihre Bestellnummer 4500-22871, Hall 3. Bestellt am 14. Nov. von Jan Keller."
    assert [one.label for one in destinations(EN, order)] == ["Plant 1"]
    long_ago = replace(order, row=replace(order.row, placed_at=datetime(2025, 6, 30, 22, 30, tzinfo=UTC)))
    assert "Ordered 1 Jul 2025 by" in facts_of(EN, BERLIN, long_ago).sub  # it was after midnight there


# Ordering again


@pytest.fixture
def order(shop: Shop) -> Id:
    new = an_order(shop, a_line(shop, price=Decimal("6.10")), a_line(shop, BOLT, "250", Decimal("8.40")), a_line(shop, OLD, "10", Decimal("1.05")))
    return put_an_order(shop.jan, new)


def test_only_what_changed_is_shown_with_why(shop: Shop, order: Id):
    put_price(BEARING, "6.32")
    again = reorder(shop.jan, order)
    shown = {one.number: one for one in changed_lines(EN, again.lines)}
    assert (shown[BEARING].price_then, shown[BEARING].price_now) == ("6.10", "6.32")
    assert "250 becomes 300." in shown[BOLT].said and "Packs of 100, then 1." in shown[BOLT].said
    assert (shown[OLD].said, shown[OLD].successor) == ("It is sold only while it lasts.", "52-0900-25")
    assert said_same(EN, again) == "0 of 3 lines are as they were. The new cart holds these changes:"


# The address


@pytest.mark.parametrize(("parts", "asked"), [
    ({}, OrdersAsked()),
    ({"find": "4500", "state": "open", "whose": "own", "page": "3"}, OrdersAsked("4500", "open", "", "own", 3)),
    ({"state": "draft", "centre": "nonsense", "whose": "all", "page": "-1"}, OrdersAsked()),
    ({"state": "' OR 1=1", "page": "99999999"}, OrdersAsked()),
    ({"find": "x" * 900}, OrdersAsked("x" * 200)),
])  # fmt: skip
def test_whatever_stands_in_the_address_is_read(parts: dict, asked: OrdersAsked):
    assert read_asked(parts) == asked


def test_a_changed_filter_begins_at_the_first_page():
    asked = OrdersAsked("bolt", "shipped", page=4)
    assert address_of(asked, page=5) == "/orders?find=bolt&state=shipped&page=5"
    assert address_of(asked, state="") == "/orders?find=bolt"
    assert address_of(OrdersAsked()) == "/orders"
    assert filter_of(OrdersAsked(state="open")).states == frozenset(OrderState) - {S.DRAFT, S.INVOICED, S.CANCELLED, S.REFUSED}


# Amounts


def everything_said(who: Actor, order: OrderSheet) -> str:
    """All texts of both pages, as one."""
    rows = [listed(EN, BERLIN, row) for row in list_orders(who).rows]
    told = [facts_of(EN, BERLIN, order), *way_of(EN, BERLIN, order), *line_rows(EN, order), *deliveries(EN, BERLIN, order), *destinations(EN, order)]
    return repr([asdict(one) for one in (*rows, *told, *approvals(EN, BERLIN, order), *history(EN, BERLIN, order))]) + taxes_of(EN, order)


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("role", [Role.ACCOUNTING, Role.READ_ONLY])
def test_who_sees_no_amounts_finds_none_in_any_text(shop: Shop, role: Role):
    order_id = put_an_order(shop.jan, asked_about(an_order(shop, a_line(shop, quantity="7"))), M.SUBMIT)
    move_an_order(new_person(shop.company, "Anna Berg", Role.MANAGER), order_id, M.APPROVE, "93.60 is too much for 7, but well.")
    amounts = (str(SENTINEL), "93.60", "17.78", "111.38", "500 EUR", "EUR")
    reader = new_person(shop.company, "Rolf Petersen", role)
    told = everything_said(reader, read_order(reader, order_id))
    assert [amount for amount in amounts if amount in told] == []
    buyers = everything_said(shop.jan, read_order(shop.jan, order_id))
    assert [amount for amount in amounts if amount not in buyers] == []
