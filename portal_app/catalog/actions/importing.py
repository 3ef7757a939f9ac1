"""Products out of a file, as CSV or XLSX: a dry run that says what would happen, and the import of all of them or none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal_app.catalog.actions.keeping import preview_products, put_products
from portal_app.catalog.rules.product_files import ColumnProblem, columns_of, facts_in
from portal_app.catalog.rules.products import ProductFacts, ProductProblem, ProductStatus
from portal_app.catalog.store.facts import facts_by_number
from portal_app.integrations import files
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class ProductFileOutcome:
    """What taking a file did, or would do: with problems nothing is changed. Rows of problems are lines of the file.

    `unread` are the heads of columns that mean nothing to us.
    """

    lines: int
    new: int
    changed: int
    problems: tuple[ProductProblem, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True)
class _Read:
    places: tuple[int, ...]  # for each of the facts its line in the file
    facts: tuple[ProductFacts, ...]
    problems: tuple[ProductProblem, ...]
    unread: tuple[str, ...]


@staff_query(Permission.STAFF_OPERATE)
def preview_product_file(ctx: Context, name: str, content: bytes) -> ProductFileOutcome:
    """The dry run. Raises Invalid for a file that is no table of products."""
    return _outcome(ctx, _read(ctx, name, content))


@staff_command(Permission.STAFF_OPERATE)
def import_product_file(ctx: Context, name: str, content: bytes) -> ProductFileOutcome:
    """Insert products, or change of known ones what the file says. All lines, or none where one has a problem."""
    read = _read(ctx, name, content)
    outcome = _outcome(ctx, read)
    if not outcome.problems:
        put_products(ctx, read.facts)
    return outcome


def _outcome(ctx: Context, read: _Read) -> ProductFileOutcome:
    would = preview_products(ctx, read.facts)
    wrong = [replace(problem, row=read.places[problem.row - 1]) for problem in would.problems]
    problems = tuple(sorted((*read.problems, *wrong), key=lambda problem: problem.row))
    return ProductFileOutcome(len(read.places) + len(read.problems), would.new, would.changed, problems, read.unread)


def _read(ctx: Context, name: str, content: bytes) -> _Read:
    rows = [row for row in files.read_table(name, content).rows if any(files.text_of(cell).strip() for cell in row.cells)]
    try:
        places, unread = columns_of([files.text_of(cell) for row in rows[:1] for cell in row.cells])
    except ColumnProblem as trouble:
        raise Invalid(trouble.reason, **trouble.values) from None
    cells = [(row.line, _cells(row, places)) for row in rows[1:]]
    known = facts_by_number(ctx, [one["number"] for _, one in cells])
    facts: list[tuple[int, ProductFacts]] = []
    problems = []
    for line, one in cells:
        try:
            facts.append((line, facts_in(one, _still_sold(known.get(one["number"])))))
        except ColumnProblem as trouble:
            problems.append(ProductProblem(line, one["number"], trouble.reason, trouble.values))
    return _Read(tuple(line for line, _ in facts), tuple(one for _, one in facts), tuple(problems), unread)


def _still_sold(known: ProductFacts | None) -> ProductFacts | None:
    """Who names a withdrawn product in a file sells it again."""
    return replace(known, status=ProductStatus.ACTIVE) if known and known.status is ProductStatus.WITHDRAWN else known


def _cells(row: files.TableRow, places: Mapping[str, int]) -> dict[str, str]:
    return {field: files.text_of(row.cells[place]).strip() if place < len(row.cells) else "" for field, place in places.items()}
