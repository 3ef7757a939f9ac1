"""Quantities as people write them: `1.000,5` and `1,000.5` are read exactly, and what may be two numbers is asked back."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from portal_app.kernel.i18n import format_number, language_of, message
from portal_app.kernel.money import exact

UNREADABLE = message("This is not a quantity. Please write a number such as 250.")
TWO_WAYS = message("This may be {one} or {other}. Please write it without a separator for thousands.")
LONGEST = 40  # signs
_MARKS = {"de": (".", ","), "en": (",", ".")}  # between thousands, before decimals
_SPACES = re.compile(r"[\s'’]")


@dataclass(frozen=True)
class ReadQuantity:
    """`amount` is None where there is none; `reason` then says why, or is empty for an empty text. `values` fill its {names}."""

    amount: Decimal | None = None
    reason: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)


def read_quantity(text: str, language: str) -> ReadQuantity:
    """What was written, in either notation. Whether so much can be ordered is decided elsewhere: -1 and 0 are numbers here."""
    plain = _SPACES.sub("", text[: LONGEST + 1]).replace("\N{MINUS SIGN}", "-")
    if not plain:
        return ReadQuantity()
    if len(plain) > LONGEST:
        return ReadQuantity(reason=UNREADABLE)
    group, point = _MARKS.get(language, _MARKS["en"])
    own, foreign = _grouped(plain, group, point), _grouped(plain, point, group)
    if own is None and foreign is not None and _is_one_group(plain, point):
        other = Decimal(plain.replace(point, "."))
        return ReadQuantity(reason=TWO_WAYS, values={"one": other.normalize() + 0, "other": foreign})
    amount = own if own is not None else foreign if foreign is not None else _ungrouped(plain, point) or _ungrouped(plain, group)
    return ReadQuantity(amount) if amount is not None else ReadQuantity(reason=UNREADABLE)


def quantity_text(locale: str, amount: Decimal) -> str:
    """As `read_quantity` reads it back: with exactly three decimals a nought is added, since 1.125 might be a thousand."""
    text, language = format_number(locale, amount), language_of(locale)
    return f"{text}0" if read_quantity(text, language).amount != amount else text


def storable(amount: Decimal | None) -> Decimal | None:
    """The amount, or None for one that is too large or too fine to be kept as a number."""
    try:
        return None if amount is None else exact(amount)
    except ValueError:
        return None


def _grouped(text: str, group: str, point: str) -> Decimal | None:
    """A number with at least one separator between thousands, each in its place."""
    shape = rf"-?[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+(?:{re.escape(point)}[0-9]*)?"
    return Decimal(text.replace(group, "").replace(point, ".")) if re.fullmatch(shape, text) else None


def _is_one_group(text: str, mark: str) -> bool:
    """Whether the only separator is `mark` with three digits behind it: 1,250 in German."""
    return re.fullmatch(rf"-?[0-9]+{re.escape(mark)}[0-9]{{3}}", text) is not None


def _ungrouped(text: str, point: str) -> Decimal | None:
    shape = rf"-?(?:[0-9]+(?:{re.escape(point)}[0-9]*)?|{re.escape(point)}[0-9]+)"
    return Decimal(text.replace(point, ".")) if re.fullmatch(shape, text) else None
