"""How much a text says: `20`, `2,5 m`, `1.000,5`, `2 Pack`. What may mean two quantities gives both."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.i18n import message
from portal_app.kernel.money import LIMIT, exact
from portal_app.ordering.rules.intake.units import unit_of

UNREADABLE = message("“{said}” is not a quantity. Please enter a number.")
FORMULA = message("This cell holds a formula whose outcome was not saved. Please open the file, save it, and send it again, or enter the quantity.")
_TEXT = re.compile(r"(?P<sign>[+\-\u2212\u2013]?)\s*(?P<number>[0-9.,][0-9.,'\u2019 ]*)(?P<minus>-?)\s*(?P<word>[^\W\d_.]*\d{0,2})\.?", re.UNICODE)
_GROUPED_BY_SPACE = re.compile(r"[0-9]{1,3}([ '\u2019][0-9]{3})+([.,][0-9]*)?")
_GROUPED = {",": re.compile(r"[0-9]{1,3}(,[0-9]{3})+"), ".": re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")}
_OTHER = {",": ".", ".": ","}
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """`quantities` has one where the text is clear, two where it may mean either, none where it says nothing that can be ordered.

    `doubtful`: it could have meant two, and one was chosen by what else stands in the file. `unit` is a code, `pack`, or empty; `word` is
    what stood behind the number. `reason` says why there is no quantity; empty with no quantities: nothing was said.
    """

    text: str = ""
    quantities: tuple[Decimal, ...] = ()
    doubtful: bool = False
    word: str = ""
    reason: str = ""


NOT_SAID = QuantityReading()
NOBODY_SAYS = QuantityReading(doubtful=True)  # no line of the whole source has a quantity


def read_quantity(text: str, decimal_sign: str = "") -> QuantityReading:
    """`decimal_sign` is , or . where the file tells which; empty where it does not."""
    if not text:
        return NOT_SAID
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST:
        return QuantityReading(text, (Decimal(text),))
    if text.startswith("="):
        return QuantityReading(text, reason=FORMULA)
    found = _TEXT.fullmatch(text)
    numbers = _numbers(found["number"].strip(" '\u2019"), decimal_sign) if found else ()
    if not numbers:
        return QuantityReading(text, reason=UNREADABLE)
    word = found["word"]
    if word and not text[: found.start("word")].endswith(" ") and not (unit_of(word) or word in ("x", "X")):
        return QuantityReading(text, reason=UNREADABLE)  # 1e9, 5S3
    negative = bool(found["minus"]) or found["sign"] in ("-", "\u2212", "\u2013")
    doubtful = len(numbers) == 1 and len(_numbers(found["number"].strip(), "")) == 2
    return QuantityReading(text, tuple(-number if negative else number for number in numbers), doubtful, "" if word in ("x", "X") else word)


def exact_quantity(number: Decimal) -> QuantityReading:
    """A number that was a number in its workbook."""
    text = format(number.normalize(), "f")
    return QuantityReading(text, (number,)) if _can_be_kept(number) else QuantityReading(text, reason=UNREADABLE)


def decimal_sign_of(texts: Iterable[str]) -> str:
    """The sign before decimals, where some of these texts can be read in one way only and all such agree; else empty."""
    told = {sign for text in texts if (sign := _told_by(text))}
    return told.pop() if len(told) == 1 else ""


def _told_by(text: str) -> str:
    found = _TEXT.fullmatch(text)
    if not found:
        return ""
    number = found["number"].strip()
    signs = [sign for sign in number if sign in ".,"]
    if not signs:
        return ""
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) > 1:
        return _OTHER[signs[0]] if _GROUPED[signs[0]].fullmatch(number) else ""
    return signs[0] if len(_numbers(number, "")) == 1 and number[-1] not in ".," else ""


def _numbers(text: str, decimal_sign: str) -> tuple[Decimal, ...]:
    """What digits with separators may mean, the likelier first."""
    if len(text) > _LONGEST:
        return ()
    if _GROUPED_BY_SPACE.fullmatch(text):
        text = re.sub("[ '\u2019]", "", text)
    text = text.rstrip(".,")
    signs = {sign for sign in text if sign in ".,"}
    if not signs:
        return _exact(text)
    if len(signs) == 2:
        decimal = max(signs, key=text.rindex)
        return _decimal(text, decimal) if _GROUPED[_OTHER[decimal]].fullmatch(text.partition(decimal)[0]) else ()
    sign = signs.pop()
    if not _GROUPED[sign].fullmatch(text) or text.startswith("0"):
        return _decimal(text, sign)
    grouped = _exact(text.replace(sign, ""))
    if text.count(sign) > 1 or decimal_sign == _OTHER[sign]:
        return grouped
    return _decimal(text, sign) if decimal_sign == sign else (*grouped, *_decimal(text, sign))


def _decimal(text: str, sign: str) -> tuple[Decimal, ...]:
    """None where the sign stands twice: 1,2,3 is no number."""
    return _exact(text.replace(_OTHER[sign], "").replace(sign, ".")) if text.count(sign) == 1 else ()


def _exact(text: str) -> tuple[Decimal, ...]:
    if not re.fullmatch(r"[0-9]*\.?[0-9]+", text):
        return ()
    return (number,) if _can_be_kept(number := Decimal(text)) else ()


def _can_be_kept(number: Decimal) -> bool:
    """With six decimals at most. What is too large stays a number: the rule for quantities says that it is too much."""
    try:
        return abs(number) >= LIMIT or exact(number) == number
    except ValueError:
        return False
