"""The tenant guard: which rows a session may see and write. Works below every store, on both databases.

`Owned` marks a tenant table. A session carries a Scope; select, get, count, subquery, relationship, bulk update and delete
get the company condition, new rows are stamped, rows of another company raise. PostgreSQL's row-level security is the second net.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

from sqlalchemy import Table, event, false, inspect
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlmodel import Field, Session, SQLModel

from portal_app.kernel.errors import GateBroken
from portal_app.kernel.ids import Id
from portal_app.kernel.statements import classes_in

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Owned(SQLModel):
    """Base of every tenant table. The company is stamped by the guard, never by a caller."""

    company_id: Id = Field(default=None, foreign_key="company.id", index=True, max_length=26)


class Reach(StrEnum):
    NOBODY = "nobody"  # no tenant row exists for this session
    COMPANY = "company"
    ACROSS = "across"  # declared staff reading over all companies; never writes tenant rows


@dataclass(frozen=True)
class Scope:
    reach: Reach
    company_id: Id | None = None


NOBODY = Scope(Reach.NOBODY)
ACROSS = Scope(Reach.ACROSS)


def company_scope(company_id: Id) -> Scope:
    return Scope(Reach.COMPANY, company_id)


class TenantSession(Session):
    """A session that knows its scope, whether it may write, and whether it wrote something that must be audited.

    What would pass the guard by, or end the transaction before its time, is closed.
    """

    def __init__(self, bind: Any, scope: Scope, *, writes: bool) -> None:
        super().__init__(bind, expire_on_commit=False, autoflush=True)
        self.scope, self.writes, self.changed = scope, writes, False
        self.plumbing = False  # True only while the kernel itself sends a statement

    def settle(self) -> None:
        """Commit. Called once, by `db.transaction`."""
        super().commit()

    def _closed(self, *_args: Any, **_arguments: Any) -> NoReturn:
        raise GateBroken("Only the gate commits and rolls back, and rows are written as objects or by insert, update and delete.")

    commit = rollback = connection = bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _closed


def is_owned(table: Table) -> bool:
    return any(issubclass(cls, Owned) for cls in _classes_of(table))


def owned_tables() -> list[Table]:
    """Every tenant table, by name. Row-level security must stand on each of them."""
    return sorted({table for cls in _mapped() if issubclass(cls, Owned) and (table := cls.__table__) is not None}, key=lambda t: t.name)


@event.listens_for(TenantSession, "do_orm_execute")
def _limit_statement(state: ORMExecuteState) -> None:
    session: TenantSession = state.session
    if session.plumbing:
        return
    if not (state.is_select or state.is_insert or state.is_update or state.is_delete):
        raise GateBroken("A store sends select, insert, update and delete only; other statements would pass the tenant guard by.")
    walked = _walk(state.statement)
    if not state.is_select:
        _check_bulk_write(session, state)
    if walked.owned and not state.is_insert and session.scope.reach is not Reach.ACROSS:
        state.statement = walked.limited_to(session.scope, state.statement)


class _Walked:
    """What is known of a statement: the tenant classes in it, and its form for some companies."""

    def __init__(self, classes: Iterable[type]) -> None:
        self.owned = [cls for cls in classes if issubclass(cls, Owned)]
        self._limited: dict[Scope, Any] = {}

    def limited_to(self, scope: Scope, statement: Any) -> Any:
        limited = self._limited.get(scope)
        if limited is None:
            limited = statement.options(*(_only_mine(cls, scope) for cls in self.owned))
            if len(self._limited) >= _SCOPES:
                self._limited.clear()
            self._limited[scope] = limited
        return limited


_SCOPES = 64  # so many companies' forms of a statement are kept
_walked: WeakKeyDictionary[Any, _Walked] = WeakKeyDictionary()


def _walk(statement: Any) -> _Walked:
    """A statement that its store has built once and sends again is not walked again: statements do not change."""
    walked = _walked.get(statement)
    if walked is None:
        walked = _walked[statement] = _Walked(classes_in(statement, _is_owned_name))
    return walked


@lru_cache(maxsize=4096)
def _only_mine(cls: type[Owned], scope: Scope) -> Any:
    """The condition for one class and its aliases. It must be a function: an expression would not be adapted to a joined alias."""
    if scope.reach is Reach.NOBODY:
        return with_loader_criteria(cls, lambda _: false(), include_aliases=True)
    company_id = scope.company_id
    return with_loader_criteria(cls, lambda entity: entity.company_id == company_id, include_aliases=True)


def _check_bulk_write(session: TenantSession, state: ORMExecuteState) -> None:
    if not session.writes:
        raise GateBroken("A query may not write.")
    table = state.statement.entity_description["table"] if state.is_orm_statement else state.statement.table
    classes = _classes_of(table)
    if any(getattr(cls, "__audited__", True) for cls in classes):
        session.changed = True
    if not is_owned(table):
        return
    if session.scope.reach is not Reach.COMPANY:
        raise GateBroken(f"{table.name} is written for one named company only.")
    if "dml_strategy" in {**state.statement.get_execution_options(), **state.execution_options}:
        raise GateBroken("How a write is compiled is not chosen by a store: some ways pass the tenant guard by.")
    if state.is_update:
        _check_update(state)
    if state.is_insert:
        _stamp_rows(session, table, state)


def _check_update(state: ORMExecuteState) -> None:
    if isinstance(state.parameters, list):
        raise GateBroken("Rows updated by their keys would pass the tenant guard by. Name them in a where().")
    if "company_id" in _set_names(state):
        raise GateBroken("A row never moves to another company.")


def _set_names(state: ORMExecuteState) -> set[str]:
    values = {getattr(key, "key", key) for key in (getattr(state.statement, "_values", None) or {})}
    return values | set(state.parameters or {})


def _stamp_rows(session: TenantSession, table: Table, state: ORMExecuteState) -> None:
    statement = state.statement
    if getattr(statement, "_values", None) or getattr(statement, "_multi_values", None) or statement.select is not None:
        raise GateBroken(f"Pass rows for {table.name} as parameters, so that the guard can stamp them.")
    _check_replacement(table, statement)
    rows = state.parameters if isinstance(state.parameters, list) else [state.parameters or {}]
    for row in rows:
        if row.setdefault("company_id", session.scope.company_id) != session.scope.company_id:
            raise GateBroken(f"A row of {table.name} belongs to another company.")


def _check_replacement(table: Table, statement: Any) -> None:
    """An insert that turns into an update where a row exists: it must find that row by its company, and leave it there."""
    otherwise = statement._post_values_clause
    if otherwise is None or not hasattr(otherwise, "update_values_to_set"):
        return
    found_by = {getattr(part, "key", part) for part in otherwise.inferred_target_elements or ()}
    replaced = {getattr(name, "key", name) for name in otherwise.update_values_to_set}
    if "company_id" not in found_by or "company_id" in replaced:
        raise GateBroken(f"A row of {table.name} that exists is found by its company too, and stays there.")


@event.listens_for(TenantSession, "detached_to_persistent")
def _check_attached(_session: TenantSession, row: object) -> None:
    if isinstance(row, Owned):
        raise GateBroken(f"A {type(row).__name__} is loaded by the call that uses it; rows do not travel between calls.")


@event.listens_for(TenantSession, "before_flush")
def _check_objects(session: TenantSession, _context: Any, _instances: Any) -> None:
    changed = [*session.new, *(one for one in session.dirty if session.is_modified(one)), *session.deleted]
    if not changed or session.plumbing:
        return
    if not session.writes:
        raise GateBroken("A query may not write.")
    for row in changed:
        if getattr(row, "__audited__", True):
            session.changed = True
        if isinstance(row, Owned):
            _check_owner(session, row)


def _check_owner(session: TenantSession, row: Owned) -> None:
    scope, name = session.scope, type(row).__name__
    if inspect(row).attrs.company_id.history.deleted:
        raise GateBroken(f"A {name} never moves to another company.")
    if scope.reach is Reach.NOBODY and row.company_id is None and getattr(row, "__companyless__", False):
        return
    if scope.reach is not Reach.COMPANY:
        raise GateBroken(f"{name} is written for one named company only.")
    if row.company_id is None:
        row.company_id = scope.company_id
    if row.company_id != scope.company_id:
        raise GateBroken(f"This {name} belongs to another company.")


def _mapped() -> Iterable[type]:
    return (mapper.class_ for mapper in SQLModel._sa_registry.mappers)


def _classes_of(table: Any) -> list[type]:
    return [cls for cls in _mapped() if cls.__table__ is table]


def _is_owned_name(name: str) -> bool:
    return any(issubclass(cls, Owned) and cls.__table__.name == name for cls in _mapped())


def row_security(table: str, *, companyless: bool = False) -> list[str]:
    """Statements for a migration: row-level security for a tenant table on PostgreSQL (the owner is bound by it too)."""
    tenant = "nullif(current_setting('app.company_id', true), '')"  # a transaction-local setting reads back as '' afterwards
    same = f"company_id IS NOT DISTINCT FROM {tenant}" if companyless else f"company_id = {tenant}"
    across = "current_setting('app.across', true) = 'yes'"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant ON {table} USING ({same} OR {across}) WITH CHECK ({same})",
    ]


def append_only(table: str, dialect: str) -> list[str]:
    """Statements for a migration: rows of `table` can be added and read, never changed or removed."""
    if dialect == "sqlite":
        refuse = f"SELECT RAISE(ABORT, '{table} is append-only'); END"
        return [
            *(f"CREATE TRIGGER {table}_keeps_{word} BEFORE {word} ON {table} BEGIN {refuse}" for word in ("UPDATE", "DELETE")),
            # INSERT OR REPLACE removes the old row without asking the trigger for DELETE.
            f"CREATE TRIGGER {table}_keeps_ID BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN {refuse}",
        ]
    return [
        f"CREATE FUNCTION {table}_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_keeps()",
    ]


__all__ = ["ACROSS", "NOBODY", "Owned", "Reach", "Scope", "TenantSession", "append_only", "company_scope", "is_owned", "owned_tables", "row_security"]
