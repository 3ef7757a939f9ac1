"""Rows out of an Excel workbook (.xlsx): the first visible sheet that has something in it, texts as texts, numbers and dates as they are."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from portal_app.integrations.files import refusals
from portal_app.integrations.files.archives import pack, unpack_workbook
from portal_app.integrations.files.sheets import Sheet, SheetFacts, check_sheet, visible_sheets
from portal_app.integrations.files.tables import Cell, FileKind, TableFile, TableRow
from portal_app.kernel.errors import Invalid

NO_VALUE = "=…"  # stands where a formula was saved without its outcome
_LARGEST = 10**15  # beyond it not every whole number can be kept in a cell
_SOMETHING = re.compile(rb"<(\w+:)?(v|is)\b")
_TEXTS = "xl/sharedstrings.xml"


def read_workbook(content: bytes) -> TableFile:
    """Raises Invalid for what cannot be read."""
    parts = unpack_workbook(content)
    sheets = visible_sheets(parts)
    for sheet in sheets:
        facts = check_sheet(parts[sheet.part], parts.get(_TEXTS, b""))
        rows = _rows(parts, sheet, facts) if facts.columns else ()
        if rows:
            others = tuple(other.name for other in sheets if other is not sheet and _SOMETHING.search(parts[other.part]))
            return TableFile(FileKind.WORKBOOK, rows, sheet=sheet.name, other_sheets=others)
    raise Invalid(refusals.EMPTY_WORKBOOK)


def _rows(parts: dict[str, bytes], sheet: Sheet, facts: SheetFacts) -> tuple[TableRow, ...]:
    """From the first row of the sheet to the last one with content."""
    rows = [tuple(_cell(cell) for cell in row) for row in _cells(parts, sheet)]
    rows = [_with_formulas(place, row, facts) for place, row in enumerate(rows)]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return tuple(TableRow(line, row) for line, row in enumerate(rows, start=1))


def _cells(parts: dict[str, bytes], sheet: Sheet) -> Iterable[list[Any]]:
    """The reader is given the one sheet only, packed anew. It is written in Rust: even its panics become a sentence."""
    needed = {name: content for name, content in parts.items() if not name.startswith("xl/worksheets/") or name == sheet.part}
    try:
        with CalamineWorkbook.from_filelike(pack(needed)) as workbook:
            return workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):
        raise Invalid(refusals.DAMAGED) from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise Invalid(refusals.DAMAGED) from None


def _with_formulas(place: int, row: tuple[Cell, ...], facts: SheetFacts) -> tuple[Cell, ...]:
    if not facts.formulas:
        return row
    return tuple(NO_VALUE if cell == "" and (place, column) in facts.formulas else cell for column, cell in enumerate(row))


def _cell(value: Any) -> Cell:
    """Numbers have the 15 digits that Excel keeps: 0.1 + 0.2 is 0.3."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and isfinite(value) and abs(value) < _LARGEST:
        return Decimal(f"{value:.15g}")
    return str(value)
