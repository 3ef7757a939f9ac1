"""Reads in which group and unit products are sold, many at once. What companies see is kept in this process by the version of the products."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, bindparam
from sqlmodel import col, select

from portal_app.catalog.rules.sales import SoldAs
from portal_app.catalog.store.sight import sight_of
from portal_app.catalog.store.versions import version_of
from portal_app.catalog.tables import AssortmentProduct, Product, ProductCategory
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id

_AT_ONCE = 5000  # values in one statement; SQLite takes 32,766 and PostgreSQL 65,535
_Shown = tuple[SoldAs, frozenset[Id]]  # how it is sold, and the assortments in which it stands


class _Known:
    """What was asked for so far, in one version of the products."""

    def __init__(self, version: Id) -> None:
        self.version = version
        self.shown: dict[Id, _Shown] = {}
        self.sights: dict[Id, frozenset[Id]] = {}  # by company
        self._alike: dict[_Shown, _Shown] = {}

    def learn(self, found: Iterable[tuple[Id, _Shown]]) -> None:
        """Thousands of products are sold alike and share one value."""
        self.shown.update((product_id, self._alike.setdefault(shown, shown)) for product_id, shown in found)


_known = _Known("")


def sold_as(ctx: Context, product_ids: Collection[Id]) -> dict[Id, SoldAs]:
    """Those of these products that the company sees."""
    known = _of_version(version_of(ctx))
    sight = known.sights.get(ctx.company_id)
    if sight is None:
        sight = known.sights[ctx.company_id] = frozenset(sight_of(ctx))
    missing = [product_id for product_id in product_ids if product_id not in known.shown and is_id(product_id)]
    for part in _parts(missing):
        known.learn(_shown(ctx.db.execute(_sold(), {"products": part}).all()))
    shown = ((product_id, known.shown.get(product_id)) for product_id in product_ids)
    return {product_id: one[0] for product_id, one in shown if one is not None and not sight.isdisjoint(one[1])}


def _of_version(version: Id) -> _Known:
    """Of another version everything is begun anew. Calls that still hold the old one go on with it."""
    global _known
    known = _known
    if known.version != version:
        known = _known = _Known(version)
    return known


def _shown(rows: Sequence[Any]) -> Iterable[tuple[Id, _Shown]]:
    for (product_id, group, unit), same in groupby(rows, key=itemgetter(0, 1, 2)):
        yield product_id, (SoldAs(group, unit), frozenset(row[3] for row in same if row[3]))


@cache
def _sold() -> Select:
    """Built once: that takes longer than the database needs to answer."""
    query = select(Product.id, ProductCategory.code, Product.unit, AssortmentProduct.assortment_id)
    query = query.join(ProductCategory, col(ProductCategory.id) == col(Product.category_id))
    query = query.join(AssortmentProduct, col(AssortmentProduct.product_id) == col(Product.id), isouter=True)
    return query.where(col(Product.id).in_(bindparam("products", expanding=True))).order_by(Product.id)


def terms_by_number(ctx: Context, numbers: Collection[str]) -> list[tuple]:
    """(article number, product, code of its category, unit, price unit, pack, names), whoever may see them."""
    found = []
    for part in _parts(sorted({number for number in numbers if number.isprintable()})):
        found += ctx.db.execute(_terms().where(col(Product.number).in_(part))).all()
    return found


def terms_of_all(ctx: Context) -> list[tuple]:
    return list(ctx.db.execute(_terms().order_by(Product.number)).all())


def _terms() -> Select:
    query = select(Product.number, Product.id, ProductCategory.code, Product.unit)
    query = query.add_columns(Product.price_unit, Product.pack, Product.name_en, Product.name_de)
    return query.join(ProductCategory, col(ProductCategory.id) == col(Product.category_id))


def _parts(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
