"""Rows of a draft: what somebody put into one, and whether it can be ordered as it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id, is_id

MOST_ROWS = 500
LONGEST_TYPED = 200
LONGEST_PASTED = 100_000  # characters; a page sends no more of a longer text, which has too many lines
TOO_MANY_ROWS = message("A quick order holds {most} rows. Please order these first, or remove some.")
NOT_A_ROW = message("This row cannot be kept. Please reload the page and try again.")
_LETTER_AMONG_DIGITS = re.compile(r"(?<=\d)[oil]+(?=\d)", re.IGNORECASE)
_NO_SIGN = re.compile(r"[\W_]+")
_DIGIT_FOR = str.maketrans("oOiIlL", "001111")


class RowVerdict(StrEnum):
    """What is to be said about a row, the worst first."""

    UNKNOWN = "unknown"  # nothing has this number
    CHOOSE = "choose"  # several products have it
    NO_ARTICLE = "no-article"
    WRONG_QUANTITY = "wrong-quantity"
    NO_QUANTITY = "no-quantity"
    CORRECTED = "corrected"
    OK = "ok"

    @property
    def can_be_ordered(self) -> bool:
        return self in (RowVerdict.OK, RowVerdict.CORRECTED)


@dataclass(frozen=True)
class RowEntry:
    """What somebody put into a row.

    `key` is made where it is typed and stays with the row. `product_id` is the suggestion that was taken, or empty. `as_wanted` keeps a
    quantity that does not fit. `seen` is the version in which the row was seen there, 0 for a new one. `after` is the key of the row above.
    """

    key: str
    typed: str
    quantity: str = ""
    product_id: Id = ""
    as_wanted: bool = False
    seen: int = 0
    after: str = ""


@dataclass(frozen=True)
class JudgedRow:
    """`quantity` is what would be ordered, `fitting` the next that can be; `reason` says what is wrong or was corrected, `values` fill it."""

    verdict: RowVerdict
    quantity: Decimal | None = None
    fitting: Decimal | None = None
    reason: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)


def check_entries(entries: Sequence[RowEntry]) -> str:
    """The problem with rows from outside as a sentence, or "" when there is none."""
    keys = [entry.key for entry in entries]
    return "" if all(is_id(key) for key in keys) and len(set(keys)) == len(keys) else NOT_A_ROW


def tidy_typed(text: str) -> str:
    """One line without signs that cannot be seen."""
    return "".join(sign for sign in " ".join(text[: LONGEST_TYPED * 2].split()) if sign.isprintable())[:LONGEST_TYPED]


def is_blank(entry: RowEntry) -> bool:
    return not tidy_typed(entry.typed) and not entry.quantity.strip()


def same_number(typed: str, number: str) -> bool:
    """Whether it is this number, with or without separators and case."""
    return _NO_SIGN.sub("", typed).casefold() == _NO_SIGN.sub("", number).casefold()


def number_meant(typed: str) -> str:
    """The number with noughts and ones where letters O, I and L stand between digits; "" when there are none."""
    mended = _LETTER_AMONG_DIGITS.sub(lambda found: found[0].translate(_DIGIT_FOR), typed)
    return mended if mended != typed else ""
