"""Warehouses of the embedded ERP out of a file: a dry run, and the import of all lines or none."""

from portal_app.integrations.erp.actions.stocking import put_warehouses
from portal_app.integrations.erp.port import Warehouse
from portal_app.integrations.erp.store.stock import list_warehouses
from portal_app.integrations.erp.warehouse_files import COLUMNS, warehouse_in
from portal_app.integrations.files import entries_in, read_lines
from portal_app.kernel.file_columns import TWICE
from portal_app.kernel.file_outcomes import FileOutcome, FilePart, JudgedLine, LineFate, outcome_of
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.permissions import Permission


@staff_query(Permission.STAFF_OPERATE)
def preview_warehouse_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """The dry run. Raises Invalid for a file that is no table of warehouses."""
    return _judge(ctx, name, content)[0]


@staff_command(Permission.STAFF_OPERATE)
def import_warehouse_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """Insert or change warehouses by their codes; those that the file does not name stay, and are asked last."""
    outcome, every = _judge(ctx, name, content)
    if outcome.parts:
        put_warehouses(ctx, every)
    return outcome


def _judge(ctx: Context, name: str, content: bytes) -> tuple[FileOutcome, list[Warehouse]]:
    """The verdicts, and all warehouses there would be then, in their order."""
    read = read_lines(name, content, COLUMNS)
    known = {one.code: one for one in list_warehouses(ctx)}
    entries, judged = entries_in(read, "code", lambda cells: warehouse_in(cells, known.get(cells["code"])))
    after: dict[str, Warehouse] = {}
    for line, one in entries:
        before = known.get(one.code)
        if one.code in after:
            judged.append(JudgedLine(line.line, one.code, LineFate.WRONG, TWICE))
        else:
            judged.append(JudgedLine(line.line, one.code, LineFate.NEW if before is None else LineFate.SAME if before == one else LineFate.CHANGED))
        after.setdefault(one.code, one)
    every = list({**after, **{code: one for code, one in known.items() if code not in after}}.values())
    part = FilePart(name, tuple(line.line for line in read.lines), (name, content))
    return outcome_of(judged, read.unread, [part] if every != list(known.values()) else ()), every
