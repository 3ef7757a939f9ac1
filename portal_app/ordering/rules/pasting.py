"""Lines of a pasted text: a number and a quantity each, as they come out of a spreadsheet or a mail."""

import re
from dataclasses import dataclass

from portal_app.ordering.rules.quantities import read_quantity

LONGEST_PASTED = 100_000  # characters; a page sends no more of a longer text, which has too many lines
_CELLS = re.compile(r"\t|;")
_LAST_PART = re.compile(r"(?P<typed>.*?\S)(?:\s*,\s+|\s+[x×*]\s*|\s+)(?P<quantity>[-+]?[0-9][0-9.,'’]*)")


@dataclass(frozen=True)
class PastedLine:
    """What stood in one line. The quantity is a text, empty where there was none."""

    typed: str
    quantity: str = ""


def pasted_lines(text: str, language: str) -> list[PastedLine]:
    """Every line with something in it, in order. None is left out, whatever stands there."""
    return [_line(line, language) for line in text.splitlines() if line.strip(" \t;")]


def _line(line: str, language: str) -> PastedLine:
    """Two cells of a spreadsheet, either way round; else words with a quantity at their end."""
    cells = [cell.strip() for cell in _CELLS.split(line) if cell.strip()]
    if len(cells) >= 2:
        first, second = cells[0], cells[1]
        turned = _is_quantity(first, language) and not _is_quantity(second, language)
        return PastedLine(second, first) if turned else PastedLine(first, second)
    found = _LAST_PART.fullmatch(line.strip())
    if found and _is_quantity(found["quantity"], language):
        return PastedLine(found["typed"], found["quantity"])
    return PastedLine(line.strip(" \t;"))


def _is_quantity(text: str, language: str) -> bool:
    read = read_quantity(text, language)
    return read.amount is not None or bool(read.values)
