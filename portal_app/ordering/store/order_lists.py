"""Order lists and their lines in the database. Whoever a list is shared with sees it, everybody else finds nothing."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Select, delete, func
from sqlmodel import col, exists, or_, select

from portal_app.accounts import reach_of
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id
from portal_app.kernel.paging import Page, read_page
from portal_app.kernel.permissions import Permission
from portal_app.ordering.rules.order_lists import Sharing
from portal_app.ordering.store.carts import account_of
from portal_app.ordering.tables import OrderList, OrderListLine, OrderListPerson


def lists_visible_to(ctx: Context) -> Select:
    """One's own, those shared with one by name, with a cost centre that one orders for, and with the whole company."""
    return select(OrderList).where(col(OrderList.removed_at).is_(None), or_(_is_own(ctx), _is_shared(ctx)))


def list_lists(ctx: Context, *, words: Sequence[str], sharing: str, only_own: bool, number: int, size: int) -> Page[OrderList]:
    """The one that was changed last comes first. Each of the words stands in its name."""
    query = lists_visible_to(ctx)
    for word in words:
        query = query.where(func.lower(OrderList.name).contains(word, autoescape=True))
    if sharing:
        query = query.where(OrderList.sharing == sharing)
    if only_own:
        query = query.where(_is_own(ctx))
    return read_page(ctx.db, query.order_by(col(OrderList.changed_at).desc(), col(OrderList.id).desc()), number=number, size=size)


def count_own(ctx: Context) -> int:
    own = select(func.count()).select_from(OrderList).where(_is_own(ctx), col(OrderList.removed_at).is_(None))
    return ctx.db.exec(own).one()


def list_or_missing(ctx: Context, list_id: Id) -> OrderList:
    return _found(ctx, lists_visible_to(ctx), list_id)


def list_to_change(ctx: Context, list_id: Id) -> OrderList:
    """One that is visible, held where the database can, so that changes of one list come one after another."""
    return _found(ctx, lists_visible_to(ctx).with_for_update().execution_options(populate_existing=True), list_id)


def removed_list_to_change(ctx: Context, list_id: Id) -> OrderList:
    """One's own that was removed."""
    removed = select(OrderList).where(_is_own(ctx), col(OrderList.removed_at).is_not(None))
    return _found(ctx, removed.with_for_update().execution_options(populate_existing=True), list_id)


def put_list(ctx: Context, row: OrderList) -> OrderList:
    ctx.db.add(row)
    ctx.db.flush()
    return row


def people_of(ctx: Context, list_ids: Iterable[Id]) -> dict[Id, list[Id]]:
    """By list the people with whom it is shared by name; one without any is missing."""
    query = select(OrderListPerson.list_id, OrderListPerson.person_id).where(col(OrderListPerson.list_id).in_(list(list_ids)))
    found: dict[Id, list[Id]] = {}
    for list_id, person_id in ctx.db.exec(query.order_by(OrderListPerson.list_id, OrderListPerson.person_id)).all():
        found.setdefault(list_id, []).append(person_id)
    return found


def put_people(ctx: Context, list_id: Id, person_ids: Collection[Id]) -> None:
    """These and nobody else."""
    ctx.db.exec(delete(OrderListPerson).where(col(OrderListPerson.list_id) == list_id))
    for person_id in person_ids:
        ctx.db.add(OrderListPerson(list_id=list_id, person_id=person_id))


def lines_of(ctx: Context, list_id: Id) -> list[OrderListLine]:
    """In their order, without those that were taken out."""
    query = select(OrderListLine).where(OrderListLine.list_id == list_id, col(OrderListLine.removed_at).is_(None))
    return list(ctx.db.exec(query.order_by(OrderListLine.position, OrderListLine.id)).all())


def count_lines(ctx: Context, list_ids: Iterable[Id]) -> dict[Id, int]:
    """By list; an empty one is missing."""
    query = select(OrderListLine.list_id, func.count()).where(col(OrderListLine.list_id).in_(list(list_ids)), col(OrderListLine.removed_at).is_(None))
    return dict(ctx.db.exec(query.group_by(OrderListLine.list_id)).all())


def last_position(ctx: Context, list_id: Id) -> int:
    """Of all lines, also of those taken out: they may come back to their place."""
    return ctx.db.exec(select(func.max(OrderListLine.position)).where(OrderListLine.list_id == list_id)).one() or 0


def put_line(ctx: Context, line: OrderListLine) -> None:
    ctx.db.add(line)


def line_to_change(ctx: Context, line_id: Id) -> tuple[OrderList, OrderListLine]:
    """A line with its list, which is held. The line may have been taken out."""
    list_id = ctx.db.exec(select(OrderListLine.list_id).where(OrderListLine.id == line_id)).first() if is_id(line_id) else None
    if list_id is None:
        raise NotFound
    row = list_to_change(ctx, list_id)
    return row, ctx.db.exec(select(OrderListLine).where(OrderListLine.id == line_id).execution_options(populate_existing=True)).one()


def _is_own(ctx: Context) -> ColumnElement[bool]:
    return col(OrderList.account_id) == account_of(ctx)


def _is_shared(ctx: Context) -> ColumnElement[bool]:
    named = exists(select(OrderListPerson.id).where(OrderListPerson.list_id == OrderList.id, OrderListPerson.person_id == ctx.actor.person_id))
    reach = reach_of(ctx, Permission.CART_EDIT)
    of_centre = col(OrderList.sharing) == Sharing.COST_CENTRE.value
    if reach is not None:
        of_centre = of_centre & col(OrderList.cost_centre_id).in_(reach)
    return or_(OrderList.sharing == Sharing.COMPANY.value, (col(OrderList.sharing) == Sharing.PEOPLE.value) & named, of_centre)


def _found(ctx: Context, query: Select, list_id: Id) -> OrderList:
    row = ctx.db.exec(query.where(col(OrderList.id) == list_id)).first() if is_id(list_id) else None
    if row is None:
        raise NotFound
    return row
