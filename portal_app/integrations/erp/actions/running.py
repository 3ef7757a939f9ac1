"""The demo's clock by hand: staff stop it to move orders themselves, and let it run again."""

from dataclasses import dataclass
from datetime import datetime

from portal_app.integrations.erp.store import running as store
from portal_app.kernel.config import settings
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class DemoClock:
    """`minutes` is how long an order stands before it takes its next step; 0 where no clock moves it. `stopped_at` None: it runs."""

    minutes: int
    stopped_at: datetime | None = None
    stopped_by: str = ""


@staff_query(Permission.STAFF_OPERATE)
def read_clock(ctx: Context) -> DemoClock:
    row = store.find_clock(ctx)
    minutes = settings().erp_step_minutes if settings().is_demo else 0
    return DemoClock(minutes, row.stopped_at, row.stopped_by) if row else DemoClock(minutes)


@staff_command(Permission.STAFF_OPERATE)
def stop_clock(ctx: Context) -> None:
    """From now on orders stand until staff move them. Stopping twice is harmless."""
    row = store.clock_to_change(ctx)
    if row.stopped_at is None:
        row.stopped_at, row.stopped_by = ctx.now, ctx.actor.name
        ctx.record("erp-clock.stopped", "erp-clock")


@staff_command(Permission.STAFF_OPERATE)
def start_clock(ctx: Context) -> None:
    """What stands for longer than its minutes goes on within one."""
    row = store.find_clock(ctx)
    if row is not None and row.stopped_at is not None:
        row.stopped_at, row.stopped_by = None, ""
        ctx.record("erp-clock.started", "erp-clock")
