"""Products out of a file, as CSV or XLSX: a dry run that says what would happen, and the import of all of them or none."""

from collections.abc import Mapping
from dataclasses import replace

from portal_app.catalog.actions.keeping import preview_products, put_products, withdraw_products
from portal_app.catalog.rules.product_files import COLUMNS, attribute_of, facts_in, same_facts
from portal_app.catalog.rules.products import ProductFacts, ProductStatus
from portal_app.catalog.store.facts import facts_by_number
from portal_app.integrations.files import entries_in, read_lines
from portal_app.kernel.file_outcomes import FileOutcome, FilePart, JudgedLine, LineFate, outcome_of
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.permissions import Permission


@staff_query(Permission.STAFF_OPERATE)
def preview_product_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """The dry run. Raises Invalid for a file that is no table of products."""
    outcome, _ = _judge(ctx, name, content)
    return outcome


@staff_command(Permission.STAFF_OPERATE)
def import_product_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """Insert products, or change of known ones what the file says. All lines, or none where one has a problem."""
    outcome, news = _judge(ctx, name, content)
    if news and not outcome.problems:
        put_products(ctx, news)
        withdraw_products(ctx, [facts.number for facts in news if facts.status is ProductStatus.WITHDRAWN])
    return outcome


def _judge(ctx: Context, name: str, content: bytes) -> tuple[FileOutcome, list[ProductFacts]]:
    """The verdicts, and the facts that are not known yet."""
    read = read_lines(name, content, COLUMNS, attribute_of)
    known = facts_by_number(ctx, [line.cells["number"] for line in read.lines])
    facts, judged = entries_in(read, "number", lambda cells: facts_in(cells, _still_sold(cells, known.get(cells["number"])), read.decimal_sign))
    wrong = {problem.row: problem for problem in preview_products(ctx, [one for _, one in facts]).problems}
    news = []
    for place, (line, one) in enumerate(facts, start=1):
        before, problem = known.get(one.number), wrong.get(place)
        if problem:
            judged.append(JudgedLine(line.line, one.number, LineFate.WRONG, problem.reason, problem.values))
            continue
        fate = LineFate.NEW if before is None else LineFate.SAME if same_facts(one, before) else LineFate.CHANGED
        judged.append(JudgedLine(line.line, one.number, fate))
        news += [] if fate is LineFate.SAME else [one]
    part = FilePart(name, tuple(line.line for line in read.lines), (name, content))
    return outcome_of(judged, read.unread, [part] if news else ()), news


def _still_sold(cells: Mapping[str, str], known: ProductFacts | None) -> ProductFacts | None:
    """Who names a withdrawn product in a file that says nothing of its status sells it again."""
    withdrawn = known is not None and known.status is ProductStatus.WITHDRAWN
    return replace(known, status=ProductStatus.ACTIVE) if withdrawn and "status" not in cells else known
