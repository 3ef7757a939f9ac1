"""Owns products, their categories, numbers, units and packs, who sees which of them, and the search.

And when a quantity arrives. Does not own prices (pricing), stock (integrations.erp), nor what somebody orders.
"""

from portal_app.catalog.actions.availability import StockWish, availability_of
from portal_app.catalog.actions.browse import (
    CategoryLine,
    ProductCounts,
    ProductFilter,
    ProductSheet,
    count_products,
    list_categories,
    list_least_quantities,
    list_products,
    read_numbered_product,
    read_product,
)
from portal_app.catalog.actions.importing import import_product_file, preview_product_file
from portal_app.catalog.actions.keeping import (
    ProductsOutcome,
    give_assortments,
    preview_products,
    put_assortment,
    put_categories,
    put_part_numbers,
    put_products,
    withdraw_products,
)
from portal_app.catalog.actions.labels import ProductLabel, numbers_like, product_labels
from portal_app.catalog.actions.nearest import nearest_numbers, successors_of
from portal_app.catalog.actions.sales import PricedProduct, SalesTerms, list_sales_terms, sold_as
from portal_app.catalog.actions.search import ResolvedNumber, find_products, resolve_numbers, suggest_products
from portal_app.catalog.actions.shelf_importing import (
    import_assortment_file,
    import_category_file,
    preview_assortment_file,
    preview_category_file,
    put_assortment_part,
)
from portal_app.catalog.actions.stock_importing import import_stock_file, preview_stock_file
from portal_app.catalog.actions.views import ProductLine
from portal_app.catalog.rules.availability import Availability, AvailabilityKind
from portal_app.catalog.rules.destinations import Destination
from portal_app.catalog.rules.packs import FittedQuantity, PackTerms, QuantityProblem, fit_quantity, least_quantity
from portal_app.catalog.rules.planning import NumberKind
from portal_app.catalog.rules.products import CategoryFacts, DocumentKind, LinkKind, ProductFacts, ProductProblem, ProductStatus
from portal_app.catalog.rules.record import RECORD_WORDS
from portal_app.catalog.rules.sales import SoldAs

__all__ = [
    "Availability", "AvailabilityKind", "CategoryFacts", "CategoryLine", "Destination", "DocumentKind", "FittedQuantity", "LinkKind", "NumberKind",
    "PackTerms", "PricedProduct", "ProductCounts", "ProductFacts", "ProductFilter", "ProductLabel", "ProductLine", "ProductProblem", "ProductSheet",
    "ProductStatus", "ProductsOutcome", "QuantityProblem", "RECORD_WORDS", "ResolvedNumber", "SalesTerms", "SoldAs", "StockWish", "availability_of",
    "count_products", "find_products", "fit_quantity", "give_assortments", "import_assortment_file", "import_category_file", "import_product_file",
    "import_stock_file", "least_quantity", "list_categories", "list_least_quantities", "list_products", "list_sales_terms", "nearest_numbers",
    "numbers_like", "preview_assortment_file", "preview_category_file", "preview_product_file", "preview_products", "preview_stock_file",
    "product_labels", "put_assortment", "put_assortment_part", "put_categories", "put_part_numbers", "put_products", "read_numbered_product",
    "read_product", "resolve_numbers", "sold_as", "successors_of", "suggest_products", "withdraw_products",
]  # fmt: skip
