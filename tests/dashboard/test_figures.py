"""The figures of ordering on a desk: what each role is told of its company, nobody of another one, and no amount where there is none to see."""

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal

import pytest

from portal_app.accounts import Role, read_pulse
from portal_app.dashboard.actions.desk import read_desk
from portal_app.dashboard.actions.figures import read_budgets, read_deliveries, read_open_orders, read_waiting
from portal_app.kernel import events
from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.errors import Forbidden, NotSignedIn
from portal_app.ordering import OrderDelivery, OrderMove, list_order_news
from portal_app.ordering.actions.history import PastOrder, PastStep, put_past_orders
from portal_app.purchasing import BudgetFacts, BudgetPeriod, Verdict, decide_request, put_budget, read_request
from tests.ordering.placing import SENTINEL, a_line, an_order, move_an_order, put_an_order
from tests.ordering.shop import NOW, OPERATOR, Shop, new_person, open_shop
from tests.purchasing.builders import eur
from tests.purchasing.office import Office, book, new_office, order_for_good, send_cart

TODAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def shop(shared_database: str) -> Shop:
    return open_shop()


@pytest.fixture
def office(shared_database: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Purchasing by itself: its requests belong to no orders, and ordering must not look for them."""
    monkeypatch.setattr(events, "_subscribers", {})
    return new_office()


# What waits for a decision


def test_the_oldest_waits_first_with_what_all_of_them_come_to(office: Office):
    office.rule()
    for net in ("600", "700.50", "800"):
        send_cart(office.jan, office.cart(net, number=f"O-{net}"))
    told = read_waiting(office.anna, size=2)
    assert ([row.number for row in told.rows], told.total, told.net) == (["O-600", "O-700.50"], 3, eur("2100.50"))
    decide_request(office.anna, told.rows[0].id, Verdict.APPROVE, read_request(office.anna, told.rows[0].id).digest)
    assert (read_waiting(office.anna).total, read_waiting(office.anna).net) == (2, eur("1500.50"))


def test_one_who_is_not_asked_and_a_stranger_find_nothing_waiting(office: Office):
    office.rule()
    send_cart(office.jan, office.cart())
    nothing = read_waiting(office.lang)
    assert (nothing.rows, nothing.total, nothing.net) == ((), 0, None)
    assert read_waiting(new_office().anna).total == 0


def test_whoever_decides_without_seeing_amounts_is_told_none(office: Office):
    office.rule()
    send_cart(office.jan, office.cart("600", "733.71"))
    blind = replace(office.anna, permissions=frozenset(right for right in office.anna.permissions if right != "amount:view"))
    told = read_waiting(blind)
    assert told.total == 1 and told.net is None and "733" not in str(asdict(told))


@pytest.mark.parametrize("name", ["jan", "ute", "rolf"])
def test_what_waits_is_refused_to_who_decides_nothing(office: Office, name: str):
    with pytest.raises(Forbidden):
        read_waiting(getattr(office, name))


# What is open, and when it comes


def partly_shipped(shop: Shop, *leaves: date | None) -> None:
    """An order whose first line has left; the others leave on these days."""
    lines = [a_line(shop, promised_on=TODAY) for _ in range(len(leaves) + 1)]
    steps = [PastStep(NOW, move, "Jan Keller" if move is OrderMove.PLACE else "") for move in (OrderMove.PLACE, OrderMove.SEND, OrderMove.SHIP_PART)]
    gone = OrderDelivery("L1", NOW, "Nordfracht", "NF1", ((1, Decimal(3)),))
    days = {position: day for position, day in enumerate(leaves, start=2) if day}
    put_past_orders(OPERATOR, shop.company, [PastOrder(an_order(shop, *lines), tuple(steps), days, (gone,))])


def test_open_orders_are_the_latest_ones_of_all_that_are_open(shop: Shop):
    first, second = (put_an_order(shop.jan, an_order(shop, name=name)) for name in ("First", "Second"))
    told = read_open_orders(shop.jan, size=1)
    assert ([row.name for row in told.page.rows], told.page.total, told.rests) == (["Second"], 2, {})
    move_an_order(shop.jan, second, OrderMove.TAKE_BACK)
    assert [row.id for row in read_open_orders(shop.jan).page.rows] == [first]


@pytest.mark.parametrize(("leaves", "rest"), [((FRIDAY,), FRIDAY), ((TODAY, FRIDAY), FRIDAY), ((FRIDAY, None), None), ((None,), None)])
def test_a_rest_has_a_day_when_all_of_it_has_one(shop: Shop, leaves: tuple, rest: date | None):
    partly_shipped(shop, *leaves)
    told = read_open_orders(shop.jan)
    assert list(told.rests.values()) == ([rest] if rest else [])


def test_deliveries_are_those_of_the_orders_one_sees(shop: Shop):
    partly_shipped(shop, FRIDAY)
    told = read_deliveries(shop.jan)
    assert [(one.day, one.is_late, one.all_left, len(one.orders)) for one in told.days] == [(TODAY, False, True, 1), (FRIDAY, False, False, 1)]
    assert [count for _, count in told.week] == [1, 0, 0, 0, 1]
    assert read_deliveries(shop.mia).days == read_deliveries(shop.stranger).days == ()


@pytest.mark.parametrize("role", [Role.ACCOUNTING, Role.READ_ONLY])
def test_nothing_on_the_desk_of_who_sees_no_amounts_holds_one(shop: Shop, role: Role):
    put_an_order(shop.jan, an_order(shop, a_line(shop, promised_on=FRIDAY)))
    who = new_person(shop.company, "Ute Meyer", role)
    told = [read_open_orders(who), read_deliveries(who), list_order_news(who)]
    assert told[0].page.total == told[1].total == len(told[2]) == 1
    assert str(SENTINEL) not in str(told) and "40.11" not in str(told)
    assert "40.11" in str(read_open_orders(shop.jan)), "the sentinel is there for who may see it"
    for question in (read_waiting, read_budgets):
        with pytest.raises(Forbidden):
            question(who)


# Budgets


def test_a_budget_says_what_is_used_and_left_with_what_waits(office: Office):
    office.budget("1000")
    book(office.jan, "O-1", office.facts("250"))
    order_for_good(office.jan, "O-1")
    book(office.jan, "O-2", office.facts("350"))
    (one,) = read_budgets(office.anna).rows
    assert (one.name, one.share, one.left, one.over) == ("4712 Tools", Decimal("0.6"), eur("400"), eur("0"))
    assert (one.spent, one.reserved, one.beyond, one.limit, one.expected) == (23, 32, 0, 91, round(16 / 21 * 91))


def test_a_budget_that_is_exceeded_says_by_how_much(office: Office):
    put_budget(office.lang, BudgetFacts("4712 Tools", eur("100"), BudgetPeriod.QUARTER, cost_centre_id=office.centres[0]))
    book(office.jan, "O-1", office.facts("133.71"), may_exceed=True)
    (one,) = read_budgets(office.jan).rows
    assert (one.left, one.over, one.beyond > 0) == (eur("0"), eur("33.71"), True)


def test_budgets_without_their_amounts_are_not_told(office: Office):
    office.budget("1000")
    blind = replace(office.anna, permissions=frozenset(right for right in office.anna.permissions if right != "amount:view"))
    assert (read_budgets(blind).rows, read_budgets(blind).total) == ((), 0)
    assert read_budgets(new_office().anna).rows == ()


# The whole


def widgets(who: Actor) -> list[str]:
    return [spot.widget.value for spot in read_desk(who).widgets]


def test_each_role_of_a_company_finds_what_concerns_it(shop: Shop):
    made = {role: new_person(shop.company, "Ida Kuhn", role) for role in Role}
    for role in (Role.BUYER, Role.ACCOUNTING, Role.READ_ONLY, Role.ANALYST):
        assert "waiting" not in widgets(made[role]) and "news" in widgets(made[role])
    assert widgets(made[Role.BUYER])[:3] == ["begun", "open-orders", "deliveries"]
    assert widgets(made[Role.MANAGER])[:3] == ["waiting", "budgets", "deliveries"]
    assert "budgets" not in widgets(made[Role.ACCOUNTING]) and "begun" not in widgets(made[Role.READ_ONLY])


def test_the_pulse_beats_when_something_was_changed_in_the_company_and_only_then(shop: Shop):
    before, elsewhere = read_pulse(shop.mia), read_pulse(shop.stranger)
    read_open_orders(shop.jan)
    assert read_pulse(shop.mia) == before
    put_an_order(shop.jan, an_order(shop))
    assert read_pulse(shop.mia) != before and read_pulse(shop.stranger) == elsewhere


def test_a_visitor_is_told_nothing():
    for question in (read_waiting, read_open_orders, read_deliveries, read_budgets, read_pulse):
        with pytest.raises(NotSignedIn):
            question(visitor())
