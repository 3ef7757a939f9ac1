"""Drafts in the database. Everybody has one of their own; nobody reaches another's."""

from collections.abc import Collection

from sqlalchemy import func
from sqlmodel import select

from portal_app.kernel.errors import Forbidden
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.ordering.tables import Draft, DraftRow


def find_draft(ctx: Context) -> Draft | None:
    return ctx.db.exec(_drafts_visible_to(ctx)).first()


def draft_to_change(ctx: Context) -> Draft:
    """The draft of whoever calls, a new one when there is none. Held where the database can, so that changes come one after another."""
    draft = ctx.db.exec(_drafts_visible_to(ctx).with_for_update().execution_options(populate_existing=True)).first()
    if draft is None:
        draft = Draft(account_id=_account(ctx), changed_at=ctx.now)
        ctx.db.add(draft)
        ctx.db.flush()
    return draft


def rows_of(ctx: Context, draft: Draft) -> list[DraftRow]:
    """In their order."""
    return list(ctx.db.exec(select(DraftRow).where(DraftRow.draft_id == draft.id).order_by(DraftRow.position, DraftRow.id)).all())


def count_rows(ctx: Context, draft: Draft) -> int:
    return ctx.db.exec(select(func.count()).select_from(DraftRow).where(DraftRow.draft_id == draft.id)).one()


def put_row(ctx: Context, row: DraftRow) -> None:
    ctx.db.add(row)


def remove_rows(ctx: Context, rows: Collection[DraftRow]) -> None:
    for row in rows:
        ctx.db.delete(row)


def _drafts_visible_to(ctx: Context):
    return select(Draft).where(Draft.account_id == _account(ctx))


def _account(ctx: Context) -> Id:
    if ctx.actor.account_id is None:
        raise Forbidden
    return ctx.actor.account_id
