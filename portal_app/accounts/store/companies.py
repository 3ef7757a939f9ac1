"""Rows of customer companies, as the supplier's people see them."""

from sqlalchemy import case, func
from sqlmodel import col, select

from portal_app.accounts.store.rows import row_or_missing
from portal_app.accounts.tables import Company, Person
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id


def list_companies(ctx: Context) -> list[Company]:
    """All of them: open ones by name, closed ones last."""
    return list(ctx.db.exec(select(Company).order_by(col(Company.closed_at).is_not(None), func.lower(Company.name), Company.id)).all())


def company_or_missing(ctx: Context, company_id: Id) -> Company:
    """Also one that is closed."""
    return row_or_missing(ctx, Company, company_id)


def has_number(ctx: Context, customer_number: str, *, but: Id = "") -> bool:
    return ctx.db.exec(select(Company.id).where(Company.customer_number == customer_number, Company.id != but)).first() is not None


def count_people(ctx: Context, company_ids: list[Id]) -> dict[Id, tuple[int, int]]:
    """By company: active people, invited people. Reads across companies."""
    joined = func.sum(case((col(Person.joined_at).is_not(None), 1), else_=0))
    query = (
        select(Person.company_id, joined, func.count() - joined)
        .where(col(Person.company_id).in_(company_ids), col(Person.deactivated_at).is_(None))
        .group_by(Person.company_id)
    )
    return {company_id: (active, invited) for company_id, active, invited in ctx.db.exec(query).all()}
