"""Tables from outside with a head: which column holds what, by the words of its head in English or German, and values out of cells.

Does not open files (integrations.files) and knows no business: what the columns are, each slice says.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from portal_app.kernel.i18n import message

MISSING_COLUMN = message("A column is missing. Please name it {head} in the first line.")
TWICE = message("This stands in another line already.")
TWO_COLUMNS = message("Two columns hold the same: {first} and {second}. Please delete one of them.")
EMPTY_CELL = message("The column {column} is empty. Every line needs something there.")
TOO_LONG_CELL = message("In the column {column} stands a text of more than {most} characters.")
NOT_A_NUMBER = message("In the column {column} stands {value}, which is not a number.")
BELOW_NOTHING = message("In the column {column} stands {value}. Please write 0 or more.")
MAY_BE_TWO_NUMBERS = message("In the column {column} stands {value}. Please write it so that it can only be one number, such as 1000 or 1.00.")
NOT_A_DAY = message("In the column {column} stands {value}, which is not a day. An example is 2026-11-23.")
NOT_A_MOMENT = message("In the column {column} stands {value}, which is not a day and a time. An example is 2026-11-23 14:05.")
NO_SUCH_MOMENT = message("In the column {column} stands {value}. When clocks were changed, it was left out or came twice. Please write +01:00 behind it.")
NOT_YES_OR_NO = message("In the column {column} stands {value}. Please write yes or no.")
NOT_A_CHOICE = message("In the column {column} stands {value}. Please write one of these: {choices}.")

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PLAIN = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,6})?")
_EITHER = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_PROVING = re.compile(r"-?[0-9.,]*([.,])(?:[0-9]{1,2}|[0-9]{4,6})")
_BOTH = re.compile(r"-?[0-9]{1,3}(?:([.,])[0-9]{3})+(?!\1)([.,])[0-9]{1,6}")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.0+)?")
_OFFSET = re.compile(r"(.*[0-9])\s*(Z|[+-][0-9]{2}:?[0-9]{2})")
_YES = dict.fromkeys(("yes", "ja", "true", "wahr", "1", "x"), True) | dict.fromkeys(("no", "nein", "false", "falsch", "0", ""), False)
_LONGEST_SAID = 40
Choice = TypeVar("Choice")


class ColumnProblem(Exception):
    """What is wrong with a head or with a cell, as a sentence. `values` fill its {names}."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class FileColumns:
    """The columns that one kind of file may have: by field the words that may stand in the head, folded, the first as we say it.

    `needed` must be there. Cells of `numbers` are numbers; which sign is the decimal one is found in all of them together.
    """

    heads: Mapping[str, str]
    needed: tuple[str, ...]
    numbers: frozenset[str] = frozenset()

    def head_of(self, field: str) -> str:
        """A field's column as people are told of it: `customernumber`."""
        return self.heads[field].split()[0] if field in self.heads else field


def fold_head(text: str) -> str:
    """A head without case, separators and accents: `Artikel-Nr.` is `artikelnr`, `Menge (Stück)` is `mengestueck`."""
    spelt = unicodedata.normalize("NFC", text[:200]).lower().translate(_SPELT)
    return "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if sign.isalnum())


def places_in(columns: FileColumns, heads: Sequence[str], also: Callable[[str], str] | None = None) -> tuple[dict[str, int], tuple[str, ...]]:
    """(places of the fields, heads that mean nothing to us). `also` may know a field for a head that is not in the list. Raises ColumnProblem."""
    fields = {word: field for field, words in columns.heads.items() for word in words.split()}
    places: dict[str, int] = {}
    unknown = []
    for place, head in enumerate(heads):
        field = (also(head) if also else "") or fields.get(fold_head(head), "")
        if field in places:
            raise ColumnProblem(TWO_COLUMNS, first=heads[places[field]].strip(), second=head.strip())
        if field:
            places[field] = place
        elif head.strip():
            unknown.append(head.strip())
    for field in columns.needed:
        if field not in places:
            raise ColumnProblem(MISSING_COLUMN, head=columns.head_of(field))
    return places, tuple(unknown)


def decimal_sign(cells: Iterable[str]) -> str:
    """The sign before decimals in these numbers, "" where none of them proves it or they do not agree."""
    proven = set()
    for cell in cells:
        found = _BOTH.fullmatch(cell)
        if found:
            proven.add(found[2])
        elif (found := _PROVING.fullmatch(cell)) and cell.count(found[1]) == 1:
            proven.add(found[1])
    return proven.pop() if len(proven) == 1 else ""


def text_in(column: str, cell: str, longest: int) -> str:
    """Raises ColumnProblem for more than `longest` characters."""
    if len(cell) > longest:
        raise ColumnProblem(TOO_LONG_CELL, column=column, most=str(longest))
    return cell


def needed_in(column: str, cell: str, longest: int = 200) -> str:
    if not cell:
        raise ColumnProblem(EMPTY_CELL, column=column)
    return text_in(column, cell, longest)


def number_in(column: str, cell: str, sign: str = "") -> Decimal:
    """0 or more, below a thousand million, with six decimals at most. `sign` is the file's decimal sign; the other one then parts thousands.

    Where it is not known, 1.000 is refused: it may be 1 or 1,000. Raises ColumnProblem.
    """
    text = cell
    if sign:
        other = "," if sign == "." else "."
        if other in text and not re.fullmatch(rf"-?[0-9]{{1,3}}(?:\{other}[0-9]{{3}})+(?:\{sign}[0-9]*)?", text):
            raise ColumnProblem(NOT_A_NUMBER, column=column, value=cell[:_LONGEST_SAID])
        text = text.replace(other, "")
    elif _EITHER.fullmatch(text):
        raise ColumnProblem(MAY_BE_TWO_NUMBERS, column=column, value=cell[:_LONGEST_SAID])
    if not _PLAIN.fullmatch(text):
        raise ColumnProblem(NOT_A_NUMBER, column=column, value=cell[:_LONGEST_SAID])
    if text.startswith("-"):
        raise ColumnProblem(BELOW_NOTHING, column=column, value=cell[:_LONGEST_SAID])
    return Decimal(text.replace(",", "."))


def whole_in(column: str, cell: str) -> int:
    if re.fullmatch(r"-[0-9]{1,9}", cell):
        raise ColumnProblem(BELOW_NOTHING, column=column, value=cell)
    if not re.fullmatch(r"[0-9]{1,9}", cell):
        raise ColumnProblem(NOT_A_NUMBER, column=column, value=cell[:_LONGEST_SAID])
    return int(cell)


def day_in(column: str, cell: str) -> date:
    """2026-11-23, 23.11.2026, 23/11/2026: the day comes before the month."""
    found = _day(cell)
    if found is None:
        raise ColumnProblem(NOT_A_DAY, column=column, value=cell[:_LONGEST_SAID])
    return found


def moment_in(column: str, cell: str, zone: str) -> datetime:
    """A day and a time where `zone` is, or with an offset of its own; a day alone is its noon. In UTC."""
    offset = _OFFSET.fullmatch(cell) if ":" in cell else None
    told, _, clock = (offset[1] if offset else cell).replace("T", " ").partition(" ")
    day, at = _day(told), _time(clock.strip()) if clock.strip() else time(12)
    if day is None or at is None:
        raise ColumnProblem(NOT_A_MOMENT, column=column, value=cell[:_LONGEST_SAID])
    if offset:
        return datetime.fromisoformat(f"{day}T{at}{'+00:00' if offset[2] == 'Z' else offset[2]}").astimezone(UTC)
    local = datetime.combine(day, at, ZoneInfo(zone))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ColumnProblem(NO_SUCH_MOMENT, column=column, value=cell[:_LONGEST_SAID])
    return local.astimezone(UTC)


def yes_in(column: str, cell: str) -> bool:
    """An empty cell is no."""
    if cell.lower() not in _YES:
        raise ColumnProblem(NOT_YES_OR_NO, column=column, value=cell[:_LONGEST_SAID])
    return _YES[cell.lower()]


def choice_in(column: str, cell: str, choices: Mapping[str, Choice]) -> Choice:
    """`choices` by their words, folded; the words are told to whoever wrote another one."""
    folded = fold_head(cell)
    if folded not in choices:
        raise ColumnProblem(NOT_A_CHOICE, column=column, value=cell[:_LONGEST_SAID], choices=", ".join(word for word in choices if word))
    return choices[folded]


def several_in(cell: str) -> tuple[str, ...]:
    """Parts between ; | , or in lines of their own."""
    return tuple(part.strip() for part in re.split(r"[;|,\n]", cell) if part.strip())


def _day(text: str) -> date | None:
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def _time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0)) if found else None
    except ValueError:
        return None
