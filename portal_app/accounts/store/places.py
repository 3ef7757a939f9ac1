"""Rows of cost centres and delivery addresses."""

from portal_app.accounts.tables import CostCentre, DeliveryAddress
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def cost_centre_or_missing(ctx: Context, cost_centre_id: Id) -> CostCentre:
    row = ctx.db.get(CostCentre, cost_centre_id)
    if row is None:
        raise NotFound
    return row


def address_or_missing(ctx: Context, address_id: Id) -> DeliveryAddress:
    row = ctx.db.get(DeliveryAddress, address_id)
    if row is None:
        raise NotFound
    return row
