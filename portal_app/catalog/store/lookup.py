"""Small questions to the search index that are the same on both databases: by number, by its beginning, its end, its middle, by words."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, func, union_all
from sqlmodel import col, select

from portal_app.catalog.rules.planning import Choices, NumberKind
from portal_app.catalog.rules.ranking import POOL, Find
from portal_app.catalog.store.index import index_of
from portal_app.catalog.store.sight import Sight, seen
from portal_app.catalog.tables import CustomerPartNumber, SearchEntry, SearchNumber
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

_KINDS = (NumberKind.OWN, NumberKind.EAN, NumberKind.MANUFACTURER, NumberKind.FORMER)
_AT_ONCE = 5000  # values in one statement; SQLite takes 32,766 and PostgreSQL 65,535
_NEAR = 5000  # so many numbers are compared with a misspelt one


def by_beginning(ctx: Context, sight: Sight, number: str) -> list[Find]:
    """Products with a number, of any kind, that begins like this."""
    return [*_customer_finds(ctx, sight, number), *_other_finds(ctx, sight, number)]


def _customer_finds(ctx: Context, sight: Sight, number: str) -> list[Find]:
    own = CustomerPartNumber
    query = (
        select(own.product_id, own.folded, SearchEntry.popularity, SearchEntry.place)
        .join(SearchEntry, col(SearchEntry.product_id) == col(own.product_id))
        .where(*_begins(own.folded, number), seen(own.product_id, sight))
    )
    rows = ctx.db.exec(query.order_by(own.folded, col(SearchEntry.place)).limit(POOL)).all()
    return [Find(row.product_id, row.popularity, row.place, NumberKind.CUSTOMER, row.folded == number) for row in rows]


def _other_finds(ctx: Context, sight: Sight, number: str) -> list[Find]:
    rows = ctx.db.execute(_all_kinds(), {"sight": sight, "first": number, "behind": _behind(number)}).all()
    return [Find(row.product_id, row.popularity, row.place, NumberKind(row.kind), row.folded == number) for row in rows]


@cache
def _all_kinds() -> CompoundSelect:
    """So many of each kind, in one question. It is built once: building it takes longer than the database needs to answer."""
    first, behind, sight = bindparam("first"), bindparam("behind"), bindparam("sight", expanding=True)
    begins = (col(SearchNumber.folded) >= first, col(SearchNumber.folded) < behind)
    parts = [_numbers(sight, SearchNumber.kind == kind, *begins).subquery() for kind in _KINDS]
    return union_all(*(select(part) for part in parts))


def by_numbers(ctx: Context, sight: Sight, numbers: Collection[str]) -> list[tuple[str, NumberKind, Id]]:
    """(number, kind, product) of all products with one of these folded numbers, the customer's own first."""
    found: list[tuple[str, NumberKind, Id]] = []
    own = CustomerPartNumber
    for part in _parts(numbers):
        query = select(own.folded, own.product_id).where(col(own.folded).in_(part), seen(own.product_id, sight))
        found += [(folded, NumberKind.CUSTOMER, product_id) for folded, product_id in ctx.db.exec(query).all()]
    for part in _parts(numbers):
        other = select(SearchNumber.folded, SearchNumber.kind, SearchNumber.product_id)
        query = other.where(col(SearchNumber.folded).in_(part), seen(SearchNumber.product_id, sight))
        found += [(folded, NumberKind(kind), product_id) for folded, kind, product_id in ctx.db.exec(query).all()]
    return sorted(found, key=lambda one: (one[1], one[2]))


def by_near_numbers(ctx: Context, sight: Sight, numbers: Sequence[str]) -> list[Find]:
    rows = ctx.db.execute(_numbers(sight, col(SearchNumber.folded).in_(numbers))).all()
    return [Find(row.product_id, row.popularity, row.place, NumberKind(row.kind)) for row in rows]


def numbers_like(ctx: Context, beginning: str, end: str) -> set[str]:
    """Numbers that begin or end like this and are as long as both together, one sign more or less allowed."""
    length = len(beginning) + len(end)
    as_long = func.length(col(SearchNumber.folded)).between(length - 1, length + 1)
    either = (_begins(SearchNumber.folded, beginning), _begins(SearchNumber.reversed, end[::-1]))
    return {number for half in either for number in ctx.db.exec(select(SearchNumber.folded).where(*half, as_long).limit(_NEAR)).all()}


def by_part_of_number(ctx: Context, sight: Sight, part: str) -> list[Find]:
    return _entries(ctx, index_of(ctx).with_part_of_number(_seen_entries(sight), part))


def by_words(ctx: Context, sight: Sight, choices: Choices) -> list[Find]:
    return _entries(ctx, index_of(ctx).with_words(_seen_entries(sight), choices))


def _numbers(sight: Any, *conditions: Any) -> Select:
    return (
        select(SearchNumber.product_id, SearchNumber.kind, SearchNumber.folded, SearchEntry.popularity, SearchEntry.place)
        .join(SearchEntry, col(SearchEntry.product_id) == col(SearchNumber.product_id))
        .where(*conditions, seen(SearchNumber.product_id, sight))
        .order_by(col(SearchNumber.folded), col(SearchNumber.product_id))
        .limit(POOL)
    )


def _begins(column: Any, beginning: str) -> tuple[Any, ...]:
    """A range, since a LIKE would not use the index."""
    return (col(column) >= beginning, col(column) < _behind(beginning))


def _behind(beginning: str) -> str:
    """What no text that begins so comes after."""
    return beginning + "\U0010ffff"


def _seen_entries(sight: Sight) -> Select:
    return select(SearchEntry.product_id, SearchEntry.popularity, SearchEntry.place).where(seen(SearchEntry.product_id, sight)).limit(POOL)


def _entries(ctx: Context, query: Select) -> list[Find]:
    return [Find(row.product_id, row.popularity, row.place) for row in ctx.db.execute(query).all()]


def _parts(numbers: Iterable[str]) -> list[list[str]]:
    every = sorted(set(numbers))
    return [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
