"""Stock out of a file, as CSV or XLSX, into the ERP that comes with the portal: a dry run, and the import of all lines or none."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from portal_app.catalog.rules.stock_files import COLUMNS, check_stock, incoming_by_place, stock_in
from portal_app.catalog.store.putting import ids_by_number
from portal_app.integrations.erp import CountedStock, Incoming, StockFacts, list_warehouses, put_stock, stock_of
from portal_app.integrations.files import entries_in, read_lines
from portal_app.kernel.file_outcomes import FileOutcome, FilePart, JudgedLine, LineFate, outcome_of
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.permissions import Permission

_Place = tuple[str, str]
_Stock = tuple[Decimal, tuple[tuple[date, Decimal], ...]]


@staff_query(Permission.STAFF_OPERATE)
def preview_stock_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """The dry run. Raises Invalid for a file that is no table of stock."""
    return _judge(ctx, name, content)[0]


@staff_command(Permission.STAFF_OPERATE)
def import_stock_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """What the file says is what was counted of these products in these warehouses, with all that is on its way; others stay.

    Raises Invalid when more is reserved of a product than was counted.
    """
    outcome, news = _judge(ctx, name, content)
    if outcome.parts:
        put_stock(ctx, [CountedStock(*place, on_hand, tuple(Incoming(*one) for one in coming)) for place, (on_hand, coming) in news.items()])
    return outcome


def _judge(ctx: Context, name: str, content: bytes) -> tuple[FileOutcome, dict[_Place, _Stock]]:
    """The verdicts, and what is not known yet."""
    read = read_lines(name, content, COLUMNS)
    entries, judged = entries_in(read, "number", lambda cells: stock_in(cells, read.decimal_sign))
    numbers = sorted({entry.number for _, entry in entries})
    problems = check_stock([entry for _, entry in entries], ids_by_number(ctx, numbers), {one.code for one in list_warehouses(ctx)})
    before, after = _known(stock_of(ctx, numbers)), incoming_by_place([entry for _, entry in entries])
    for place, (line, entry) in enumerate(entries):
        if place in problems:
            judged.append(JudgedLine(line.line, entry.number, LineFate.WRONG, *problems[place]))
        else:
            judged.append(JudgedLine(line.line, entry.number, _fate(before.get(entry.place), after[entry.place])))
    news = {place: stock for place, stock in after.items() if before.get(place) != stock}
    part = FilePart(name, tuple(line.line for line in read.lines), (name, content))
    return outcome_of(judged, read.unread, [part] if news else ()), news


def _fate(before: _Stock | None, after: _Stock) -> LineFate:
    if before is None:
        return LineFate.NEW
    return LineFate.SAME if before == after else LineFate.CHANGED


def _known(stock: Mapping[str, StockFacts]) -> dict[_Place, _Stock]:
    return {
        (number, one.warehouse): (one.on_hand, tuple(sorted((coming.day, coming.quantity) for coming in one.incoming)))
        for number, facts in stock.items() for one in facts.places
    }  # fmt: skip
