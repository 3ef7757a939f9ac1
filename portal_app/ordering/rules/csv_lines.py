"""A table as CSV that a spreadsheet may open: no cell is taken for a formula, and the separator is the one the language expects."""

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SEPARATORS = {"de": ";"}


def csv_text(rows: Iterable[Sequence[str]], language: str) -> str:
    """With a mark in front by which spreadsheets know that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_SEPARATORS.get(language, ","), lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def safe_cell(text: str) -> str:
    """What begins like a formula gets an apostrophe in front, and spreadsheets show it as the text it is."""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text
