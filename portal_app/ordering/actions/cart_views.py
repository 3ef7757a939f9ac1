"""A cart as a screen shows it, without prices: those are looked at before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from portal_app.catalog import ProductLine, find_products
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.ordering.rules.cart_lines import LinePlace
from portal_app.ordering.rules.carts import CartHeader
from portal_app.ordering.store import carts as store
from portal_app.ordering.tables import Cart, CartLine


@dataclass(frozen=True)
class CartRow:
    """A cart in the list of one's own."""

    id: Id
    name: str
    lines: int
    changed_at: datetime


@dataclass(frozen=True)
class CartLineSheet:
    """A line. `product` is None for one that nobody sees any more; its number and name are then those of the day it was put."""

    id: Id
    number: str
    name: str
    quantity: Decimal
    place: LinePlace
    note: str
    version: int
    product: ProductLine | None


@dataclass(frozen=True)
class CartSheet:
    """`version` is that of the header; `edits` grows with every change, so that another tab knows whether to read again."""

    id: Id
    header: CartHeader
    lines: tuple[CartLineSheet, ...]
    version: int
    edits: int
    changed_at: datetime


def row_of(cart: Cart, lines: int) -> CartRow:
    return CartRow(cart.id, cart.name, lines, cart.changed_at)


def sheet_of(ctx: Context, cart: Cart) -> CartSheet:
    return CartSheet(cart.id, header_of(cart), line_sheets(ctx, store.lines_of(ctx, cart.id)), cart.version, cart.edits, cart.changed_at)


def header_of(cart: Cart) -> CartHeader:
    return CartHeader(
        cart.name, cart.po_number, cart.reference, cart.cost_centre_id or "", cart.address_id or "", cart.requested_on, cart.partial_delivery, cart.note,
    )  # fmt: skip


def line_sheets(ctx: Context, lines: Sequence[CartLine]) -> tuple[CartLineSheet, ...]:
    products = {one.id: one for one in find_products(ctx, list({line.product_id for line in lines}))}
    return tuple(_line(line, products.get(line.product_id)) for line in lines)


def place_of(line: CartLine) -> LinePlace:
    return LinePlace(line.cost_centre_id or "", line.address_id or "", line.requested_on)


def _line(line: CartLine, product: ProductLine | None) -> CartLineSheet:
    number, name = (product.number, product.name) if product else (line.number, line.name)
    return CartLineSheet(line.id, number, name, line.quantity, place_of(line), line.note, line.version, product)
