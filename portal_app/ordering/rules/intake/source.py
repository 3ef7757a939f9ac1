"""A row of the source as the rules of intake read it."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class SourceRow(NamedTuple):
    """`texts` are plain. `exact` holds the numbers and dates of a workbook, None for its texts; it is empty for a row that came out of a text."""

    line: int
    texts: tuple[str, ...]
    exact: tuple[Decimal | date | None, ...] = ()

    @property
    def source(self) -> str:
        return "; ".join(text for text in self.texts if text)[:200]

    def text(self, place: int | None) -> str:
        return self.texts[place] if place is not None and place < len(self.texts) else ""

    def value(self, place: int | None) -> Decimal | date | None:
        return self.exact[place] if place is not None and place < len(self.exact) else None
