"""Orders: list and search them, read one."""

from dataclasses import dataclass
from datetime import date

from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.order_views import OrderRow, OrderSheet, row_of, sheet_of
from portal_app.ordering.rules.order_states import OrderState
from portal_app.ordering.store import orders as store

MOST_WORDS, LONGEST_WORDS = 8, 200


@dataclass(frozen=True)
class OrderFilter:
    """Which orders are wanted; what is empty does not limit them. `words` are looked for in numbers, references, names and articles."""

    words: str = ""
    states: frozenset[OrderState] = frozenset()
    cost_centre_id: Id = ""
    only_own: bool = False
    first_day: date | None = None
    last_day: date | None = None


@query(Permission.ORDER_VIEW)
def list_orders(ctx: Context, asked: OrderFilter = OrderFilter(), number: int = 1, size: int = 50) -> Page[OrderRow]:
    """A page of the orders that the reader sees, the latest first."""
    words = asked.words[:LONGEST_WORDS].replace("\x00", "").casefold().split()[:MOST_WORDS]
    found = store.list_orders(
        ctx, words=words, states={state.value for state in asked.states}, cost_centre_id=asked.cost_centre_id, only_own=asked.only_own,
        days=(asked.first_day, asked.last_day), number=number, size=size,
    )  # fmt: skip
    return Page(tuple(row_of(ctx, order) for order in found.rows), found.total, found.number, found.size)


@query(Permission.ORDER_VIEW)
def read_order(ctx: Context, order_id: Id) -> OrderSheet:
    """Raises NotFound for one that the reader does not see, as for an unknown one."""
    order = store.order_or_missing(ctx, order_id)
    return sheet_of(ctx, order, store.lines_of(ctx, order.id), store.steps_of(ctx, order.id))
