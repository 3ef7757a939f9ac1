"""What the form for inviting somebody offers to the one who fills it in."""

from dataclasses import dataclass

from portal_app.accounts.actions.grants import own_holdings
from portal_app.accounts.rules.granting import roles_to_hand_out
from portal_app.accounts.rules.roles import Role
from portal_app.accounts.store import people
from portal_app.kernel.gate import Context, query
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class InviteChoices:
    """The roles the reader may hand out, and what the company mostly uses."""

    roles: tuple[Role, ...]
    language: str
    currency: str


@query(Permission.PEOPLE_INVITE)
def list_invite_choices(ctx: Context) -> InviteChoices:
    own, company = own_holdings(ctx), people.company_of(ctx)
    return InviteChoices(tuple(Role) if own is None else roles_to_hand_out(own), company.locale, company.currency)
