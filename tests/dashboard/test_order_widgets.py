"""What the widgets of ordering say, in both languages: requests, orders, deliveries, news, budgets, what was begun; amounts only where there are any."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from portal_app.dashboard.actions.figures import BudgetNow, Budgets, OpenOrders, WaitingRequests
from portal_app.dashboard.rules.deliveries import ExpectedDelivery, delivery_outlook
from portal_app.dashboard.rules.layout import Widget, WidgetView
from portal_app.dashboard.screens.budget_texts import tell_budgets
from portal_app.dashboard.screens.order_texts import tell_begun, tell_deliveries, tell_lists, tell_news, tell_open_orders, tell_waiting
from portal_app.dashboard.screens.spots import spot_of
from portal_app.kernel.actor import Actor, ActorKind
from portal_app.kernel.money import Money
from portal_app.kernel.paging import Page
from portal_app.ordering import Begun, CartRow, OrderListRow, OrderNews, OrderRow, OrderState, Sharing
from portal_app.purchasing import Reason, RequestLine, RequestState

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # where the clock of these tests stands, a Monday
TODAY, FRIDAY = NOW.date(), date(2026, 11, 27)
NET = Money(Decimal("1204.5"))
REQUEST = RequestLine(
    "r1", "o1", "O-100482", "Weekly", "Jan Keller", NET, RequestState.WAITING, NOW - timedelta(hours=2), (Reason("Category tools.", "Tools."),), 1, 1,
    ("Anna Berg",),
)  # fmt: skip
ORDER = OrderRow(
    "o1", "O-100482", "Line 4 spares", "4711", "Jan Keller", OrderState.CONFIRMED, 3, NOW - timedelta(days=2), NOW - timedelta(days=2), FRIDAY, NET
)


@pytest.fixture(params=["en", "de"])
def reader(request: pytest.FixtureRequest) -> Actor:
    return Actor(ActorKind.PERSON, locale=request.param)


def said(reader: Actor, english: str, german: str) -> str:
    return german if reader.locale == "de" else english


# What waits for a decision


def test_a_request_says_who_why_how_much_and_since_when(reader: Actor):
    told = tell_waiting(reader, WaitingRequests((REQUEST,), 3, Money(Decimal("11316.5"))))
    (line,) = told.lines
    assert (line.text, line.mark, line.href) == ("Jan Keller", "O-100482", "/approvals?request=r1")
    assert (line.net, line.stamp, line.tone, line.sign) == (said(reader, "1,204.50", "1.204,50"), said(reader, "2 hours", "2 Stunden"), "ochre", "clock")
    assert told.fact == said(reader, "3 · 11,316.50", "3 · 11.316,50")
    assert told.remark == said(reader, "The oldest waits since 08:00.", "Die älteste wartet seit 08:00.")


def test_what_waits_too_long_is_red_and_a_request_without_a_reason_says_its_title(reader: Actor):
    told = tell_waiting(reader, WaitingRequests((replace(REQUEST, state=RequestState.ESCALATED, reasons=()),), 1, None))
    assert (told.lines[0].tone, told.lines[0].detail, told.fact) == ("red", "Weekly", "1")


def test_three_requests_are_shown_the_rest_is_behind_the_link(reader: Actor):
    assert len(tell_waiting(reader, WaitingRequests((REQUEST,) * 4, 9, None)).lines) == 3


# What is open


@pytest.mark.parametrize(("changes", "rest", "english", "german"), [
    ({}, None, "with you Fri 27 Nov", "bei Ihnen am Fr 27. Nov."),
    ({"promised_on": None}, None, "", ""),
    ({"state": OrderState.WAITING, "waits_for": ("Anna Berg", "Dr Henrik Lang")}, None, "Anna Berg / Dr Henrik Lang", "Anna Berg / Dr Henrik Lang"),
    ({"state": OrderState.PARTLY_SHIPPED}, FRIDAY, "the rest leaves Fri 27 Nov", "der Rest geht ab am Fr 27. Nov."),
    ({"state": OrderState.PARTLY_SHIPPED}, None, "the rest has no day yet", "der Rest hat noch keinen Tag"),
    ({"state": OrderState.APPROVED}, None, "", ""),
])  # fmt: skip
def test_an_order_says_since_when_and_what_comes_next(reader: Actor, changes: dict, rest: date | None, english: str, german: str):
    row = replace(ORDER, **changes)
    told = tell_open_orders(reader, OpenOrders(Page((row,), 7, 1, 4), {"o1": rest} if rest else {}))
    since = said(reader, "since Sat 10:00", "seit Sa 10:00")
    assert told.lines[0].detail == ", ".join(filter(None, (since, said(reader, english, german))))
    assert (told.lines[0].href, told.lines[0].mark, told.fact) == ("/orders/order?order=o1", "O-100482", "7")


def test_who_sees_no_amounts_is_told_none(reader: Actor):
    waiting = tell_waiting(reader, WaitingRequests((replace(REQUEST, net=None),), 1, None))
    orders = tell_open_orders(reader, OpenOrders(Page((replace(ORDER, net=None),), 1, 1, 4), {}))
    assert [line.net for told in (waiting, orders) for line in told.lines] == ["", ""]
    assert "204" not in str([asdict(waiting), asdict(orders)])


# What arrives when


def expected(number: str, promised: date | None, leaves: date | None = None, *, left: bool = False, rest: bool = False) -> ExpectedDelivery:
    return ExpectedDelivery(f"id-{number}", number, promised, leaves, left, rest)


def test_deliveries_say_the_day_how_many_and_which(reader: Actor):
    every = [
        expected("O-1", TODAY, left=True),
        expected("O-2", TODAY, left=True),
        expected("O-3", TODAY, left=True),
        expected("O-4", TODAY + timedelta(days=1), rest=True),
    ]
    today, tomorrow = tell_deliveries(reader, delivery_outlook(every, TODAY)).lines
    assert (today.mark, today.text, today.detail, today.href) == ("3", said(reader, "today", "heute"), "O-1, O-2 …", "/orders?state=open")
    assert (today.stamp, today.tone) == (said(reader, "On its way", "Unterwegs"), "blue")
    assert (tomorrow.text, tomorrow.href, tomorrow.stamp) == (said(reader, "tomorrow", "morgen"), "/orders/order?order=id-O-4", "Rest")


def test_what_is_late_is_red_and_says_when_it_leaves(reader: Actor):
    late, unknown = tell_deliveries(reader, delivery_outlook([expected("O-1", date(2026, 11, 20), FRIDAY), expected("O-2", None)], TODAY)).lines
    assert (late.tone, late.stamp) == ("red", said(reader, "Late", "Verspätet"))
    assert late.detail == said(reader, "O-1, leaves Fri 27 Nov", "O-1, geht ab am Fr 27. Nov.")
    assert (unknown.text, unknown.stamp) == (said(reader, "no day yet", "noch kein Tag"), "")


def test_the_strip_counts_the_next_working_days(reader: Actor):
    week = tell_deliveries(reader, delivery_outlook([expected("O-1", TODAY), expected("O-2", FRIDAY), expected("O-3", FRIDAY)], TODAY)).week
    assert [(day.day, day.count, day.is_today) for day in week] == [
        (said(reader, "Mon", "Mo"), "1", True), (said(reader, "Tue", "Di"), "–", False), (said(reader, "Wed", "Mi"), "–", False),
        (said(reader, "Thu", "Do"), "–", False), (said(reader, "Fri", "Fr"), "2", False),
    ]  # fmt: skip
    assert week[4].said == said(reader, "Friday, 27 November: 2 deliveries", "Freitag, 27. November: 2 Lieferungen")


# What is new, what was begun, budgets


def test_news_say_what_became_of_it_who_and_when(reader: Actor):
    news = (
        OrderNews("o1", "O-1", "Spares", NOW, OrderState.APPROVED, "Anna Berg"),
        OrderNews("o2", "O-2", "", NOW - timedelta(days=1), OrderState.SHIPPED, ""),
    )
    first, second = tell_news(reader, news).lines
    assert (first.text, first.detail, first.stamp) == ("Spares", "O-1, Anna Berg, 10:00", said(reader, "About to leave", "Geht gleich hinaus"))
    assert (second.text, second.detail) == ("O-2", said(reader, "O-2, yesterday 10:00", "O-2, gestern 10:00"))


def test_what_was_begun_leads_on(reader: Actor):
    carts = tuple(CartRow(f"c{number}", f"Cart {number}", number, NOW) for number in range(1, 4))
    rows, one, two = tell_begun(reader, Begun(1, carts)).lines
    assert (rows.href, rows.detail) == ("/quick-order", said(reader, "1 row", "1 Zeile"))
    assert (one.href, one.detail, two.detail) == ("/cart?cart=c1", said(reader, "1 line", "1 Position"), said(reader, "2 lines", "2 Positionen"))
    assert tell_begun(reader, Begun(0, ())).status == "empty"


def test_lists_say_how_long_they_are_and_whose_where_they_are_not_ones_own(reader: Actor):
    own = OrderListRow("l1", "Weekly", Sharing.PRIVATE, "Jan Keller", 12, NOW, True, True, "", 0, "", 1)
    shared = replace(own, id="l2", name="Safety", shared_with=Sharing.COMPANY, owner_name="Svea Klein", lines=1, is_own=False)
    told = tell_lists(reader, (own, shared))
    assert [(line.text, line.href) for line in told.lines] == [("Weekly", "/lists/list?id=l1"), ("Safety", "/lists/list?id=l2")]
    assert [line.detail for line in told.lines] == [said(reader, "12 lines", "12 Positionen"), said(reader, "1 line, Svea Klein", "1 Position, Svea Klein")]
    assert (told.fact, tell_lists(reader, ()).status) == ("2", "empty")


def budget(**changes) -> BudgetNow:
    return replace(BudgetNow("4712 Tools", Decimal("0.83"), Money(Decimal(340)), Money(Decimal(0)), 60, 15, 0, 91, 69), **changes)


@pytest.mark.parametrize(("changes", "over", "rest"), [
    ({}, ("", ""), ("340.00 left", "noch 340,00")),
    ({"left": Money(Decimal(0))}, ("used up", "aufgebraucht"), ("used up", "aufgebraucht")),
    ({"left": Money(Decimal(0)), "over": Money(Decimal(90))}, ("90.00 over", "90,00 darüber"), ("90.00 over", "90,00 darüber")),
])  # fmt: skip
def test_a_budget_says_its_share_and_what_is_left_or_over(reader: Actor, changes: dict, over: tuple, rest: tuple):
    (bar,) = tell_budgets(reader, Budgets((budget(**changes),), 6)).bars
    assert (bar.share, bar.over) == ("83\xa0%", said(reader, *over))
    assert bar.said == said(reader, f"4712 Tools: 83\xa0% used, {rest[0]}", f"4712 Tools: 83\xa0% genutzt, {rest[1]}")


def test_without_anything_each_is_empty_and_says_what_it_is_for(reader: Actor):
    page = Page((), 0, 1, 4)
    nothing = (
        tell_waiting(reader, WaitingRequests((), 0, None)), tell_open_orders(reader, OpenOrders(page, {})),
        tell_deliveries(reader, delivery_outlook([], TODAY)),
        tell_news(reader, ()), tell_begun(reader, Begun(0, ())), tell_budgets(reader, Budgets((), 0)),
    )  # fmt: skip
    assert {(told.status, told.fact, told.remark) for told in nothing} == {("empty", "", "")}
    for widget in Widget:
        spot = spot_of(reader.locale, WidgetView(widget, 4))
        assert spot.title and spot.empty and bool(spot.link) == bool(spot.href)
