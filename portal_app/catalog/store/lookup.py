"""Small questions to the search index that are the same on both databases: by number, by its beginning, its end, its middle, by words.

Each statement is built once: building one takes longer than the database needs to answer it.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, union_all
from sqlmodel import col, select

from portal_app.catalog.rules.planning import Choices, NumberKind
from portal_app.catalog.rules.ranking import POOL, Find
from portal_app.catalog.store.index import SearchIndex, index_of
from portal_app.catalog.store.sight import SIGHT, Sight, seen, seen_one_by_one
from portal_app.catalog.tables import CustomerPartNumber, SearchEntry, SearchNumber
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

_FEW = 50  # finds by numbers that are less believed
_BEGINNINGS = 4  # so many mended numbers are taken for the beginning of others
_NEAR = 5000  # so many numbers are compared with a misspelt one
# Short names: psycopg reads a statement of more than 4,096 signs anew each time.
_ENTRY, _NUMBER, _OWN = SearchEntry.__table__.alias("e"), SearchNumber.__table__.alias("n"), CustomerPartNumber
_LAST = "\U0010ffff"  # comes behind every text
_FIRST, _BEHIND = bindparam("first"), bindparam("behind")


def by_beginning(ctx: Context, sight: Sight, number: str) -> list[Find]:
    """Products with a number, of any kind, that begins like this; many by the customer's and our own numbers, a few by the others."""
    return _finds(ctx, _BEGUN, _range(number) | {"sight": sight}, number)


def by_part_of_number(ctx: Context, sight: Sight, part: str) -> list[Find]:
    index = index_of(ctx)
    return _finds(ctx, _with_part(index), {"sight": sight, "looked_for": index.part(part), "part": part})


def by_words(ctx: Context, sight: Sight, choices: Choices) -> list[Find]:
    index = index_of(ctx)
    return _finds(ctx, _with_words(index), {"sight": sight, "looked_for": index.words(choices)})


def ids_with_words(ctx: Context, choices: Choices) -> Select:
    """The ids of all products that have these words, seen or not: for a larger select that limits them."""
    index = index_of(ctx)
    entries, have_words = index.have_words()
    return select(SearchEntry.__table__.c.product_id).select_from(entries).where(have_words).params(looked_for=index.words(choices))


def ids_with_beginning(number: str) -> tuple[Select, Select]:
    """The ids of products, seen or not, with a number that begins like this one: of any kind, and of the company's own."""
    any_kind = select(_NUMBER.c.product_id).where(_NUMBER.c.folded >= number, _NUMBER.c.folded < number + _LAST)
    return any_kind, select(_OWN.product_id).where(col(_OWN.folded) >= number, col(_OWN.folded) < number + _LAST)


def by_numbers(ctx: Context, sight: Sight, numbers: Collection[str]) -> list[tuple[str, NumberKind, Id]]:
    """(number, kind, product) of all products with one of these folded numbers, the customer's own first."""
    index = index_of(ctx)
    asked = {"sight": sight, "numbers": index.many(sorted(set(numbers)))}
    found = [(folded, NumberKind.CUSTOMER, product_id) for folded, product_id in ctx.db.execute(_customers_among(index), asked)]
    found += [(folded, NumberKind(kind), product_id) for folded, kind, product_id in ctx.db.execute(_kinds_among(index), asked)]
    return sorted(found, key=lambda one: (one[1], one[2]))


def by_any_number(ctx: Context, sight: Sight, numbers: Collection[str]) -> list[tuple[Find, str]]:
    """Products that have one of these folded numbers, with the number. Customers' own are not among them."""
    index = index_of(ctx)
    return _with_numbers(ctx.db.execute(_any_number(index), {"sight": sight, "numbers": index.many(sorted(numbers))}).all()) if numbers else []


def by_any_beginning(ctx: Context, sight: Sight, numbers: Sequence[str]) -> list[Find]:
    """Products with a number that begins like one of these (the first few of them)."""
    ranges = {f"{name}{place}": value for place in range(_BEGINNINGS) for name, value in _range(next(iter(numbers[place:]), _LAST)).items()}
    return [find for find, _ in _with_numbers(ctx.db.execute(_ANY_BEGUN, ranges | {"sight": sight}).all())]


def _with_numbers(rows: Sequence[Any]) -> list[tuple[Find, str]]:
    return [(Find(product_id, popularity, place, _KINDS[kind]), folded) for product_id, popularity, place, kind, folded in rows]


def numbers_like(ctx: Context, beginning: str, end: str) -> set[str]:
    """Numbers that begin or end like this and are as long as both together, one sign more or less allowed."""
    length = {"least": len(beginning) + len(end) - 1, "most": len(beginning) + len(end) + 1}
    backwards = {"last": end[::-1], "behind_last": end[::-1] + _LAST}
    return set(ctx.db.execute(_LIKE_HALVES, _range(beginning) | backwards | length).scalars())


def _finds(ctx: Context, statement: Any, asked: dict[str, Any], number: str | None = None) -> list[Find]:
    """Rows of product, popularity, place, and for numbers the kind and the number itself."""
    rows = ctx.db.execute(statement, asked).all()
    if number is None:
        return [Find(*row) for row in rows]
    return [Find(product_id, popularity, place, _KINDS[kind], folded == number) for product_id, popularity, place, kind, folded in rows]


_KINDS = tuple(NumberKind)


def _range(beginning: str) -> dict[str, str]:
    """From the first text that begins so to behind the last. A LIKE would not use the index."""
    return {"first": beginning, "behind": beginning + _LAST}


def _begins(column: Any) -> tuple[Any, ...]:
    return (column >= _FIRST, column < _BEHIND)


def _numbers(*conditions: Any, most: int) -> Select:
    """In the order of the numbers, as an index has them, one looked up after the other until there are enough.

    The offset keeps PostgreSQL from sorting all that match, or joining all that is seen, where it takes many for few.
    """
    matching = select(_NUMBER.c.product_id, _NUMBER.c.kind, _NUMBER.c.folded).where(*conditions).order_by(_NUMBER.c.folded).offset(0).subquery()
    shown = select(matching).where(seen_one_by_one(matching.c.product_id, SIGHT)).limit(most).subquery()
    found = select(shown.c.product_id, _ENTRY.c.popularity, _ENTRY.c.place, shown.c.kind, shown.c.folded)
    return found.join(_ENTRY, _ENTRY.c.product_id == shown.c.product_id)


_ANY_BEGUN = union_all(
    *(_numbers(_NUMBER.c.folded >= bindparam(f"first{place}"), _NUMBER.c.folded < bindparam(f"behind{place}"), most=_FEW) for place in range(_BEGINNINGS))
)
_CUSTOMERS_BEGUN = (
    select(_OWN.product_id, _ENTRY.c.popularity, _ENTRY.c.place, literal(NumberKind.CUSTOMER.value).label("kind"), _OWN.folded)
    .join(_ENTRY, _ENTRY.c.product_id == col(_OWN.product_id))
    .where(*_begins(col(_OWN.folded)), seen(_OWN.product_id, SIGHT))
    .order_by(col(_OWN.folded), _ENTRY.c.place)
    .limit(POOL)
)
_BEGUN = union_all(
    select(_CUSTOMERS_BEGUN.subquery()),
    _numbers(_NUMBER.c.kind == NumberKind.OWN, *_begins(_NUMBER.c.folded), most=POOL),
    *(_numbers(_NUMBER.c.kind == kind, *_begins(_NUMBER.c.folded), most=_FEW) for kind in (NumberKind.EAN, NumberKind.MANUFACTURER, NumberKind.FORMER)),
)
_AS_LONG = func.length(_NUMBER.c.folded).between(bindparam("least"), bindparam("most"))
_ENDS = (_NUMBER.c.reversed >= bindparam("last"), _NUMBER.c.reversed < bindparam("behind_last"))
_LIKE_HALVES = union_all(
    *(select(select(_NUMBER.c.folded).where(*half, _AS_LONG).limit(_NEAR).subquery()) for half in (_begins(_NUMBER.c.folded), _ENDS))
)


@cache
def _with_words(index: SearchIndex) -> Select:
    return index.entries_with_words()


@cache
def _with_part(index: SearchIndex) -> Select:
    return index.entries_with_part()


@cache
def _any_number(index: SearchIndex) -> Select:
    return _numbers(index.among(_NUMBER.c.folded, "numbers"), most=POOL)


@cache
def _customers_among(index: SearchIndex) -> Select:
    own = select(_OWN.folded, _OWN.product_id)
    return own.where(index.among(col(_OWN.folded), "numbers"), seen(_OWN.product_id, SIGHT))


@cache
def _kinds_among(index: SearchIndex) -> Select:
    other = select(_NUMBER.c.folded, _NUMBER.c.kind, _NUMBER.c.product_id)
    return other.where(index.among(_NUMBER.c.folded, "numbers"), seen(_NUMBER.c.product_id, SIGHT))
