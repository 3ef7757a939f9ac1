"""Files that wait, in the database, so that any worker finds them."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col, or_, select

from portal_app.imports.tables import HandedFile
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id

KEPT = timedelta(days=1)


def put_file(ctx: Context, account_id: Id, name: str, content: bytes) -> Id:
    """In the place of the one before. What nobody came back to for a day goes, whosever it was."""
    ctx.db.execute(delete(HandedFile).where(or_(col(HandedFile.account_id) == account_id, col(HandedFile.handed_at) < ctx.now - KEPT)))
    row = HandedFile(account_id=account_id, name=name, content=content, handed_at=ctx.now)
    ctx.db.add(row)
    return row.id


def find_file(ctx: Context, account_id: Id, seen: str) -> HandedFile | None:
    """The one of this account, if it is still the one that was seen."""
    return ctx.db.exec(select(HandedFile).where(HandedFile.account_id == account_id, HandedFile.id == seen)).first()


def drop_file(ctx: Context, account_id: Id) -> None:
    ctx.db.execute(delete(HandedFile).where(col(HandedFile.account_id) == account_id))
