"""Files of products: which column holds what, by the words of its head in English or German, and facts out of the cells of a line.

A column that is not in the file leaves what is known of a product as it is; an empty cell empties it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from portal_app.catalog.rules.products import LinkKind, ProductFacts, ProductStatus
from portal_app.kernel.file_columns import FileColumns, choice_in, number_in, several_in, whole_in

_HEADS = {
    "number": "number articlenumber articleno itemnumber sku artikelnummer artikelnr",
    "name_en": "nameen nameenglish name", "name_de": "namede namedeutsch bezeichnung",
    "text_en": "texten description descriptionen", "text_de": "textde beschreibung beschreibungde",
    "category": "category kategorie warengruppe", "ean": "ean gtin", "manufacturer": "manufacturer hersteller",
    "manufacturer_number": "manufacturernumber mpn herstellernummer", "unit": "unit einheit mengeneinheit",
    "pack": "pack packsize verpackungseinheit vpe", "minimum": "minimum minimumquantity mindestmenge", "step": "step schritt",
    "price_unit": "priceunit preiseinheit", "weight": "weight gewicht", "hazards": "hazards ghs gefahrstoffe", "status": "status",
    "pictogram": "pictogram piktogramm", "popularity": "popularity beliebtheit",
    "former_numbers": "formernumbers oldnumbers frueherenummern altenummern", "assortments": "assortments sortimente",
    "successor": "successor nachfolger", "substitute": "substitute ersatz", "accessory": "accessory zubehoer",
}  # fmt: skip
_ATTRIBUTE = re.compile(r"\s*(?:attribute|merkmal)\s*:\s*(\S.*)", re.IGNORECASE)
_TERMS, _WHOLE, _LISTS = ("pack", "minimum", "step"), ("price_unit", "popularity"), ("hazards", "former_numbers", "assortments")
_LINKS = {kind.value: kind for kind in LinkKind}
_STATUS = {
    "": ProductStatus.ACTIVE, "active": ProductStatus.ACTIVE, "aktiv": ProductStatus.ACTIVE,
    "discontinued": ProductStatus.DISCONTINUED, "auslaufend": ProductStatus.DISCONTINUED, "eingestellt": ProductStatus.DISCONTINUED,
    "withdrawn": ProductStatus.WITHDRAWN, "entfallen": ProductStatus.WITHDRAWN,
}  # fmt: skip
COLUMNS = FileColumns(_HEADS, needed=("number",), numbers=frozenset({*_TERMS, "weight"}))


def attribute_of(head: str) -> str:
    """The field of a column for an attribute, `attribute:size`; "" for any other head."""
    found = _ATTRIBUTE.fullmatch(head)
    return f"attribute:{found[1].strip().lower()}" if found else ""


def facts_in(cells: Mapping[str, str], known: ProductFacts | None, sign: str = "") -> ProductFacts:
    """Facts of one line: its cells by field, and what is known of the product already. `sign`: the file's decimal sign. Raises ColumnProblem."""
    facts = known or ProductFacts(cells["number"], "", "", "")
    changed: dict[str, Any] = {field: _read(field, cell, sign) for field, cell in cells.items() if field in _PLAIN}
    terms = {field: number_in(field, cells[field], sign) if cells[field] else Decimal(1) for field in _TERMS if field in cells}
    links = tuple(link for link in facts.links if link[0].value not in cells)
    links += tuple((kind, number) for field, kind in _LINKS.items() for number in several_in(cells.get(field, "")))
    facts = replace(facts, **changed, terms=replace(facts.terms, **terms), links=links, attributes=_attributes(cells, facts.attributes))
    facts = replace(facts, name_en=facts.name_en or facts.name_de, name_de=facts.name_de or facts.name_en)
    return replace(facts, assortments=()) if facts.status is ProductStatus.WITHDRAWN else facts  # nobody sees it any more


def _attributes(cells: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    said = {field.partition(":")[2]: cell for field, cell in cells.items() if field.startswith("attribute:")}
    return {name: value for name, value in {**known, **said}.items() if value}


def _read(field: str, cell: str, sign: str) -> Any:
    if field in _LISTS:
        return several_in(cell)
    if field == "weight":
        return number_in(field, cell, sign) if cell else None
    if field in _WHOLE:
        return whole_in(field, cell) if cell else (1 if field == "price_unit" else 0)
    if field == "status":
        return choice_in(field, cell, _STATUS)
    return cell or ("C62" if field == "unit" else "")


_PLAIN = frozenset(_HEADS) - set(_TERMS) - set(_LINKS)


def same_facts(one: ProductFacts, other: ProductFacts) -> bool:
    """Whether both say the same; former numbers and assortments have no order."""
    return _in_order(one) == _in_order(other)


def _in_order(facts: ProductFacts) -> ProductFacts:
    return replace(facts, former_numbers=tuple(sorted(set(facts.former_numbers))), assortments=tuple(sorted(set(facts.assortments))))
