"""Order files that somebody works on: keep what was read, show a page of it, read it again with another mapping, put it away."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from portal_app.kernel.errors import Conflict
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.intake import keep_mapping, read_order_file
from portal_app.ordering.actions.intake_mending import mended_anew, touched
from portal_app.ordering.actions.intake_sheets import (
    IntakeRow,
    IntakeSheet,
    PackedReading,
    found_file,
    packed_reading,
    products_of,
    put_lines_into,
    put_reading_into,
    row_of,
    sheet_of,
)  # fmt: skip
from portal_app.ordering.actions.intake_views import Intake
from portal_app.ordering.rules.intake.columns import ColumnMapping
from portal_app.ordering.rules.intake.layouts import FileLayout
from portal_app.ordering.rules.intake.packing import pack_line, pack_mends, packed, packed_source, source_in, unpack_line, unpack_mends, unpacked
from portal_app.ordering.rules.intake.verdicts import Verdict
from portal_app.ordering.store import intakes as store
from portal_app.ordering.store.carts import account_of
from portal_app.ordering.tables import OrderIntake

MOST_INTAKES = 10  # of each person; the one that was not worked on for the longest time makes room
KEPT = timedelta(days=30)  # since it was worked on the last time


@command(Permission.CART_EDIT)
def open_intake(ctx: Context, reading: PackedReading, source: bytes) -> Id:
    """Keep what was read from `source`, so that it can be worked on and outlives the tab."""
    store.keep_newest(ctx, MOST_INTAKES)
    row = OrderIntake(
        account_id=account_of(ctx), name=reading.name, found={}, counts={}, source=packed_source(source), lines=b"", mends=packed([]), read_at=ctx.now,
        changed_at=ctx.now,
    )  # fmt: skip
    put_reading_into(row, reading)
    return store.put_intake(ctx, row)


@query(Permission.CART_EDIT)
def list_intakes(ctx: Context) -> tuple[IntakeRow, ...]:
    """One's own; the one that was worked on last comes first."""
    return tuple(row_of(row) for row in store.list_intakes(ctx))


@query(Permission.CART_EDIT)
def read_intake(ctx: Context, intake_id: Id, show: Collection[Verdict] = (), number: int = 1) -> IntakeSheet:
    """A page of its lines: those with one of these verdicts, or all of them. Raises NotFound for another person's as for an unknown one."""
    return sheet_of(ctx, store.intake_or_missing(ctx, intake_id), frozenset(show), number)


@query(Permission.CART_EDIT)
def read_whole_intake(ctx: Context, intake_id: Id) -> Intake:
    """Every line of it, for a file."""
    row = store.intake_or_missing(ctx, intake_id)
    lines, found = tuple(map(unpack_line, unpacked(row.lines))), found_file(row)
    layout = FileLayout(found.mapping, found.header, found.heads, found.signature)
    return Intake(row.name, layout, found.is_remembered, lines, products_of(ctx, lines), found.sheet, found.other_sheets)


@query(Permission.CART_EDIT)
def read_again(ctx: Context, intake_id: Id, mapping: ColumnMapping) -> PackedReading:
    """The same source, its columns understood like this. Nothing is kept yet. Raises Invalid for what is no mapping."""
    row = store.source_or_missing(ctx, intake_id)
    return packed_reading(read_order_file(ctx, row.name, source_in(row.source), mapping))


@command(Permission.CART_EDIT)
def put_reading(ctx: Context, intake_id: Id, reading: PackedReading, *, version: int) -> None:
    """In place of the earlier reading, and its mapping is the company's own for such files from now on. What somebody said about a line holds on;
    so does what is in a cart already. Raises Conflict when the intake was changed since `version`."""
    row = store.intake_to_change(ctx, intake_id)
    if row.version != version:
        raise Conflict
    before, mends = {line.line: line for line in map(unpack_line, unpacked(row.lines))}, unpack_mends(unpacked(row.mends))
    read = map(unpack_line, unpacked(reading.lines))
    lines = [before[line.line] if line.line in before and before[line.line].verdict is Verdict.IN_CART else line for line in read]
    lines, mends = mended_anew(ctx, lines, {number: mend for number, (mend, _) in mends.items()})
    keep_mapping(ctx, reading.found.signature, reading.found.mapping)
    put_reading_into(row, replace(reading, found=replace(reading.found, is_remembered=True)))
    put_lines_into(row, [pack_line(line) for line in lines])
    row.mends = packed(pack_mends(mends))
    touched(ctx, row)


@command(Permission.CART_EDIT)
def remove_intake(ctx: Context, intake_id: Id) -> None:
    """Put it away for good. What is in a cart stays there."""
    store.remove_intake(ctx, store.intake_to_change(ctx, intake_id))


@command(Permission.CART_EDIT)
def forget_old_intakes(ctx: Context) -> int:
    """Those of the company on which nobody worked for 30 days. Returns how many."""
    return store.forget_unchanged(ctx, ctx.now - KEPT)
