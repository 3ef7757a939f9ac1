"""What is still to come of orders, by day, and what became of them lately. There is no amount in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal_app.kernel import clock
from portal_app.kernel.actor import ActorKind
from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.rules.order_states import OrderMove, OrderState
from portal_app.ordering.store import coming as store

MOST_TO_COME = 500
NEWS_OF = timedelta(days=14)
_STEPS_OF_ONE = 5  # news that an order has in two weeks at most, as a rule
_S, _M = OrderState, OrderMove
_TO_COME = (_S.APPROVED, _S.UNCONFIRMED, _S.SENT, _S.CONFIRMED, _S.PARTLY_SHIPPED, _S.SHIPPED)
# What somebody else did and a buyer wants to know. That the supplier's system has taken an order is no news: the confirmation is.
_NEWS = (_M.SUBMIT, _M.PLACE, _M.APPROVE, _M.REFUSE, _M.TURN_DOWN, _M.CONFIRM, _M.SHIP_PART, _M.SHIP, _M.CANCEL, _M.KEEP)


@dataclass(frozen=True)
class ExpectedDelivery:
    """Lines of one order that come together. `promised_on` is the day they are with the company, `leaves_on` the day on which the supplier
    confirmed that they leave; None where nobody knows. `has_left`: they are on their way. `is_rest`: others of the order have left before."""

    order_id: Id
    number: str
    name: str
    promised_on: date | None
    leaves_on: date | None
    has_left: bool
    is_rest: bool
    lines: int


@dataclass(frozen=True)
class OrderNews:
    """What became of an order. `who` is "" where it was the supplier's system."""

    order_id: Id
    number: str
    name: str
    at: datetime
    state: OrderState
    who: str


@query(Permission.ORDER_VIEW)
def list_expected(ctx: Context) -> tuple[ExpectedDelivery, ...]:
    """Of the orders that the reader sees, the earliest promise first: what has not left, and what is on its way and not due before today.

    At most 500: who waits for more is not helped by a longer list.
    """
    rows = store.lines_to_come(ctx, {state.value for state in _TO_COME}, clock.today(ctx.actor.time_zone), most=MOST_TO_COME)
    return tuple(
        ExpectedDelivery(order_id, number, name, promised, confirmed, bool(gone), state == _S.PARTLY_SHIPPED and not gone, lines)
        for order_id, number, name, state, promised, confirmed, gone, lines in rows
    )


@query(Permission.ORDER_VIEW)
def list_order_news(ctx: Context, size: int = 10) -> tuple[OrderNews, ...]:
    """Of the last two weeks, the latest first, and of each order only its latest; what the reader did is no news."""
    rows = store.latest_steps(ctx, {move.value for move in _NEWS}, but_by=ctx.actor.name, since=ctx.now - NEWS_OF, most=size * _STEPS_OF_ONE)
    latest: dict[Id, OrderNews] = {}
    for order_id, number, name, at, state, who, kind in rows:
        latest.setdefault(order_id, OrderNews(order_id, number, name, at, _S(state), "" if kind == ActorKind.SYSTEM else who))
    return tuple(latest.values())[:size]
