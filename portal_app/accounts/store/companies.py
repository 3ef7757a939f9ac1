"""Rows of customer companies, as the supplier's people see them."""

from sqlmodel import select

from portal_app.accounts.tables import Company
from portal_app.kernel.gate import Context


def has_number(ctx: Context, customer_number: str) -> bool:
    return ctx.db.exec(select(Company.id).where(Company.customer_number == customer_number)).first() is not None
