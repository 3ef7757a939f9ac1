"""Stock in the back office of the ERP: found by article number or by name, with the names that the catalogue knows."""

from dataclasses import dataclass

from portal_app.catalog import numbers_like, product_labels
from portal_app.integrations.erp import Shelf, ShelfFilter, ShelfKind, Warehouse, list_shelves, list_warehouses, shelf_or_missing
from portal_app.kernel.gate import Context, staff_query
from portal_app.kernel.paging import Page
from portal_app.kernel.permissions import Permission

LONGEST_WORDS = 200


@dataclass(frozen=True)
class StockRow:
    """A product in a warehouse; `name` and `unit` are empty for a number that the catalogue does not know."""

    shelf: Shelf
    name: str
    unit: str


@dataclass(frozen=True)
class StockList:
    page: Page[StockRow]
    warehouses: tuple[Warehouse, ...]


@staff_query(Permission.STAFF_OPERATE)
def list_stock(ctx: Context, words: str = "", warehouse: str = "", kind: ShelfKind = ShelfKind.ALL, number: int = 1, size: int = 25) -> StockList:
    """A page by article number."""
    words = words[:LONGEST_WORDS].replace("\x00", "").strip()
    asked = ShelfFilter(words, tuple(numbers_like(ctx, words)) if words else (), warehouse, kind)
    page = list_shelves(ctx, asked, number=number, size=size)
    return StockList(Page(_rows(ctx, page.rows), page.total, page.number, page.size), list_warehouses(ctx))


@staff_query(Permission.STAFF_OPERATE)
def read_stock_row(ctx: Context, number: str, warehouse: str) -> StockRow:
    """Raises NotFound for an unknown product or warehouse."""
    return _rows(ctx, (shelf_or_missing(ctx, number, warehouse),))[0]


def _rows(ctx: Context, shelves: tuple[Shelf, ...]) -> tuple[StockRow, ...]:
    labels = product_labels(ctx, [shelf.number for shelf in shelves])
    return tuple(StockRow(one, *((labels[one.number].name, labels[one.number].unit) if one.number in labels else ("", ""))) for one in shelves)
