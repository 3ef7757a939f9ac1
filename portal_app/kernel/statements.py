"""Reads a statement before it is sent: which mapped classes does it touch, and only in ways that the tenant guard can limit?

The guard adds its condition to mapped classes inside select, update and delete. What it cannot reach is refused here: text, bare
tables and columns of a guarded class, aliases of bare tables, a write inside a question, a class beside the one that is written.
"""

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from sqlalchemy.sql import elements, selectable
from sqlalchemy.sql.dml import Insert, UpdateBase
from sqlalchemy.sql.visitors import HasTraverseInternals

from portal_app.kernel.errors import GateBroken


def classes_in(statement: Any, guarded: Callable[[str], bool]) -> set[type]:
    """The mapped classes a statement reads or writes. Raises GateBroken where a guarded table (`guarded(name)`) could slip through."""
    reader = _Reader(guarded)
    if isinstance(statement, UpdateBase):
        reader.read_write(statement)
    else:
        reader.read(statement)
    if not _is_mapped(statement) and any(guarded(cls.__table__.name) for cls in reader.touched):
        _refuse("A statement about tenant classes starts from one of them.")
    return reader.touched


class _Reader:
    """One walk over one statement. `_limited` says whether the guard's condition reaches the place where we are."""

    def __init__(self, guarded: Callable[[str], bool]) -> None:
        self.touched: set[type] = set()
        self._guarded = guarded
        self._seen: set[int] = set()
        self._standing: list[set[Any]] = []  # for each select we are in: the tables that stand in it as plain mapped classes
        self._limited = self._selects_limited = True

    def read_write(self, write: UpdateBase) -> None:
        """An insert, update or delete. Beside its own class only selects inside an update or delete are limited."""
        _check_additions(write)
        self._touch_target(write.table)
        self._standing.append({write.table})
        self._seen.add(id(write.table))
        self._limited, self._selects_limited = False, not isinstance(write, Insert)
        self._read_all(_parts(write))

    def read(self, element: Any) -> None:
        """One element with all that is in it."""
        if id(element) in self._seen:
            return
        self._seen.add(id(element))
        if isinstance(element, selectable.Select):
            self._read_select(element)
        elif isinstance(element, elements.ColumnClause):
            self._read_column(element)
        elif isinstance(element, selectable.TableClause | selectable.AliasedReturnsRows):
            self._read_source(element)
        elif isinstance(element, elements.TextClause | selectable.TextualSelect):
            _refuse("A store sends no text: it would pass the tenant guard by.")
        elif isinstance(element, UpdateBase):
            _refuse("A write stands alone: inside another statement it would pass the tenant guard by.")
        else:
            self._read_all(_parts(element))

    def _touch_target(self, table: Any) -> None:
        entity = table._annotations.get("parententity")
        if entity is not None:
            self.touched.add(entity.mapper.class_)
        elif self._guarded(table.name):
            _refuse(f"The table {table.name} is written through its class.")

    def _read_select(self, select: selectable.Select) -> None:
        _check_additions(select)
        outside, self._limited = self._limited, self._selects_limited and _is_mapped(select)
        self._standing.append({entity.local_table for part in select._raw_columns if (entity := _plain_entity(part)) is not None})
        self._read_all(_parts(select))
        self._standing.pop()
        self._limited = outside

    def _read_column(self, column: elements.ColumnClause) -> None:
        entity, source = column._annotations.get("parententity"), column.table
        if entity is not None:
            self._touch(entity)
        elif column.is_literal and column.name != "*":
            _refuse("A store sends no literal SQL: it would pass the tenant guard by.")
        elif isinstance(source, selectable.TableClause):
            if self._guarded(source.name) and not (self._standing and source in self._standing[-1]):
                _refuse(f"Columns of {source.name} are named through their class.")
        elif source is not None:
            self.read(source)

    def _read_source(self, source: Any) -> None:
        """A table, or an alias, subquery or common table expression."""
        entity = source._annotations.get("parententity")
        inner = source if isinstance(source, selectable.TableClause) else source.element
        if entity is not None:
            self._touch(entity)
        elif not isinstance(inner, selectable.TableClause):
            self.read(inner)
        elif self._guarded(inner.name):
            _refuse(f"The table {inner.name} is read through its class, an alias of it is made with aliased().")

    def _touch(self, entity: Any) -> None:
        cls, table, source = entity.mapper.class_, entity.mapper.local_table, entity.selectable
        self.touched.add(cls)
        if not self._limited and self._guarded(table.name) and not self._is_target(entity):
            _refuse(f"{cls.__name__} stands where the tenant guard cannot limit it. Load it first.")
        if isinstance(source, selectable.AliasedReturnsRows) and not isinstance(source.element, selectable.TableClause):
            self.read(source.element)

    def _is_target(self, entity: Any) -> bool:
        """Whether this is the class that is written, named outside of any select."""
        return len(self._standing) == 1 and entity.is_mapper and entity.local_table in self._standing[0]

    def _read_all(self, parts: Iterable[Any]) -> None:
        for part in parts:
            self.read(part)


def _parts(element: Any) -> Iterable[Any]:
    """What an element was built from. (A select's own `get_children` adds tables that it derives itself; those are not judged.)"""
    return HasTraverseInternals.get_children(element, omit_attrs=("_correlate", "_correlate_except"))


def _check_additions(statement: Any) -> None:
    """Words before, behind and between (`OR REPLACE`, hints) are text too."""
    if any(getattr(statement, name, ()) for name in ("_prefixes", "_suffixes", "_hints", "_statement_hints")):
        _refuse("A store adds no words of its own to a statement: they would pass the tenant guard by.")


def _is_mapped(statement: Any) -> bool:
    """Whether the object-relational mapper compiles it; only then are the guard's conditions added."""
    return getattr(statement, "_propagate_attrs", {}).get("compile_state_plugin") == "orm"


def _plain_entity(part: Any) -> Any:
    entity = part._annotations.get("parententity")
    return entity if entity is not None and entity.is_mapper else None


def _refuse(reason: str) -> NoReturn:
    raise GateBroken(reason)
