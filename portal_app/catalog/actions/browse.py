"""List products by category and words, and read one with all that belongs to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal_app.catalog.actions.views import ProductLine, lines_of, name_in
from portal_app.catalog.rules.packs import least_quantity
from portal_app.catalog.rules.products import DocumentKind, LinkKind, ProductStatus
from portal_app.catalog.store import products as store
from portal_app.catalog.tables import Product, ProductCategory
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import Permission

MOST_LEAST = 20_000
TOO_MANY = message("More than {most} products fit. Please narrow the list down.")


@dataclass(frozen=True)
class ProductFilter:
    """What is empty is not asked for. `category` is a category's code and means those below it too; `hazard` is a GHS pictogram: GHS02."""

    words: str = ""
    category: str = ""
    manufacturer: str = ""
    hazard: str = ""
    status: ProductStatus | None = None


@dataclass(frozen=True)
class ProductCounts:
    """How many of the products asked for stand in each category (by code, with all below it) and come from each manufacturer, most first."""

    categories: dict[str, int]
    manufacturers: dict[str, int]


@dataclass(frozen=True)
class CategoryLine:
    """`parent` is the code of the category above, or empty."""

    code: str
    name: str
    parent: str


@dataclass(frozen=True)
class ProductSheet:
    """One product. `path` are the codes of its categories, the topmost first."""

    line: ProductLine
    text: str
    ean: str
    manufacturer: str
    manufacturer_number: str
    weight: Decimal | None
    attributes: dict[str, str]
    path: tuple[str, ...]
    former_numbers: tuple[str, ...]
    links: tuple[tuple[LinkKind, ProductLine], ...]
    documents: tuple[tuple[DocumentKind, str], ...]


@query(Permission.CATALOG_VIEW)
def list_categories(ctx: Context) -> tuple[CategoryLine, ...]:
    every = store.list_categories(ctx)
    codes = {row.id: row.code for row in every}
    return tuple(CategoryLine(row.code, name_in(ctx, row.name_en, row.name_de), codes.get(row.parent_id, "")) for row in every)


@query(Permission.CATALOG_VIEW)
def list_products(ctx: Context, asked: ProductFilter = ProductFilter(), number: int = 1, size: int = 50) -> Page[ProductLine]:
    """A page of the products the company sees, those that are ordered most first."""
    found = store.list_products(ctx, _asked(ctx, asked), number=number, size=size)
    return Page(lines_of(ctx, found.rows), found.total, found.number, found.size)


@query(Permission.CATALOG_VIEW)
def list_least_quantities(ctx: Context, asked: ProductFilter = ProductFilter()) -> tuple[tuple[Id, Decimal], ...]:
    """All products that `list_products` would show, in its order, each with the least of it that can be ordered.

    Raises Invalid for more than 20,000 products.
    """
    found = store.list_terms(ctx, _asked(ctx, asked), most=MOST_LEAST + 1)
    if len(found) > MOST_LEAST:
        raise Invalid(TOO_MANY, most=MOST_LEAST)
    least = {terms: least_quantity(terms) for terms in {terms for _, terms in found}}
    return tuple((product_id, least[terms]) for product_id, terms in found)


@query(Permission.CATALOG_VIEW)
def count_products(ctx: Context, asked: ProductFilter = ProductFilter()) -> ProductCounts:
    """What the same filter would show by category and by manufacturer."""
    categories, manufacturers = Counter(), Counter()
    every = {row.id: row for row in store.list_categories(ctx)}
    for category_id, manufacturer, count in store.count_products(ctx, _asked(ctx, asked)):
        manufacturers[manufacturer] += count
        while category_id:
            categories[every[category_id].code] += count
            category_id = every[category_id].parent_id
    return ProductCounts(dict(categories.most_common()), {name: count for name, count in manufacturers.most_common() if name})


def _asked(ctx: Context, asked: ProductFilter) -> Any:
    below = _ids_below(store.list_categories(ctx), asked.category) if asked.category else None
    return store.products_asked_for(
        ctx, words=asked.words, category_ids=below, manufacturer=asked.manufacturer, hazard=asked.hazard, status=asked.status
    )  # fmt: skip


@query(Permission.CATALOG_VIEW)
def read_product(ctx: Context, product_id: Id) -> ProductSheet:
    """Raises NotFound, for an unknown product and for one that the company does not see."""
    return _sheet(ctx, store.product_or_missing(ctx, product_id))


@query(Permission.CATALOG_VIEW)
def read_numbered_product(ctx: Context, number: str) -> ProductSheet:
    """By our article number as it is written. Raises NotFound as `read_product` does."""
    return _sheet(ctx, store.numbered_product_or_missing(ctx, number))


def _sheet(ctx: Context, product: Product) -> ProductSheet:
    links = store.links_of(ctx, product.id)
    lines = lines_of(ctx, [product, *(other for _, other in links)])
    return ProductSheet(
        lines[0], name_in(ctx, product.text_en, product.text_de), product.ean, product.manufacturer, product.manufacturer_number, product.weight,
        dict(product.attributes), _path_to(store.list_categories(ctx), product.category_id), tuple(store.former_numbers_of(ctx, product.id)),
        tuple((LinkKind(kind), line) for (kind, _), line in zip(links, lines[1:], strict=True)),
        tuple((DocumentKind(one.kind), one.title) for one in store.documents_of(ctx, product.id)),
    )  # fmt: skip


def _ids_below(every: Sequence[ProductCategory], code: str) -> set[Id]:
    """The category with this code and all below it; none for an unknown code."""
    found = {row.id for row in every if row.code == code}
    while more := {row.id for row in every if row.parent_id in found} - found:
        found |= more
    return found


def _path_to(every: Sequence[ProductCategory], category_id: Id | None) -> tuple[str, ...]:
    rows, path = {row.id: row for row in every}, []
    while category_id:
        path.append(rows[category_id].code)
        category_id = rows[category_id].parent_id
    return tuple(reversed(path))
