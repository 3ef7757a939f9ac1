"""Between which cost centres and addresses somebody chooses in a cart."""

from dataclasses import dataclass

from portal_app.accounts import AddressLine, CostCentreLine, list_addresses, list_cost_centres, reach_of
from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class CartPlaces:
    """All of the company, so that each has its name; `open_ids` are those that can be chosen by whoever asks."""

    cost_centres: tuple[CostCentreLine, ...]
    addresses: tuple[AddressLine, ...]
    open_ids: frozenset[Id]


@query(Permission.CART_EDIT)
def list_cart_places(ctx: Context) -> CartPlaces:
    centres, addresses, reach = list_cost_centres(ctx), list_addresses(ctx), reach_of(ctx, Permission.CART_SUBMIT)
    within = {line.id for line in centres if not line.closed and (reach is None or line.id in reach)}
    return CartPlaces(centres, addresses, frozenset(within | {line.id for line in addresses if not line.closed}))
