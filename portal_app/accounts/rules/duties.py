"""Duties that one person should not hold together: who does the one could cover up the other."""

from dataclasses import dataclass
from itertools import combinations

from portal_app.accounts.rules.roles import Holding, Role
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id

SAY_WHY = message("These roles together are a worry. Please say why they are needed; it goes into the record.")
_PAIRS: dict[frozenset[Role], str] = {
    frozenset({Role.BUYER, Role.MANAGER}): message("Buyer and Purchasing manager together: who orders should not also be the one who approves."),
    frozenset({Role.BUYER, Role.ACCOUNTING}): message("Buyer and Accounting together: who orders should not also settle the invoice."),
    frozenset({Role.MANAGER, Role.ACCOUNTING}): message("Purchasing manager and Accounting together: who approves should not settle the invoice."),
    frozenset({Role.ADMINISTRATOR, Role.MANAGER}): message("Administrator and Purchasing manager together: who sets the rules should not decide by them."),
    frozenset({Role.ADMINISTRATOR, Role.BUYER}): message("Administrator and Buyer together: who sets the budgets should not also order on them."),
    frozenset({Role.ADMINISTRATOR, Role.ACCOUNTING}): message("Administrator and Accounting together: who changes company data should not settle invoices."),
}


@dataclass(frozen=True)
class Conflict:
    """Two roles that meet at a cost centre (None: in the whole company), and the English sentence that says why this is a worry."""

    roles: tuple[Role, Role]
    cost_centre_id: Id | None
    reason: str


def conflicts_in(holdings: frozenset[Holding]) -> tuple[Conflict, ...]:
    """Each pair that meets, once for each place where it meets."""
    found = {_meeting(one, other) for one, other in combinations(holdings, 2)} - {None}
    return tuple(sorted(found, key=lambda conflict: (conflict.roles, conflict.cost_centre_id or "")))


def _meeting(one: Holding, other: Holding) -> Conflict | None:
    reason = _PAIRS.get(frozenset({one.role, other.role}))
    places = {one.cost_centre_id, other.cost_centre_id} - {None}
    if reason is None or len(places) > 1:
        return None
    roles = tuple(sorted((one.role, other.role), key=list(Role).index))
    return Conflict(roles, next(iter(places), None), reason)
