"""Rows into a CSV that any spreadsheet opens, and in which no cell is taken for a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark, so that Excel knows; semicolons, as German Excel expects them; RFC 4180 quotes."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(cell) for cell in header])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would calculate gets an apostrophe in front. Numbers stay numbers, negative ones too."""
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff\u200b").startswith(_DANGEROUS) and not _NUMBER.fullmatch(cell) else cell
