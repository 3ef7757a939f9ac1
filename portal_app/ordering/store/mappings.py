"""How a company's order files are read."""

from sqlmodel import col, func, select

from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.ordering.rules.intake.columns import ColumnKind, ColumnMapping
from portal_app.ordering.tables import IntakeMapping


def find_mapping(ctx: Context, signature: str) -> ColumnMapping | None:
    row = _mapping_row(ctx, signature)
    return ColumnMapping(tuple(map(ColumnKind, row.columns)), row.decimal_sign) if row else None


def put_mapping(ctx: Context, signature: str, mapping: ColumnMapping) -> Id:
    row = _mapping_row(ctx, signature) or IntakeMapping(signature=signature, changed_at=ctx.now)
    row.columns, row.decimal_sign, row.changed_at = [kind.value for kind in mapping.columns], mapping.decimal_sign, ctx.now
    ctx.db.add(row)
    return row.id


def forget_oldest_mapping(ctx: Context, most: int) -> None:
    """So that there is room for one more below `most`."""
    if ctx.db.exec(select(func.count()).select_from(IntakeMapping)).one() >= most:
        oldest = select(IntakeMapping).order_by(col(IntakeMapping.changed_at), col(IntakeMapping.id)).limit(1)
        ctx.db.delete(ctx.db.exec(oldest).one())


def _mapping_row(ctx: Context, signature: str) -> IntakeMapping | None:
    return ctx.db.exec(select(IntakeMapping).where(IntakeMapping.signature == signature)).first()
