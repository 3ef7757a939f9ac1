"""An order file that was read: its lines with their verdicts, and the products they name."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal_app.catalog import ProductLine
from portal_app.integrations.files import FileKind
from portal_app.kernel.ids import Id
from portal_app.ordering.rules.intake.layouts import FileLayout
from portal_app.ordering.rules.intake.verdicts import GOOD, IntakeLine, Verdict, counts_of


@dataclass(frozen=True)
class Intake:
    """One line for each line of the source. `products` has every product that a line or one of its candidates names.

    `other_sheets` of a workbook were not read. `is_remembered`: the layout's mapping is the company's own from an earlier file. `samples` has
    a text of each column.
    """

    name: str
    layout: FileLayout
    is_remembered: bool
    lines: tuple[IntakeLine, ...]
    products: Mapping[Id, ProductLine]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    kind: FileKind = FileKind.TEXT
    encoding: str = ""
    delimiter: str = ""
    samples: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        return counts_of(self.lines)

    @property
    def good_lines(self) -> tuple[IntakeLine, ...]:
        """Those that can be ordered as they are."""
        return tuple(line for line in self.lines if line.verdict in GOOD)
