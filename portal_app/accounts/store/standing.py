"""What a person works with until they choose otherwise: one row for each who ever chose."""

from portal_app.accounts.tables import CostCentre, DeliveryAddress, StandingChoice
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def find_choice(ctx: Context, person_id: Id) -> StandingChoice | None:
    return ctx.db.get(StandingChoice, person_id)


def open_choice(ctx: Context, person_id: Id) -> StandingChoice:
    """The row of this person, a new one if there is none yet."""
    choice = find_choice(ctx, person_id) or StandingChoice(person_id=person_id)
    ctx.db.add(choice)
    return choice


def chosen_places(ctx: Context, person_id: Id) -> tuple[CostCentre | None, DeliveryAddress | None]:
    choice = find_choice(ctx, person_id)
    if choice is None:
        return None, None
    cost_centre = ctx.db.get(CostCentre, choice.cost_centre_id) if choice.cost_centre_id else None
    return cost_centre, ctx.db.get(DeliveryAddress, choice.address_id) if choice.address_id else None
