"""How an order file is laid out: where its header is, and what each column means, by words and by content."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise

from portal_app.ordering.rules.intake.columns import ONLY_ONCE, ColumnKind, ColumnMapping
from portal_app.ordering.rules.intake.header_words import kind_by_head
from portal_app.ordering.rules.intake.quantities import decimal_sign_of, read_quantity
from portal_app.ordering.rules.intake.source import SourceRow
from portal_app.ordering.rules.intake.texts import folded
from portal_app.ordering.rules.intake.units import unit_of

_LOOKED_AT = 40  # rows in which a header is looked for
_SAMPLE = 60  # rows by whose content columns are told apart
_MOST = 8  # of ten cells that must look alike
_MANY = 6  # of ten, where some may be wrong: quantities
_ESSENTIAL = {ColumnKind.NUMBER, ColumnKind.QUANTITY, ColumnKind.NAME}


@dataclass(frozen=True)
class FileLayout:
    """`heads` are the words above the columns, empty without a header; `header` is its line or 0. Files with one signature are read alike."""

    mapping: ColumnMapping
    header: int
    heads: tuple[str, ...]
    signature: str


def find_layout(rows: Sequence[SourceRow], known: Collection[str] = ()) -> FileLayout:
    """`known` are those texts of the sample that are numbers of products."""
    header = _header_of(rows)
    body = _body(rows, header)
    heads = header.texts if header else ()
    width = max((len(row.texts) for row in (*body, *([header] if header else []))), default=1)
    if width == 1 and header is None:
        return FileLayout(ColumnMapping(), 0, (), _signature("lines"))
    kinds = _by_content(body, [*kinds_by_heads(heads), *[None] * (width - len(heads))], known)
    quantity = ColumnMapping(kinds).place(ColumnKind.QUANTITY)
    sign = decimal_sign_of(row.text(quantity) for row in rows) if quantity is not None else ""
    words = "|".join(map(folded, heads)) if header else " ".join(kinds)
    return FileLayout(ColumnMapping(kinds, sign), header.line if header else 0, heads, _signature(words))


def is_header(heads: Sequence[str]) -> bool:
    """Whether a row names the columns below: two of them at least, or the only one, or the quantity among other words."""
    filled = [head for head in heads if head]
    named = _named(filled)
    if len(named) > 1 or len(filled) == 1:
        return bool(named & _ESSENTIAL)
    return ColumnKind.QUANTITY in named and not any(sign.isdigit() for head in filled for sign in head)


def sample_of(rows: Sequence[SourceRow]) -> set[str]:
    """The texts that are asked about before a layout is found; none where the header says it all."""
    header = _header_of(rows)
    named = set(kinds_by_heads(header.texts)) if header else set()
    if {ColumnKind.NUMBER, ColumnKind.QUANTITY} <= named or all(len(row.texts) == 1 for row in rows):
        return set()
    return {text for row in _body(rows, header) for text in row.texts if text}


def samples_of(rows: Sequence[SourceRow], layout: FileLayout) -> tuple[str, ...]:
    """For each column the first text below its head: by it somebody knows it again."""
    below = [row for row in rows[: _LOOKED_AT + _SAMPLE] if row.line > layout.header]
    return tuple(next((text for row in below if (text := row.text(place))), "") for place in range(len(layout.mapping.columns)))


def _header_of(rows: Sequence[SourceRow]) -> SourceRow | None:
    """Of the first rows the one that names the most columns."""
    heads = [row for row in rows[:_LOOKED_AT] if is_header(row.texts)]
    return max(heads, key=lambda row: len(_named(row.texts)), default=None)


def _named(heads: Sequence[str]) -> set[ColumnKind]:
    return {kind for head in heads if (kind := kind_by_head(head)) is not None}


def _body(rows: Sequence[SourceRow], header: SourceRow | None) -> list[SourceRow]:
    """The first rows of several cells below the header."""
    first = header.line if header else 0
    below = [row for row in rows[: _LOOKED_AT + 4 * _SAMPLE] if row.line > first and any(row.texts)]
    return [row for row in below if sum(bool(text) for text in row.texts) > 1][:_SAMPLE] or below[:_SAMPLE]


def kinds_by_heads(heads: Sequence[str]) -> tuple[ColumnKind | None, ...]:
    """Of kinds that a file has only once, the first column has it."""
    found: list[ColumnKind | None] = []
    for head in heads:
        kind = kind_by_head(head)
        found.append(ColumnKind.LEFT_OUT if kind in ONLY_ONCE and kind in found else kind)
    return tuple(found)


def _by_content(body: Sequence[SourceRow], found: list[ColumnKind | None], known: Collection[str]) -> tuple[ColumnKind, ...]:
    """Fills what the header leaves open. A number that hardly changes is no number of a product but a reference."""
    columns = [[row.text(place) for row in body if row.text(place)] for place in range(len(found))]
    numbers = [place for place, kind in enumerate(found) if kind is ColumnKind.NUMBER]
    for place in numbers if len(numbers) > 1 else ():
        if len(columns[place]) > 2 and len(set(columns[place])) == 1 and columns[place][0] not in known:
            found[place] = ColumnKind.REFERENCE if ColumnKind.REFERENCE not in found else ColumnKind.LEFT_OUT
    for place, texts in enumerate(columns):
        if found[place] is None and (not texts or _counts_up(texts)):
            found[place] = ColumnKind.LEFT_OUT
    if ColumnKind.NUMBER not in found:
        _put(found, ColumnKind.NUMBER, _place_of_numbers(columns, found, known))
    if ColumnKind.QUANTITY not in found:
        _put(found, ColumnKind.QUANTITY, _place_of_quantities(columns, found))
    if ColumnKind.UNIT not in found:
        _put(found, ColumnKind.UNIT, next((place for place, texts in enumerate(columns) if found[place] is None and _mostly(texts, unit_of)), None))
    if ColumnKind.NAME not in found:
        _put(found, ColumnKind.NAME, next((place for place, texts in enumerate(columns) if found[place] is None and _mostly(texts, _is_words)), None))
    return tuple(kind or ColumnKind.LEFT_OUT for kind in found)


def _put(found: list[ColumnKind | None], kind: ColumnKind, place: int | None) -> None:
    if place is not None:
        found[place] = kind


def _place_of_numbers(columns: Sequence[Sequence[str]], found: Sequence[ColumnKind | None], known: Collection[str]) -> int | None:
    """Where most of the texts are known; else where they look most like numbers of products."""
    open_ones = [place for place, kind in enumerate(found) if kind in (None, ColumnKind.NAME)]
    hits = {place: sum(text in known for text in columns[place]) for place in open_ones}
    if hits and max(hits.values()):
        return max(hits, key=lambda place: hits[place])
    alike = {place: sum(_is_number(text) for text in columns[place]) for place in open_ones if found[place] is None}
    return max(alike, key=lambda place: alike[place]) if alike and max(alike.values()) else None


def _place_of_quantities(columns: Sequence[Sequence[str]], found: Sequence[ColumnKind | None]) -> int | None:
    """Where the texts are quantities, rather whole ones: prices have cents. Right of the number before left of it."""
    number = next((place for place, kind in enumerate(found) if kind is ColumnKind.NUMBER), -1)
    open_ones = [place for place, kind in enumerate(found) if kind is None]
    fits = [place for place in open_ones if _mostly(columns[place], _is_quantity, _MANY)]
    if not fits and len(found) == 2:
        fits = [place for place in open_ones if _mostly(columns[place], _is_short)]  # what else should stand beside a number?
    return min(fits, key=lambda place: (not _mostly(columns[place], _is_whole), place < number, place), default=None)


def _mostly(texts: Sequence[str], fits: Callable[[str], object], share: int = _MOST) -> bool:
    return bool(texts) and sum(bool(fits(text)) for text in texts) * 10 >= len(texts) * share


def _is_quantity(text: str) -> bool:
    said = read_quantity(text)
    return len(text) <= 14 and bool(said.quantities) and not (text.startswith("0") and text[1:2].isdigit())


def _is_short(text: str) -> bool:
    return len(text) <= 14 and any(sign.isdigit() for sign in text)


def _is_whole(text: str) -> bool:
    return any(number == number.to_integral_value() for number in read_quantity(text).quantities or (Decimal("0.5"),))


def _is_number(text: str) -> bool:
    """Like the number of a product: some digit, one or two words."""
    return len(text) <= 40 and any(sign.isdigit() for sign in text) and text.count(" ") < 2 and (len(text) > 3 or not text.isdigit())


def _is_words(text: str) -> bool:
    return sum(sign.isalpha() for sign in text) > 3


def _counts_up(texts: Sequence[str]) -> bool:
    """1, 2, 3 or 10, 20, 30: the lines themselves."""
    if len(texts) < 3 or not all(text.isascii() and text.isdigit() and len(text) < 7 for text in texts):
        return False
    steps = {int(later) - int(earlier) for earlier, later in pairwise(texts)}
    return steps in ({1}, {10}) and int(texts[0]) in (0, 1, 10)


def _signature(words: str) -> str:
    return sha256(words.encode()).hexdigest()
