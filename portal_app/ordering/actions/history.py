"""Orders from before the portal: taken over whole, with all that happened to them. Nothing is asked, reserved or sent for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from portal_app.accounts import Colleague, colleagues_with, has_places
from portal_app.catalog import list_sales_terms
from portal_app.kernel.actor import ActorKind
from portal_app.kernel.errors import Conflict, NotFound
from portal_app.kernel.gate import Context, staff_command
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.moving import NOT_ANY_MORE, order_of
from portal_app.ordering.actions.order_views import OrderDelivery
from portal_app.ordering.rules.order_snapshots import NewOrder, number_text
from portal_app.ordering.rules.order_states import OrderMove, OrderState, state_after
from portal_app.ordering.store import orders as store
from portal_app.ordering.tables import OrderStep


@dataclass(frozen=True)
class PastStep:
    """What happened to it. `who` is "" for the supplier's own system."""

    at: datetime
    move: OrderMove
    who: str = ""
    note: str = ""


@dataclass(frozen=True)
class PastOrder:
    """An order as it was, its steps in the order of time; the first says who ordered it. Days and quantities shipped are by position."""

    new: NewOrder
    steps: tuple[PastStep, ...]
    confirmed_on: Mapping[int, date] = field(default_factory=dict)
    deliveries: tuple[OrderDelivery, ...] = ()
    erp_number: str = ""
    all_shipped: bool = False  # all of it has left, nobody knows in which deliveries


@staff_command(Permission.STAFF_OPERATE)
def put_past_orders(ctx: Context, company_id: Id, every: Sequence[PastOrder]) -> int:
    """All of them or none, the oldest first, with numbers of ours. Who ordered is found by name among those of the company who order.

    Raises Conflict for a life that no order can have, NotFound for products, cost centres and addresses that are not there. They come from
    no cart.
    """
    ctx.enter_company(company_id)
    return take_over(ctx, every)


def take_over(ctx: Context, every: Sequence[PastOrder]) -> int:
    """The steps of it, for this use case and for files of orders. The caller has entered the company."""
    _check(ctx, [past.new for past in every])
    buyers = {one.name: one for one in colleagues_with(ctx, Permission.CART_SUBMIT)}
    for past in every:
        _put(ctx, past, buyers.get(past.steps[0].who))
    ctx.record("order.taken-over", "order", after={"count": len(every)})
    return len(every)


def _check(ctx: Context, every: Sequence[NewOrder]) -> None:
    """Raises NotFound."""
    lines = [line for new in every for line in new.lines]
    places = [*(new.header for new in every), *(line.place for line in lines)]
    terms = list_sales_terms(ctx, {line.number for line in lines}).products
    products_known = all(line.number in terms and terms[line.number].id == line.product_id for line in lines)
    places_known = has_places(ctx, {place.cost_centre_id for place in places}, {place.address_id for place in places})
    if not (products_known and places_known and all(new.cart_id is None for new in every)):
        raise NotFound


def _put(ctx: Context, past: PastOrder, buyer: Colleague | None) -> None:
    order_id, first, last = new_id(), past.steps[0], past.steps[-1]
    row, lines = order_of(past.new, order_id, number_text(store.next_serial(ctx, order_id)), first.who, at=first.at)
    row.account_id, row.person_id = (buyer.account_id, buyer.person_id) if buyer else (None, None)
    row.erp_number, row.moved_at, row.deliveries = past.erp_number, last.at, [_kept(one) for one in past.deliveries]
    for line in lines:
        line.confirmed_on = past.confirmed_on.get(line.position)
        line.shipped = line.quantity if past.all_shipped else _left(past, line.position)
    steps = _steps(order_id, past, buyer)
    row.state = steps[-1].state
    store.put_order(ctx, row, lines)
    for step in steps:
        store.put_step(ctx, step)


def _left(past: PastOrder, position: int) -> Decimal:
    return sum((quantity for one in past.deliveries for place, quantity in one.lines if place == position), Decimal(0))


def _steps(order_id: Id, past: PastOrder, buyer: Colleague | None) -> list[OrderStep]:
    state, found = OrderState.DRAFT, []
    for one in past.steps:
        state = state_after(state, one.move)
        if state is None:
            raise Conflict(NOT_ANY_MORE)
        kind = ActorKind.PERSON if one.who else ActorKind.SYSTEM
        found.append(OrderStep(order_id=order_id, at=one.at, move=one.move.value, state=state.value, actor_kind=kind.value, who=one.who, note=one.note))
    return found


def _kept(one: OrderDelivery) -> dict:
    """As news of a delivery are kept."""
    lines = [[position, str(quantity)] for position, quantity in one.lines]
    return {"number": one.number, "at": one.at.isoformat(), "carrier": one.carrier, "tracking_number": one.tracking_number, "lines": lines}
