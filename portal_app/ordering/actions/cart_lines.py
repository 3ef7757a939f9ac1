"""Lines of a cart: put, change, take out, bring back. What can be ordered of a product is the catalogue's rule and holds for the whole line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count

from portal_app.catalog import ProductLine, QuantityProblem, find_products, fit_quantity
from portal_app.kernel import clock
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions import places
from portal_app.ordering.actions.cart_views import place_of
from portal_app.ordering.actions.carts import touched
from portal_app.ordering.actions.seeing import remember_seen
from portal_app.ordering.rules.cart_lines import (
    LONGEST_NOTE,
    MERGED,
    NOTE_TOO_LONG,
    UNKNOWN,
    LineFacts,
    LineKey,
    LinePlace,
    LineWish,
    PutLine,
    key_of,
    sums_of,
    tidy_note,
)  # fmt: skip
from portal_app.ordering.rules.carts import MOST_LINES, TOO_MANY_LINES, check_day
from portal_app.ordering.store import carts as store
from portal_app.ordering.tables import Cart, CartLine


@command(Permission.CART_EDIT)
def put_lines(ctx: Context, cart_id: Id, wishes: Sequence[LineWish]) -> tuple[PutLine, ...]:
    """One answer for each wish, in order. A product that is in the cart for the same place already becomes more of the same line.

    Wishes with a problem are left out, the others are put. Raises Invalid, and puts nothing, when the cart would hold too many lines.
    """
    cart = store.cart_to_change(ctx, cart_id)
    wishes = [replace(wish, note=_checked_note(wish.note)) for wish in wishes]
    _check_places(ctx, [wish.place for wish in wishes])
    products = _products(ctx, [wish.product_id for wish in wishes])
    problems = [_problem_of(wish, products) for wish in wishes]
    lines = {key_of(line.product_id, place_of(line)): line for line in store.lines_of(ctx, cart.id)}
    positions = count(store.last_position(ctx, cart.id) + 1)
    sums = sums_of(wish for wish, problem in zip(wishes, problems, strict=True) if problem is None)
    put = {}
    for key, wanted in sums.items():
        product = products[key[0]]
        put[key] = _put(ctx, lines, key, wanted, product, lambda product=product: _new_line(ctx, cart, product, next(positions)))
    if len(lines) > MOST_LINES:
        raise Invalid(TOO_MANY_LINES, most=MOST_LINES, lines=len(lines))
    _put_notes(lines, wishes, problems)
    if any(one.line_id for one in put.values()):
        remember_seen(ctx, touched(ctx, cart), {key[0] for key, one in put.items() if one.line_id})
    return tuple(problem or put[key_of(wish.product_id, wish.place)] for wish, problem in zip(wishes, problems, strict=True))


@command(Permission.CART_EDIT)
def change_line(ctx: Context, line_id: Id, facts: LineFacts, *, version: int) -> PutLine:
    """Another quantity, place or note. `version` is that of the line one looked at; raises Conflict when another tab was quicker.

    With the place of another line of this product both become one. Raises Invalid for a quantity that cannot be ordered.
    """
    cart, line = store.line_to_change(ctx, line_id)
    if line.removed_at or line.version != version:
        raise Conflict
    facts = replace(facts, note=_checked_note(facts.note))
    if facts.place != place_of(line):
        _check_places(ctx, [facts.place])
    product = _product_or_missing(ctx, line.product_id)
    twin = _line_like(ctx, cart, line, facts.place)
    before, put = line.quantity, _fitted(facts.quantity, product, line)
    if not put.problem and twin is not None:
        put = _merged(ctx, line, into=twin, quantity=facts.quantity, product=product)
    if put.problem:
        raise Invalid(put.problem, fields={"quantity": put.problem}, **put.values)
    if twin is None:
        _set(line, put.quantity, facts.place)
        line.note = facts.note
    cart = touched(ctx, cart)
    if twin is not None or put.quantity != before:  # another place or note says nothing about a price
        remember_seen(ctx, cart, {line.product_id})
    return put


@command(Permission.CART_EDIT)
def remove_line(ctx: Context, line_id: Id, *, version: int) -> None:
    """Take a line out. `restore_line` brings it back. Raises Conflict when it was changed since one looked; twice is harmless."""
    cart, line = store.line_to_change(ctx, line_id)
    if line.removed_at:
        return
    if line.version != version:
        raise Conflict
    line.removed_at = ctx.now
    line.version += 1
    touched(ctx, cart)


@command(Permission.CART_EDIT)
def restore_line(ctx: Context, line_id: Id) -> PutLine:
    """Bring back a line that was taken out. When the same product was put again meanwhile, both become one line."""
    cart, line = store.line_to_change(ctx, line_id)
    if not line.removed_at:
        return PutLine(line.id, line.quantity)
    twin = _line_like(ctx, cart, line, place_of(line))
    if twin is not None:
        put = _merged(ctx, line, into=twin, quantity=line.quantity, product=_product_or_missing(ctx, line.product_id))
        if put.problem:
            raise Invalid(put.problem, **put.values)
    else:
        put = PutLine(line.id, line.quantity)
        line.removed_at = None
        line.version += 1
        if (held := len(store.lines_of(ctx, cart.id))) > MOST_LINES:
            raise Invalid(TOO_MANY_LINES, most=MOST_LINES, lines=held)
    touched(ctx, cart)
    return put


def _problem_of(wish: LineWish, products: Mapping[Id, ProductLine]) -> PutLine | None:
    """Why this wish alone cannot be put: whatever else is in the cart, nobody orders less than nothing."""
    if wish.product_id not in products:
        return PutLine("", Decimal(0), problem=UNKNOWN)
    put = _fitted(wish.quantity, products[wish.product_id], None)
    return put if put.problem else None


def _put(ctx: Context, lines: dict[LineKey, CartLine], key: LineKey, wanted: Decimal, product: ProductLine, new: Callable[[], CartLine]) -> PutLine:
    """More of a line, or a new one."""
    line = lines.get(key)
    put = _fitted(wanted + (line.quantity if line else 0), product, line)
    if put.problem:
        return put
    if line is None:
        line = lines[key] = new()
        store.put_line(ctx, line)
    elif not put.reason:
        put = replace(put, reason=MERGED)
    _set(line, put.quantity, key[1])
    return replace(put, line_id=line.id)


def _new_line(ctx: Context, cart: Cart, product: ProductLine, position: int) -> CartLine:
    return CartLine(
        cart_id=cart.id, product_id=product.id, number=product.number, name=product.name, quantity=Decimal(1), position=position, version=0, put_at=ctx.now,
    )  # fmt: skip


def _set(line: CartLine, quantity: Decimal, place: LinePlace) -> None:
    line.quantity = quantity
    line.cost_centre_id, line.address_id, line.requested_on = place.cost_centre_id or None, place.address_id or None, place.requested_on
    line.version += 1


def _fitted(wanted: Decimal, product: ProductLine, line: CartLine | None) -> PutLine:
    fitted = fit_quantity(wanted, product.terms)
    if isinstance(fitted, QuantityProblem):
        return PutLine("", Decimal(0), problem=fitted.reason)
    return PutLine(line.id if line else "", fitted.quantity, fitted.reason, values=fitted.values)


def _merged(ctx: Context, line: CartLine, *, into: CartLine, quantity: Decimal, product: ProductLine) -> PutLine:
    """One line more of the other; this one is gone."""
    put = _fitted(into.quantity + quantity, product, into)
    if put.problem:
        return put
    _set(into, put.quantity, place_of(into))
    line.removed_at = ctx.now
    line.version += 1
    return put if put.reason else replace(put, reason=MERGED)


def _line_like(ctx: Context, cart: Cart, line: CartLine, place: LinePlace) -> CartLine | None:
    """Another line of the same product for this place."""
    key = key_of(line.product_id, place)
    return next((one for one in store.lines_of(ctx, cart.id) if one.id != line.id and key_of(one.product_id, place_of(one)) == key), None)


def _put_notes(lines: Mapping[LineKey, CartLine], wishes: Sequence[LineWish], problems: Sequence[PutLine | None]) -> None:
    """A note that comes with a wish stands on its line, unless another one stands there already."""
    for wish, problem in zip(wishes, problems, strict=True):
        line = lines.get(key_of(wish.product_id, wish.place))
        if problem is None and line is not None and wish.note and not line.note:
            line.note = wish.note


def _check_places(ctx: Context, chosen: Sequence[LinePlace]) -> None:
    places.check_cost_centres(ctx, [one.cost_centre_id for one in chosen])
    places.check_addresses(ctx, [one.address_id for one in chosen])
    today = clock.today(ctx.actor.time_zone)
    for day in {one.requested_on for one in chosen}:
        if problems := check_day(day, today):
            raise Invalid(fields=problems)


def _checked_note(note: str) -> str:
    note = tidy_note(note)
    if len(note) > LONGEST_NOTE:
        raise Invalid(fields={"note": NOTE_TOO_LONG}, longest=LONGEST_NOTE)
    return note


def _products(ctx: Context, product_ids: Iterable[Id]) -> dict[Id, ProductLine]:
    return {one.id: one for one in find_products(ctx, list(dict.fromkeys(product_ids)))}


def _product_or_missing(ctx: Context, product_id: Id) -> ProductLine:
    found = _products(ctx, [product_id])
    if product_id not in found:
        raise NotFound(UNKNOWN)
    return found[product_id]
