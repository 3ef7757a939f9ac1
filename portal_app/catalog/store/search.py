"""The search, from what is typed to the products: one plan for both databases."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import func, select

from portal_app.catalog.rules.folding import fold_number
from portal_app.catalog.rules.planning import NumberKind, SearchPlan, plan_search, shown_first
from portal_app.catalog.rules.ranking import Find, rank_finds
from portal_app.catalog.rules.spelling import Vocabulary, halves_of, mended_words, near_numbers
from portal_app.catalog.store import lookup
from portal_app.catalog.store.sight import Sight, sight_of
from portal_app.catalog.tables import SearchWord
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

_vocabularies: dict[str, tuple[int, Vocabulary]] = {}  # by database: the newest word's id, and all of them
_BEGUN = 2  # so many mended numbers are taken for the beginning of others too


def suggest(ctx: Context, sight: Sight, typed: str, bought: Mapping[Id, int], limit: int) -> list[Id]:
    """The products that may be meant, the best first. Misspelling is thought of only when nothing is found."""
    plan = plan_search(typed)
    if plan.is_empty or not sight:
        return []
    numbers, words = _numbers_as_typed(ctx, sight, plan, limit), _words_as_typed(ctx, sight, plan, limit)
    if not numbers and not words:
        numbers, words = _mended_number(ctx, sight, plan), _mended_words(ctx, sight, plan)
    return shown_first(plan, rank_finds(numbers, bought), rank_finds(words, bought), limit)


def _numbers_as_typed(ctx: Context, sight: Sight, plan: SearchPlan, limit: int) -> list[Find]:
    finds = lookup.by_beginning(ctx, sight, plan.number)
    if plan.looks_inside_numbers and len({find.product_id for find in finds}) < limit:
        finds += lookup.by_part_of_number(ctx, sight, plan.number)
    return finds


def _words_as_typed(ctx: Context, sight: Sight, plan: SearchPlan, limit: int) -> list[Find]:
    """Whole words first; where they find little, the last one may be unfinished."""
    if not plan.words:
        return []
    whole = [replace(find, exact=True) for find in lookup.by_words(ctx, sight, plan.whole_words)]
    if len(whole) >= limit or plan.begun_words == plan.whole_words:
        return whole
    return [*whole, *lookup.by_words(ctx, sight, plan.begun_words)]


def _mended_number(ctx: Context, sight: Sight, plan: SearchPlan) -> list[Find]:
    halves = halves_of(plan.number)
    near = near_numbers(plan.number, lookup.numbers_like(ctx, *halves)) if halves else []
    begun = [find for number in near[:_BEGUN] for find in lookup.by_beginning(ctx, sight, number)]
    return [*begun, *(lookup.by_near_numbers(ctx, sight, near) if near else [])]


def _mended_words(ctx: Context, sight: Sight, plan: SearchPlan) -> list[Find]:
    choices = mended_words(plan.words, vocabulary(ctx))
    return lookup.by_words(ctx, sight, choices) if choices else []


def resolve_many(ctx: Context, numbers: Sequence[str]) -> dict[str, tuple[NumberKind, tuple[Id, ...]]]:
    """For each number as it was written: whose number it is and its products. Unknown ones are missing. Meant for 10,000 at once."""
    folded = {number: key for number in numbers if (key := fold_number(number))}
    best: dict[str, tuple[NumberKind, tuple[Id, ...]]] = {}
    for key, kind, product_id in lookup.by_numbers(ctx, sight_of(ctx), set(folded.values())):
        known, products = best.get(key, (kind, ()))
        if known == kind and product_id not in products:
            best[key] = (kind, (*products, product_id))
    return {number: best[key] for number, key in folded.items() if key in best}


def vocabulary(ctx: Context) -> Vocabulary:
    """All words of products. It is kept in this process until there is a newer word; a call that writes reads it anew."""
    newest = ctx.db.exec(select(func.max(SearchWord.id))).one() or 0
    database = str(ctx.db.get_bind().url)
    kept_newest, kept = _vocabularies.get(database, (-1, Vocabulary(())))
    if newest == kept_newest and not ctx.writes:
        return kept
    read = Vocabulary(tuple(sorted(ctx.db.exec(select(SearchWord.word)).all())))
    if not ctx.writes:
        _vocabularies[database] = (newest, read)
    return read
