"""An order list is used: which lines, how many, what is different today, and then into a cart. The list itself stays as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from portal_app.kernel.errors import Invalid, NotFound
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.cart_lines import put_lines
from portal_app.ordering.actions.carts import open_cart
from portal_app.ordering.actions.list_views import ListLineSheet, line_sheets, net_of
from portal_app.ordering.actions.reordering import NOTHING_CHOSEN
from portal_app.ordering.rules.cart_lines import LineWish, PutLine
from portal_app.ordering.rules.order_lists import LINE_GONE, ListChoice
from portal_app.ordering.store import order_lists as store


@dataclass(frozen=True)
class ListLook:
    """The chosen lines as they would be ordered now, in the list's order. `net` is None while one has no price, and for who sees none."""

    lines: tuple[ListLineSheet, ...]
    net: Money | None


@dataclass(frozen=True)
class FilledLine:
    """What became of a chosen line. With a `problem` it is not in the cart; `reason` says why it is not just what was chosen."""

    line_id: Id
    number: str
    name: str
    wanted: Decimal
    quantity: Decimal
    reason: str = ""
    problem: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class FilledFromList:
    """The cart, and each chosen line."""

    cart_id: Id
    lines: tuple[FilledLine, ...]


@query(Permission.CART_EDIT)
def look_at_list(ctx: Context, list_id: Id, choices: Sequence[ListChoice] = ()) -> ListLook:
    """What would go into a cart, before it does; without choices all lines in their quantities. Raises NotFound for a line of another list."""
    lines = _chosen(ctx, list_id, choices)
    return ListLook(lines, net_of(lines))


@command(Permission.CART_EDIT)
def fill_cart_from_list(ctx: Context, list_id: Id, choices: Sequence[ListChoice] = (), cart_id: Id = "") -> FilledFromList:
    """Into this cart of one's own, else into a new one with the name of the list. Without choices all lines in their quantities.

    What follows an article is put only where that was chosen. Lines that cannot be ordered are left out and said. Raises Invalid when none
    can, or when there is no room for the cart or its lines; nothing is put then.
    """
    row = store.list_or_missing(ctx, list_id)
    lines = _chosen(ctx, list_id, choices)
    ready = [line for line in lines if not line.problem]
    if not ready:
        raise Invalid(lines[0].problem if lines else NOTHING_CHOSEN, **(lines[0].values if lines else {}))
    cart_id = cart_id or open_cart(ctx, row.name)
    put = put_lines(ctx, cart_id, [LineWish(line.product.id, line.wanted, note=line.note) for line in ready])
    answers = dict(zip((line.id for line in ready), put, strict=True))
    return FilledFromList(cart_id, tuple(_filled(line, answers) for line in lines))


def _chosen(ctx: Context, list_id: Id, choices: Sequence[ListChoice]) -> tuple[ListLineSheet, ...]:
    row = store.list_or_missing(ctx, list_id)
    lines, wanted = store.lines_of(ctx, row.id), {one.line_id: one for one in choices}
    if wanted.keys() - {line.id for line in lines}:
        raise NotFound(LINE_GONE)
    return line_sheets(ctx, [line for line in lines if not choices or line.id in wanted], wanted)


def _filled(line: ListLineSheet, answers: Mapping[Id, PutLine]) -> FilledLine:
    number, name = (line.product.number, line.product.name) if line.product else (line.number, line.name)
    answer = answers.get(line.id)
    if answer is None:
        return FilledLine(line.id, number, name, line.wanted, Decimal(0), problem=line.problem, values=line.values)
    return FilledLine(line.id, number, name, line.wanted, answer.quantity, answer.reason, answer.problem, answer.values)
