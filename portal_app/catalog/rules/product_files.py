"""Files of products: which column holds what, by the words of its head in English or German, and facts out of the cells of a line.

A column that is not in the file leaves what is known of a product as it is; an empty cell empties it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from portal_app.catalog.rules.folding import fold_number
from portal_app.catalog.rules.products import LinkKind, ProductFacts, ProductStatus
from portal_app.kernel.i18n import message

NO_NUMBER_COLUMN = message("No column holds the article number. Please name it Number in the first line.")
TWO_COLUMNS = message("Two columns hold the same: {first} and {second}. Please delete one of them.")
NOT_A_NUMBER = message("In the column {column} stands {value}, which is not a number.")
UNKNOWN_STATUS = message("In the column {column} stands {value}. Please write active or discontinued.")
_HEADS = {
    "number": "number articlenumber articleno itemnumber sku artikelnummer artikelnr",
    "name_en": "nameen nameenglish name", "name_de": "namede namedeutsch bezeichnung",
    "text_en": "texten description descriptionen", "text_de": "textde beschreibung beschreibungde",
    "category": "category kategorie warengruppe", "ean": "ean gtin", "manufacturer": "manufacturer hersteller",
    "manufacturer_number": "manufacturernumber mpn herstellernummer", "unit": "unit einheit mengeneinheit",
    "pack": "pack packsize verpackungseinheit vpe", "minimum": "minimum minimumquantity mindestmenge", "step": "step schritt",
    "price_unit": "priceunit preiseinheit", "weight": "weight gewicht", "hazards": "hazards ghs gefahrstoffe", "status": "status",
    "pictogram": "pictogram piktogramm", "popularity": "popularity beliebtheit",
    "former_numbers": "formernumbers oldnumbers fruherenummern frueherenummern altenummern", "assortments": "assortments sortimente",
    "successor": "successor nachfolger", "substitute": "substitute ersatz", "accessory": "accessory zubehoer",
}  # fmt: skip
_FIELDS = {head: field for field, heads in _HEADS.items() for head in heads.split()}
_ATTRIBUTE = re.compile(r"\s*(?:attribute|merkmal)\s*:\s*(\S.*)", re.IGNORECASE)
_TERMS, _WHOLE, _LISTS = ("pack", "minimum", "step"), ("price_unit", "popularity"), ("hazards", "former_numbers", "assortments")
_LINKS = {kind.value: kind for kind in LinkKind}
_DECIMAL, _DIGITS = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?"), re.compile(r"[0-9]{1,9}")
_STATUS = {"": "active", "active": "active", "aktiv": "active", "discontinued": "discontinued", "auslaufend": "discontinued", "eingestellt": "discontinued"}


class ColumnProblem(Exception):
    """A cell that cannot be read. `values` fill the sentence's {names}."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


def columns_of(heads: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """(places of the fields, heads that mean nothing to us). Attributes are fields named `attribute:size`. Raises ColumnProblem."""
    places: dict[str, int] = {}
    unknown = []
    for place, head in enumerate(heads):
        field = _field_of(head)
        if field in places:
            raise ColumnProblem(TWO_COLUMNS, first=heads[places[field]], second=head)
        if field:
            places[field] = place
        elif head.strip():
            unknown.append(head.strip())
    if "number" not in places:
        raise ColumnProblem(NO_NUMBER_COLUMN)
    return places, tuple(unknown)


def _field_of(head: str) -> str:
    if attribute := _ATTRIBUTE.fullmatch(head):
        return f"attribute:{attribute[1].strip().lower()}"
    return _FIELDS.get(fold_number(head), "")


def facts_in(cells: Mapping[str, str], known: ProductFacts | None) -> ProductFacts:
    """Facts of one line: its cells by field, and what is known of the product already. Raises ColumnProblem."""
    facts = known or ProductFacts(cells["number"], "", "", "")
    changed: dict[str, Any] = {field: _read(field, cell) for field, cell in cells.items() if field in _PLAIN}
    terms = {field: _decimal(field, cells[field]) or Decimal(1) for field in _TERMS if field in cells}
    links = tuple(link for link in facts.links if link[0].value not in cells)
    links += tuple((kind, number) for field, kind in _LINKS.items() for number in _several(cells.get(field, "")))
    facts = replace(facts, **changed, terms=replace(facts.terms, **terms), links=links, attributes=_attributes(cells, facts.attributes))
    return replace(facts, name_en=facts.name_en or facts.name_de, name_de=facts.name_de or facts.name_en)


def _attributes(cells: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    said = {field.partition(":")[2]: cell for field, cell in cells.items() if field.startswith("attribute:")}
    return {name: value for name, value in {**known, **said}.items() if value}


def _read(field: str, cell: str) -> Any:
    if field in _LISTS:
        return _several(cell)
    if field == "weight":
        return _decimal(field, cell)
    if field in _WHOLE:
        return _whole(field, cell)
    if field == "status":
        return _status(field, cell)
    return cell or ("C62" if field == "unit" else "")


_PLAIN = frozenset(_HEADS) - set(_TERMS) - set(_LINKS)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;|,\n]", cell) if part.strip())


def _decimal(field: str, cell: str) -> Decimal | None:
    return Decimal(_checked(_DECIMAL, field, cell).replace(",", ".")) if cell else None


def _whole(field: str, cell: str) -> int:
    return int(_checked(_DIGITS, field, cell)) if cell else (1 if field == "price_unit" else 0)


def _checked(form: re.Pattern[str], field: str, cell: str) -> str:
    if not form.fullmatch(cell):
        raise ColumnProblem(NOT_A_NUMBER, column=field, value=cell[:40])
    return cell


def _status(field: str, cell: str) -> ProductStatus:
    if cell.lower() not in _STATUS:
        raise ColumnProblem(UNKNOWN_STATUS, column=field, value=cell[:40])
    return ProductStatus(_STATUS[cell.lower()])
