"""Which signs a paper can show: what its fonts have. A name must never become a row of empty boxes, nor stop the paper."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

COVERED = Path(__file__).parents[1] / "fonts" / "covered.txt"
STRANGE = "\N{REPLACEMENT CHARACTER}"  # in the place of a sign that no font here has
_DROPPED = {"Cc", "Cf", "Cs"}  # control signs, signs that turn the direction of a text, halves of pairs
_KEPT = frozenset("\n\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")


def shown(text: str) -> str:
    """`text` in composed letters, without signs that cannot be seen; each sign that no font has becomes one that says so."""
    plain = (sign for sign in unicodedata.normalize("NFC", text) if sign in _KEPT or unicodedata.category(sign) not in _DROPPED)
    return "".join(sign if sign in _KEPT or is_covered(sign) else STRANGE for sign in plain)


def is_covered(sign: str) -> bool:
    first, last = _ranges()
    place = bisect_right(first, ord(sign)) - 1
    return place >= 0 and ord(sign) <= last[place]


def read_ranges(lines: Iterable[str]) -> tuple[Sequence[int], Sequence[int]]:
    """First and last code points out of lines such as `0041-005A`, in their order."""
    pairs = [tuple(int(part, 16) for part in line.split("-")) for line in lines if line and not line.startswith("#")]
    return [pair[0] for pair in pairs], [pair[-1] for pair in pairs]


@cache
def _ranges() -> tuple[Sequence[int], Sequence[int]]:
    return read_ranges(COVERED.read_text(encoding="ascii").splitlines())
