"""Read an order file or a pasted text to one verdict for each of its lines, and keep what somebody said its columns mean."""

import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from portal_app.catalog import ProductLine, resolve_numbers
from portal_app.integrations.files import FileKind, TableFile, TableRow, read_pasted, read_table, text_of
from portal_app.kernel import clock
from portal_app.kernel.collecting import collector_held
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.intake_judging import judged, settled, with_suggestions
from portal_app.ordering.actions.intake_views import Intake
from portal_app.ordering.rules.carts import check_day
from portal_app.ordering.rules.intake.columns import ColumnMapping, check_mapping
from portal_app.ordering.rules.intake.layouts import FileLayout, find_layout, sample_of, samples_of
from portal_app.ordering.rules.intake.lines import SourceLine, read_lines, with_unread_date
from portal_app.ordering.rules.intake.source import SourceRow
from portal_app.ordering.rules.intake.texts import plain
from portal_app.ordering.rules.intake.verdicts import IntakeLine
from portal_app.ordering.store import mappings

MOST_KEPT = 200  # mappings of a company
_MANY = 1000  # lines that make so many values that the collector would be in the way
_SIGNATURE = re.compile("[0-9a-f]{64}")
NO_SIGNATURE = message("This is not the layout of a file. Please read the file again.")


@dataclass(frozen=True)
class JudgedTable:
    """The rows of a source, what was found out about them, and a line for each, judged by itself."""

    rows: Sequence[SourceRow]
    layout: FileLayout
    is_remembered: bool
    lines: Sequence[IntakeLine]
    products: dict[Id, ProductLine]


@query(Permission.CART_EDIT)
def read_order_file(ctx: Context, name: str, content: bytes, mapping: ColumnMapping | None = None) -> Intake:
    """`mapping`: as somebody said it, else as the company did for such a file before, else as found. Raises Invalid for what is no table."""
    return _intake(ctx, read_table(name, content), mapping)


@query(Permission.CART_EDIT)
def read_order_text(ctx: Context, text: str, mapping: ColumnMapping | None = None) -> Intake:
    """Pasted or typed lines, read in the same way. Raises Invalid where there is nothing to read, or too much."""
    return _intake(ctx, read_pasted(text), mapping)


@command(Permission.CART_EDIT)
def keep_mapping(ctx: Context, signature: str, mapping: ColumnMapping) -> None:
    """All files of the company with this signature are read like this from now on. Raises Invalid for what is no mapping."""
    if not _SIGNATURE.fullmatch(signature):
        raise Invalid(NO_SIGNATURE)
    if problem := check_mapping(mapping):
        raise Invalid(problem)
    before = mappings.find_mapping(ctx, signature)
    if before is None:
        mappings.forget_oldest_mapping(ctx, MOST_KEPT)
    kept = mappings.put_mapping(ctx, signature, mapping)
    said = {"columns": [kind.value for kind in mapping.columns], "decimal_sign": mapping.decimal_sign}
    ctx.record("intake-mapping.kept", "intake-mapping", kept, after=said)


def judge_pasted(ctx: Context, text: str) -> JudgedTable:
    """Each line of a pasted text by itself. Raises Invalid where there is nothing to read, or too much."""
    return _judged(ctx, read_pasted(text), None)


def _intake(ctx: Context, table: TableFile, mapping: ColumnMapping | None) -> Intake:
    with collector_held() if len(table.rows) >= _MANY else nullcontext():
        found = _judged(ctx, table, mapping)
        lines = settled(ctx, with_suggestions(ctx, found.lines, found.products))
    return Intake(
        table.name, found.layout, found.is_remembered, tuple(lines), found.products, table.sheet, table.other_sheets, table.kind,
        table.encoding, table.delimiter, samples_of(found.rows, found.layout),
    )  # fmt: skip


def _judged(ctx: Context, table: TableFile, mapping: ColumnMapping | None) -> JudgedTable:
    if mapping is not None and (problem := check_mapping(mapping)):
        raise Invalid(problem)
    rows = [_exact_row(row) if table.kind is FileKind.WORKBOOK else SourceRow(row.line, tuple(map(plain, row.cells))) for row in table.rows]
    layout = find_layout(rows, resolve_numbers(ctx, list(sample_of(rows))))
    kept = mappings.find_mapping(ctx, layout.signature)
    if (said := mapping or kept) is not None:
        layout = replace(layout, mapping=said)
    products: dict[Id, ProductLine] = {}
    lines = judged(ctx, _with_days_to_come(ctx, read_lines(rows, layout)), products)
    return JudgedTable(rows, layout, mapping is None and kept is not None, lines, products)


def _with_days_to_come(ctx: Context, lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Nobody delivers in the past: such a day is left out with a word, as one that cannot be read."""
    today = clock.today(ctx.actor.time_zone)
    return [with_unread_date(line) if line.facts.requested_on and check_day(line.facts.requested_on, today) else line for line in lines]


def _exact_row(row: TableRow) -> SourceRow:
    exact = tuple(None if isinstance(cell, str) else cell for cell in row.cells)
    return SourceRow(row.line, tuple(plain(text_of(cell)) for cell in row.cells), exact)
