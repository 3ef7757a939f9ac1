"""What prices stand on: in which product group and unit of measure a product is sold. Light, since whole files are asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from portal_app.catalog.rules.sales import SoldAs
from portal_app.catalog.store import sales, shelves
from portal_app.kernel.gate import Context, query, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True, slots=True)
class PricedProduct:
    """What whoever puts prices must know of a product."""

    id: Id
    group: str
    unit: str
    price_unit: int
    pack: Decimal = Decimal(1)
    name_en: str = ""
    name_de: str = ""


@dataclass(frozen=True)
class SalesTerms:
    """For the supplier: known products by article number, and the codes of all product groups."""

    products: dict[str, PricedProduct]
    groups: frozenset[str]


@query(Permission.CATALOG_VIEW)
def sold_as(ctx: Context, products: Collection[Id]) -> dict[Id, SoldAs]:
    """For those of these products that the company sees; the others are missing."""
    return sales.sold_as(ctx, products)


@staff_query(Permission.STAFF_OPERATE)
def list_sales_terms(ctx: Context, numbers: Collection[str] | None = None) -> SalesTerms:
    """Of these article numbers (None: of all), whoever may see them; unknown ones are missing."""
    rows = sales.terms_of_all(ctx) if numbers is None else sales.terms_by_number(ctx, numbers)
    return SalesTerms({number: PricedProduct(*terms) for number, *terms in rows}, frozenset(shelves.category_codes(ctx)))
