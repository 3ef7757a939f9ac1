"""A table that was read: its rows with their places in the source, and how large it may be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

MOST_BYTES = 20_000_000
MOST_LINES = 20_000
MOST_COLUMNS = 300
MOST_CELLS = 2_000_000

# Numbers and dates come out of workbooks only: there they are known exactly. In a text everything is text.
Cell = str | Decimal | date


class FileKind(StrEnum):
    TEXT = "text"
    WORKBOOK = "workbook"


class TableRow(NamedTuple):
    """`line` is where it stands in the source, counted from 1: the line of a text, the row of a sheet. Empty rows are there too."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class TableFile:
    """`delimiter` is empty where each line is one cell. `other_sheets` of the workbook hold something, too, and were not read."""

    kind: FileKind
    rows: tuple[TableRow, ...]
    name: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


def text_of(cell: Cell) -> str:
    """A cell as somebody would type it: 4711 and not 4711.0, dates as 2026-11-23."""
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    return cell if isinstance(cell, str) else cell.isoformat()
