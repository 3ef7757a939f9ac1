"""Checks a file and takes it, by its kind. What a file of a kind means, and who may take it, the slice that owns the thing decides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal_app.accounts import import_company_file, preview_company_file
from portal_app.catalog import (
    import_assortment_file,
    import_category_file,
    import_product_file,
    import_stock_file,
    preview_assortment_file,
    preview_category_file,
    preview_product_file,
    preview_stock_file,
)
from portal_app.imports.rules import ImportKind
from portal_app.integrations.erp import import_warehouse_file, preview_warehouse_file
from portal_app.kernel.actor import Actor
from portal_app.kernel.file_outcomes import FileOutcome
from portal_app.ordering import import_order_file, preview_order_file
from portal_app.pricing import import_price_file, preview_price_file


@dataclass(frozen=True)
class _Ways:
    """Each is called with who asks, the file's name and its content."""

    preview: Callable[..., Any]
    take: Callable[..., Any]


_WAYS: dict[ImportKind, _Ways] = {
    ImportKind.WAREHOUSES: _Ways(preview_warehouse_file, import_warehouse_file),
    ImportKind.CATEGORIES: _Ways(preview_category_file, import_category_file),
    ImportKind.COMPANIES: _Ways(preview_company_file, import_company_file),
    ImportKind.ASSORTMENTS: _Ways(preview_assortment_file, import_assortment_file),
    ImportKind.PRODUCTS: _Ways(preview_product_file, import_product_file),
    ImportKind.PRICES: _Ways(preview_price_file, import_price_file),
    ImportKind.STOCK: _Ways(preview_stock_file, import_stock_file),
    ImportKind.ORDERS: _Ways(preview_order_file, import_order_file),
}


def check_file(actor: Actor, kind: ImportKind, name: str, content: bytes) -> FileOutcome:
    """The dry run: what taking it would do. Raises Invalid for a file that cannot be read, or not as one of this kind."""
    return _WAYS[kind].preview(actor, name, content)


def take_file(actor: Actor, kind: ImportKind, name: str, content: bytes) -> FileOutcome:
    """All lines, or none where one is wrong. The same file once more changes nothing."""
    return _WAYS[kind].take(actor, name, content)
