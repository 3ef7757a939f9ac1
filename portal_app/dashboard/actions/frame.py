"""What stands around each page, in one call."""

from dataclasses import dataclass

from portal_app.accounts import AddressLine, CostCentreLine, OwnPlace, list_addresses, list_cost_centres, read_own_account, read_own_place
from portal_app.kernel.gate import Context, own_query
from portal_app.kernel.permissions import Permission
from portal_app.purchasing import requests_to_decide


@dataclass(frozen=True)
class FrameFacts:
    """Who is signed in, for whom, between what they may choose (open ones only), and how many requests wait for their decision."""

    name: str
    place: OwnPlace
    preferences: dict[str, str]
    cost_centres: tuple[CostCentreLine, ...]
    addresses: tuple[AddressLine, ...]
    waiting: int = 0


@own_query()
def read_frame(ctx: Context) -> FrameFacts:
    own = read_own_account(ctx)
    return FrameFacts(own.name, read_own_place(ctx), vars(own.preferences), open_cost_centres(ctx), open_addresses(ctx), _waiting(ctx))


def open_cost_centres(ctx: Context) -> tuple[CostCentreLine, ...]:
    if ctx.actor.company_id is None or not ctx.actor.may(Permission.COST_CENTRE_VIEW):
        return ()
    return tuple(line for line in list_cost_centres(ctx) if not line.closed)


def open_addresses(ctx: Context) -> tuple[AddressLine, ...]:
    if ctx.actor.company_id is None or not ctx.actor.may(Permission.ADDRESS_VIEW):
        return ()
    return tuple(line for line in list_addresses(ctx) if not line.closed)


def _waiting(ctx: Context) -> int:
    if ctx.actor.person_id is None or not ctx.actor.may(Permission.APPROVAL_DECIDE):
        return 0
    return requests_to_decide(ctx, size=1).total
