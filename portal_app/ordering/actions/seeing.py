"""Keeps with each line what it cost and when it was to come when somebody saw it, so that a change is noticed and shown."""

from collections.abc import Collection

from portal_app.accounts import list_addresses
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.line_prices import PricedLine, price_lines
from portal_app.ordering.store import carts as store
from portal_app.ordering.tables import Cart


def remember_seen(ctx: Context, cart: Cart, product_ids: Collection[Id]) -> None:
    """For the lines of these products, as they cost now. For who sees no prices there is nothing to remember."""
    if not product_ids or not ctx.actor.may(Permission.PRICE_VIEW):
        return
    address = next((one.facts for one in list_addresses(ctx) if one.id == cart.address_id), None)
    lines = [line for line in store.lines_of(ctx, cart.id) if line.product_id in product_ids]
    for one in price_lines(ctx, lines, address):
        note_seen(one)


def note_seen(one: PricedLine) -> None:
    line, price = one.line, one.line_price
    line.seen_price, line.seen_currency = (price.price.amount, price.price.currency) if price.price else (None, "")
    line.seen_price_unit, line.seen_promise = price.price_unit, price.promised_on
