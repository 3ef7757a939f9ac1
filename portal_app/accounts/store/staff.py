"""Rows of the supplier's own people: who they are and who looks after which company."""

from sqlalchemy import delete, func
from sqlmodel import col, select

from portal_app.accounts.rules.roles import StaffRole
from portal_app.accounts.tables import Account, StaffCustomer
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def list_staff(ctx: Context) -> list[Account]:
    query = select(Account).where(col(Account.staff_role).is_not(None))
    return list(ctx.db.exec(query.order_by(col(Account.locked_at).is_not(None), Account.name, Account.id)).all())


def has_joined_administrator(ctx: Context) -> bool:
    """Whether the portal has an administrator who chose a password."""
    joined = select(Account.id).where(Account.staff_role == StaffRole.ADMINISTRATOR, col(Account.password_hash).is_not(None))
    return ctx.db.exec(joined).first() is not None


def hold_administrators(ctx: Context) -> set[Id]:
    """The portal's administrators who can sign in, locked where the database can: changes of who they are come one after another."""
    query = select(Account.id).where(Account.staff_role == StaffRole.ADMINISTRATOR, col(Account.password_hash).is_not(None))
    return set(ctx.db.exec(query.where(col(Account.locked_at).is_(None)).order_by(Account.id).with_for_update()).all())


def looks_after(ctx: Context, account_id: Id, company_id: Id) -> bool:
    return ctx.db.get(StaffCustomer, (account_id, company_id)) is not None


def customers_of(ctx: Context, account_id: Id) -> set[Id]:
    return set(ctx.db.exec(select(StaffCustomer.company_id).where(StaffCustomer.account_id == account_id)).all())


def customers_by_account(ctx: Context) -> dict[Id, int]:
    return dict(ctx.db.exec(select(StaffCustomer.account_id, func.count()).group_by(StaffCustomer.account_id)).all())


def put_customer(ctx: Context, account_id: Id, company_id: Id) -> bool:
    """False when they look after the company already."""
    if looks_after(ctx, account_id, company_id):
        return False
    ctx.db.add(StaffCustomer(account_id=account_id, company_id=company_id, since=ctx.now))
    return True


def remove_customer(ctx: Context, account_id: Id, company_id: Id) -> bool:
    """False when they did not look after the company."""
    if not looks_after(ctx, account_id, company_id):
        return False
    mine = (col(StaffCustomer.account_id) == account_id, col(StaffCustomer.company_id) == company_id)
    return ctx.db.exec(delete(StaffCustomer).where(*mine)).rowcount == 1
