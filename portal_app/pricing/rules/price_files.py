"""Files of prices: a line for each tier, in a list for everybody or, with a customer number, in that company's own list.

All lines of a product in a list are all of its prices there; other products keep theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from portal_app.kernel.file_columns import FileColumns, day_in, needed_in, number_in, text_in, whole_in
from portal_app.kernel.file_outcomes import LineFate
from portal_app.kernel.i18n import message
from portal_app.pricing.rules.price_checks import NO_CURRENCY, WRONG_CURRENCY, check_prices, is_currency
from portal_app.pricing.rules.price_facts import PriceFacts

COLUMNS = FileColumns({
    "list": "pricelist list preisliste liste", "list_name": "listname nameofthelist listenname", "customer": "customernumber customerno kundennummer kunde",
    "product": "number articlenumber itemnumber sku artikelnummer artikelnr nummer", "from_quantity": "fromquantity from abmenge ab staffel",
    "price": "price unitprice preis", "price_unit": "priceunit preiseinheit", "unit": "unit einheit mengeneinheit", "currency": "currency waehrung",
    "valid_from": "validfrom gueltigab gueltigvon", "valid_to": "validto validuntil gueltigbis",
}, needed=("list", "product", "price", "currency"), numbers=frozenset({"from_quantity", "price"}))  # fmt: skip
UNKNOWN_COMPANY = message("There is no company with the customer number {number}.")
OTHER_CURRENCY = message("This company pays in {expected}. A price in {currency} would never count for it.")
OTHER_KIND = message("{number} is an agreement of another kind with this company. Please give the list another number.")
GROUP_LIST = message("{number} is the list of a customer group. A file changes lists for everybody and companies' own lists.")


@dataclass(frozen=True)
class PlaceOfPrices:
    """A list for everybody, or one company's own (`customer` is its number)."""

    number: str
    customer: str = ""


@dataclass(frozen=True)
class PriceEntry:
    """One line: one tier of a product's price in a list."""

    place: PlaceOfPrices
    list_name: str
    facts: PriceFacts


@dataclass(frozen=True)
class KnownPrices:
    """What stands already. `trouble` is why a file cannot change this list; `prices` by article number."""

    currency: str = ""
    name: str = ""
    exists: bool = False
    trouble: str = ""
    prices: Mapping[str, frozenset[PriceFacts]] | None = None


def entry_in(cells: Mapping[str, str], sign: str = "") -> PriceEntry:
    """Raises ColumnProblem."""
    valid_from, valid_to = (day_in(name.replace("_", ""), cells[name]) if cells.get(name) else None for name in ("valid_from", "valid_to"))
    facts = PriceFacts(
        needed_in("number", cells["product"], 40), number_in("price", needed_in("price", cells["price"]), sign),
        number_in("fromquantity", cells["from_quantity"], sign) if cells.get("from_quantity") else Decimal(1),
        whole_in("priceunit", cells["price_unit"]) if cells.get("price_unit") else 1, text_in("unit", cells.get("unit", ""), 3).upper(),
        needed_in("currency", cells["currency"], 3).upper(), valid_from, valid_to,
    )  # fmt: skip
    place = PlaceOfPrices(needed_in("pricelist", cells["list"], 40), cells.get("customer", ""))
    return PriceEntry(place, text_in("listname", cells.get("list_name", ""), 120), facts)


def check_entries(
    entries: Sequence[PriceEntry], known: Mapping[PlaceOfPrices, KnownPrices], units: Mapping[str, str], currencies: Mapping[str, str],
) -> dict[int, tuple[str, Mapping[str, str]]]:  # fmt: skip
    """Problems by place: (sentence, values). `units` of the known products by article number, `currencies` of the known companies by number."""
    problems: dict[int, tuple[str, Mapping[str, str]]] = {}
    for place, some in by_place(entries).items():
        prices = [entries[one].facts for one in some]
        if place.customer and place.customer not in currencies:
            problems |= dict.fromkeys(some, (UNKNOWN_COMPANY, {"number": place.customer}))
        elif known[place].trouble:
            problems |= dict.fromkeys(some, (known[place].trouble, {"number": place.number}))
        else:
            expected = currencies.get(place.customer) or known[place].currency or prices[0].currency
            wrong = OTHER_CURRENCY if place.customer else WRONG_CURRENCY
            values = {"number": place.customer, "expected": expected}
            for one, facts in zip(some, prices, strict=True):
                if not is_currency(facts.currency):
                    problems[one] = (NO_CURRENCY, {})
                elif facts.currency != expected:
                    problems[one] = (wrong, {**values, "currency": facts.currency})
            sound = [one for one in some if one not in problems]
            found = check_prices([entries[one].facts for one in sound], units, expected)
            problems |= {sound[problem.row - 1]: (problem.reason, problem.values) for problem in found}
    return problems


def by_place(entries: Iterable[PriceEntry]) -> dict[PlaceOfPrices, list[int]]:
    """The places of each list's lines, the lists in the order in which they come."""
    found: dict[PlaceOfPrices, list[int]] = {}
    for place, entry in enumerate(entries):
        found.setdefault(entry.place, []).append(place)
    return found


def fates_of(entries: Sequence[PriceEntry], known: KnownPrices, units: Mapping[str, str]) -> dict[str, LineFate]:
    """What becomes of each product's prices in one list, by article number: all its tiers together."""
    wanted: dict[str, set[PriceFacts]] = {}
    for entry in entries:
        wanted.setdefault(entry.facts.product, set()).add(with_unit(entry.facts, units))
    before = known.prices or {}
    return {
        product: LineFate.NEW if product not in before else LineFate.SAME if before[product] == frozenset(tiers) else LineFate.CHANGED
        for product, tiers in wanted.items()
    }  # fmt: skip


def with_unit(facts: PriceFacts, units: Mapping[str, str]) -> PriceFacts:
    """The same price with its unit of measure said."""
    return replace(facts, unit=facts.unit or units.get(facts.product, ""))
