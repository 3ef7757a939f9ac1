"""Which cost centres and delivery addresses somebody may order for, asked of the company's own lists."""

from collections.abc import Iterable

from portal_app.accounts import list_addresses, list_cost_centres, reach_of, read_own_place
from portal_app.kernel.errors import Conflict, NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission

CENTRE_CLOSED = message("This cost centre is closed. Please choose another.")
ADDRESS_CLOSED = message("This delivery address is closed. Please choose another.")


def check_cost_centres(ctx: Context, chosen: Iterable[Id]) -> None:
    """Raises NotFound for one that is not this company's or that one's role does not reach, Conflict for a closed one. "" is none."""
    wanted = {one for one in chosen if one}
    if not wanted:
        return
    reach = reach_of(ctx, Permission.CART_EDIT)
    closed = {row.id: row.closed for row in list_cost_centres(ctx) if reach is None or row.id in reach}
    if not wanted <= closed.keys():
        raise NotFound
    if any(closed[one] for one in wanted):
        raise Conflict(CENTRE_CLOSED)


def check_addresses(ctx: Context, chosen: Iterable[Id]) -> None:
    """Raises NotFound for one that is not this company's, Conflict for a closed one. "" is none."""
    wanted = {one for one in chosen if one}
    if not wanted:
        return
    closed = {row.id: row.closed for row in list_addresses(ctx)}
    if not wanted <= closed.keys():
        raise NotFound
    if any(closed[one] for one in wanted):
        raise Conflict(ADDRESS_CLOSED)


def first_cost_centre(ctx: Context) -> Id:
    """What a new cart starts with: the one somebody works with, else the only one that their role reaches, else none."""
    reach = reach_of(ctx, Permission.CART_EDIT)
    chosen = read_own_place(ctx).cost_centre_id
    if reach is None or chosen in reach:
        return chosen
    return next(iter(reach)) if len(reach) == 1 else ""


def first_address(ctx: Context) -> Id:
    """What a new cart starts with: the address somebody works with, else the company's default, else none."""
    default = next((row.id for row in list_addresses(ctx) if row.is_default and not row.closed), "")
    return read_own_place(ctx).address_id or default
