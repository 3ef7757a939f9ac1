"""Rows out of a text: the delimiter is found by content, quotes may hold delimiters and line breaks, and no line is lost to a stray quote."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from portal_app.integrations.files import refusals
from portal_app.integrations.files.tables import MOST_CELLS, MOST_COLUMNS, MOST_LINES, TableRow
from portal_app.kernel.errors import Invalid

_CANDIDATES = ("\t", ";", "|", ",")  # where two fit equally well, the first
_SAMPLE = 200  # lines
_LONGEST_RECORD = 20  # lines in quotes; a longer one is a quote that somebody forgot to close
_QUOTED = re.compile(r'"[^"]*"')
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_TOLD = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # Excel's own way to say it, in the first line


def rows_of(text: str, delimiter: str) -> tuple[TableRow, ...]:
    """Every line of the text, empty ones too. Raises Invalid for too many."""
    lines = lines_in(text)
    if len(lines) > MOST_LINES:
        raise Invalid(refusals.TOO_MANY_LINES, most=MOST_LINES)
    _check_width(lines, delimiter)
    if not delimiter:
        return tuple(TableRow(place, (line,)) for place, line in enumerate(lines, start=1))
    if '"' not in text:
        return tuple(TableRow(place, tuple(line.split(delimiter))) for place, line in enumerate(lines, start=1))
    try:
        return tuple(_records(text, delimiter))
    except csv.Error:
        return tuple(TableRow(place, _cells(line, delimiter)) for place, line in enumerate(lines, start=1))


def lines_in(text: str) -> list[str]:
    """Ended by any of the three line breaks; nothing comes after the last one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if not lines[-1] else lines


def delimiter_of(text: str) -> str:
    """What stands between the cells of most lines; empty when nothing does."""
    sample = [line for line in lines_in(text[:200_000])[:_SAMPLE] if line.strip()]
    if not sample:
        return ""
    if told := _TOLD.fullmatch(sample[0].strip()):
        return told[1]
    bare = [_QUOTED.sub("", line) if '"' in line else line for line in sample]
    return _best_between(bare) or _best_between([line for line in _QUOTED.sub("", "\n".join(sample)).split("\n") if line.strip()])


def _best_between(lines: Sequence[str]) -> str:
    """The candidate that stands in most of these lines, which are without what is in quotes: within a line, or over several."""
    shares = {candidate: _share(lines, candidate) for candidate in _CANDIDATES} if lines else {"": 0}
    best = max(shares, key=lambda candidate: shares[candidate])
    return best if shares[best] else ""


def _share(lines: Sequence[str], candidate: str) -> int:
    """In how many of 100 lines it stands equally often; 0 where it stands in too few of them to be meant."""
    if candidate == "," and _are_decimals(lines):
        return 0
    counts = Counter(line.count(candidate) for line in lines)
    having = len(lines) - counts.pop(0, 0)
    if having * 2 < len(lines):
        return 0
    share = 100 * max(counts.values()) // len(lines)
    return share if candidate != "," or share >= 80 else 0


def _are_decimals(lines: Sequence[str]) -> bool:
    """Whether every comma stands between two digits, in lines of several words: `2,5 m 4711`."""
    commas = [line for line in lines if "," in line]
    return all("," not in _DECIMAL_COMMA.sub("", line) and " " in line.strip() for line in commas)


def _check_width(lines: Sequence[str], delimiter: str) -> None:
    cells = 0
    for line in lines:
        width = line.count(delimiter) + 1 if delimiter else 1
        if width > MOST_COLUMNS:
            raise Invalid(refusals.TOO_MANY_COLUMNS, most=MOST_COLUMNS)
        cells += width
    if cells > MOST_CELLS:
        raise Invalid(refusals.TOO_MANY_CELLS)


def _records(text: str, delimiter: str) -> Iterator[TableRow]:
    """Raises csv.Error where a quote is not closed, is closed inside a cell, or holds more lines than anybody writes into one."""
    reader, line = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    for cells in reader:
        if reader.line_num - line >= _LONGEST_RECORD:
            raise csv.Error
        yield TableRow(line, tuple(cells) or ("",))
        line = reader.line_num + 1


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    """One line by itself, whatever its quotes."""
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter), ())) or ("",)
    except csv.Error:  # a cell beyond the module's limit
        return tuple(line.split(delimiter))
