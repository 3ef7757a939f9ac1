"""What will happen: looked at before the button is pressed, and what changed since it was looked at is accepted here."""

from dataclasses import dataclass

from portal_app.catalog import Availability
from portal_app.kernel.errors import Conflict
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.cart_views import CartLineSheet, line_sheets
from portal_app.ordering.actions.carts import touched
from portal_app.ordering.actions.seeing import note_seen
from portal_app.ordering.actions.weighing import WeighedCart, weigh_cart
from portal_app.ordering.rules.cart_lines import LinePlace
from portal_app.ordering.rules.carts import CartHeader
from portal_app.ordering.rules.checkout import CheckoutProblem
from portal_app.ordering.rules.differences import LineDifference
from portal_app.ordering.store import carts, orders
from portal_app.pricing import PriceView
from portal_app.purchasing import Judgement


@dataclass(frozen=True)
class LookedLine:
    """A line with what it costs, when it comes and where it really goes. `net` is None where it has no price."""

    line: CartLineSheet
    place: LinePlace
    price: PriceView
    net: Money | None
    availability: Availability


@dataclass(frozen=True)
class CartLook:
    """What will happen to a cart. `digest` names exactly this and goes back with the order. With problems it cannot be sent.

    `judgement` says who must approve and why, what budgets have left, and which small change would spare the approval; None while a line
    has no price. `used_before` are orders of the company that carry this PO number already: a warning, no problem.
    """

    cart_id: Id
    header: CartHeader
    lines: tuple[LookedLine, ...]
    net: Money | None
    vat: Money | None
    judgement: Judgement | None
    problems: tuple[CheckoutProblem, ...]
    differences: tuple[LineDifference, ...]
    used_before: tuple[str, ...]
    digest: str
    version: int
    edits: int


@query(Permission.CART_EDIT)
def look_at_cart(ctx: Context, cart_id: Id) -> CartLook:
    """Everything asked anew: prices, stock, budgets, rules."""
    return look_of(ctx, weigh_cart(ctx, carts.cart_or_missing(ctx, cart_id)))


@command(Permission.CART_EDIT)
def accept_differences(ctx: Context, cart_id: Id, digest: str) -> None:
    """The prices and days of this look are fine. Raises Conflict when it is not what it is now any more."""
    cart = carts.cart_to_change(ctx, cart_id)
    told = weigh_cart(ctx, cart)
    if told.digest != digest:
        raise Conflict
    for one in told.lines:
        note_seen(one)
    touched(ctx, cart)


def look_of(ctx: Context, told: WeighedCart) -> CartLook:
    sheets = line_sheets(ctx, [one.line for one in told.lines])
    lines = tuple(LookedLine(sheet, told.place(one.line), one.price, one.net, one.availability) for sheet, one in zip(sheets, told.lines, strict=True))
    number = told.header.po_number
    used = tuple(orders.orders_with_po_number(ctx, number)) if number else ()
    return CartLook(
        told.cart.id, told.header, lines, told.net, told.vat, told.judgement, told.problems, told.differences, used, told.digest, told.cart.version,
        told.cart.edits,
    )  # fmt: skip
