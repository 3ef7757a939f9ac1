"""One product into a cart, from wherever it is shown: read what was typed, fit it, put it."""

from dataclasses import dataclass

from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command
from portal_app.kernel.i18n import language_of
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.cart_lines import put_lines
from portal_app.ordering.actions.carts import list_carts, open_cart
from portal_app.ordering.rules.cart_lines import LineWish, PutLine
from portal_app.ordering.rules.quantities import UNREADABLE, read_quantity


@dataclass(frozen=True)
class AddedLine:
    """The cart, and what became of the wish in it: `put.quantity` is all of its line now."""

    cart_id: Id
    put: PutLine


@command(Permission.CART_EDIT)
def add_to_cart(ctx: Context, name: str, product_id: Id, typed: str) -> AddedLine:
    """So much of a product, as it was written, into the cart at hand; where there is none, into a new one with this name.

    Raises Invalid with a sentence for `quantity` when nothing can be ordered of it.
    """
    read = read_quantity(typed, language_of(ctx.actor.locale))
    if read.amount is None:
        reason = read.reason or UNREADABLE
        raise Invalid(reason, fields={"quantity": reason}, **read.values)
    cart_id = cart_at_hand(ctx, name)
    (put,) = put_lines(ctx, cart_id, [LineWish(product_id, read.amount)])
    if put.problem:
        raise Invalid(put.problem, fields={"quantity": put.problem}, **put.values)
    return AddedLine(cart_id, put)


def cart_at_hand(ctx: Context, name: str) -> Id:
    """The one that was worked on last, else a new one with this name."""
    return next((cart.id for cart in list_carts(ctx)), "") or open_cart(ctx, name)
