"""Orders put and moved without a checkout: what tests of lists and pages stand on."""

from decimal import Decimal
from typing import Any

from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.money import Money, Quantity
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.moving import move_order, place_order
from portal_app.ordering.rules.cart_lines import LinePlace
from portal_app.ordering.rules.carts import CartHeader
from portal_app.ordering.rules.order_snapshots import NewOrder, NewOrderLine, OrderAddress, OrderSnapshot, vat_of
from portal_app.ordering.rules.order_states import OrderMove
from portal_app.ordering.store import orders as store
from tests.ordering.shop import BEARING, Shop

SENTINEL = Decimal("13.3713")


def a_line(shop: Shop, number: str = BEARING, quantity: str = "3", price: Decimal = SENTINEL, cost_centre_id: Id = "", **more: Any) -> NewOrderLine:
    net = (Money(price) * Decimal(quantity)).rounded()
    place = LinePlace(cost_centre_id or shop.centres[0], shop.addresses[0])
    return NewOrderLine(shop.product(number), number, "Bearing 6204-2RS C3", Quantity(Decimal(quantity)), Money(price), 1, net, place, Decimal(1), **more)


def an_order(shop: Shop, *lines: NewOrderLine, **header: Any) -> NewOrder:
    lines = lines or (a_line(shop),)
    address = OrderAddress(shop.addresses[0], "Plant 1", "Hansen", "Werkstr. 1", "28195", "Bremen", "DE")
    header = {"name": "Line 4 spares", "cost_centre_id": shop.centres[0], "address_id": shop.addresses[0], **header}
    return NewOrder(CartHeader(**header), lines, OrderSnapshot((address,)), vat_of(tuple(("DE", line.net) for line in lines)))


@command(Permission.CART_SUBMIT)
def put_an_order(ctx: Context, new: NewOrder, move: OrderMove = OrderMove.PLACE) -> Id:
    return place_order(ctx, new_id(), new, move).id


@command(Permission.CART_SUBMIT)
def move_an_order(ctx: Context, order_id: Id, move: OrderMove, note: str = "") -> str:
    return move_order(ctx, store.hold_order(ctx, order_id), move, note=note).state
