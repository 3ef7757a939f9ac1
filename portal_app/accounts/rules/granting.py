"""Who may hand out which role: nobody more than they hold themselves."""

from decimal import Decimal

from portal_app.accounts.rules.roles import ROLE_RIGHTS, Holding, Role, rights_at, rights_of
from portal_app.kernel.permissions import Permission


def beyond(granter: frozenset[Holding], wanted: frozenset[Holding]) -> tuple[Holding, ...]:
    """The wanted roles that hold a right the granter does not hold at the same cost centre, in a fixed order."""
    refused = [one for one in wanted if not ROLE_RIGHTS[one.role] <= rights_at(granter, one.cost_centre_id)]
    return tuple(sorted(refused, key=lambda one: (one.role, one.cost_centre_id or "")))


def roles_to_hand_out(granter: frozenset[Holding], cost_centre_id: str | None = None) -> tuple[Role, ...]:
    """The roles this person may give, in the order of the enum."""
    return tuple(role for role in Role if ROLE_RIGHTS[role] <= rights_at(granter, cost_centre_id))


def limit_beyond(own: Decimal | None, wanted: Decimal | None, wanted_roles: frozenset[Holding]) -> bool:
    """Whether a limit would let somebody order for more than the one who grants it. None is no limit; who cannot order needs none."""
    if own is None or Permission.CART_SUBMIT not in rights_of(wanted_roles):
        return False
    return wanted is None or wanted > own
