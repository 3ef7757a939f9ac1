"""The page of the imports: each example is taken by a portal that was empty, in the page's order, and each column is known by both names."""

import re

import pytest

from portal_app.accounts.rules.company_files import COLUMNS as COMPANIES
from portal_app.catalog.rules.product_files import COLUMNS as PRODUCTS
from portal_app.catalog.rules.product_files import attribute_of
from portal_app.catalog.rules.shelf_files import ASSORTMENT_COLUMNS, CATEGORY_COLUMNS
from portal_app.catalog.rules.stock_files import COLUMNS as STOCK
from portal_app.imports import ImportKind, check_file, take_file
from portal_app.integrations.erp.warehouse_files import COLUMNS as WAREHOUSES
from portal_app.kernel.actor import system
from portal_app.kernel.file_columns import FileColumns, fold_head
from portal_app.kernel.permissions import Permission
from portal_app.ordering.rules.order_files import COLUMNS as ORDERS
from portal_app.pricing.rules.price_files import COLUMNS as PRICES
from tests.docs.pages import ROOT, text_of

OPERATOR = system(frozenset({Permission.STAFF_OPERATE, Permission.STAFF_COMPANIES_EDIT}), name="test")
PAGE = text_of(ROOT / "docs" / "imports.md")
COLUMNS: dict[ImportKind, FileColumns] = {
    ImportKind.WAREHOUSES: WAREHOUSES, ImportKind.CATEGORIES: CATEGORY_COLUMNS, ImportKind.COMPANIES: COMPANIES,
    ImportKind.ASSORTMENTS: ASSORTMENT_COLUMNS, ImportKind.PRODUCTS: PRODUCTS, ImportKind.PRICES: PRICES, ImportKind.STOCK: STOCK, ImportKind.ORDERS: ORDERS,
}  # fmt: skip
TWO_LANGUAGES = {"Description": ("text_en", "text_de")}


def section_of(kind: ImportKind) -> str:
    return re.search(rf"^## {kind}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)[1]


def example_of(kind: ImportKind) -> bytes:
    return re.search(r"```csv\n(.*?)```", section_of(kind), re.S)[1].encode()


def named_columns(kind: ImportKind) -> list[tuple[str, str, bool]]:
    """(English, German, must be there)."""
    rows = re.findall(r"^\| (\*\*)?([^|*]+?)(?:\*\*)? \| ([^|]*?) ?\|", section_of(kind), re.M)
    return [(english, german, bool(bold)) for bold, english, german in rows if english not in ("column", "---") and not english.startswith("-")]


def field_of(kind: ImportKind, head: str) -> str:
    fields = {word: field for field, words in COLUMNS[kind].heads.items() for word in words.split()}
    return attribute_of(head) or fields.get(fold_head(head), "")


def mean_the_same(kind: ImportKind, english: str, german: str) -> bool:
    field = field_of(kind, english)
    if not field or not german or ":" in english:
        return bool(field)
    return field_of(kind, german) in TWO_LANGUAGES.get(english, (field,))


def test_an_empty_portal_takes_the_examples_in_the_order_of_the_page(sqlite_database: str):
    assert re.findall(r"^## (\w+)$", PAGE, re.M) == list(ImportKind)
    for kind in ImportKind:
        looked = check_file(OPERATOR, kind, "example.csv", example_of(kind))
        assert (looked.new, looked.problems, looked.unread) == (looked.lines, (), ()), kind
        assert take_file(OPERATOR, kind, "example.csv", example_of(kind)).problems == ()
    for kind in ImportKind:
        again = take_file(OPERATOR, kind, "example.csv", example_of(kind))
        assert (again.same, again.parts) == (again.lines, ()), kind


@pytest.mark.parametrize("kind", ImportKind)
def test_columns_are_known_by_both_names_and_all_are_named(kind: ImportKind):
    named = named_columns(kind)
    strange = [(english, german) for english, german, _ in named if not mean_the_same(kind, english, german)]
    assert strange == []
    assert {field_of(kind, english) for english, _, needed in named if needed} == set(COLUMNS[kind].needed)
    fields = {field_of(kind, name) for english, german, _ in named for name in (english, german) if name}
    assert set(COLUMNS[kind].heads) - fields - {"pictogram", "substitute", "accessory"} == set()
