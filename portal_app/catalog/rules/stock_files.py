"""Files of stock: what was counted of a product in a warehouse, and what is on its way there. Several lines may name several replenishments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal_app.kernel.file_columns import EMPTY_CELL, TWICE, ColumnProblem, FileColumns, day_in, needed_in, number_in
from portal_app.kernel.i18n import message

COLUMNS = FileColumns({
    "number": "number articlenumber itemnumber sku artikelnummer artikelnr nummer", "warehouse": "warehouse lager lagerort standort",
    "on_hand": "onhand stock quantity bestand lagerbestand menge", "incoming_on": "incomingon expectedon expected zugangam erwartetam zugang",
    "incoming": "incoming incomingquantity expectedquantity zugangsmenge erwartetemenge",
}, needed=("number", "warehouse", "on_hand"), numbers=frozenset({"on_hand", "incoming"}))  # fmt: skip
UNKNOWN_PRODUCT = message("There is no product {product}.")
UNKNOWN_WAREHOUSE = message("There is no warehouse {code}. Please take a file of warehouses first.")
OTHER_COUNT = message("Another line says a different stock for this product in this warehouse.")


@dataclass(frozen=True)
class StockEntry:
    """One line. `incoming` is (day, quantity), None: nothing is on its way."""

    number: str
    warehouse: str
    on_hand: Decimal
    incoming: tuple[date, Decimal] | None

    @property
    def place(self) -> tuple[str, str]:
        return self.number, self.warehouse


def stock_in(cells: Mapping[str, str], sign: str = "") -> StockEntry:
    """Raises ColumnProblem. A replenishment has a day and a quantity."""
    day, quantity = cells.get("incoming_on", ""), cells.get("incoming", "")
    if bool(day) != bool(quantity):
        raise ColumnProblem(EMPTY_CELL, column="incoming" if day else "incomingon")
    incoming = (day_in("incomingon", day), number_in("incoming", quantity, sign)) if day else None
    number, warehouse = needed_in("number", cells["number"], 40), needed_in("warehouse", cells["warehouse"], 8)
    return StockEntry(number, warehouse, number_in("onhand", needed_in("onhand", cells["on_hand"]), sign), incoming)


def check_stock(every: Sequence[StockEntry], products: Collection[str], warehouses: Collection[str]) -> dict[int, tuple[str, Mapping[str, str]]]:
    """Problems by place: (sentence, values)."""
    problems: dict[int, tuple[str, Mapping[str, str]]] = {}
    first: dict[tuple[str, str], Decimal] = {}
    seen: set[StockEntry] = set()
    for place, entry in enumerate(every):
        if entry.number not in products:
            problems[place] = (UNKNOWN_PRODUCT, {"product": entry.number})
        elif entry.warehouse not in warehouses:
            problems[place] = (UNKNOWN_WAREHOUSE, {"code": entry.warehouse})
        elif first.setdefault(entry.place, entry.on_hand) != entry.on_hand:
            problems[place] = (OTHER_COUNT, {})
        elif entry in seen:
            problems[place] = (TWICE, {})
        seen.add(entry)
    return problems


def incoming_by_place(every: Sequence[StockEntry]) -> dict[tuple[str, str], tuple[Decimal, tuple[tuple[date, Decimal], ...]]]:
    """For each product in a warehouse what was counted, and all that is on its way, the earliest first."""
    found: dict[tuple[str, str], tuple[Decimal, tuple[tuple[date, Decimal], ...]]] = {}
    for entry in every:
        _, coming = found.get(entry.place, (entry.on_hand, ()))
        found[entry.place] = (entry.on_hand, tuple(sorted((*coming, *([entry.incoming] if entry.incoming else ())))))
    return found
