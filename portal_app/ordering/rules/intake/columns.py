"""What the columns of an order file mean, as data that a person can change."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from portal_app.kernel.i18n import message

NO_MAPPING = message("This is not a mapping of columns. Please read the file again.")
TWICE = message("Quantity, unit, cost centre, date and reference stand in one column each. Please choose one of the two.")
MOST_COLUMNS = 300


class ColumnKind(StrEnum):
    """`LEFT_OUT` are columns that say nothing we need: positions, prices, sums."""

    NUMBER = "number"
    QUANTITY = "quantity"
    UNIT = "unit"
    NAME = "name"
    NOTE = "note"
    COST_CENTRE = "cost-centre"
    REQUESTED_DATE = "requested-date"
    REFERENCE = "reference"
    LEFT_OUT = "left-out"


ONLY_ONCE = frozenset(ColumnKind) - {ColumnKind.NUMBER, ColumnKind.NAME, ColumnKind.NOTE, ColumnKind.LEFT_OUT}


@dataclass(frozen=True)
class ColumnMapping:
    """One kind for each column. Numbers may stand in several: what any of them is known by counts.

    `decimal_sign` is , or . or empty where it is not known. Without columns each line is a text of its own.
    """

    columns: tuple[ColumnKind, ...] = ()
    decimal_sign: str = ""

    def places(self, kind: ColumnKind) -> tuple[int, ...]:
        return self._by_kind.get(kind, ())

    def place(self, kind: ColumnKind) -> int | None:
        return next(iter(self.places(kind)), None)

    @cached_property
    def _by_kind(self) -> dict[ColumnKind, tuple[int, ...]]:
        return {kind: tuple(place for place, one in enumerate(self.columns) if one == kind) for kind in self.columns}


def check_mapping(mapping: ColumnMapping) -> str:
    """What is wrong with a mapping that somebody said; empty when nothing is."""
    if len(mapping.columns) > MOST_COLUMNS or mapping.decimal_sign not in ("", ",", "."):
        return NO_MAPPING
    return TWICE if any(len(mapping.places(kind)) > 1 for kind in ONLY_ONCE) else ""
