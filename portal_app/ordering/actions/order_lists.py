"""Order lists: list, read, save, rename, copy, remove and bring back. What stands in them is changed in `list_lines`."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal_app.kernel.errors import Conflict, Forbidden, Invalid
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.list_lines import list_to_edit, put_wishes, touch
from portal_app.ordering.actions.list_views import ListSheet, OrderListRow, is_own, rows_of, sheet_of
from portal_app.ordering.rules.order_lists import (
    CHANGED,
    LONGEST,
    MOST_LISTS,
    ONLY_OWNER,
    TOO_MANY_LISTS,
    ListWish,
    Sharing,
    check_texts,
    tidy,
)
from portal_app.ordering.store import order_lists as store
from portal_app.ordering.store.carts import account_of
from portal_app.ordering.tables import OrderList

MOST_WORDS = 8


@dataclass(frozen=True)
class ListFilter:
    """Which lists are wanted; what is empty does not limit them. `words` stand in their names."""

    words: str = ""
    sharing: Sharing | None = None
    only_own: bool = False


@query(Permission.CART_EDIT)
def list_order_lists(ctx: Context) -> tuple[OrderListRow, ...]:
    """The hundred that were changed last, of all that one may use."""
    return search_lists(ctx, ListFilter(), size=100).rows


@query(Permission.CART_EDIT)
def search_lists(ctx: Context, asked: ListFilter = ListFilter(), number: int = 1, size: int = 50) -> Page[OrderListRow]:
    """A page of those that one may use; the one that was changed last comes first."""
    words = asked.words[: LONGEST["name"]].replace("\x00", "").lower().split()[:MOST_WORDS]
    sharing = asked.sharing.value if asked.sharing else ""
    found = store.list_lists(ctx, words=words, sharing=sharing, only_own=asked.only_own, number=number, size=size)
    return Page(rows_of(ctx, found.rows), found.total, found.number, found.size)


@query(Permission.CART_EDIT)
def read_list(ctx: Context, list_id: Id) -> ListSheet:
    """Raises NotFound for one that is not shared with whoever asks, as for an unknown one."""
    return sheet_of(ctx, store.list_or_missing(ctx, list_id))


@command(Permission.CART_EDIT)
def save_list(ctx: Context, name: str, wishes: Sequence[ListWish] = ()) -> Id:
    """A new list that only its owner sees. Wishes for the same product become one line.

    Raises Invalid for a name that is none, a quantity that cannot be ordered and one list or line too many; NotFound for a product that the
    company does not see. Nothing is saved then.
    """
    name = _checked(name)
    if store.count_own(ctx) >= MOST_LISTS:
        raise Invalid(TOO_MANY_LISTS, most=MOST_LISTS)
    row = store.put_list(ctx, _new(ctx, name))
    put_wishes(ctx, row, wishes)
    ctx.record("order-list.saved", "order-list", row.id, after={"name": name})
    return row.id


@command(Permission.CART_EDIT)
def copy_list(ctx: Context, list_id: Id, name: str) -> Id:
    """A list of one's own with the lines of another one that one may use. What is sold no more stays behind."""
    lines = [line for line in sheet_of(ctx, store.list_or_missing(ctx, list_id)).lines if line.product is not None]
    return save_list(ctx, name, [ListWish(line.product.id, line.kept, line.section, line.note) for line in lines])


@command(Permission.CART_EDIT)
def rename_list(ctx: Context, list_id: Id, name: str, *, version: int) -> int:
    """`version` is that of the row one looked at; raises Conflict with a sentence when a colleague was quicker. Returns the new version."""
    row, name = list_to_edit(ctx, list_id), _checked(name)
    if row.name == name:
        return row.version
    check_version(row, version)
    before, row.name = row.name, name
    row.version += 1
    touch(ctx, row)
    ctx.record("order-list.renamed", "order-list", row.id, before={"name": before}, after={"name": name})
    return row.version


@command(Permission.CART_EDIT)
def remove_list(ctx: Context, list_id: Id) -> None:
    """Its owner only. It is out of everybody's sight, with all it holds; `restore_list` brings it back."""
    row = own_list_to_change(ctx, list_id)
    row.removed_at = ctx.now
    ctx.record("order-list.removed", "order-list", row.id, before={"name": row.name})


@command(Permission.CART_EDIT)
def restore_list(ctx: Context, list_id: Id) -> None:
    """Bring back a list of one's own, shared as it was. Raises Invalid when there is no room for it."""
    row = store.removed_list_to_change(ctx, list_id)
    if store.count_own(ctx) >= MOST_LISTS:
        raise Invalid(TOO_MANY_LISTS, most=MOST_LISTS)
    row.removed_at = None
    ctx.record("order-list.restored", "order-list", row.id, after={"name": row.name})


def own_list_to_change(ctx: Context, list_id: Id) -> OrderList:
    """Raises Forbidden with a sentence for one that a colleague shares."""
    row = store.list_to_change(ctx, list_id)
    if not is_own(ctx, row):
        raise Forbidden(ONLY_OWNER, owner=row.owner_name)
    return row


def check_version(row: OrderList, version: int) -> None:
    if row.version != version:
        raise Conflict(CHANGED, who=row.changed_by, name=row.name)


def _new(ctx: Context, name: str) -> OrderList:
    who = ctx.actor.name
    return OrderList(
        account_id=account_of(ctx), owner_name=who, name=name, sharing=Sharing.PRIVATE.value, saved_at=ctx.now, changed_at=ctx.now, changed_by=who,
    )  # fmt: skip


def _checked(name: str) -> str:
    name = tidy(name)
    if problems := check_texts(name=name):
        raise Invalid(fields=problems, longest=LONGEST["name"])
    return name
