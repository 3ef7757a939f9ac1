"""Rows of accounts and of their memberships: all that is known before a company is."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from portal_app.accounts.store.rows import row_or_missing
from portal_app.accounts.tables import Account, Company, Membership
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def find_account(ctx: Context, email: str) -> Account | None:
    """By the address in its kept form (rules.addresses)."""
    return ctx.db.exec(select(Account).where(Account.email == email)).first()


def put_account(ctx: Context, account: Account) -> Account:
    """Keep a new account. When another transaction made one with this address a moment ago, that one is returned instead."""
    try:
        with ctx.db.begin_nested():
            ctx.db.add(account)
    except IntegrityError:
        return ctx.db.exec(select(Account).where(Account.email == account.email)).one()
    return account


def account_or_missing(ctx: Context, account_id: Id) -> Account:
    return row_or_missing(ctx, Account, account_id)


def hold_account(ctx: Context, account_id: Id) -> Account:
    """The account, locked for this transaction where the database can (others wait)."""
    row_or_missing(ctx, Account, account_id)
    return ctx.db.exec(select(Account).where(Account.id == account_id).with_for_update().execution_options(populate_existing=True)).one()


def list_memberships(ctx: Context, account_id: Id) -> list[tuple[Membership, Company]]:
    """Where the account can go now, the one used last first."""
    query = (
        select(Membership, Company)
        .join(Company, col(Company.id) == Membership.company_id)
        .where(Membership.account_id == account_id, col(Membership.ended_at).is_(None), col(Company.closed_at).is_(None))
        .order_by(col(Membership.last_used_at).desc(), Membership.company_id)
    )
    return list(ctx.db.exec(query).all())


def find_membership(ctx: Context, account_id: Id, company_id: Id) -> Membership | None:
    return ctx.db.get(Membership, (account_id, company_id))


def belongs_elsewhere(ctx: Context, account_id: Id, company_id: Id) -> bool:
    """Whether the account is also a member of another company, or one of the supplier's staff: then one company alone does not decide over it."""
    staff = ctx.db.exec(select(Account.staff_role).where(Account.id == account_id)).one()
    other = select(Membership.person_id).where(Membership.account_id == account_id, Membership.company_id != company_id, col(Membership.ended_at).is_(None))
    return bool(staff) or ctx.db.exec(other).first() is not None


def company_or_missing(ctx: Context, company_id: Id) -> Company:
    """A company that is not closed."""
    company = row_or_missing(ctx, Company, company_id)
    if company.closed_at:
        raise NotFound
    return company
