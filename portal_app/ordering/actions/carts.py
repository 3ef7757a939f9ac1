"""Carts of whoever calls: open, list, read, change the header, remove and bring back, hand to a colleague."""

from portal_app.accounts import Colleague, colleagues_with
from portal_app.kernel import clock
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions import places
from portal_app.ordering.actions.cart_views import CartRow, CartSheet, header_of, row_of, sheet_of
from portal_app.ordering.rules.carts import MOST_CARTS, TOO_MANY_CARTS, CartHeader, check_header, tidy_header
from portal_app.ordering.store import carts as store
from portal_app.ordering.tables import Cart

THEIRS_ARE_MANY = message("{name} has {most} open carts already. Please ask them to order or remove one first.")


@query(Permission.CART_EDIT)
def list_carts(ctx: Context) -> tuple[CartRow, ...]:
    """One's own open ones; the one that was worked on last comes first."""
    found = store.list_carts(ctx)
    lines = store.count_lines(ctx, [cart.id for cart in found])
    return tuple(row_of(cart, lines.get(cart.id, 0)) for cart in found)


@query(Permission.CART_EDIT)
def read_cart(ctx: Context, cart_id: Id) -> CartSheet:
    """Raises NotFound for another person's cart as for an unknown one."""
    return sheet_of(ctx, store.cart_or_missing(ctx, cart_id))


@query(Permission.CART_EDIT)
def list_cart_colleagues(ctx: Context) -> tuple[Colleague, ...]:
    """To whom a cart can be handed."""
    return colleagues_with(ctx, Permission.CART_EDIT)


@command(Permission.CART_EDIT)
def open_cart(ctx: Context, name: str) -> Id:
    """A new cart with the cost centre and the address one works with. Raises Invalid for a name that is none and for one cart too many."""
    header = tidy_header(CartHeader(name, cost_centre_id=places.first_cost_centre(ctx), address_id=places.first_address(ctx)))
    if problems := check_header(header, _today(ctx)):
        raise Invalid(fields=problems)
    account_id = store.account_of(ctx)
    if store.count_carts(ctx, account_id) >= MOST_CARTS:
        raise Invalid(TOO_MANY_CARTS, most=MOST_CARTS)
    cart = Cart(account_id=account_id, name=header.name, opened_at=ctx.now, changed_at=ctx.now)
    _put_header(cart, header)
    return store.put_cart(ctx, touched(ctx, cart)).id


@command(Permission.CART_EDIT)
def change_cart(ctx: Context, cart_id: Id, header: CartHeader, *, version: int) -> int:
    """Save the header. `version` is that of the sheet one looked at; raises Conflict when another tab was quicker. Returns the new version."""
    cart, header = store.cart_to_change(ctx, cart_id), tidy_header(header)
    before = header_of(cart)
    if header == before:
        return cart.version
    if cart.version != version:
        raise Conflict
    if problems := check_header(header, _today(ctx)):
        raise Invalid(fields=problems)
    if header.cost_centre_id != before.cost_centre_id:
        places.check_cost_centres(ctx, [header.cost_centre_id])
    if header.address_id != before.address_id:
        places.check_addresses(ctx, [header.address_id])
    _put_header(cart, header)
    cart.version += 1
    return touched(ctx, cart).version


@command(Permission.CART_EDIT)
def remove_cart(ctx: Context, cart_id: Id) -> None:
    """It is out of sight, with all it holds; `restore_cart` brings it back."""
    cart = store.cart_to_change(ctx, cart_id)
    cart.removed_at = ctx.now
    ctx.record("cart.removed", "cart", cart.id, before={"name": cart.name})


@command(Permission.CART_EDIT)
def restore_cart(ctx: Context, cart_id: Id) -> None:
    """Bring back a cart that was removed. Raises Invalid when there is no room for it."""
    cart = store.removed_cart_to_change(ctx, cart_id)
    if store.count_carts(ctx, cart.account_id) >= MOST_CARTS:
        raise Invalid(TOO_MANY_CARTS, most=MOST_CARTS)
    cart.removed_at = None
    ctx.record("cart.restored", "cart", touched(ctx, cart).id, after={"name": cart.name})


@command(Permission.CART_EDIT)
def hand_over_cart(ctx: Context, cart_id: Id, person_id: Id) -> None:
    """From now on it is this colleague's, and no longer one's own. Raises NotFound for somebody who may not work on carts."""
    cart = store.cart_to_change(ctx, cart_id)
    colleague = next((one for one in colleagues_with(ctx, Permission.CART_EDIT) if one.person_id == person_id), None)
    if colleague is None:
        raise NotFound
    if store.count_carts(ctx, colleague.account_id) >= MOST_CARTS:
        raise Invalid(THEIRS_ARE_MANY, name=colleague.name, most=MOST_CARTS)
    touched(ctx, cart).account_id = colleague.account_id
    ctx.record("cart.handed-over", "cart", cart.id, before={"account_id": ctx.actor.account_id}, after={"account_id": colleague.account_id})


def touched(ctx: Context, cart: Cart) -> Cart:
    """The cart, as changed now by whoever calls."""
    cart.edits += 1
    cart.changed_at = ctx.now
    if ctx.actor.person_id and ctx.actor.person_id not in cart.editor_ids:
        cart.editor_ids = [*cart.editor_ids, ctx.actor.person_id]
    return cart


def _put_header(cart: Cart, header: CartHeader) -> None:
    for name, value in vars(header).items():
        setattr(cart, name, (value or None) if name.endswith("_id") else value)


def _today(ctx: Context):
    return clock.today(ctx.actor.time_zone)
