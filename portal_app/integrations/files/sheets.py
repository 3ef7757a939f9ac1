"""What a workbook's XML says of its sheets before anybody reads their cells: their names, how far they reach, how much text they hold.

A sheet of two cells at its far ends, or of many cells that all show one long text, is small in the file and fills the memory when it is read.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import normpath
from typing import Any
from xml.parsers import expat

from portal_app.integrations.files import refusals
from portal_app.integrations.files.archives import MOST_UNPACKED
from portal_app.integrations.files.tables import MOST_CELLS, MOST_COLUMNS, MOST_LINES
from portal_app.kernel.errors import Invalid

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FAR = 1_048_577


@dataclass(frozen=True)
class Sheet:
    """`part` is the name of its part in the archive."""

    name: str
    part: str


@dataclass
class SheetFacts:
    """`formulas` are cells (row, column, counted from 0) that show something or were saved without their outcome, but never an empty text."""

    rows: int = 0
    columns: int = 0
    texts: int = 0  # cells that show a text kept elsewhere in the workbook
    formulas: set[tuple[int, int]] = field(default_factory=set)


def visible_sheets(parts: Mapping[str, bytes]) -> list[Sheet]:
    """In the order of the tabs. Hidden ones are left out, as they are for whoever looks at the workbook."""
    targets = {one["Id"]: _inside(one["Target"]) for one in _elements(parts.get("xl/_rels/workbook.xml.rels", b""), "Relationship")}
    found = []
    for one in _elements(parts["xl/workbook.xml"], "sheet"):
        part = targets.get(next((value for name, value in one.items() if name.endswith(":id")), ""), "")
        if one.get("state", "visible") == "visible" and part in parts:
            found.append(Sheet(one.get("name", ""), part))
    return found


def check_sheet(sheet: bytes, texts: bytes) -> SheetFacts:
    """Raises Invalid for a sheet that reaches too far or shows too much text."""
    facts = _facts_of(sheet)
    if facts.rows > MOST_LINES:
        raise Invalid(refusals.TOO_MANY_LINES, most=MOST_LINES)
    if facts.columns > MOST_COLUMNS:
        raise Invalid(refusals.TOO_MANY_COLUMNS, most=MOST_COLUMNS)
    if facts.rows * facts.columns > MOST_CELLS:
        raise Invalid(refusals.TOO_MANY_CELLS)
    lengths = _lengths_of(texts) if facts.texts else []
    if lengths and facts.texts * max(lengths) > MOST_UNPACKED and _shown(sheet, lengths) > MOST_UNPACKED:
        raise Invalid(refusals.BOMB)
    return facts


def _facts_of(sheet: bytes) -> SheetFacts:
    facts, cells, formulas = SheetFacts(), [], set()

    types = [""]

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if kind == "c":
            cells.append(attributes.get("r", ""))
            types[0] = attributes.get("t", "")
            facts.texts += types[0] == "s"
        elif kind == "f" and types[0] != "str":
            formulas.add(len(cells))
        elif kind == "row":
            facts.rows += 1

    _parse(sheet, start)
    for place, (row, column) in enumerate(_places(cells), start=1):
        facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, column + 1)
        if place in formulas:
            facts.formulas.add((row, column))
    return facts


def _places(cells: list[str]) -> Iterator[tuple[int, int]]:
    """(row, column) of each cell, counted from 0. A cell that does not say where it is stands right of the one before."""
    row, column = 0, -1
    for place in cells:
        if found := _PLACE.fullmatch(place.upper()):
            row, column = int(found[2]) - 1, _column(found[1])
        else:
            row, column = (row, column + 1) if not place else (_FAR, _FAR)
        yield row, column


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _lengths_of(texts: bytes) -> list[int]:
    """Of each shared text, its formatting left out."""
    lengths: list[int] = []

    def start(tag: str, _attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def data(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    _parse(texts, start, data)
    return lengths


def _shown(sheet: bytes, lengths: list[int]) -> int:
    """Signs of shared text that the cells show together."""
    shown: list[str] = []
    inside = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if kind == "c":
            inside[0] = attributes.get("t") == "s"
        elif kind == "v" and inside[0]:
            shown.append("")

    def data(text: str) -> None:
        if inside[0] and shown:
            shown[-1] += text

    _parse(sheet, start, data)
    places = (int(place) for place in shown if place.strip().isdecimal())
    return sum(lengths[place] for place in places if place < len(lengths))


def _elements(part: bytes, kind: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == kind:
            found.append(attributes)

    if part:
        _parse(part, start)
    return found


def _parse(part: bytes, start: Callable[[str, dict[str, str]], None], data: Callable[[str], None] | None = None) -> None:
    """Workbooks have no document types, so none is read: entities that grow cannot even be declared."""

    def refuse(*_declared: Any) -> None:
        raise Invalid(refusals.DAMAGED)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, refuse
    if data is not None:
        parser.CharacterDataHandler, parser.buffer_text = data, True
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Invalid(refusals.DAMAGED) from None


def _inside(target: str) -> str:
    """A relationship's target as the name of a part: relative ones begin at xl/."""
    return normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}").lower()
