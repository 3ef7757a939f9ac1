"""Where the company of a call stands: which versions of the prices hold for it now. Asked in every call, in its transaction."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, column, table, true
from sqlmodel import col, select

from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id
from portal_app.pricing.tables import CompanyPricing, PriceVersion

_COMPANY = table("company", column("id"), column("currency"))  # of accounts


@dataclass(frozen=True, slots=True)
class Standing:
    """`versions` are those of all global prices and of the company's own; empty: there never were any. Equal ones mean equal prices.

    `as_of` is when prices were put last.
    """

    company_id: Id
    currency: str
    group_id: Id | None
    versions: tuple[str, str]
    as_of: datetime | None


def company_or_missing(ctx: Context, company_id: Id) -> None:
    if not is_id(company_id) or ctx.db.execute(select(_COMPANY.c.id).where(_COMPANY.c.id == company_id)).first() is None:
        raise NotFound


def standing_of(ctx: Context) -> Standing:
    row = ctx.db.execute(_standing(), {"company": ctx.company_id}).one()
    group_id, own, own_at, common, common_at, currency = row
    return Standing(ctx.company_id, currency, group_id, (common or "", own or ""), max((at for at in (own_at, common_at) if at), default=None))


@cache
def _standing() -> Select:
    """One question, built once. The company's row is always there, the two others may not be."""
    return (
        select(
            CompanyPricing.customer_group_id, CompanyPricing.version, CompanyPricing.changed_at, PriceVersion.version, PriceVersion.changed_at,
            _COMPANY.c.currency,
        )
        .select_from(_COMPANY)
        .join(PriceVersion, true(), isouter=True)
        .join(CompanyPricing, col(CompanyPricing.company_id) == _COMPANY.c.id, isouter=True)
        .where(_COMPANY.c.id == bindparam("company"))
    )  # fmt: skip
