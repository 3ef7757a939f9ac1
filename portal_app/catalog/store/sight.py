"""Which products the company of a call sees. Every select of products is limited by `seen`."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, exists, select

from portal_app.catalog.tables import Assortment, AssortmentProduct, CompanyAssortment
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

Sight = tuple[Id, ...]


def sight_of(ctx: Context) -> Sight:
    """The assortments for all, and those of this company."""
    own = ctx.db.exec(select(CompanyAssortment.assortment_id)).all()
    for_all = ctx.db.exec(select(Assortment.id).where(col(Assortment.for_all))).all()
    return tuple(sorted({*own, *for_all}))


def seen(product_id: Any, sight: Any) -> ColumnElement[bool]:
    """The condition that a product stands in one of these assortments (or in those of a parameter that is filled later)."""
    return exists(select(AssortmentProduct.product_id).where(col(AssortmentProduct.product_id) == product_id, col(AssortmentProduct.assortment_id).in_(sight)))
