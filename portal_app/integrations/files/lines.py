"""The lines of a table with a head, as cells by their fields. A file that has no such head, or nothing below it, is refused with a sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from portal_app.integrations.files.reading import read_table
from portal_app.integrations.files.refusals import NO_LINES
from portal_app.integrations.files.tables import Cell, TableRow, text_of
from portal_app.kernel.errors import Invalid
from portal_app.kernel.file_columns import ColumnProblem, FileColumns, decimal_sign, places_in
from portal_app.kernel.file_outcomes import JudgedLine, LineFate

Entry = TypeVar("Entry")
_EITHER = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


@dataclass(frozen=True)
class FileLine:
    """`line` is where it stands in the source. Fields without a column are missing."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class FileLines:
    """`unread` are heads that mean nothing to us. `decimal_sign` is "" where the file does not prove one."""

    lines: tuple[FileLine, ...]
    unread: tuple[str, ...]
    decimal_sign: str


def read_lines(name: str, content: bytes, columns: FileColumns, also: Callable[[str], str] | None = None) -> FileLines:
    """Empty rows are left out. Raises Invalid for a file that cannot be read, without the head or without lines."""
    rows = [row for row in read_table(name, content).rows if any(text_of(cell).strip() for cell in row.cells)]
    try:
        places, unread = places_in(columns, [text_of(cell) for row in rows[:1] for cell in row.cells], also)
    except ColumnProblem as trouble:
        raise Invalid(trouble.reason, **trouble.values) from None
    if len(rows) < 2:
        raise Invalid(NO_LINES)
    lines = tuple(FileLine(row.line, _cells(row, places, columns)) for row in rows[1:])
    sign = decimal_sign(line.cells[field] for line in lines for field in columns.numbers & places.keys())
    return FileLines(lines, unread, sign)


def entries_in(read: FileLines, field: str, entry_of: Callable[[Mapping[str, str]], Entry]) -> tuple[list[tuple[FileLine, Entry]], list[JudgedLine]]:
    """What the lines say, and a verdict for each whose cells cannot be read. `field` is what a line is called by."""
    entries, wrong = [], []
    for line in read.lines:
        try:
            entries.append((line, entry_of(line.cells)))
        except ColumnProblem as trouble:
            wrong.append(JudgedLine(line.line, line.cells.get(field, ""), LineFate.WRONG, trouble.reason, trouble.values))
    return entries, wrong


def _cells(row: TableRow, places: Mapping[str, int], columns: FileColumns) -> dict[str, str]:
    return {field: _text(row.cells[place], field in columns.numbers) if place < len(row.cells) else "" for field, place in places.items()}


def _text(cell: Cell, is_number: bool) -> str:
    """A number out of a workbook is known exactly: it is written so that nobody takes its point for one of thousands."""
    text = text_of(cell).strip()
    return f"{text}0" if is_number and isinstance(cell, Decimal) and _EITHER.fullmatch(text) else text
