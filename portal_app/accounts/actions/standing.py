"""How the one who is signed in is addressed, and the cost centre and delivery address they work with."""

from dataclasses import dataclass

from portal_app.accounts.store import people, places, standing
from portal_app.accounts.tables import CostCentre, DeliveryAddress, StandingChoice
from portal_app.kernel.errors import Conflict, Forbidden
from portal_app.kernel.gate import Context, command, own_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission

CLOSED = message("This one is closed. Please choose another.")


@dataclass(frozen=True)
class OwnPlace:
    """`called` is how to greet: “Ms Berg”, else the whole name. `company_name` is empty for staff on their own side, the ids are empty for
    all cost centres and all addresses."""

    called: str
    company_name: str
    cost_centre_id: Id = ""
    address_id: Id = ""


@own_query()
def read_own_place(ctx: Context) -> OwnPlace:
    """A choice that was closed since counts as none."""
    company_name = people.company_of(ctx).name if ctx.actor.company_id else ""
    person = people.find_person(ctx, ctx.actor.person_id) if ctx.actor.person_id else None
    if person is None:
        return OwnPlace(ctx.actor.name, company_name)
    called = f"{person.salutation} {person.last_name}" if person.salutation else ctx.actor.name
    cost_centre, address = standing.chosen_places(ctx, person.id)
    return OwnPlace(called, company_name, _id_if_open(cost_centre), _id_if_open(address))


@command(Permission.COST_CENTRE_VIEW)
def choose_cost_centre(ctx: Context, cost_centre_id: Id = "") -> None:
    """Work with this cost centre from now on; "" is all of them."""
    choice = _own_choice(ctx)
    if cost_centre_id and places.cost_centre_or_missing(ctx, cost_centre_id).closed_at:
        raise Conflict(CLOSED)
    choice.cost_centre_id = cost_centre_id or None


@command(Permission.ADDRESS_VIEW)
def choose_address(ctx: Context, address_id: Id = "") -> None:
    """Have things delivered there from now on; "" is all of them."""
    choice = _own_choice(ctx)
    if address_id and places.address_or_missing(ctx, address_id).closed_at:
        raise Conflict(CLOSED)
    choice.address_id = address_id or None


def _own_choice(ctx: Context) -> StandingChoice:
    if not ctx.actor.person_id:
        raise Forbidden("This is kept for people of the company. While you act for it, choose it in the cart.")
    return standing.open_choice(ctx, ctx.actor.person_id)


def _id_if_open(row: CostCentre | DeliveryAddress | None) -> Id:
    return row.id if row and row.closed_at is None else ""
