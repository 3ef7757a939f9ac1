"""The demo's orders: of the last weeks, in all states, none of which could not be, and a second building changes nothing."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from portal_app.accounts.actions.demo_entry import enter_as
from portal_app.accounts.actions.sessions import find_signed_in
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, visitor
from portal_app.ordering import OrderFilter, OrderMove, OrderState, list_orders, read_order, reorder
from portal_app.ordering.demo import build
from portal_app.ordering.demo.past import working_day, working_days_ago
from portal_app.ordering.demo.planned import planned_orders
from portal_app.purchasing import requests_to_decide


def at_work(email: str) -> Actor:
    return find_signed_in(visitor(), enter_as(visitor(), email).token).actor


def test_hansen_has_ordered_in_all_states_and_the_others_some(world: Path):
    berg = at_work("a.berg@hansen-mb.example")
    rows = list_orders(berg, size=100).rows
    states = Counter(row.state for row in rows)
    assert set(states) == set(OrderState) - {OrderState.DRAFT} and len(rows) == 40
    assert (states[OrderState.WAITING], states[OrderState.PARTLY_SHIPPED], states[OrderState.CANCELLED]) == (2, 1, 1)
    assert [row for row in rows if not row.placed_at <= row.moved_at <= clock.now()] == []
    assert list_orders(at_work("declan.murphy@shannonvalve.example")).total == 7
    assert list_orders(at_work("b.auer@alpenrose.example")).total == 4


def test_what_waits_is_asked_of_anna_berg(world: Path):
    waiting = requests_to_decide(at_work("a.berg@hansen-mb.example")).rows
    assert sorted(line.title for line in waiting) == ["Assembly of hall 3", "Safety day"]


def test_the_one_that_is_partly_shipped_says_what_is_missing(world: Path):
    jan = at_work("j.keller@hansen-mb.example")
    (row,) = list_orders(jan, OrderFilter(words="4500-22871")).rows
    order = read_order(jan, row.id)
    assert [line.shipped for line in order.lines] == [2000, 28, 36, 0]
    assert order.deliveries[0].tracking_number.startswith("NF") and min(line.confirmed_on for line in order.lines if line.shipped < 40) > row.placed_at.date()
    assert [step.move for step in order.steps][-2:] == [OrderMove.APPROVE, OrderMove.SUBMIT]


def test_ordering_again_shows_a_price_that_rose_and_a_successor(world: Path):
    jan, ole = at_work("j.keller@hansen-mb.example"), at_work("o.jensen@hansen-mb.example")
    old = list_orders(jan, OrderFilter(words="spares", states=frozenset({OrderState.INVOICED}))).rows[-1]
    changed = [line for line in reorder(jan, old.id).lines if not line.is_same]
    assert [line.number for line in changed] == ["77-0110-05"] and changed[0].then.price.amount < changed[0].now.price.amount
    ties = list_orders(ole, OrderFilter(words="47-2100-05-4")).rows[0]
    assert [line.successor_number for line in reorder(ole, ties.id).lines if line.is_discontinued] == ["47-2100-05"]


def test_nobodys_month_is_used_up_by_it(world: Path):
    """People of the demo have room left to order themselves."""
    month = OrderFilter(only_own=True, first_day=clock.today() - timedelta(days=31))
    for name, room in (("j.keller", 4000), ("m.roth", 3000), ("s.klein", 4000)):
        used = sum((row.net.amount for row in list_orders(at_work(f"{name}@hansen-mb.example"), month).rows), Decimal(0))
        assert used < {"j.keller": 6000, "m.roth": 4000, "s.klein": 6000}[name] - room


def test_a_second_building_changes_nothing(world: Path):
    berg = at_work("a.berg@hansen-mb.example")
    before = list_orders(berg, size=100)
    build(clock.today())
    assert list_orders(berg, size=100) == before


@pytest.mark.parametrize("today", [date(2026, 1, 1) + timedelta(days=days) for days in range(0, 28, 3)])
def test_nobody_ordered_on_a_weekend_whatever_day_it_is(today: date):
    for planned in planned_orders("10023"):
        day = today - timedelta(days=working_days_ago(today, planned.days_ago))
        assert day <= today and (day.weekday() < 5 or planned.days_ago == 0)
        assert working_day(day).weekday() < 5 and 0 <= (working_day(day) - day).days <= 2
