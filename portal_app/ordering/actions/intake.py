"""Read an order file or a pasted text to one verdict for each of its lines, and keep what somebody said its columns mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from portal_app.catalog import (
    NumberKind,
    ProductLine,
    ProductStatus,
    QuantityProblem,
    StockWish,
    availability_of,
    find_products,
    fit_quantity,
    nearest_numbers,
    resolve_numbers,
    successors_of,
    suggest_products,
)  # fmt: skip
from portal_app.integrations.files import FileKind, TableFile, TableRow, read_pasted, read_table, text_of
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.intake_views import Intake
from portal_app.ordering.rules.intake.columns import ColumnMapping, check_mapping
from portal_app.ordering.rules.intake.layouts import find_layout, sample_of
from portal_app.ordering.rules.intake.lines import SourceLine, read_lines
from portal_app.ordering.rules.intake.source import SourceRow
from portal_app.ordering.rules.intake.texts import plain
from portal_app.ordering.rules.intake.verdicts import (
    GOOD,
    IntakeKnowledge,
    IntakeLine,
    IntakeProduct,
    NumberFind,
    Remark,
    StockOutlook,
    Verdict,
    is_number,
    judge_lines,
    wanted_texts,
    with_candidates,
    with_stock,
)  # fmt: skip
from portal_app.ordering.store import mappings

MOST_KEPT = 200  # mappings of a company
_AT_ONCE = 20_000  # numbers in one question
_MOST_SEARCHED = 40  # texts that are searched by their words; each takes some milliseconds
_CANDIDATES = 3
_SIGNATURE = re.compile("[0-9a-f]{64}")
NO_SIGNATURE = message("This is not the layout of a file. Please read the file again.")


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


def _intake(ctx: Context, table: TableFile, mapping: ColumnMapping | None) -> Intake:
    if mapping is not None and (problem := check_mapping(mapping)):
        raise Invalid(problem)
    rows = [_exact_row(row) if table.kind is FileKind.WORKBOOK else SourceRow(row.line, tuple(map(plain, row.cells))) for row in table.rows]
    layout = find_layout(rows, resolve_numbers(ctx, list(sample_of(rows))))
    kept = mappings.find_mapping(ctx, layout.signature)
    if (said := mapping or kept) is not None:
        layout = replace(layout, mapping=said)
    lines = read_lines(rows, layout)
    products: dict[Id, ProductLine] = {}
    judged = _with_stock(ctx, judge_lines(lines, _knowledge(ctx, lines, products)))
    judged = _with_candidates(ctx, judged, products)
    return Intake(table.name, layout, mapping is None and kept is not None, tuple(judged), products, table.sheet, table.other_sheets)


def _exact_row(row: TableRow) -> SourceRow:
    exact = tuple(None if isinstance(cell, str) else cell for cell in row.cells)
    return SourceRow(row.line, tuple(plain(text_of(cell)) for cell in row.cells), exact)


def _knowledge(ctx: Context, lines: Sequence[SourceLine], products: dict[Id, ProductLine]) -> IntakeKnowledge:
    """Everything the catalogue says about these lines, in a few questions however many they are. Fills `products`."""
    finds: dict[str, NumberFind] = {}
    wanted = iter(wanted_texts(lines))
    while part := list(islice(wanted, _AT_ONCE)):
        for number, found in resolve_numbers(ctx, part).items():
            finds[number] = NumberFind(found.products, found.kind is NumberKind.FORMER)
    _add(ctx, products, (product for find in finds.values() for product in find.products))
    gone = successors_of(ctx, [line.id for line in products.values() if line.status is not ProductStatus.ACTIVE])
    _add(ctx, products, (product for others in gone.values() for product in others))
    known = {
        line.id: IntakeProduct(line.unit, line.terms.pack, line.status is ProductStatus.ACTIVE, gone.get(line.id, ()))
        for line in products.values()
    }  # fmt: skip

    def fit(product_id: Id, wanted: Decimal) -> tuple[Decimal | None, Remark | None]:
        fitted = fit_quantity(wanted, products[product_id].terms)
        if isinstance(fitted, QuantityProblem):
            return None, Remark(fitted.reason)
        return fitted.quantity, Remark(fitted.reason, fitted.values) if fitted.reason else None

    return IntakeKnowledge(finds, known, fit)


def _with_stock(ctx: Context, lines: Sequence[IntakeLine]) -> list[IntakeLine]:
    """Good lines of which not all is there when it is wanted. Lines of one product share what there is, in their order."""
    good = [line for line in lines if line.verdict in GOOD]
    known = availability_of(ctx, [StockWish(line.product_id, line.quantity) for line in good])
    outlooks = {
        line.line: StockOutlook(one.now, one.rest, one.rest_leaves, one.rest_arrives)
        for line, one in zip(good, known, strict=True)
        if one.as_of is not None  # never counted: nothing is said
    }
    return [with_stock(line, outlooks[line.line]) if line.line in outlooks else line for line in lines]


def _with_candidates(ctx: Context, lines: Sequence[IntakeLine], products: dict[Id, ProductLine]) -> list[IntakeLine]:
    """What unknown lines may mean: near numbers for those that look like one, names for the others. Bounded, however many are unknown."""
    unknown = list(dict.fromkeys(line.wanted for line in lines if line.verdict is Verdict.UNKNOWN and line.wanted))
    near = nearest_numbers(ctx, [wanted for wanted in unknown if is_number(wanted)])
    by_words = {}
    for wanted in islice((wanted for wanted in unknown if wanted not in near), _MOST_SEARCHED):
        found = suggest_products(ctx, wanted, limit=_CANDIDATES)
        products |= {line.id: line for line in found}
        by_words[wanted] = tuple(line.id for line in found)
    _add(ctx, products, (product for some in near.values() for product in some))
    return [_with_some(line, near, by_words) if line.verdict is Verdict.UNKNOWN else line for line in lines]


def _with_some(line: IntakeLine, near: dict[str, tuple[Id, ...]], by_words: dict[str, tuple[Id, ...]]) -> IntakeLine:
    found = near.get(line.wanted) or by_words.get(line.wanted, ())
    return with_candidates(line, found, by_words=not is_number(line.wanted))


def _add(ctx: Context, products: dict[Id, ProductLine], wanted: Iterable[Id]) -> None:
    missing = list(dict.fromkeys(product for product in wanted if product not in products))
    for first in range(0, len(missing), _AT_ONCE):
        products |= {line.id: line for line in find_products(ctx, missing[first : first + _AT_ONCE])}
