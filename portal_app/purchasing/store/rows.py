"""One row by an id from outside. What has not even the shape of an id is as unknown as an id nobody has."""

from typing import TypeVar

from sqlmodel import SQLModel

from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, is_id

Row = TypeVar("Row", bound=SQLModel)


def row_or_missing(ctx: Context, table: type[Row], row_id: Id) -> Row:
    """Raises the same NotFound for a wrong id and for one of another company."""
    row = ctx.db.get(table, row_id) if is_id(row_id) else None
    if row is None:
        raise NotFound
    return row
