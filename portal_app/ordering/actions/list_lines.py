"""Lines of an order list: put, change, take out, bring back. What can be ordered of a product is the catalogue's rule; a list keeps what fits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count

from portal_app.catalog import ProductLine, QuantityProblem, find_products, fit_quantity
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.list_views import may_edit, successors_by_product
from portal_app.ordering.actions.offers import least_of
from portal_app.ordering.rules.cart_lines import UNKNOWN
from portal_app.ordering.rules.order_lists import (
    LONGEST,
    MERGED,
    MOST_LINES,
    NO_SUCCESSOR,
    ONLY_USE,
    TOO_MANY_LINES,
    ListLineFacts,
    ListWish,
    check_texts,
    merged,
    tidy,
)
from portal_app.ordering.store import order_lists as store
from portal_app.ordering.tables import OrderList, OrderListLine


@dataclass(frozen=True)
class KeptLine:
    """What is in the list now. `reason` says why it is not just what was wished for; `values` fill its {names}."""

    line_id: Id
    quantity: Decimal
    reason: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)


@command(Permission.CART_EDIT)
def add_to_list(ctx: Context, list_id: Id, wishes: Sequence[ListWish]) -> int:
    """How many lines are new; what was in the list already becomes more of the same line. All of them or, where one is refused, none.

    Raises Forbidden for a list that is only for use, Invalid for a quantity that cannot be ordered and for too many lines, NotFound for a
    product that the company does not see.
    """
    row = list_to_edit(ctx, list_id)
    before = len(store.lines_of(ctx, row.id))
    put_wishes(ctx, row, wishes)
    return len(store.lines_of(ctx, row.id)) - before


@command(Permission.CART_EDIT)
def put_list_line(ctx: Context, list_id: Id, product_id: Id, quantity: Decimal | None = None) -> KeptLine:
    """One more line, with a word when it was corrected or is more of a line that stood there. Without a quantity the least there is."""
    row, product = list_to_edit(ctx, list_id), _product_or_missing(ctx, product_id)
    (kept,) = put_wishes(ctx, row, [ListWish(product.id, least_of(product) if quantity is None else quantity)])
    return kept


@command(Permission.CART_EDIT)
def change_list_line(ctx: Context, line_id: Id, facts: ListLineFacts, *, version: int) -> KeptLine:
    """Another quantity, section or note. `version` is that of the line one looked at; raises Conflict when a colleague was quicker."""
    row, line = _line_to_edit(ctx, line_id)
    if line.removed_at or line.version != version:
        raise Conflict
    section, note = _checked(facts.section, facts.note)
    product = _product_or_missing(ctx, line.product_id)
    kept = _fitted(facts.quantity, product)
    _set(ctx, line, kept.quantity, product, section, note)
    touch(ctx, row)
    return replace(kept, line_id=line.id)


@command(Permission.CART_EDIT)
def renew_list_line(ctx: Context, line_id: Id, *, version: int) -> KeptLine:
    """What follows the article takes its place in the list, in the same quantity or the next that can be ordered.

    Raises NotFound when nothing follows it, Conflict when a colleague was quicker.
    """
    row, line = _line_to_edit(ctx, line_id)
    if line.removed_at or line.version != version:
        raise Conflict
    successor = successors_by_product(ctx, [line.product_id]).get(line.product_id)
    if successor is None:
        raise NotFound(NO_SUCCESSOR)
    if any(one.product_id == successor.id for one in store.lines_of(ctx, row.id)):
        line.removed_at = ctx.now
        line.version += 1
        (kept,) = put_wishes(ctx, row, [ListWish(successor.id, line.quantity, line.section, line.note)])
        return kept
    kept = _fitted(line.quantity, successor)
    line.product_id, line.number, line.name = successor.id, successor.number, successor.name
    _set(ctx, line, kept.quantity, successor, line.section, line.note)
    touch(ctx, row)
    return replace(kept, line_id=line.id)


@command(Permission.CART_EDIT)
def remove_list_line(ctx: Context, line_id: Id, *, version: int) -> None:
    """Take a line out. `restore_list_line` brings it back. Raises Conflict when it was changed since one looked; twice is harmless."""
    row, line = _line_to_edit(ctx, line_id)
    if line.removed_at:
        return
    if line.version != version:
        raise Conflict
    line.removed_at, line.changed_by = ctx.now, ctx.actor.name
    line.version += 1
    touch(ctx, row)


@command(Permission.CART_EDIT)
def restore_list_line(ctx: Context, line_id: Id) -> KeptLine:
    """Bring back a line that was taken out. When the same product was put again meanwhile, both become one line."""
    row, line = _line_to_edit(ctx, line_id)
    if not line.removed_at:
        return KeptLine(line.id, line.quantity)
    held = store.lines_of(ctx, row.id)
    if any(one.product_id == line.product_id for one in held):
        (kept,) = put_wishes(ctx, row, [ListWish(line.product_id, line.quantity, line.section, line.note)])
        return kept
    _check_room(len(held) + 1)
    line.removed_at = None
    line.version += 1
    touch(ctx, row)
    return KeptLine(line.id, line.quantity)


def list_to_edit(ctx: Context, list_id: Id) -> OrderList:
    """Held. Raises NotFound for one that one does not see, Forbidden with a sentence for one that is only for use."""
    row = store.list_to_change(ctx, list_id)
    if not may_edit(ctx, row):
        raise Forbidden(ONLY_USE, owner=row.owner_name)
    return row


def put_wishes(ctx: Context, row: OrderList, wishes: Sequence[ListWish]) -> list[KeptLine]:
    """One answer for each product, in the order in which it came first. Raises as `add_to_list`, and the caller's transaction ends."""
    together = merged(_tidied(wish) for wish in wishes)
    products = {one.id: one for one in find_products(ctx, list(together))}
    if together.keys() - products.keys():
        raise NotFound(UNKNOWN)
    lines = {line.product_id: line for line in store.lines_of(ctx, row.id)}
    _check_room(len(lines.keys() | together.keys()))
    positions = count(store.last_position(ctx, row.id) + 1)
    kept = [_put(ctx, row, lines.get(product_id), wish, products[product_id], positions) for product_id, wish in together.items()]
    if kept:
        touch(ctx, row)
    return kept


def touch(ctx: Context, row: OrderList) -> None:
    """Changed now by whoever calls."""
    row.changed_at, row.changed_by = ctx.now, ctx.actor.name


def _put(ctx: Context, row: OrderList, line: OrderListLine | None, wish: ListWish, product: ProductLine, positions: Iterable[int]) -> KeptLine:
    """More of a line, or a new one."""
    kept = _fitted(wish.quantity + (line.quantity if line else 0), product)
    if line is None:
        line = OrderListLine(
            list_id=row.id, product_id=product.id, number=product.number, name=product.name, quantity=kept.quantity, pack=product.terms.pack,
            position=next(iter(positions)), version=0,
        )  # fmt: skip
        store.put_line(ctx, line)
        _set(ctx, line, kept.quantity, product, wish.section, wish.note)
        return replace(kept, line_id=line.id)
    _set(ctx, line, kept.quantity, product, line.section or wish.section, line.note or wish.note)
    return KeptLine(line.id, kept.quantity, MERGED, {"quantity": kept.quantity})


def _set(ctx: Context, line: OrderListLine, quantity: Decimal, product: ProductLine, section: str, note: str) -> None:
    line.quantity, line.pack, line.section, line.note = quantity, product.terms.pack, section, note
    line.changed_by = ctx.actor.name
    line.version += 1


def _fitted(wanted: Decimal, product: ProductLine) -> KeptLine:
    fitted = fit_quantity(wanted, product.terms)
    if isinstance(fitted, QuantityProblem):
        raise Invalid(fitted.reason, fields={"quantity": fitted.reason})
    return KeptLine("", fitted.quantity, fitted.reason, fitted.values)


def _line_to_edit(ctx: Context, line_id: Id) -> tuple[OrderList, OrderListLine]:
    row, line = store.line_to_change(ctx, line_id)
    if not may_edit(ctx, row):
        raise Forbidden(ONLY_USE, owner=row.owner_name)
    return row, line


def _tidied(wish: ListWish) -> ListWish:
    section, note = _checked(wish.section, wish.note)
    return replace(wish, section=section, note=note)


def _checked(section: str, note: str) -> tuple[str, str]:
    section, note = tidy(section), tidy(note)
    if problems := check_texts(section=section, note=note):
        raise Invalid(fields=problems, longest=LONGEST[next(iter(problems))])
    return section, note


def _check_room(lines: int) -> None:
    if lines > MOST_LINES:
        raise Invalid(TOO_MANY_LINES, most=MOST_LINES, lines=lines)


def _product_or_missing(ctx: Context, product_id: Id) -> ProductLine:
    found = find_products(ctx, [product_id])
    if not found:
        raise NotFound(UNKNOWN)
    return found[0]
