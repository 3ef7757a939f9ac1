"""An order file that is being worked on, as a screen shows it: what was found out about it, counts, and one page of its lines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from portal_app.catalog import ProductLine, find_products
from portal_app.kernel import clock
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.intake_views import Intake
from portal_app.ordering.rules.carts import MOST_LINES
from portal_app.ordering.rules.intake import needs
from portal_app.ordering.rules.intake.columns import ColumnKind, ColumnMapping
from portal_app.ordering.rules.intake.packing import LINE, PRODUCT, VERDICT, PackedLine, ordered_of, pack_line, packed, unpack_line, unpack_mends, unpacked
from portal_app.ordering.rules.intake.verdicts import GOOD, OPEN, IntakeLine, Verdict
from portal_app.ordering.tables import OrderIntake
from portal_app.pricing import PriceQuestion, price_many

SIZE = 25  # lines of a page


@dataclass(frozen=True)
class FoundFile:
    """What the reading found out. `heads` are the words above the columns, none without a header; `header` is its line or 0."""

    kind: str
    encoding: str
    delimiter: str
    decimal_sign: str
    sheet: str
    other_sheets: tuple[str, ...]
    header: int
    heads: tuple[str, ...]
    samples: tuple[str, ...]
    columns: tuple[str, ...]
    signature: str
    is_remembered: bool

    @property
    def mapping(self) -> ColumnMapping:
        return ColumnMapping(tuple(map(ColumnKind, self.columns)), self.decimal_sign)


@dataclass(frozen=True)
class PackedReading:
    """A reading as it is kept. It is packed before the call that keeps it: nobody waits for that while the database is held."""

    name: str
    found: FoundFile
    counts: dict[str, int]
    lines: bytes


@dataclass(frozen=True)
class IntakeRow:
    """One of those that somebody works on. `open_lines` need somebody, `lines` are all of its source."""

    id: Id
    name: str
    lines: int
    open_lines: int
    good_lines: int
    changed_at: datetime


@dataclass(frozen=True)
class IntakeSheet:
    """`lines` are those of this page, in the order of `needs`, or of the source where one verdict is asked for. `mended` are those of them about
    which something was said. `net` is that of all good lines, None where none has a price, for who sees none, and for more than a cart
    holds."""

    id: Id
    name: str
    found: FoundFile
    counts: Mapping[Verdict, int]
    lines: tuple[IntakeLine, ...]
    mended: frozenset[int]
    products: Mapping[Id, ProductLine]
    number: int
    size: int
    shown: int
    net: Money | None
    version: int
    changed_at: datetime

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def good(self) -> int:
        return sum(self.counts[one] for one in GOOD)

    @property
    def open(self) -> int:
        return sum(self.counts[one] for one in OPEN)


def packed_reading(intake: Intake) -> PackedReading:
    layout = intake.layout
    found = FoundFile(
        intake.kind.value, intake.encoding, intake.delimiter, layout.mapping.decimal_sign, intake.sheet, intake.other_sheets, layout.header, layout.heads,
        intake.samples, tuple(kind.value for kind in layout.mapping.columns), layout.signature, intake.is_remembered,
    )  # fmt: skip
    counts = {verdict.value: count for verdict, count in intake.counts.items()}
    return PackedReading(intake.name, found, counts, packed([pack_line(line) for line in intake.lines]))


def put_reading_into(row: OrderIntake, reading: PackedReading) -> None:
    row.found, row.counts, row.lines = asdict(reading.found), reading.counts, reading.lines


def put_lines_into(row: OrderIntake, lines: Sequence[PackedLine]) -> None:
    counted = Counter(line[VERDICT] for line in lines)
    row.counts, row.lines = {verdict.value: counted[verdict.value] for verdict in Verdict}, packed(lines)


def row_of(row: OrderIntake) -> IntakeRow:
    counts = _counts(row)
    open_lines, good = (sum(counts[one] for one in some) for some in (OPEN, GOOD))
    return IntakeRow(row.id, row.name, sum(counts.values()), open_lines, good, row.changed_at)


def sheet_of(ctx: Context, row: OrderIntake, show: frozenset[Verdict], number: int) -> IntakeSheet:
    every = unpacked(row.lines)
    shown = [line for line in every if line[VERDICT] in show] if show else needs.by_need(every)
    number = min(max(number, 1), max(1, -(-len(shown) // SIZE)))
    lines = tuple(map(unpack_line, shown[(number - 1) * SIZE : number * SIZE]))
    mended = frozenset(unpack_mends(unpacked(row.mends)).keys() & {line.line for line in lines})
    return IntakeSheet(
        row.id, row.name, found_file(row), _counts(row), lines, mended, products_of(ctx, lines), number, SIZE, len(shown), _net_of(ctx, every), row.version,
        row.changed_at,
    )  # fmt: skip


def found_file(row: OrderIntake) -> FoundFile:
    values: dict[str, Any] = {one.name: row.found[one.name] for one in fields(FoundFile)}
    return FoundFile(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def products_of(ctx: Context, lines: Sequence[IntakeLine]) -> dict[Id, ProductLine]:
    """What these lines name, and what they may mean, as far as the company sees it today."""
    wanted = dict.fromkeys(one for line in lines for one in (line.product_id, *line.candidates) if one)
    return {product.id: product for product in find_products(ctx, list(wanted))} if wanted else {}


def place_in(lines: Sequence[PackedLine], number: int) -> int | None:
    """Where the line with this number of the source stands."""
    return next((place for place, line in enumerate(lines) if line[LINE] == number), None)


def _counts(row: OrderIntake) -> dict[Verdict, int]:
    return {verdict: row.counts.get(verdict.value, 0) for verdict in Verdict}


def _net_of(ctx: Context, lines: Sequence[PackedLine]) -> Money | None:
    """What the good lines cost together, each product at the price of all that is wanted of it. None for more of them than a cart holds."""
    if not ctx.actor.may(Permission.PRICE_VIEW):
        return None
    wanted: dict[Id, Decimal] = {}
    for line in lines:
        if line[VERDICT] in GOOD:
            wanted[line[PRODUCT]] = wanted.get(line[PRODUCT], Decimal(0)) + ordered_of(line)
    if len(wanted) > MOST_LINES:
        return None
    day = clock.today(ctx.actor.time_zone)
    prices = price_many(ctx, [PriceQuestion(product, quantity, day) for product, quantity in wanted.items()]) if wanted else ()
    amounts = [price.amount for price in prices if price.amount]
    return sum(amounts[1:], amounts[0]) if amounts else None
