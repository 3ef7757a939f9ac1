"""Reads which parts of the demo world were built: an entry in the record, which nobody can change, so nothing is ever built twice."""

from sqlmodel import select

from portal_app.kernel.audit import AuditEntry
from portal_app.kernel.gate import Context

KIND = "demo-part"


def list_built(ctx: Context) -> frozenset[str]:
    return frozenset(ctx.db.exec(select(AuditEntry.object_id).where(AuditEntry.object_kind == KIND)).all())
