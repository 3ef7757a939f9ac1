"""What stands elsewhere is kept as an order list: a cart, an order, the quick order, an order file. Nothing is taken away from where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal_app.catalog import find_products
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.draft_views import sheet_of
from portal_app.ordering.actions.list_lines import add_to_list
from portal_app.ordering.actions.offers import least_of
from portal_app.ordering.actions.order_lists import save_list
from portal_app.ordering.rules.draft_rows import RowVerdict
from portal_app.ordering.rules.intake.packing import unpack_line, unpacked
from portal_app.ordering.rules.intake.settling import ordered_quantity
from portal_app.ordering.rules.intake.verdicts import GOOD, OPEN, Verdict
from portal_app.ordering.rules.order_lists import NOTHING_TO_SAVE, ListWish
from portal_app.ordering.store import carts, drafts, intakes, orders


@dataclass(frozen=True)
class ListTarget:
    """Where to: a new list with this name, or one that stands already."""

    name: str = ""
    list_id: Id = ""


@dataclass(frozen=True)
class SavedList:
    """What went into the list. `put` counts the lines that stand there for it, `left` what no list can hold: what is sold no more, or names
    no article yet."""

    list_id: Id
    put: int
    left: int


@command(Permission.CART_EDIT)
def save_cart_as_list(ctx: Context, cart_id: Id, to: ListTarget) -> SavedList:
    """Raises NotFound for another person's cart as for an unknown one; the rest as `save_list` and `add_to_list`."""
    cart = carts.cart_or_missing(ctx, cart_id)
    return _save(ctx, [ListWish(line.product_id, line.quantity, note=line.note) for line in carts.lines_of(ctx, cart.id)], 0, to)


@command(Permission.CART_EDIT)
def save_order_as_list(ctx: Context, order_id: Id, to: ListTarget, positions: Sequence[int] = ()) -> SavedList:
    """Without positions all of its lines. Raises NotFound for an order that one does not see."""
    order = orders.order_or_missing(ctx, order_id)
    lines = [line for line in orders.lines_of(ctx, order.id) if not positions or line.position in set(positions)]
    return _save(ctx, [ListWish(line.product_id, line.quantity, note=line.note) for line in lines], 0, to)


@command(Permission.CART_EDIT)
def save_draft_as_list(ctx: Context, to: ListTarget) -> SavedList:
    """Rows of the quick order that name an article; one without a quantity counts as the least there is."""
    draft = drafts.find_draft(ctx)
    rows = sheet_of(ctx, draft).rows if draft else ()
    named = [row for row in rows if row.product is not None and (row.judged.verdict.can_be_ordered or row.judged.verdict is RowVerdict.NO_QUANTITY)]
    wishes = [ListWish(row.product.id, row.judged.quantity if row.judged.verdict.can_be_ordered else least_of(row.product)) for row in named]
    return _save(ctx, wishes, len(rows) - len(named), to)


@command(Permission.CART_EDIT)
def save_intake_as_list(ctx: Context, intake_id: Id, to: ListTarget) -> SavedList:
    """Lines of an order file that can be ordered, also when they went into a cart already. Raises NotFound for a file that somebody else read."""
    lines = [unpack_line(line) for line in unpacked(intakes.intake_or_missing(ctx, intake_id).lines)]
    named = [line for line in lines if line.verdict in GOOD or line.verdict is Verdict.IN_CART]
    return _save(ctx, [ListWish(line.product_id, ordered_quantity(line)) for line in named], sum(line.verdict in OPEN for line in lines), to)


def _save(ctx: Context, wishes: Sequence[ListWish], left: int, to: ListTarget) -> SavedList:
    seen = {one.id for one in find_products(ctx, [wish.product_id for wish in wishes])}
    held = [wish for wish in wishes if wish.product_id in seen]
    if not held:
        raise Invalid(NOTHING_TO_SAVE)
    list_id = to.list_id
    if list_id:
        add_to_list(ctx, list_id, held)
    else:
        list_id = save_list(ctx, to.name, held)
    return SavedList(list_id, len({wish.product_id for wish in held}), left + len(wishes) - len(held))
