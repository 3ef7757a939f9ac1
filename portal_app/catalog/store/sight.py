"""Which products the company of a call sees. Every select of products is limited by `seen`."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, union
from sqlmodel import col, exists, select

from portal_app.catalog.tables import Assortment, AssortmentProduct, CompanyAssortment
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

Sight = tuple[Id, ...]
SIGHT = bindparam("sight", expanding=True)  # for statements that are built once
ASSORTMENTS = (select(CompanyAssortment.assortment_id), select(Assortment.id).where(col(Assortment.for_all)))  # those of the company, those for all
_SHOWN = AssortmentProduct.__table__.alias("s")
_ASSORTMENTS = union(*ASSORTMENTS)


def sight_of(ctx: Context) -> Sight:
    """The assortments for all, and those of this company."""
    return tuple(sorted(ctx.db.execute(_ASSORTMENTS).scalars()))


def seen(product_id: Any, sight: Any) -> ColumnElement[bool]:
    """The condition that a product stands in one of these assortments (or in those of SIGHT, which is filled later)."""
    shown = _SHOWN.c
    return exists(select(shown.product_id).where(shown.product_id == product_id, shown.assortment_id.in_(sight)))


def seen_one_by_one(product_id: Any, sight: Any) -> ColumnElement[bool]:
    """The same, written so that PostgreSQL looks it up for each product instead of joining all that is seen."""
    shown = _SHOWN.c
    return select(shown.product_id).where(shown.product_id == product_id, shown.assortment_id.in_(sight)).limit(1).scalar_subquery().is_not(None)
