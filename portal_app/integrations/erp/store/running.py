"""The demo's clock in the database: whether it stands, since when, and who stopped it."""

from portal_app.integrations.erp.tables import ErpClock
from portal_app.kernel.gate import Context

_DEMO = "demo"


def find_clock(ctx: Context) -> ErpClock | None:
    return ctx.db.get(ErpClock, _DEMO)


def clock_to_change(ctx: Context) -> ErpClock:
    row = find_clock(ctx) or ErpClock(name=_DEMO)
    ctx.db.add(row)
    return row
