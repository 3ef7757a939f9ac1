"""With whom an order list is shared: chosen colleagues, everybody who orders for a cost centre, the whole company; to use or also to change."""

from dataclasses import dataclass

from portal_app.accounts import Colleague, CostCentreLine, colleagues_with, list_cost_centres, reach_of
from portal_app.kernel.errors import Invalid, NotFound
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions import places
from portal_app.ordering.actions.list_lines import touch
from portal_app.ordering.actions.list_views import is_own
from portal_app.ordering.actions.order_lists import check_version, own_list_to_change
from portal_app.ordering.rules.order_lists import MOST_PEOPLE, ListSharing, Sharing, check_sharing, kept_sharing
from portal_app.ordering.store import order_lists as store
from portal_app.ordering.tables import OrderList


@dataclass(frozen=True)
class SharingSheet:
    """How a list is shared, and with whom it could be. `names` are those with whom it is shared by name. Choices are for its owner only."""

    sharing: ListSharing
    version: int
    names: tuple[str, ...]
    colleagues: tuple[Colleague, ...] = ()
    cost_centres: tuple[CostCentreLine, ...] = ()


@query(Permission.CART_EDIT)
def read_list_sharing(ctx: Context, list_id: Id) -> SharingSheet:
    """For everybody who may use the list: they may know who else does."""
    row = store.list_or_missing(ctx, list_id)
    chosen = tuple(store.people_of(ctx, [row.id]).get(row.id, ()))
    sharing = ListSharing(Sharing(row.sharing), chosen, row.cost_centre_id or "", row.others_edit)
    colleagues = colleagues_with(ctx, Permission.CART_EDIT)
    names = tuple(one.name for one in colleagues if one.person_id in chosen)
    if not is_own(ctx, row):
        return SharingSheet(sharing, row.version, names)
    return SharingSheet(sharing, row.version, names, colleagues, _centres(ctx, row))


@command(Permission.LIST_SHARE)
def share_list(ctx: Context, list_id: Id, wanted: ListSharing, *, version: int) -> int:
    """Its owner only. Returns the new version.

    Raises Invalid for a choice without anybody, NotFound for people who do not order and for cost centres that one does not order for,
    Conflict with a sentence when it was renamed or shared otherwise since one looked.
    """
    row = own_list_to_change(ctx, list_id)
    if problems := check_sharing(wanted):
        raise Invalid(fields=problems, most=MOST_PEOPLE)
    places.check_cost_centres(ctx, [wanted.cost_centre_id])
    if not set(wanted.person_ids) <= {one.person_id for one in colleagues_with(ctx, Permission.CART_EDIT)}:
        raise NotFound
    kept = kept_sharing(wanted)
    before = ListSharing(Sharing(row.sharing), tuple(store.people_of(ctx, [row.id]).get(row.id, ())), row.cost_centre_id or "", row.others_edit)
    if (kept.sharing, set(kept.person_ids), kept.cost_centre_id, kept.others_edit) == (
        before.sharing, set(before.person_ids), before.cost_centre_id, before.others_edit,
    ):  # fmt: skip
        return row.version
    check_version(row, version)
    row.sharing, row.cost_centre_id, row.others_edit = kept.sharing.value, kept.cost_centre_id or None, kept.others_edit
    row.version += 1
    store.put_people(ctx, row.id, kept.person_ids)
    touch(ctx, row)
    ctx.record("order-list.shared", "order-list", row.id, before=_told(before), after=_told(kept))
    return row.version


def _centres(ctx: Context, row: OrderList) -> tuple[CostCentreLine, ...]:
    """Open ones that the owner orders for, and the chosen one whatever became of it."""
    reach = reach_of(ctx, Permission.CART_EDIT)
    every = list_cost_centres(ctx) if ctx.actor.may(Permission.COST_CENTRE_VIEW) else ()
    return tuple(line for line in every if line.id == row.cost_centre_id or (not line.closed and (reach is None or line.id in reach)))


def _told(sharing: ListSharing) -> dict:
    return {
        "sharing": sharing.sharing.value, "people": len(sharing.person_ids), "cost_centre_id": sharing.cost_centre_id, "others_edit": sharing.others_edit,
    }  # fmt: skip
