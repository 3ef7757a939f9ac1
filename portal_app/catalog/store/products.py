"""Reads products, as far as the company of the call sees them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Row, Select, String, bindparam, cast, false, func
from sqlmodel import col, or_, select

from portal_app.catalog.rules.packs import PackTerms
from portal_app.catalog.rules.planning import SearchPlan, plan_search
from portal_app.catalog.rules.products import ProductStatus
from portal_app.catalog.store.lookup import ids_with_beginning, ids_with_words
from portal_app.catalog.store.sight import SIGHT, Sight, seen, sight_of
from portal_app.catalog.tables import CustomerPartNumber, FormerNumber, Product, ProductCategory, ProductDocument, ProductLink
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id
from portal_app.kernel.paging import Page, read_page

_OF_A_LIST = ("id", "number", "name_en", "name_de", "unit", "pack", "minimum", "step", "price_unit", "status", "hazards", "pictogram")
_PRODUCT = Product.__table__
_LISTED = tuple(_PRODUCT.c[name] for name in _OF_A_LIST)  # a list needs no texts, and no objects
_LISTED_BY_IDS = (
    select(*_LISTED, col(CustomerPartNumber.number).label("own_number"))
    .select_from(_PRODUCT)
    .outerjoin(CustomerPartNumber, col(CustomerPartNumber.product_id) == _PRODUCT.c.id)
    .where(_PRODUCT.c.id.in_(bindparam("ids", expanding=True)), seen(_PRODUCT.c.id, SIGHT))
    .order_by(col(CustomerPartNumber.number))
)
_OWN_NUMBERS = (
    select(CustomerPartNumber.product_id, CustomerPartNumber.number)
    .where(col(CustomerPartNumber.product_id).in_(bindparam("ids", expanding=True)))
    .order_by(col(CustomerPartNumber.number))
)
ListedProduct = Product | Row  # both have the columns of a list


def products_visible_to(ctx: Context, sight: Sight | None = None) -> Select:
    """`sight` where the call has asked for it already."""
    return select(Product).where(seen(Product.id, sight_of(ctx) if sight is None else sight))


def product_or_missing(ctx: Context, product_id: Id) -> Product:
    product = ctx.db.exec(products_visible_to(ctx).where(col(Product.id) == product_id)).first() if is_id(product_id) else None
    if product is None:
        raise NotFound
    return product


def numbered_product_or_missing(ctx: Context, number: str) -> Product:
    """By the article number as it is written."""
    product = ctx.db.exec(products_visible_to(ctx).where(Product.number == number)).first() if number.isprintable() else None
    if product is None:
        raise NotFound
    return product


def products_in_order(ctx: Context, sight: Sight, product_ids: Sequence[Id]) -> list[tuple[ListedProduct, list[str]]]:
    """These products, as far as they are seen, in this order, each with the company's own numbers for it."""
    ids = {product_id for product_id in product_ids if is_id(product_id)}
    rows = ctx.db.execute(_LISTED_BY_IDS, {"ids": sorted(ids), "sight": sight}).all() if ids else []
    found: dict[Id, tuple[ListedProduct, list[str]]] = {}
    for row in rows:
        found.setdefault(row.id, (row, []))[1].extend([row.own_number] if row.own_number else [])
    return [found[product_id] for product_id in product_ids if product_id in found]


def products_asked_for(
    ctx: Context, *, words: str = "", category_ids: Iterable[Id] | None = None, manufacturer: str = "", hazard: str = "", status: ProductStatus | None = None
) -> Select:
    """The products that the company sees and that fit all of these. `category_ids` None: of every category.

    Words without a letter or a digit fit nothing.
    """
    query = products_visible_to(ctx)
    if words.strip():
        query = query.where(_found_by(ctx, plan_search(words)))
    if category_ids is not None:
        query = query.where(col(Product.category_id).in_(list(category_ids)))
    if manufacturer:
        query = query.where(Product.manufacturer == manufacturer if manufacturer.isprintable() else false())
    if hazard:
        query = query.where(cast(Product.hazards, String).contains(f'"{hazard}"', autoescape=True))
    if status:
        query = query.where(Product.status == status.value)
    return query


def _found_by(ctx: Context, plan: SearchPlan) -> ColumnElement[bool]:
    """With all of these words, or with a number that begins like what was written."""
    found = [ids_with_words(ctx, plan.begun_words)] if plan.words else []
    found += ids_with_beginning(plan.number) if plan.has_digit else ()
    return or_(*(col(Product.id).in_(ids) for ids in found)) if found else false()


def list_terms(ctx: Context, asked: Select, *, most: int) -> list[tuple[Id, PackTerms]]:
    """Of `products_asked_for` the first so many, those that are ordered most first, with how they are packed. Light, for thousands."""
    columns = (_PRODUCT.c.id, _PRODUCT.c.pack, _PRODUCT.c.minimum, _PRODUCT.c.step)
    rows = ctx.db.execute(_in_order(asked).with_only_columns(*columns).limit(most)).all()
    return [(product_id, PackTerms(*terms)) for product_id, *terms in rows]


def list_products(ctx: Context, asked: Select, *, number: int, size: int) -> Page[Product]:
    """Of `products_asked_for` a page. Those that are ordered most come first."""
    return read_page(ctx.db, _in_order(asked), number=number, size=size)


def _in_order(asked: Select) -> Select:
    return asked.order_by(col(Product.popularity).desc(), col(Product.number))


def count_products(ctx: Context, asked: Select) -> list[tuple[Id, str, int]]:
    """Of `products_asked_for` how many each category and manufacturer has."""
    by = (col(Product.category_id), col(Product.manufacturer))
    return [tuple(row) for row in ctx.db.execute(asked.with_only_columns(*by, func.count()).group_by(*by)).all()]


def list_categories(ctx: Context) -> list[ProductCategory]:
    """The whole tree, parents before their children where they were put first."""
    return list(ctx.db.exec(select(ProductCategory).order_by(col(ProductCategory.position), col(ProductCategory.code))).all())


def own_numbers_of(ctx: Context, product_ids: Sequence[Id]) -> dict[Id, list[str]]:
    """The company's own numbers for these products."""
    found: dict[Id, list[str]] = {}
    for product_id, number in ctx.db.execute(_OWN_NUMBERS, {"ids": list(product_ids)}).all():
        found.setdefault(product_id, []).append(number)
    return found


def former_numbers_of(ctx: Context, product_id: Id) -> list[str]:
    return list(ctx.db.exec(select(FormerNumber.number).where(FormerNumber.product_id == product_id).order_by(FormerNumber.number)).all())


def links_of(ctx: Context, product_id: Id) -> list[tuple[str, Product]]:
    """(kind, product) of what it leads to and the company sees."""
    query = (
        select(ProductLink.kind, Product)
        .join(Product, col(Product.id) == col(ProductLink.other_id))
        .where(ProductLink.product_id == product_id, seen(Product.id, sight_of(ctx)))
    )
    return [tuple(row) for row in ctx.db.exec(query.order_by(ProductLink.kind, col(ProductLink.position))).all()]


def documents_of(ctx: Context, product_id: Id) -> list[ProductDocument]:
    query = select(ProductDocument).where(ProductDocument.product_id == product_id)
    return list(ctx.db.exec(query.order_by(ProductDocument.kind, ProductDocument.title)).all())
