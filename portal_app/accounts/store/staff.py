"""Rows of the supplier's own people: who looks after which company."""

from sqlmodel import col, select

from portal_app.accounts.rules.roles import StaffRole
from portal_app.accounts.tables import Account, StaffCustomer
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def looks_after(ctx: Context, account_id: Id, company_id: Id) -> bool:
    return ctx.db.get(StaffCustomer, (account_id, company_id)) is not None


def has_joined_administrator(ctx: Context) -> bool:
    """Whether the portal has an administrator who chose a password."""
    joined = select(Account.id).where(Account.staff_role == StaffRole.ADMINISTRATOR, col(Account.password_hash).is_not(None))
    return ctx.db.exec(joined).first() is not None
