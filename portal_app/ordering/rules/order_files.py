"""Files of orders from before the portal: a line for each line of an order, the orders found by company and number."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from portal_app.kernel.file_columns import ColumnProblem, FileColumns, choice_in, moment_in, needed_in, number_in, text_in, whole_in
from portal_app.kernel.file_outcomes import LineFate
from portal_app.kernel.i18n import message
from portal_app.ordering.rules.differences import net_of_line

COLUMNS = FileColumns({
    "order": "ordernumber orderno order invoiceno invoicenumber auftragsnummer auftrag bestellnummer rechnungsnummer",
    "customer": "customernumber customerno customer kundennummer kunde", "at": "orderedat orderdate date bestelltam bestelldatum auftragsdatum datum",
    "product": "number articlenumber itemnumber sku artikelnummer artikelnr nummer", "name": "name description bezeichnung",
    "quantity": "quantity qty menge anzahl", "unit": "unit einheit mengeneinheit", "price": "price unitprice preis einzelpreis",
    "price_unit": "priceunit preiseinheit", "net": "net amount linenet nettobetrag betrag", "currency": "currency waehrung",
    "buyer": "buyer orderedby besteller bestelltvon", "po_number": "ponumber po bestellzeichen", "centre": "costcentre costcenter kostenstelle",
    "address": "addressname place lieferort adressname", "state": "status state zustand",
}, needed=("order", "customer", "at", "product", "quantity", "price", "currency"), numbers=frozenset({"quantity", "price", "net"}))  # fmt: skip
PRICE_UNITS = (1, 10, 100, 1000)
WRONG_PRICE_UNIT = message("Prices are for 1, 10, 100 or 1,000.")
NOTHING_ORDERED = message("A line is about more than 0. Returns and credit notes are no orders.")
UNKNOWN_COMPANY = message("There is no company with the customer number {number}.")
UNKNOWN_PRODUCT = message("There is no product {product}. What is sold no more is taken first with a file of products, with the status withdrawn.")
UNKNOWN_CENTRE = message("This company has no cost centre {number}.")
UNKNOWN_ADDRESS = message("This company has no address {label}.")
OTHER_HEAD = message("Another line of this order says something else of its day, its people, its currency or its places.")
OTHER_CURRENCY = message("This company pays in {expected}. Orders in {currency} cannot be taken over for it.")
TOO_EARLY = message("This day is still to come. Only past orders are taken over.")
OTHER_BEFORE = message("The order {number} is here already and says something else. Orders are never changed.")
BESIDE_A_WRONG_LINE = message("Another line of this order is wrong. Orders are taken over whole.")


class FormerState(StrEnum):
    """What became of an order, as far as a file can say it."""

    INVOICED = "invoiced"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


_STATES = {
    "": FormerState.INVOICED, "invoiced": FormerState.INVOICED, "berechnet": FormerState.INVOICED,
    "shipped": FormerState.SHIPPED, "geliefert": FormerState.SHIPPED,
    "cancelled": FormerState.CANCELLED, "storniert": FormerState.CANCELLED,
}  # fmt: skip


@dataclass(frozen=True)
class OrderHeader:
    """What all lines of an order say alike. `at` is UTC; what is "" was not said."""

    number: str
    customer: str
    at: datetime
    currency: str
    buyer: str = ""
    po_number: str = ""
    centre: str = ""
    address: str = ""
    state: FormerState = FormerState.INVOICED


@dataclass(frozen=True)
class OrderFileLine:
    """One line. `price` is net for `price_unit` units, `net` what the line cost."""

    head: OrderHeader
    product: str
    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    price_unit: int
    net: Decimal


@dataclass(frozen=True)
class FileCompany:
    """What a company's lines are checked against: its places by their names, its currency."""

    currency: str
    centres: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class KeptOrder:
    """An order that is here already: lines are (article number, quantity, net), in no order."""

    at: datetime
    currency: str
    lines: tuple[tuple[str, Decimal, Decimal], ...]


def line_in(cells: Mapping[str, str], zone: str, sign: str = "") -> OrderFileLine:
    """`zone` is where the company is: times without an offset are meant there. Raises ColumnProblem."""
    quantity = number_in("quantity", needed_in("quantity", cells["quantity"]).removeprefix("-"), sign)
    if not quantity or cells["quantity"].startswith("-"):
        raise ColumnProblem(NOTHING_ORDERED)
    price = number_in("price", needed_in("price", cells["price"]), sign)
    price_unit = whole_in("priceunit", cells["price_unit"]) if cells.get("price_unit") else 1
    if price_unit not in PRICE_UNITS:
        raise ColumnProblem(WRONG_PRICE_UNIT)
    head = OrderHeader(
        needed_in("ordernumber", cells["order"], 40), needed_in("customernumber", cells["customer"], 40),
        moment_in("orderedat", needed_in("orderedat", cells["at"]), zone), needed_in("currency", cells["currency"], 3).upper(),
        text_in("buyer", cells.get("buyer", ""), 120), text_in("ponumber", cells.get("po_number", ""), 40), cells.get("centre", ""), cells.get("address", ""),
        choice_in("status", cells.get("state", ""), _STATES),
    )  # fmt: skip
    net = number_in("net", cells["net"], sign) if cells.get("net") else _net(price, price_unit, quantity)
    product, name = needed_in("number", cells["product"], 40), text_in("name", cells.get("name", ""), 160)
    return OrderFileLine(head, product, name, quantity, text_in("unit", cells.get("unit", ""), 3).upper(), price, price_unit, net)


def _net(price: Decimal, price_unit: int, quantity: Decimal) -> Decimal:
    found = net_of_line(price / price_unit, quantity, "EUR")
    if found is None:
        raise ColumnProblem(NOTHING_ORDERED)
    return found.amount


def orders_in(lines: Sequence[OrderFileLine]) -> dict[tuple[str, str], list[int]]:
    """The places of each order's lines, by customer and order number."""
    found: dict[tuple[str, str], list[int]] = {}
    for place, line in enumerate(lines):
        found.setdefault((line.head.customer, line.head.number), []).append(place)
    return found


def check_lines(
    lines: Sequence[OrderFileLine], companies: Mapping[str, FileCompany], products: Collection[str], now: datetime,
) -> dict[int, tuple[str, Mapping[str, str]]]:  # fmt: skip
    """Problems by place: (sentence, values)."""
    problems: dict[int, tuple[str, Mapping[str, str]]] = {}
    heads: dict[tuple[str, str], OrderHeader] = {}
    for place, line in enumerate(lines):
        head, company = line.head, companies.get(line.head.customer)
        if company is None:
            problems[place] = (UNKNOWN_COMPANY, {"number": head.customer})
        elif heads.setdefault((head.customer, head.number), head) != head:
            problems[place] = (OTHER_HEAD, {})
        elif head.currency != company.currency:
            problems[place] = (OTHER_CURRENCY, {"expected": company.currency, "currency": head.currency})
        elif head.at > now:
            problems[place] = (TOO_EARLY, {})
        elif head.centre and head.centre not in company.centres:
            problems[place] = (UNKNOWN_CENTRE, {"number": head.centre})
        elif head.address and head.address not in company.addresses:
            problems[place] = (UNKNOWN_ADDRESS, {"label": head.address})
        elif line.product not in products:
            problems[place] = (UNKNOWN_PRODUCT, {"product": line.product})
    return problems


def fate_of(some: Sequence[OrderFileLine], kept: KeptOrder | None) -> LineFate:
    """Of a whole order. Another one under the same number is wrong."""
    if kept is None:
        return LineFate.NEW
    head = some[0].head
    same = (head.at, head.currency, _contents((one.product, one.quantity, one.net) for one in some)) == (kept.at, kept.currency, _contents(kept.lines))
    return LineFate.SAME if same else LineFate.WRONG


def _contents(lines) -> list[tuple[str, Decimal, Decimal]]:
    return sorted(lines)
