"""Rows of cost centres and delivery addresses, and the people who hold a role for a cost centre."""

from sqlalchemy import func, update
from sqlmodel import col, select

from portal_app.accounts.rules.companies import AddressFacts, CostCentreFacts
from portal_app.accounts.store.rows import row_or_missing
from portal_app.accounts.tables import CostCentre, DeliveryAddress, RoleAssignment
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def list_cost_centres(ctx: Context) -> list[CostCentre]:
    """All of the company, open ones first, by number."""
    return list(ctx.db.exec(select(CostCentre).order_by(col(CostCentre.closed_at).is_not(None), CostCentre.number)).all())


def put_cost_centre(ctx: Context, facts: CostCentreFacts) -> CostCentre:
    row = CostCentre(**vars(facts))
    ctx.db.add(row)
    ctx.db.flush()
    return row


def put_address(ctx: Context, facts: AddressFacts, *, is_default: bool) -> DeliveryAddress:
    row = DeliveryAddress(**vars(facts), is_default=is_default)
    ctx.db.add(row)
    ctx.db.flush()
    return row


def cost_centre_or_missing(ctx: Context, cost_centre_id: Id) -> CostCentre:
    return row_or_missing(ctx, CostCentre, cost_centre_id)


def number_is_taken(ctx: Context, number: str, *, but: Id = "") -> bool:
    return ctx.db.exec(select(CostCentre.id).where(CostCentre.number == number, CostCentre.id != but)).first() is not None


def people_by_cost_centre(ctx: Context) -> dict[Id, int]:
    """How many people hold a role for a cost centre of their own."""
    query = select(RoleAssignment.cost_centre_id, func.count(func.distinct(RoleAssignment.person_id)))
    return dict(ctx.db.exec(query.where(col(RoleAssignment.cost_centre_id).is_not(None)).group_by(RoleAssignment.cost_centre_id)).all())


def list_addresses(ctx: Context) -> list[DeliveryAddress]:
    """All of the company: the default first, then open ones by label, closed ones last."""
    order = (col(DeliveryAddress.closed_at).is_not(None), col(DeliveryAddress.is_default).desc(), DeliveryAddress.label)
    return list(ctx.db.exec(select(DeliveryAddress).order_by(*order)).all())


def address_or_missing(ctx: Context, address_id: Id) -> DeliveryAddress:
    return row_or_missing(ctx, DeliveryAddress, address_id)


def label_is_taken(ctx: Context, label: str, *, but: Id = "") -> bool:
    return ctx.db.exec(select(DeliveryAddress.id).where(DeliveryAddress.label == label, DeliveryAddress.id != but)).first() is not None


def clear_default(ctx: Context) -> None:
    """No address is the default any more; the next one is named in the same transaction."""
    ctx.db.exec(update(DeliveryAddress).where(col(DeliveryAddress.is_default)).values(is_default=False))
