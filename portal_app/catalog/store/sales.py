"""Reads in which group and unit products are sold, many at once, as bare columns."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlmodel import col, select

from portal_app.catalog.store.sight import seen, sight_of
from portal_app.catalog.tables import Product, ProductCategory
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id

_AT_ONCE = 5000  # values in one statement; SQLite takes 32,766 and PostgreSQL 65,535


def sold_as(ctx: Context, product_ids: Collection[Id]) -> list[tuple[Id, str, str]]:
    """(product, code of its category, unit) of those that the company sees."""
    sight, found = sight_of(ctx), []
    for part in _parts([product_id for product_id in dict.fromkeys(product_ids) if is_id(product_id)]):
        found += ctx.db.execute(_sold(), {"sight": sight, "products": part}).all()
    return found


@cache
def _sold() -> Select:
    """Built once: that takes longer than the database needs to answer."""
    sight, products = bindparam("sight", expanding=True), bindparam("products", expanding=True)
    query = select(Product.id, ProductCategory.code, Product.unit).join(ProductCategory, col(ProductCategory.id) == col(Product.category_id))
    return query.where(col(Product.id).in_(products), seen(Product.id, sight))


def terms_by_number(ctx: Context, numbers: Collection[str]) -> list[tuple[str, Id, str, str, int]]:
    """(article number, product, code of its category, unit, price unit), whoever may see them."""
    found = []
    for part in _parts(sorted({number for number in numbers if number.isprintable()})):
        found += ctx.db.execute(_terms().where(col(Product.number).in_(part))).all()
    return found


def terms_of_all(ctx: Context) -> list[tuple[str, Id, str, str, int]]:
    return list(ctx.db.execute(_terms().order_by(Product.number)).all())


def _terms() -> Select:
    query = select(Product.number, Product.id, ProductCategory.code, Product.unit, Product.price_unit)
    return query.join(ProductCategory, col(ProductCategory.id) == col(Product.category_id))


def _parts(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
