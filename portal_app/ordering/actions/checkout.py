"""A cart becomes an order: weighed again, reserved, kept as a snapshot, asked for or sent, all in one transaction, and once. And back again."""

from dataclasses import dataclass

from portal_app.accounts import hold_own_limits
from portal_app.integrations.erp import recall_order, send_cancellation
from portal_app.kernel.errors import Conflict, Forbidden, Invalid
from portal_app.kernel.gate import Context, command
from portal_app.kernel.i18n import format_money, message
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.money import Quantity
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.calling import TRACE, call_agreements, give_back_calls
from portal_app.ordering.actions.line_prices import PricedLine, questions_of
from portal_app.ordering.actions.moving import move_order, place_order
from portal_app.ordering.actions.sending import approval_snapshot, send_to_supplier
from portal_app.ordering.actions.weighing import WeighedCart, weigh_cart
from portal_app.ordering.rules.cart_lines import tidy_note
from portal_app.ordering.rules.checkout import CheckoutProblem
from portal_app.ordering.rules.differences import LineDifference
from portal_app.ordering.rules.order_snapshots import NewOrder, NewOrderLine, OrderAddress, OrderApprovers, OrderCostCentre, OrderSnapshot
from portal_app.ordering.rules.order_states import OrderMove, OrderState
from portal_app.ordering.store import carts, orders
from portal_app.ordering.tables import Order
from portal_app.pricing import PriceTrace, trace_many
from portal_app.purchasing import commit as commit_budgets
from portal_app.purchasing import open_request, release, reserve, withdraw_request

NOT_YOURS = message("Only who ordered this can take it back.")
HAS_LEFT = message("This order has left for the supplier already. You can still ask to cancel it.")
TOO_LATE = message("This order can be cancelled no more. Please ask us about a return.")
STILL_HERE = message("This order has not left yet: you can take it back instead.")


@dataclass(frozen=True)
class Submitted:
    """The order that a cart became. When something changed since it was looked at, there is no order: `differences` says what it is with
    prices and days, and the cart is looked at again."""

    order_id: Id = ""
    number: str = ""
    state: OrderState = OrderState.DRAFT
    differences: tuple[LineDifference, ...] = ()


@command(Permission.CART_SUBMIT)
def submit_cart(ctx: Context, cart_id: Id, digest: str) -> Submitted:
    """Order what was looked at; `digest` is that of the look. However often it is sent, a cart becomes one order, and the answer names it.

    Raises Invalid with a sentence for what cannot be ordered as it is, Conflict when a budget was spent at the same moment.
    """
    cart = carts.cart_to_submit(ctx, cart_id)
    if cart.ordered_at is not None:
        return _answer(orders.find_order_of_cart(ctx, cart.id))
    hold_own_limits(ctx)
    told = weigh_cart(ctx, cart)
    if told.digest != digest:
        return Submitted(differences=told.differences)
    if told.problems:
        raise _refusal(ctx, told.problems)
    return _answer(_order(ctx, told))


@command(Permission.ORDER_CANCEL)
def take_back_order(ctx: Context, order_id: Id) -> Id:
    """Undo, while it has not left: what was reserved is free again and the cart is open as it was. Returns the cart."""
    order = orders.order_to_change(ctx, order_id)
    if order.account_id != ctx.actor.account_id:
        raise Forbidden(NOT_YOURS)
    if order.state == OrderState.WAITING:
        withdraw_request(ctx, order.request_id)
    elif order.state != OrderState.APPROVED or not recall_order(ctx, order.id):
        raise Conflict(HAS_LEFT)
    cart_id = order.cart_id
    move_order(ctx, order, OrderMove.TAKE_BACK)
    undo_bookings(ctx, order)
    return cart_id


@command(Permission.ORDER_CANCEL)
def ask_to_cancel(ctx: Context, order_id: Id, reason: str = "") -> OrderState:
    """Ask the supplier to cancel an order that has left. The answer comes later and stands in the timeline.

    Raises Conflict for one that has not left (take it back), and for one that is picked, shipped or over.
    """
    order = orders.order_to_change(ctx, order_id)
    if order.account_id != ctx.actor.account_id and not ctx.actor.may(Permission.ORDER_VIEW_ALL):
        raise Forbidden(NOT_YOURS)
    if order.state == OrderState.APPROVED:
        if recall_order(ctx, order.id):
            raise Conflict(STILL_HERE)
        move_order(ctx, order, OrderMove.LOSE_SIGHT)
    if order.state not in (OrderState.UNCONFIRMED, OrderState.SENT, OrderState.CONFIRMED):
        raise Conflict(TOO_LATE if order.state != OrderState.WAITING else STILL_HERE)
    move_order(ctx, order, OrderMove.ASK_TO_CANCEL, note=tidy_note(reason))
    send_cancellation(ctx, order.id)
    return OrderState(order.state)


def undo_bookings(ctx: Context, order: Order) -> None:
    """An order that comes to nothing: budgets and agreements are as free as before, and the cart goes back to its buyer with all it held."""
    release(ctx, order.id)
    give_back_calls(ctx, order)
    cart = carts.find_cart(ctx, order.cart_id) if order.cart_id else None
    if cart is not None:
        cart.ordered_at, cart.changed_at, cart.edits = None, ctx.now, cart.edits + 1
    order.cart_id = None


def _order(ctx: Context, told: WeighedCart) -> Order:
    waits = told.judgement.needs_approval
    new, order_id = _new_order(ctx, told), new_id()
    reserve(ctx, order_id, told.facts, may_exceed=waits)
    order = place_order(ctx, order_id, new, OrderMove.SUBMIT if waits else OrderMove.PLACE)
    if waits:
        order.request_id = open_request(ctx, approval_snapshot(order, new, told.facts))
    else:
        commit_budgets(ctx, order_id)
        send_to_supplier(ctx, order)
    told.cart.ordered_at = ctx.now
    return order


def _new_order(ctx: Context, told: WeighedCart) -> NewOrder:
    questions = questions_of(ctx, [one.line for one in told.lines])
    traces = dict(zip(questions, trace_many(ctx, list(questions.values())), strict=True))
    call_agreements(ctx, ((traces[one.line.product_id], one.line.quantity) for one in told.lines))
    lines = tuple(_new_line(told, one, traces[one.line.product_id]) for one in told.lines)
    return NewOrder(told.header, lines, _snapshot(told), told.vat, told.cart.id)


def _new_line(told: WeighedCart, one: PricedLine, trace: PriceTrace) -> NewOrderLine:
    product, line = told.products[one.line.product_id], one.line
    return NewOrderLine(
        product.id, product.number, product.name, Quantity(line.quantity, product.unit), one.price.price, one.price.price_unit, one.net, told.place(line),
        product.terms.pack, line.note, one.line_price.promised_on, TRACE.dump_python(trace, mode="json"),
    )  # fmt: skip


def _snapshot(told: WeighedCart) -> OrderSnapshot:
    places = [told.place(one.line) for one in told.lines]
    addresses = dict.fromkeys((*([told.header.address_id] if told.header.address_id else []), *(one.address_id for one in places)))
    centres = dict.fromkeys(one.cost_centre_id for one in places if one.cost_centre_id)
    return OrderSnapshot(
        tuple(OrderAddress(one, **vars(told.addresses[one].facts)) for one in addresses),
        tuple(OrderCostCentre(one, told.centres[one].number, told.centres[one].name) for one in centres),
        tuple(OrderApprovers(step.level, step.rule_names, tuple(one.name for one in step.deciders)) for step in told.judgement.steps),
        (),
        min((one.price.as_of for one in told.lines if one.price.as_of), default=None),
    )  # fmt: skip


def _answer(order: Order) -> Submitted:
    return Submitted(order.id, order.number, OrderState(order.state))


def _refusal(ctx: Context, problems: tuple[CheckoutProblem, ...]) -> Invalid:
    """The first of them as a sentence; the look shows them all."""
    first = problems[0]
    amounts = {name: format_money(ctx.actor.locale, amount) for name, amount in first.amounts}
    return Invalid(first.reason, fields={first.field: first.reason} if first.field else {}, **dict(first.words), **amounts)
