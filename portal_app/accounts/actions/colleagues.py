"""What higher slices ask inside their own transaction: which colleagues hold a right, for which cost centres one holds it, one's own limits.

No use case of its own: the slice's right was asked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts.actions.sessions import full_name
from portal_app.accounts.rules.roles import Holding, rights_of
from portal_app.accounts.store import people, places
from portal_app.kernel.actor import ActorKind
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class Colleague:
    """Somebody else of the company who has joined and is not switched off."""

    person_id: Id
    account_id: Id
    name: str


def colleagues_with(ctx: Context, permission: Permission) -> tuple[Colleague, ...]:
    """Who else of the company holds this right somewhere, by name."""
    members = [(person, account) for person, account in people.list_members(ctx) if account.id != ctx.actor.account_id]
    active = [(person, account) for person, account in members if person.joined_at and not person.deactivated_at]
    held = people.holdings_by_person(ctx, [person.id for person, _ in active])
    found = [Colleague(person.id, account.id, full_name(person)) for person, account in active if permission in rights_of(held.get(person.id, frozenset()))]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.person_id)))


def has_places(ctx: Context, cost_centres: Collection[Id], addresses: Collection[Id]) -> bool:
    """Whether all of them are the company's, closed ones too. "" is none."""
    own_centres, own_addresses = {row.id for row in places.list_cost_centres(ctx)}, {row.id for row in places.list_addresses(ctx)}
    return {one for one in cost_centres if one} <= own_centres and {one for one in addresses if one} <= own_addresses


def reach_of(ctx: Context, permission: Permission) -> frozenset[Id] | None:
    """The cost centres for which whoever calls holds this right. None: for the whole company, as staff and jobs do."""
    if ctx.actor.kind is not ActorKind.PERSON or ctx.actor.person_id is None:
        return None
    giving = _giving(people.holdings_of(ctx, ctx.actor.person_id), permission)
    if not giving or any(one.cost_centre_id is None for one in giving):
        return None if giving else frozenset()
    return frozenset(one.cost_centre_id for one in giving)


def _giving(holdings: frozenset[Holding], permission: Permission) -> list[Holding]:
    return [one for one in holdings if permission in rights_of(frozenset({one}))]


@dataclass(frozen=True)
class OwnLimits:
    """The most one may order in a month, net, in the company's currency. None: no limit. The limit for one order is purchasing's."""

    per_month: Decimal | None = None


def hold_own_limits(ctx: Context) -> OwnLimits:
    """Of whoever calls, held where the database can: what one orders at the same moment counts together. Staff and jobs have none."""
    person = people.hold_person(ctx, ctx.actor.person_id) if ctx.actor.person_id else None
    return OwnLimits(person.limit_per_month) if person else OwnLimits()


def own_limits(ctx: Context) -> OwnLimits:
    """The same for a question."""
    person = people.find_person(ctx, ctx.actor.person_id) if ctx.actor.person_id else None
    return OwnLimits(person.limit_per_month) if person else OwnLimits()


def customer_number_of(ctx: Context) -> str:
    """The supplier's number for the company of this call."""
    return people.company_of(ctx).customer_number
