"""What the widgets of ordering say, as finished text: requests, orders, deliveries, what is new, what was begun. Amounts only where there are any."""

from collections.abc import Sequence
from datetime import date

from portal_app.dashboard.actions.figures import OpenOrders, WaitingRequests
from portal_app.dashboard.rules.deliveries import DeliveryDay, DeliveryOutlook
from portal_app.dashboard.screens.spots import APPROVALS, OPEN_ORDERS, QUICK_ORDER
from portal_app.dashboard.screens.widget import Line, Told, WeekDay
from portal_app.dashboard.screens.widget_texts import told
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.i18n import (
    format_date,
    format_long_date,
    format_moment,
    format_money,
    format_number,
    format_span,
    format_weekday,
    translate,
    translate_count,
)
from portal_app.kernel.money import Money
from portal_app.ordering import Begun, OrderListRow, OrderNews, OrderRow, OrderState, said_state
from portal_app.purchasing import RequestLine, RequestState, say_reason

MOST_WAITING, MOST_ORDERS, MOST_DAYS, MOST_NEWS, MOST_CARTS, MOST_LISTS = 3, 4, 2, 3, 2, 4


def href_of_order(order_id: str) -> str:
    return f"/orders/order?order={order_id}"


# what waits for a decision


def tell_waiting(actor: Actor, waiting: WaitingRequests) -> Told:
    locale = actor.locale
    lines = [_request(actor, row) for row in waiting.rows[:MOST_WAITING]]
    if not lines:
        return told([])
    since = format_moment(locale, waiting.rows[0].asked_at, actor.time_zone)
    remark = translate(locale, "The oldest waits since {moment}.", moment=since)
    return told(lines, fact=_total(locale, waiting.total, waiting.net), remark=remark)


def _request(actor: Actor, row: RequestLine) -> Line:
    locale, late = actor.locale, row.state is RequestState.ESCALATED
    why = " ".join(say_reason(locale, reason) for reason in row.reasons[:1])
    return Line(
        row.buyer_name, why or row.title, row.number, f"{APPROVALS}?request={row.id}", stamp=format_span(locale, clock.now() - row.asked_at),
        tone="red" if late else "ochre", sign="clock", net=_amount(locale, row.net),
    )  # fmt: skip


# what is open


def tell_open_orders(actor: Actor, orders: OpenOrders) -> Told:
    lines = [_order(actor, row, orders.rests.get(row.id)) for row in orders.page.rows[:MOST_ORDERS]]
    return told(lines, fact=format_number(actor.locale, orders.page.total) if lines else "")


def _order(actor: Actor, row: OrderRow, rest: date | None) -> Line:
    locale = actor.locale
    said, tone = said_state(locale, row.state)
    since = translate(locale, "since {moment}", moment=format_moment(locale, row.moved_at, actor.time_zone))
    detail = ", ".join(filter(None, (since, _next(locale, row, rest))))
    return Line(row.name or row.buyer_name, detail, row.number, href_of_order(row.id), stamp=said, tone=tone, net=_amount(locale, row.net))


def _next(locale: str, row: OrderRow, rest: date | None) -> str:
    """What comes next: who decides, what the supplier does, the day it is there."""
    if row.state is OrderState.WAITING:
        return " / ".join(row.waits_for)
    if row.state is OrderState.PARTLY_SHIPPED:
        return translate(locale, "the rest leaves {day}", day=_day(locale, rest)) if rest else translate(locale, "the rest has no day yet")
    if row.state in (OrderState.CONFIRMED, OrderState.SHIPPED, OrderState.SENT) and row.promised_on:
        return translate(locale, "with you {day}", day=_day(locale, row.promised_on))
    return ""


# what arrives when


def tell_deliveries(actor: Actor, outlook: DeliveryOutlook) -> Told:
    locale, today = actor.locale, clock.today(actor.time_zone)
    lines = [_delivery(locale, one, today) for one in outlook.days[:MOST_DAYS]]
    if not lines:
        return told([])
    week = [_week_day(locale, day, count, today) for day, count in outlook.week]
    return Told("ready", format_number(locale, outlook.total), lines, week=week)


def _delivery(locale: str, one: DeliveryDay, today: date) -> Line:
    numbers, first = one.orders, one.expected[0]
    href = href_of_order(first.order_id) if len(numbers) == 1 else OPEN_ORDERS
    stamp, tone = _delivery_stamp(locale, one)
    shown = ", ".join(numbers[:2]) + (" …" if len(numbers) > 2 else "")
    if one.is_late:
        leaves = translate(locale, "{orders}, leaves {day}", orders=shown, day=_day(locale, one.day)) if one.day else shown
        return Line(translate(locale, "later than promised"), leaves, format_number(locale, len(numbers)), href, stamp=stamp, tone=tone)
    return Line(_said_day(locale, one.day, today), shown, format_number(locale, len(numbers)), href, stamp=stamp, tone=tone)


def _delivery_stamp(locale: str, one: DeliveryDay) -> tuple[str, str]:
    if one.is_late:
        return translate(locale, "Late"), "red"
    if one.all_left:
        return translate(locale, "On its way"), "blue"
    return (translate(locale, "Rest"), "ochre") if any(each.is_rest for each in one.expected) else ("", "")


def _said_day(locale: str, day: date | None, today: date) -> str:
    if day is None:
        return translate(locale, "no day yet")
    ahead = (day - today).days
    if ahead < 2:
        return translate(locale, "tomorrow") if ahead else translate(locale, "today")
    return _day(locale, day)


def _week_day(locale: str, day: date, count: int, today: date) -> WeekDay:
    said = translate_count(locale, "{day}: {n} delivery", "{day}: {n} deliveries", count, day=format_long_date(locale, day))
    return WeekDay(format_weekday(locale, day), format_number(locale, count) if count else "–", said, day == today)


# what is new, and what was begun


def tell_news(actor: Actor, news: Sequence[OrderNews]) -> Told:
    return told([_news(actor, one) for one in news[:MOST_NEWS]])


def _news(actor: Actor, one: OrderNews) -> Line:
    said, tone = said_state(actor.locale, one.state)
    when = format_moment(actor.locale, one.at, actor.time_zone)
    return Line(one.name or one.number, ", ".join(filter(None, (one.number, one.who, when))), href=href_of_order(one.order_id), stamp=said, tone=tone)


def tell_begun(actor: Actor, begun: Begun) -> Told:
    locale = actor.locale
    rows = translate_count(locale, "{n} row", "{n} rows", begun.rows)
    lines = [Line(translate(locale, "Quick order"), rows, href=QUICK_ORDER)] if begun.rows else []
    lines += [
        Line(
            cart.name, translate_count(locale, "{n} line", "{n} lines", cart.lines), href=f"/cart?cart={cart.id}",
            aside=format_moment(locale, cart.changed_at, actor.time_zone),
        )
        for cart in begun.carts[:MOST_CARTS]
    ]  # fmt: skip
    return told(lines)


def tell_lists(actor: Actor, lists: Sequence[OrderListRow]) -> Told:
    """Those that were changed last; of one that somebody else shares, who it is."""
    return told([_list(actor, row) for row in lists[:MOST_LISTS]], fact=format_number(actor.locale, len(lists)) if lists else "")


def _list(actor: Actor, row: OrderListRow) -> Line:
    lines = translate_count(actor.locale, "{n} line", "{n} lines", row.lines)
    detail = ", ".join(filter(None, (lines, "" if row.is_own else row.owner_name)))
    return Line(row.name, detail, href=f"/lists/list?id={row.id}", aside=format_moment(actor.locale, row.changed_at, actor.time_zone))


def _total(locale: str, count: int, net: Money | None) -> str:
    """“3 · 11,316.50”."""
    return " · ".join(filter(None, (format_number(locale, count), _amount(locale, net))))


def _amount(locale: str, net: Money | None) -> str:
    return format_money(locale, net, currency=False) if net else ""


def _day(locale: str, day: date) -> str:
    return format_date(locale, day, weekday=True, year=False)
