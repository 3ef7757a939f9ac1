"""The only difference between the databases in a search: how words, parts of numbers and long lists of numbers are looked up.

Both get folded words and give the same products. SQLite: FTS5 tables that triggers keep in step. PostgreSQL: indexes on expressions.
Each condition is built once; its values come with each question.
"""

import json
from typing import Any, Protocol

from sqlalchemy import ARRAY, Column, ColumnElement, FromClause, Select, String, any_, bindparam, cast, column, func, select, table, union_all
from sqlalchemy.dialects.postgresql import TSQUERY

from portal_app.catalog.rules.planning import Choices
from portal_app.catalog.rules.ranking import POOL
from portal_app.catalog.store.sight import SIGHT, seen, seen_one_by_one
from portal_app.catalog.tables import SearchEntry
from portal_app.kernel.gate import Context

_ENTRY = SearchEntry.__table__
_FOUND = (_ENTRY.c.product_id, _ENTRY.c.popularity, _ENTRY.c.place)
_LOOKED_FOR = bindparam("looked_for")
_TIERS = (4096, 65536)  # places, as the migration has them


class SearchIndex(Protocol):
    """Statements give product, popularity and place; those of lower places come first. `looked_for` and SIGHT are their parameters."""

    def entries_with_words(self) -> Select:
        """Entries that have what `words` has written."""

    def entries_with_part(self) -> Select:
        """Entries with a part (three signs at least) inside one of their numbers, as `part` has written it. The parameter `part` is the part itself."""

    def have_words(self) -> tuple[FromClause, ColumnElement[bool]]:
        """Where entries come from, and the condition that they have what `words` has written."""

    def among(self, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
        """That a column is one of the many texts of a parameter, which `many` writes."""

    def words(self, choices: Choices) -> str:
        """For each word one of its choices."""

    def part(self, part: str) -> str: ...

    def many(self, texts: list[str]) -> Any: ...


class SqliteIndex:
    def entries_with_words(self) -> Select:
        return self._in_order("fts_words")

    def entries_with_part(self) -> Select:
        return self._in_order("fts_numbers").where(func.instr(_ENTRY.c.numbers, bindparam("part")) > 0)

    def have_words(self) -> tuple[FromClause, ColumnElement[bool]]:
        return self._matching(_fulltext("fts_words"))

    def _in_order(self, name: str) -> Select:
        """In the order of the full text itself, so that it stops after as many as are asked for."""
        fulltext = _fulltext(name)
        source, matches = self._matching(fulltext)
        return select(*_FOUND).select_from(source).where(matches, seen(_ENTRY.c.product_id, SIGHT)).order_by(fulltext.c.rowid).limit(POOL)

    def _matching(self, fulltext: Any) -> tuple[FromClause, ColumnElement[bool]]:
        return _ENTRY.join(fulltext, fulltext.c.rowid == _ENTRY.c.place), fulltext.c[fulltext.name].op("MATCH")(_LOOKED_FOR)

    def among(self, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
        return column.in_(select(func.json_each(bindparam(name)).table_valued(Column("value", String)).c.value))

    def words(self, choices: Choices) -> str:
        return " AND ".join("(" + " OR ".join(_quoted(word, '"', "*") for word in words) + ")" for words in choices)

    def part(self, part: str) -> str:
        """Three signs each that lie side by side: whether they stand in this order is asked of what has them all, for a third of the time."""
        threes = [part[first : first + 3] for first in range(0, len(part) - 2, 3)]
        return " AND ".join(f'"{three}"' for three in dict.fromkeys([*threes, part[-3:]]))

    def many(self, texts: list[str]) -> str:
        return json.dumps(texts)


class PostgresIndex:
    def entries_with_words(self) -> Select:
        return self._in_order(self.have_words()[1])

    def entries_with_part(self) -> Select:
        return self._in_order(_ENTRY.c.numbers.op("||")(_written("")).like(_LOOKED_FOR))

    def have_words(self) -> tuple[FromClause, ColumnElement[bool]]:
        kept = func.array_to_tsvector(func.string_to_array(_ENTRY.c.words, _written(" ")))
        return _ENTRY, kept.op("@@")(cast(_LOOKED_FOR, TSQUERY))

    def _in_order(self, matches: ColumnElement[bool]) -> Select:
        """First places first. Each tier has an index of its own, and the next one is only asked where this one has too few."""
        place = _ENTRY.c.place + _written(0)  # as the indexes have it
        tiers = [(place <= _written(_TIERS[0]),), (place > _written(_TIERS[0]), place <= _written(_TIERS[1])), (place > _written(_TIERS[1]),)]
        parts = union_all(*(select(self._seen_in_order(matches, *tier).subquery()) for tier in tiers)).subquery()
        return select(parts).limit(POOL)

    def _seen_in_order(self, *conditions: ColumnElement[bool]) -> Select:
        """Looks one after the other whether it is seen, and stops when there are enough. The offset keeps the planner from reading all that is seen."""
        matching = select(*_FOUND).where(*conditions).order_by(_ENTRY.c.place + _written(0)).offset(0).subquery()
        return select(matching).where(seen_one_by_one(matching.c.product_id, SIGHT)).limit(POOL)

    def among(self, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
        return column == any_(bindparam(name, type_=ARRAY(String)))

    def words(self, choices: Choices) -> str:
        return " & ".join("(" + " | ".join(_quoted(word, "'", ":*") for word in words) + ")" for words in choices)

    def part(self, part: str) -> str:
        return f"%{part}%"

    def many(self, texts: list[str]) -> list[str]:
        return texts


def _fulltext(name: str) -> Any:
    return table(name, column("rowid"), column(name))


def _quoted(word: str, quote: str, begins: str) -> str:
    """Words are folded: no letter in them has a meaning of its own."""
    return f"{quote}{word.removesuffix('*')}{quote}" + (begins if word.endswith("*") else "")


def _written(value: str | int) -> Any:
    """A constant written into the statement, as the expression of the index has it."""
    return bindparam(None, value, literal_execute=True)


_INDEXES: dict[str, SearchIndex] = {"sqlite": SqliteIndex(), "postgresql": PostgresIndex()}


def index_of(ctx: Context) -> SearchIndex:
    return _INDEXES[ctx.db.get_bind().dialect.name]
