"""Checks what somebody hands out against what they hold themselves, read fresh in the same transaction. No use case of its own."""

from decimal import Decimal

from portal_app.accounts.rules.granting import beyond, limit_beyond
from portal_app.accounts.rules.roles import ROLE_NAMES, Holding
from portal_app.accounts.store import people, places
from portal_app.kernel.actor import ActorKind
from portal_app.kernel.errors import Forbidden, Invalid
from portal_app.kernel.gate import Context
from portal_app.kernel.i18n import message, translate

TOO_HIGH = message("You cannot grant a higher limit than your own.")


def own_holdings(ctx: Context) -> frozenset[Holding] | None:
    """The roles of the one who asks. None: staff or a job, who act for the supplier and may hand out any role."""
    if ctx.actor.kind is not ActorKind.PERSON:
        return None
    return people.holdings_of(ctx, ctx.actor.person_id)


def check_grants(ctx: Context, wanted: frozenset[Holding], *, limit: Decimal | None, month: Decimal | None) -> None:
    """Raises Forbidden for a role beyond one's own, Invalid for a limit beyond one's own or a cost centre the company does not have."""
    for holding in wanted:
        if holding.cost_centre_id:
            places.cost_centre_or_missing(ctx, holding.cost_centre_id)
    own = own_holdings(ctx)
    if own is None:
        return
    refused = beyond(own, wanted)
    if refused:
        names = ", ".join(translate(ctx.actor.locale, ROLE_NAMES[one.role]) for one in refused)
        raise Forbidden("You cannot hand out rights that you do not hold yourself: {roles}. Please ask an administrator.", roles=names)
    me = people.person_or_missing(ctx, ctx.actor.person_id)
    problems = {"limit_per_order": TOO_HIGH} if limit_beyond(me.limit_per_order, limit, wanted) else {}
    problems |= {"limit_per_month": TOO_HIGH} if limit_beyond(me.limit_per_month, month, wanted) else {}
    if problems:
        raise Invalid(fields=problems)
