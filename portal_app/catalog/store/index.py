"""The only difference between the databases in a search: how words and parts of numbers are looked up in their indexes.

Both get folded words and give the same products. SQLite: FTS5 tables that triggers keep in step. PostgreSQL: indexes on expressions.
"""

from typing import Any, Protocol

from sqlalchemy import Select, bindparam, cast, column, func, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import col

from portal_app.catalog.rules.planning import Choices
from portal_app.catalog.tables import SearchEntry
from portal_app.kernel.gate import Context


class SearchIndex(Protocol):
    """Limits a select of search entries. The entries of lower places come first."""

    def with_words(self, entries: Select, choices: Choices) -> Select:
        """Entries that have, for each word, one of its choices."""

    def with_part_of_number(self, entries: Select, part: str) -> Select:
        """Entries with this part (three signs at least) inside one of their numbers."""


class SqliteIndex:
    _words = table("fts_words", column("rowid"), column("fts_words"))
    _numbers = table("fts_numbers", column("rowid"), column("fts_numbers"))

    def with_words(self, entries: Select, choices: Choices) -> Select:
        query = " AND ".join("(" + " OR ".join(_quoted(word, '"', "*") for word in words) + ")" for words in choices)
        return self._matching(entries, self._words, query)

    def with_part_of_number(self, entries: Select, part: str) -> Select:
        return self._matching(entries, self._numbers, f'"{part}"')

    def _matching(self, entries: Select, fulltext: Any, query: str) -> Select:
        """In the order of the full text itself, so that it stops after as many as are asked for."""
        return entries.join(fulltext, fulltext.c.rowid == col(SearchEntry.place)).where(fulltext.c[fulltext.name].op("MATCH")(query)).order_by(fulltext.c.rowid)


class PostgresIndex:
    def with_words(self, entries: Select, choices: Choices) -> Select:
        query = " & ".join("(" + " | ".join(_quoted(word, "'", ":*") for word in words) + ")" for words in choices)
        kept = func.array_to_tsvector(func.string_to_array(col(SearchEntry.words), _written(" ")))
        return self._in_order(entries.where(kept.op("@@")(cast(query, TSQUERY))))

    def with_part_of_number(self, entries: Select, part: str) -> Select:
        return self._in_order(entries.where(col(SearchEntry.numbers).op("||")(_written("")).like(f"%{part}%")))

    def _in_order(self, entries: Select) -> Select:
        """Not by the plain column: its index would tempt the planner to walk over all entries in their order."""
        return entries.order_by(col(SearchEntry.place) + 0)


def _quoted(word: str, quote: str, begins: str) -> str:
    """Words are folded: no letter in them has a meaning of its own."""
    return f"{quote}{word.removesuffix('*')}{quote}" + (begins if word.endswith("*") else "")


def _written(text: str) -> Any:
    """A constant written into the statement, as the expression of the index has it."""
    return bindparam(None, text, literal_execute=True)


_INDEXES: dict[str, SearchIndex] = {"sqlite": SqliteIndex(), "postgresql": PostgresIndex()}


def index_of(ctx: Context) -> SearchIndex:
    return _INDEXES[ctx.db.get_bind().dialect.name]
