"""The only difference between the databases in a search: how words, parts of numbers and long lists of numbers are looked up.

Both get folded words and give the same products. SQLite: FTS5 tables that triggers keep in step. PostgreSQL: indexes on expressions.
Each condition is built once; its values come with each question.
"""

import json
from typing import Any, Protocol

from sqlalchemy import ARRAY, Column, ColumnElement, FromClause, String, any_, bindparam, cast, column, func, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from portal_app.catalog.rules.planning import Choices
from portal_app.catalog.tables import SearchEntry
from portal_app.kernel.gate import Context

_ENTRY = SearchEntry.__table__


class SearchIndex(Protocol):
    """Entries with words and parts of numbers, and how what is looked for is written for them."""

    def entries_with_words(self) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
        """Source, condition and order of the entries that have the words of the parameter `looked_for`. Those of lower places come first."""

    def entries_with_part(self) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
        """The same for entries with a part (three signs at least) inside one of their numbers."""

    def among(self, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
        """That a column is one of the many texts of a parameter, which `many` writes."""

    def each(self, name: str) -> ColumnElement[str]:
        """These texts as a source of rows."""

    def words(self, choices: Choices) -> str:
        """For each word one of its choices."""

    def part(self, part: str) -> str: ...

    def many(self, texts: list[str]) -> Any: ...


class SqliteIndex:
    def entries_with_words(self) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
        return self._matching("fts_words")

    def entries_with_part(self) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
        return self._matching("fts_numbers")

    def _matching(self, name: str) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
        """In the order of the full text itself, so that it stops after as many as are asked for."""
        fulltext = table(name, column("rowid"), column(name))
        source = _ENTRY.join(fulltext, fulltext.c.rowid == _ENTRY.c.place)
        return source, fulltext.c[name].op("MATCH")(bindparam("looked_for")), fulltext.c.rowid

    def among(self, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
        return column.in_(select(self.each(name)))

    def each(self, name: str) -> ColumnElement[str]:
        return func.json_each(bindparam(name)).table_valued(Column("value", String)).c.value

    def words(self, choices: Choices) -> str:
        return " AND ".join("(" + " OR ".join(_quoted(word, '"', "*") for word in words) + ")" for words in choices)

    def part(self, part: str) -> str:
        return f'"{part}"'

    def many(self, texts: list[str]) -> str:
        return json.dumps(texts)


class PostgresIndex:
    def entries_with_words(self) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
        kept = func.array_to_tsvector(func.string_to_array(_ENTRY.c.words, _written(" ")))
        return _ENTRY, kept.op("@@")(cast(bindparam("looked_for"), TSQUERY)), self._place()

    def entries_with_part(self) -> tuple[FromClause, ColumnElement[bool], ColumnElement[int]]:
        return _ENTRY, _ENTRY.c.numbers.op("||")(_written("")).like(bindparam("looked_for")), self._place()

    def _place(self) -> ColumnElement[int]:
        """Not the plain column: its index would tempt the planner to walk over all entries in their order."""
        return _ENTRY.c.place + 0

    def among(self, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
        return column == any_(_texts(name))

    def each(self, name: str) -> ColumnElement[str]:
        return func.unnest(_texts(name)).column_valued("one")

    def words(self, choices: Choices) -> str:
        return " & ".join("(" + " | ".join(_quoted(word, "'", ":*") for word in words) + ")" for words in choices)

    def part(self, part: str) -> str:
        return f"%{part}%"

    def many(self, texts: list[str]) -> list[str]:
        return texts


def _quoted(word: str, quote: str, begins: str) -> str:
    """Words are folded: no letter in them has a meaning of its own."""
    return f"{quote}{word.removesuffix('*')}{quote}" + (begins if word.endswith("*") else "")


def _texts(name: str) -> Any:
    return bindparam(name, type_=ARRAY(String))


def _written(text: str) -> Any:
    """A constant written into the statement, as the expression of the index has it."""
    return bindparam(None, text, literal_execute=True)


_INDEXES: dict[str, SearchIndex] = {"sqlite": SqliteIndex(), "postgresql": PostgresIndex()}


def index_of(ctx: Context) -> SearchIndex:
    return _INDEXES[ctx.db.get_bind().dialect.name]
