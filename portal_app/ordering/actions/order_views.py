"""Orders as screens show them. For people who see no amounts there is none in them, not even as a text."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, Quantity
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.moving import SNAPSHOT
from portal_app.ordering.rules.cart_lines import LinePlace
from portal_app.ordering.rules.order_snapshots import OrderSnapshot
from portal_app.ordering.rules.order_states import OrderMove, OrderState
from portal_app.ordering.tables import Order, OrderLine, OrderStep


@dataclass(frozen=True)
class OrderRow:
    """An order in a list. `net` is None for who sees no amounts; `waits_for` are those who may approve it, while it waits."""

    id: Id
    number: str
    name: str
    po_number: str
    buyer_name: str
    state: OrderState
    lines: int
    placed_at: datetime
    moved_at: datetime
    promised_on: date | None
    net: Money | None
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderLineSheet:
    """A line as it was ordered, and how much of it has left. `price` is for `price_unit` units."""

    position: int
    product_id: Id
    number: str
    name: str
    quantity: Quantity
    place: LinePlace
    promised_on: date | None
    confirmed_on: date | None
    shipped: Decimal
    note: str
    price: Money | None
    price_unit: int
    net: Money | None


@dataclass(frozen=True)
class OrderStepSheet:
    """What happened, who did it, and when. Notes are for who sees amounts: nobody can say what somebody wrote there."""

    at: datetime
    move: OrderMove
    state: OrderState
    who: str
    note: str


@dataclass(frozen=True)
class OrderDelivery:
    """What left together: pairs of a line's position and a quantity."""

    number: str
    at: datetime
    carrier: str
    tracking_number: str
    lines: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True)
class OrderSheet:
    """One order. `is_own` is whether the reader ordered it; the steps come with the latest first."""

    row: OrderRow
    reference: str
    note: str
    cost_centre_id: Id
    requested_on: date | None
    partial_delivery: bool
    lines: tuple[OrderLineSheet, ...]
    steps: tuple[OrderStepSheet, ...]
    deliveries: tuple[OrderDelivery, ...]
    snapshot: OrderSnapshot
    erp_number: str
    request_id: Id
    vat: Money | None
    is_own: bool


def row_of(ctx: Context, order: Order) -> OrderRow:
    return OrderRow(
        order.id, order.number, order.name, order.po_number, order.buyer_name, OrderState(order.state), order.lines, order.placed_at, order.moved_at,
        order.promised_on, _money(ctx, order.net, order.currency), _waits_for(order),
    )  # fmt: skip


def sheet_of(ctx: Context, order: Order, lines: list[OrderLine], steps: list[OrderStep]) -> OrderSheet:
    return OrderSheet(
        row_of(ctx, order), order.reference, order.note, order.cost_centre_id or "", order.requested_on, order.partial_delivery,
        tuple(_line(ctx, order, line) for line in lines), tuple(_step(ctx, step) for step in steps), tuple(map(_delivery, order.deliveries)),
        _snapshot(ctx, order), order.erp_number, order.request_id or "", _money(ctx, order.vat, order.currency),
        order.account_id == ctx.actor.account_id,
    )  # fmt: skip


def _snapshot(ctx: Context, order: Order) -> OrderSnapshot:
    """Without the names of rules for whoever sees no amounts: most say above which amount they ask."""
    found = SNAPSHOT.validate_python(order.snapshot)
    if ctx.actor.may(Permission.AMOUNT_VIEW):
        return found
    return replace(found, approvers=tuple(replace(one, rules=()) for one in found.approvers))
def _waits_for(order: Order) -> tuple[str, ...]:
    """Of the first level, as it was said when the order was sent."""
    approvers = order.snapshot["approvers"] if order.state == OrderState.WAITING else ()
    return tuple(approvers[0]["names"]) if approvers else ()


def _line(ctx: Context, order: Order, line: OrderLine) -> OrderLineSheet:
    return OrderLineSheet(
        line.position, line.product_id, line.number, line.name, Quantity(line.quantity, line.unit),
        LinePlace(line.cost_centre_id or "", line.address_id or "", line.requested_on), line.promised_on, line.confirmed_on, line.shipped, line.note,
        _money(ctx, line.price, order.currency), line.price_unit, _money(ctx, line.net, order.currency),
    )  # fmt: skip


def _step(ctx: Context, step: OrderStep) -> OrderStepSheet:
    note = step.note if ctx.actor.may(Permission.AMOUNT_VIEW) else ""
    return OrderStepSheet(step.at, OrderMove(step.move), OrderState(step.state), step.who, note)


def _delivery(kept: dict[str, Any]) -> OrderDelivery:
    lines = tuple((position, Decimal(quantity)) for position, quantity in kept["lines"])
    return OrderDelivery(kept["number"], datetime.fromisoformat(kept["at"]), kept["carrier"], kept["tracking_number"], lines)


def _money(ctx: Context, amount: Decimal, currency: str) -> Money | None:
    return Money(amount, currency) if ctx.actor.may(Permission.AMOUNT_VIEW) else None
