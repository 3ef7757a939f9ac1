"""The figures of ordering on a desk: what waits for a decision, what is open, what arrives when, what the budgets have left.

Amounts are those the slices answer: None for who sees none.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal_app.dashboard.rules.budgets import expected_share, nearest_to_limit
from portal_app.dashboard.rules.deliveries import DeliveryOutlook, ExpectedDelivery, delivery_outlook
from portal_app.kernel import clock
from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.paging import LARGEST, Page
from portal_app.kernel.permissions import Permission
from portal_app.ordering import OPEN_STATES, OrderFilter, OrderRow, OrderState, list_expected, list_orders
from portal_app.purchasing import BudgetLine, BudgetOutlook, BudgetPeriod, RequestLine, list_budgets, requests_to_decide

_MONTHS = {BudgetPeriod.MONTH: 1, BudgetPeriod.QUARTER: 3, BudgetPeriod.YEAR: 12}
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class WaitingRequests:
    """The oldest requests that wait for whoever asks, how many there are, and what they come to; None where it cannot be said or seen."""

    rows: tuple[RequestLine, ...]
    total: int
    net: Money | None


@dataclass(frozen=True)
class OpenOrders:
    """The latest orders of which something is still to come. `rests` are the days on which the rest of one that left in part leaves."""

    page: Page[OrderRow]
    rests: dict[Id, date]


@dataclass(frozen=True)
class BudgetNow:
    """A budget of the present period. `share` 0.83 is 83 percent, with what waits for approval; the stretches of its bar are percents of its width."""

    name: str
    share: Decimal
    left: Money
    over: Money
    spent: int
    reserved: int
    beyond: int
    limit: int
    expected: int


@dataclass(frozen=True)
class Budgets:
    """Those nearest to their limit, and how many there are."""

    rows: tuple[BudgetNow, ...]
    total: int


@query(Permission.APPROVAL_DECIDE)
def read_waiting(ctx: Context, size: int = 10) -> WaitingRequests:
    page = requests_to_decide(ctx, size=LARGEST)
    return WaitingRequests(page.rows[:size], page.total, _sum_of(page))


@query(Permission.ORDER_VIEW)
def read_open_orders(ctx: Context, size: int = 10) -> OpenOrders:
    page = list_orders(ctx, OrderFilter(states=OPEN_STATES), size=size)
    return OpenOrders(page, _rests(ctx) if any(row.state is OrderState.PARTLY_SHIPPED for row in page.rows) else {})


@query(Permission.ORDER_VIEW)
def read_deliveries(ctx: Context) -> DeliveryOutlook:
    found = list_expected(ctx)
    expected = [ExpectedDelivery(one.order_id, one.number, one.promised_on, one.leaves_on, one.has_left, one.is_rest) for one in found]
    return delivery_outlook(expected, clock.today(ctx.actor.time_zone))


@query(Permission.BUDGET_VIEW)
def read_budgets(ctx: Context, size: int = 10) -> Budgets:
    """Those whose amounts the reader sees."""
    today = clock.today(ctx.actor.time_zone)
    found = [_budget(line, today) for line in list_budgets(ctx) if line.amount is not None]
    return Budgets(tuple(found[place] for place in nearest_to_limit([one.share for one in found], size)), len(found))


def _sum_of(page: Page[RequestLine]) -> Money | None:
    """Over all that wait, in one currency."""
    nets = [row.net for row in page.rows]
    if not nets or len(nets) < page.total or None in nets or len({net.currency for net in nets}) > 1:
        return None
    return sum(nets[1:], nets[0])


def _rests(ctx: Context) -> dict[Id, date]:
    """By order the last day on which something of it leaves, where that is known of all that is missing."""
    found: dict[Id, list[date | None]] = {}
    for one in list_expected(ctx):
        if one.is_rest:
            found.setdefault(one.order_id, []).append(one.leaves_on)
    return {order_id: max(days) for order_id, days in found.items() if None not in days}


def _budget(line: BudgetLine, today: date) -> BudgetNow:
    """What is spent, and what waits for approval on top of it, as a cart on top of a budget."""
    outlook = BudgetOutlook(line.id, line.name, line.mode, line.period_key, line.amount, line.committed + line.actual, line.reserved, frozenset())
    bar, over = outlook.bar, outlook.used + outlook.asked - line.amount
    left, over = Money(max(_NOTHING, -over.amount), over.currency), Money(max(_NOTHING, over.amount), over.currency)
    expected = round(expected_share(_MONTHS[line.period], today) * bar.limit)
    return BudgetNow(line.name, outlook.share_after, left, over, bar.spent, bar.asked, bar.over, bar.limit, expected)
