"""The search, from what is typed to the products: one plan for both databases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import String, cast, func, literal, union_all
from sqlmodel import select

from portal_app.catalog.rules.folding import fold_number
from portal_app.catalog.rules.nearness import is_likelier_mistake, one_mistake_away
from portal_app.catalog.rules.planning import Choices, NumberKind, SearchPlan, plan_search, shown_first
from portal_app.catalog.rules.ranking import Find, rank_finds
from portal_app.catalog.rules.spelling import Vocabulary, halves_of, mended_words, spelled_out, two_mistakes_away
from portal_app.catalog.store import lookup
from portal_app.catalog.store.sight import ASSORTMENTS, Sight, sight_of
from portal_app.catalog.tables import SearchWord
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

_WORD = SearchWord.__table__
_OUTLOOK = union_all(*(select(literal(0), part.subquery()) for part in ASSORTMENTS), select(literal(1), cast(func.max(_WORD.c.id), String)))
_vocabularies: dict[str, tuple[int, Vocabulary]] = {}  # by database: the newest word's id, and all of them


@dataclass(frozen=True)
class _Search:
    """One search: what is meant, for whom, and the words that there are."""

    ctx: Context
    sight: Sight
    vocabulary: Vocabulary
    plan: SearchPlan
    limit: int


def suggest(ctx: Context, typed: str, bought: Mapping[Id, int], limit: int) -> tuple[Sight, list[Id]]:
    """What the company sees, and the products of it that may be meant, the best first."""
    plan = plan_search(typed)
    if plan.is_empty:
        return (), []
    sight, vocabulary = _outlook(ctx)
    return sight, _found(_Search(ctx, sight, vocabulary, plan, limit), bought) if sight else []


def _found(search: _Search, bought: Mapping[Id, int]) -> list[Id]:
    """Misspelling is thought of only when nothing is found."""
    by_number = rank_finds(_numbers_as_typed(search), bought)
    if len(by_number) >= search.limit and not search.plan.blends:
        return by_number[: search.limit]
    by_words = rank_finds(_words_as_typed(search), bought)
    if not by_number and not by_words:
        by_number, by_words = rank_finds(_mended_number(search), bought), rank_finds(_mended_words(search), bought)
    return shown_first(search.plan, by_number, by_words, search.limit)


def _numbers_as_typed(search: _Search) -> list[Find]:
    """Inside numbers only while there are places left."""
    finds = lookup.by_beginning(search.ctx, search.sight, search.plan.number)
    if search.plan.looks_inside_numbers and _products(finds) < search.limit:
        finds += lookup.by_part_of_number(search.ctx, search.sight, search.plan.number)
    return finds


def _products(finds: Iterable[Find]) -> int:
    return len({find.product_id for find in finds})


def _words_as_typed(search: _Search) -> list[Find]:
    """Whole words first; where they find little, the last one may be unfinished."""
    plan = search.plan
    if not plan.words:
        return []
    whole = _by_words(search, plan.whole_words)
    if len(whole) >= search.limit or plan.begun_words == plan.whole_words:
        return whole
    return [*(find._replace(exact=True) for find in whole), *_by_words(search, plan.begun_words)]


def _by_words(search: _Search, choices: Choices) -> list[Find]:
    spelt = spelled_out(choices, search.vocabulary)
    return lookup.by_words(search.ctx, search.sight, spelt) if spelt else []


def _mended_number(search: _Search) -> list[Find]:
    """Numbers one mistake away, or else two; then those that begin like them."""
    ctx, sight, number = search.ctx, search.sight, search.plan.number
    if not search.plan.may_be_a_number:
        return []
    near = lookup.by_any_number(ctx, sight, one_mistake_away(number, any_letter_lost=True))
    if not near and (halves := halves_of(number)):
        near = lookup.by_any_number(ctx, sight, two_mistakes_away(number, lookup.numbers_like(ctx, *halves)))
    finds = {find._replace(exact=is_likelier_mistake(number, other)): other for find, other in near}
    if not finds or _products(finds) >= search.limit:
        return list(finds)
    likeliest = sorted(finds, key=lambda find: (not find.exact, -find.popularity, find.place))
    return [*finds, *lookup.by_any_beginning(ctx, sight, list(dict.fromkeys(finds[find] for find in likeliest)))]


def _mended_words(search: _Search) -> list[Find]:
    """Unknown words are mended first; known ones are doubted only where that finds nothing."""
    for choices in mended_words(search.plan.words, search.vocabulary):
        if finds := _by_words(search, choices):
            return finds
    return []


def resolve_many(ctx: Context, numbers: Sequence[str]) -> dict[str, tuple[NumberKind, tuple[Id, ...]]]:
    """For each number as it was written: whose number it is and its products. Unknown ones are missing. Meant for 10,000 at once."""
    folded = {number: key for number in numbers if (key := fold_number(number))}
    best: dict[str, tuple[NumberKind, tuple[Id, ...]]] = {}
    for key, kind, product_id in lookup.by_numbers(ctx, sight_of(ctx), set(folded.values())):
        known, products = best.get(key, (kind, ()))
        if known == kind and product_id not in products:
            best[key] = (kind, (*products, product_id))
    return {number: best[key] for number, key in folded.items() if key in best}


def _outlook(ctx: Context) -> tuple[Sight, Vocabulary]:
    """What the company sees and all words of products, in one question."""
    rows = ctx.db.execute(_OUTLOOK).all()
    newest = next((int(value) for is_word, value in rows if is_word and value), 0)
    return tuple(sorted({value for is_word, value in rows if not is_word})), _vocabulary(ctx, newest)


def _vocabulary(ctx: Context, newest: int) -> Vocabulary:
    """It is kept in this process until there is a newer word; a call that writes reads it anew."""
    database = str(ctx.db.get_bind().url)
    kept_newest, kept = _vocabularies.get(database, (-1, Vocabulary(())))
    if newest == kept_newest and not ctx.writes:
        return kept
    read = Vocabulary(tuple(sorted(ctx.db.execute(select(_WORD.c.word)).scalars())))
    if not ctx.writes:
        _vocabularies[database] = (newest, read)
    return read
