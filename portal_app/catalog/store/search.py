"""The search, from what is typed to the products: one plan for both databases."""

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import func, select

from portal_app.catalog.rules.folding import fold_number
from portal_app.catalog.rules.nearness import is_likelier_mistake, one_mistake_away
from portal_app.catalog.rules.planning import Choices, NumberKind, SearchPlan, plan_search, shown_first
from portal_app.catalog.rules.ranking import Find, rank_finds
from portal_app.catalog.rules.spelling import Vocabulary, halves_of, mended_words, spelled_out, two_mistakes_away
from portal_app.catalog.store import lookup
from portal_app.catalog.store.sight import Sight, sight_of
from portal_app.catalog.tables import SearchWord
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

_WORD = SearchWord.__table__
_NEWEST = select(func.max(_WORD.c.id))
_vocabularies: dict[str, tuple[int, Vocabulary]] = {}  # by database: the newest word's id, and all of them


def suggest(ctx: Context, sight: Sight, typed: str, bought: Mapping[Id, int], limit: int) -> list[Id]:
    """The products that may be meant, the best first. Misspelling is thought of only when nothing is found."""
    plan = plan_search(typed)
    if plan.is_empty or not sight:
        return []
    by_number = rank_finds(_numbers_as_typed(ctx, sight, plan, limit), bought)
    if len(by_number) >= limit and not plan.blends:
        return by_number[:limit]
    by_words = rank_finds(_words_as_typed(ctx, sight, plan, limit), bought)
    if not by_number and not by_words:
        by_number, by_words = rank_finds(_mended_number(ctx, sight, plan, limit), bought), rank_finds(_mended_words(ctx, sight, plan), bought)
    return shown_first(plan, by_number, by_words, limit)


def _numbers_as_typed(ctx: Context, sight: Sight, plan: SearchPlan, limit: int) -> list[Find]:
    """Inside numbers only while there are places left."""
    finds = lookup.by_beginning(ctx, sight, plan.number)
    if plan.looks_inside_numbers and _products(finds) < limit:
        finds += lookup.by_part_of_number(ctx, sight, plan.number)
    return finds


def _products(finds: Iterable[Find]) -> int:
    return len({find.product_id for find in finds})


def _words_as_typed(ctx: Context, sight: Sight, plan: SearchPlan, limit: int) -> list[Find]:
    """Whole words first; where they find little, the last one may be unfinished."""
    if not plan.words:
        return []
    whole = _by_words(ctx, sight, plan.whole_words)
    if len(whole) >= limit or plan.begun_words == plan.whole_words:
        return whole
    return [*(find._replace(exact=True) for find in whole), *_by_words(ctx, sight, plan.begun_words)]


def _by_words(ctx: Context, sight: Sight, choices: Choices) -> list[Find]:
    spelt = spelled_out(choices, vocabulary(ctx))
    return lookup.by_words(ctx, sight, spelt) if spelt else []


def _mended_number(ctx: Context, sight: Sight, plan: SearchPlan, limit: int) -> list[Find]:
    """Numbers one mistake away, or else two; then those that begin like them."""
    if not plan.may_be_a_number:
        return []
    near = lookup.by_any_number(ctx, sight, one_mistake_away(plan.number, any_letter_lost=True))
    if not near and (halves := halves_of(plan.number)):
        near = lookup.by_any_number(ctx, sight, two_mistakes_away(plan.number, lookup.numbers_like(ctx, *halves)))
    finds = {find._replace(exact=is_likelier_mistake(plan.number, number)): number for find, number in near}
    if not finds or _products(finds) >= limit:
        return list(finds)
    likeliest = sorted(finds, key=lambda find: (not find.exact, -find.popularity, find.place))
    return [*finds, *lookup.by_any_beginning(ctx, sight, list(dict.fromkeys(finds[find] for find in likeliest)))]


def _mended_words(ctx: Context, sight: Sight, plan: SearchPlan) -> list[Find]:
    """Unknown words are mended first; known ones are doubted only where that finds nothing."""
    for choices in mended_words(plan.words, vocabulary(ctx)):
        if finds := _by_words(ctx, sight, choices):
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


def vocabulary(ctx: Context) -> Vocabulary:
    """All words of products. It is kept in this process until there is a newer word; a call that writes reads it anew."""
    newest = ctx.db.execute(_NEWEST).scalar() or 0
    database = str(ctx.db.get_bind().url)
    kept_newest, kept = _vocabularies.get(database, (-1, Vocabulary(())))
    if newest == kept_newest and not ctx.writes:
        return kept
    read = Vocabulary(tuple(sorted(ctx.db.execute(select(_WORD.c.word)).scalars())))
    if not ctx.writes:
        _vocabularies[database] = (newest, read)
    return read
