"""Which kinds of files there are, in the order in which an empty portal takes them, and how the verdict on a line is said."""

from enum import StrEnum

from portal_app.kernel.file_outcomes import JudgedLine, LineFate
from portal_app.kernel.i18n import message, translate


class ImportKind(StrEnum):
    """What a file holds. Later ones name what earlier ones brought."""

    WAREHOUSES = "warehouses"
    CATEGORIES = "categories"
    COMPANIES = "companies"
    ASSORTMENTS = "assortments"
    PRODUCTS = "products"
    PRICES = "prices"
    STOCK = "stock"
    ORDERS = "orders"


KIND_NAMES: dict[ImportKind, str] = {
    ImportKind.WAREHOUSES: message("Warehouses"),
    ImportKind.CATEGORIES: message("Categories"),
    ImportKind.COMPANIES: message("Companies with people and addresses"),
    ImportKind.ASSORTMENTS: message("Assortments"),
    ImportKind.PRODUCTS: message("Products"),
    ImportKind.PRICES: message("Prices"),
    ImportKind.STOCK: message("Stock"),
    ImportKind.ORDERS: message("Orders from before"),
}
FATE_NAMES: dict[LineFate, str] = {
    LineFate.NEW: message("New"),
    LineFate.CHANGED: message("Changed"),
    LineFate.SAME: message("Known already"),
    LineFate.WRONG: message("Wrong"),
}


def said_of(locale: str, one: JudgedLine) -> str:
    """Why a line is wrong, or what of it does not count; the column in front where the sentence does not name it. "" where nothing is to be said."""
    if not one.reason:
        return ""
    sentence = translate(locale, one.reason, **one.values)
    column = one.values.get("column", "")
    return f"{column}: {sentence}" if column and "{column}" not in one.reason else sentence
