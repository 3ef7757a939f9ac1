"""In which order lines of an intake need somebody: what is open first, then what was corrected, and what nobody must look at last."""

from collections.abc import Sequence
from enum import IntEnum

from portal_app.ordering.rules.intake.packing import VERDICT, PackedLine
from portal_app.ordering.rules.intake.verdicts import OPEN, Verdict


class Need(IntEnum):
    """Groups of verdicts, the most urgent first."""

    OPEN = 0
    CORRECTED = 1
    OK = 2
    DECIDED = 3
    IN_CART = 4
    NO_ORDER = 5


_NEEDS = {
    Verdict.CORRECTED: Need.CORRECTED, Verdict.OK: Need.OK, Verdict.LEFT_OUT: Need.DECIDED, Verdict.MERGED: Need.DECIDED, Verdict.IN_CART: Need.IN_CART,
    Verdict.HEADING: Need.NO_ORDER, Verdict.EMPTY: Need.NO_ORDER, **dict.fromkeys(OPEN, Need.OPEN),
}  # fmt: skip
_BY_TEXT = {verdict.value: int(need) for verdict, need in _NEEDS.items()}


def need_of(verdict: Verdict) -> Need:
    return _NEEDS[verdict]


def by_need(lines: Sequence[PackedLine]) -> list[PackedLine]:
    """Within a group as in the source."""
    return sorted(lines, key=lambda line: _BY_TEXT[line[VERDICT]])
