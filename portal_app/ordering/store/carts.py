"""Carts and their lines in the database. Whoever works on a cart sees it, nobody else."""

from collections.abc import Iterable

from sqlalchemy import Select, func
from sqlmodel import col, select

from portal_app.kernel.errors import Forbidden, NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id, is_id
from portal_app.ordering.tables import Cart, CartLine

NOBODYS = message("Carts belong to people. A job has none.")


def carts_visible_to(ctx: Context) -> Select:
    """One's own that are neither removed nor ordered."""
    return _own(ctx).where(col(Cart.removed_at).is_(None), col(Cart.ordered_at).is_(None))


def list_carts(ctx: Context) -> list[Cart]:
    """The one that was worked on last comes first."""
    return list(ctx.db.exec(carts_visible_to(ctx).order_by(col(Cart.changed_at).desc(), col(Cart.id).desc())).all())


def count_carts(ctx: Context, account_id: Id) -> int:
    """How many open ones somebody of the company has."""
    mine = (Cart.account_id == account_id, col(Cart.removed_at).is_(None), col(Cart.ordered_at).is_(None))
    return ctx.db.exec(select(func.count()).select_from(Cart).where(*mine)).one()


def cart_or_missing(ctx: Context, cart_id: Id) -> Cart:
    return _found(ctx, carts_visible_to(ctx), cart_id)


def cart_to_change(ctx: Context, cart_id: Id) -> Cart:
    """Held where the database can, so that changes of one cart come one after another."""
    return _found(ctx, carts_visible_to(ctx).with_for_update().execution_options(populate_existing=True), cart_id)


def removed_cart_to_change(ctx: Context, cart_id: Id) -> Cart:
    removed = _own(ctx).where(col(Cart.removed_at).is_not(None), col(Cart.ordered_at).is_(None))
    return _found(ctx, removed.with_for_update().execution_options(populate_existing=True), cart_id)


def cart_to_submit(ctx: Context, cart_id: Id) -> Cart:
    """One's own, also one that was ordered already: whoever sends it again is told its order."""
    mine = _own(ctx).where(col(Cart.removed_at).is_(None))
    return _found(ctx, mine.with_for_update().execution_options(populate_existing=True), cart_id)


def find_cart(ctx: Context, cart_id: Id) -> Cart | None:
    """Whosever it is: for an order that goes back to its buyer."""
    return ctx.db.exec(select(Cart).where(Cart.id == cart_id).with_for_update().execution_options(populate_existing=True)).first()


def put_cart(ctx: Context, cart: Cart) -> Cart:
    ctx.db.add(cart)
    ctx.db.flush()
    return cart


def lines_of(ctx: Context, cart_id: Id) -> list[CartLine]:
    """In their order, without those that were taken out."""
    query = select(CartLine).where(CartLine.cart_id == cart_id, col(CartLine.removed_at).is_(None))
    return list(ctx.db.exec(query.order_by(CartLine.position, CartLine.id)).all())


def count_lines(ctx: Context, cart_ids: Iterable[Id]) -> dict[Id, int]:
    """By cart; an empty one is missing."""
    query = select(CartLine.cart_id, func.count()).where(col(CartLine.cart_id).in_(list(cart_ids)), col(CartLine.removed_at).is_(None))
    return dict(ctx.db.exec(query.group_by(CartLine.cart_id)).all())


def last_position(ctx: Context, cart_id: Id) -> int:
    """Of all lines, also of those taken out: they may come back to their place."""
    return ctx.db.exec(select(func.max(CartLine.position)).where(CartLine.cart_id == cart_id)).one() or 0


def put_line(ctx: Context, line: CartLine) -> None:
    ctx.db.add(line)


def line_to_change(ctx: Context, line_id: Id) -> tuple[Cart, CartLine]:
    """A line with its cart, which is held. The line may have been taken out."""
    cart_id = ctx.db.exec(select(CartLine.cart_id).where(CartLine.id == line_id)).first() if is_id(line_id) else None
    if cart_id is None:
        raise NotFound
    cart = cart_to_change(ctx, cart_id)
    return cart, ctx.db.exec(select(CartLine).where(CartLine.id == line_id)).one()


def _own(ctx: Context) -> Select:
    return select(Cart).where(Cart.account_id == account_of(ctx))


def account_of(ctx: Context) -> Id:
    if ctx.actor.account_id is None:
        raise Forbidden(NOBODYS)
    return ctx.actor.account_id


def _found(ctx: Context, query: Select, cart_id: Id) -> Cart:
    cart = ctx.db.exec(query.where(col(Cart.id) == cart_id)).first() if is_id(cart_id) else None
    if cart is None:
        raise NotFound
    return cart
