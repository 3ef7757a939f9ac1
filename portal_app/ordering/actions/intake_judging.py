"""What the catalogue says about lines of an order file: their products, what may be meant instead, and when it comes."""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
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
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.ordering.rules.intake.lines import SourceLine
from portal_app.ordering.rules.intake.mends import Decision
from portal_app.ordering.rules.intake.settling import StockOutlook, ordered_quantity, with_duplicates, with_stock
from portal_app.ordering.rules.intake.verdicts import (
    GOOD,
    IntakeKnowledge,
    IntakeLine,
    IntakeProduct,
    NumberFind,
    Remark,
    Verdict,
    is_number,
    judge_lines,
    wanted_texts,
    with_candidates,
)  # fmt: skip

_AT_ONCE = 20_000  # numbers in one question
_MOST_SEARCHED = 40  # texts that are searched by their words; each takes some milliseconds
_CANDIDATES = 3


def judged(ctx: Context, lines: Sequence[SourceLine], products: dict[Id, ProductLine]) -> list[IntakeLine]:
    """Each line by itself. Fills `products` with all that the lines name."""
    return judge_lines(lines, _knowledge(ctx, lines, products))


def judged_as(ctx: Context, line: SourceLine, product: ProductLine) -> IntakeLine:
    """A line of which somebody said that it means this product, whatever stands there."""
    products = {product.id: product}
    known = _knowledge(ctx, [replace(line, readings=())], products)
    finds = {line.readings[0].wanted: NumberFind((product.id,))}
    return judge_lines([line], replace(known, finds=ChainMap(finds, known.finds)))[0]


def settled(ctx: Context, lines: Sequence[IntakeLine], decisions: Mapping[int, Decision] | None = None) -> list[IntakeLine]:
    """Lines that were judged each by itself, as what they are to each other. Lines of one product share what there is, in their order."""
    lines, decided = with_duplicates(lines, decisions), decisions or {}
    good = [line for line in lines if line.verdict in GOOD]
    known = availability_of(ctx, [StockWish(line.product_id, ordered_quantity(line)) for line in good])
    outlooks = {
        line.line: StockOutlook(one.now, one.rest, one.rest_leaves, one.rest_arrives)
        for line, one in zip(good, known, strict=True)
        if one.as_of is not None  # never counted: nothing is said
    }
    return [with_stock(line, outlooks[line.line], decided.get(line.line, Decision.NONE)) if line.line in outlooks else line for line in lines]


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


def with_suggestions(ctx: Context, lines: Sequence[IntakeLine], products: dict[Id, ProductLine]) -> list[IntakeLine]:
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
