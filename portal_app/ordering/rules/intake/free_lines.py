"""A line that is not a row of a table: `20 x 4711`, `4711 20 Stk`, `Sechskantschraube M8x40 100`. Each way to understand it is a reading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal_app.ordering.rules.intake.quantities import NOT_SAID, QuantityReading, read_quantity
from portal_app.ordering.rules.intake.units import WRITTEN


@dataclass(frozen=True, slots=True)
class Reading:
    """What is wanted, a number or words, and how much of it."""

    wanted: str
    quantity: QuantityReading = NOT_SAID


_Q = r"(?P<quantity>[+\-\u2212]?[0-9][0-9.,]*+)"  # takes all it can at once: a line of digits and commas would take very long otherwise
_GROUPED = r"(?P<quantity>[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:,[0-9]{3})+(?:\.[0-9]+)?))"  # 1.000,5: the comma divides no columns
_UNIT = rf"(?P<unit>{'|'.join(map(re.escape, WRITTEN))})\.?"
_LABEL = r"(?:menge|anzahl|qty|quantity)"
_FLAGS = re.IGNORECASE
# A list's own counting and words that say what comes: neither is wanted.
_COUNTED = re.compile(r"(?:pos(?:ition)?\.?\s*\d{1,4}\s*[:.)]?|[0-9]{1,3}[.)]|[-*•–·]|#\s*\d{1,3}[.:)]?)\s+", _FLAGS)
_NAMED = re.compile(
    r"\b(?:(?:artikel|art|material|mat|teile?|bestell|item|part|article|product|sku|ean)[\s.\-]*(?:nr|nummer|no|number)?\.?\s*[:#]?|nr\.?:?)\s+(?=\S*\d)",
    _FLAGS,
)
# Ways that leave no doubt, then those that do.
_CLEAR = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"(?P<wanted>.+?)[\s,;:|(]+{_LABEL}\s*[:=]?\s*{_Q}(?:\s*{_UNIT})?\)?",
        rf"{_LABEL}\s*[:=]?\s*{_Q}(?:\s*{_UNIT})?[\s,;:|]+(?P<wanted>.+)",
        rf"{_Q}\s*(?:x|×|\*|mal)\s+(?P<wanted>\S.*)",
        rf"{_Q}\s+[x×*]\s*(?P<wanted>\S.*)",
        rf"{_Q}\s*{_UNIT}[\s,;:|]+(?:von\s+|of\s+)?(?P<wanted>\S.*)",
        rf"(?P<wanted>.+?)(?:\s+[-–]\s*|[\s,;:=|(]+){_Q}\s*{_UNIT}\)?",
        rf"(?P<wanted>.+?)\s+(?:[x×*]\s*{_Q}|(?P<second>[0-9][0-9.,]*)\s*[x×])",
        rf"(?P<wanted>.+?)\s*[;|\t]\s*{_Q}",
        rf"{_Q}\s*[;|\t]\s*(?P<wanted>.+)",
        rf"(?P<wanted>.+?)\s+{_GROUPED}",
        rf"(?P<wanted>.+?)\s*(?:[:=,]|\s[-–])\s*{_Q}",
    )
)
_TRAILING = re.compile(rf"(?P<wanted>.*\S)\s+{_Q}")
_LEADING = re.compile(rf"{_Q}\s+(?P<wanted>\S.*)")


def readings_of(text: str, decimal_sign: str = "") -> tuple[Reading, ...]:
    """The likeliest first. The last one takes the whole line for what is wanted: a number may have spaces in it."""
    counted = _COUNTED.match(text)
    bare = _NAMED.sub("", text[counted.end() :] if counted else text, count=1) or text
    found = dict.fromkeys((*_read(bare, decimal_sign), Reading(bare), *([Reading(text)] if bare != text else [])))
    return tuple(found)


def _read(text: str, decimal_sign: str) -> Iterator[Reading]:
    for pattern in _CLEAR:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            reading = _reading(parts["wanted"], parts["quantity"] or parts.get("second") or "", parts.get("unit") or "", decimal_sign)
            if reading is not None:
                yield reading
                return
    both = [_reading(found["wanted"], found["quantity"], "", decimal_sign) for pattern in (_TRAILING, _LEADING) if (found := pattern.fullmatch(text))]
    yield from sorted((reading for reading in both if reading is not None), key=lambda reading: len(reading.quantity.text))  # of two numbers the shorter


def _reading(wanted: str, quantity: str, unit: str, decimal_sign: str) -> Reading | None:
    said = read_quantity(f"{quantity} {unit}".strip(), decimal_sign)
    wanted = wanted.strip(" ,;:|\t-–=(")
    return Reading(wanted, said) if said.quantities and wanted else None
