"""How much there is of what a company's pages list, as far as the reader may see it."""

from portal_app.accounts.actions.addresses import list_addresses
from portal_app.accounts.actions.cost_centres import list_cost_centres
from portal_app.accounts.actions.people import count_people
from portal_app.accounts.rules.roles import Role
from portal_app.kernel.gate import Context, own_query
from portal_app.kernel.permissions import Permission as P


@own_query()
def count_company(ctx: Context) -> dict[str, int]:
    """By the page's key; without a company, or without the right, a page is missing. Closed and switched-off ones do not count."""
    if ctx.actor.company_id is None:
        return {}
    counts: dict[str, int] = {}
    if ctx.actor.may(P.PEOPLE_VIEW):
        counts["people"] = count_people(ctx).members
        counts["roles"] = len(Role)
    if ctx.actor.may(P.COST_CENTRE_VIEW):
        counts["cost-centres"] = sum(not line.closed for line in list_cost_centres(ctx))
    if ctx.actor.may(P.ADDRESS_VIEW):
        counts["places"] = sum(not line.closed for line in list_addresses(ctx))
    return counts
