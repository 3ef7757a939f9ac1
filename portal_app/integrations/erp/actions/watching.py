"""What operators see of the way to the ERP, and the little they can do about it: have a message tried again, ask where open orders stand."""

from dataclasses import dataclass
from datetime import datetime

from portal_app.integrations.erp.actions.running import DemoClock, read_clock
from portal_app.integrations.erp.handing import HandoverState
from portal_app.integrations.erp.store import line as store
from portal_app.integrations.erp.store.line import InDoubt
from portal_app.kernel.errors import Conflict, NotFound
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.outbox import OpenMessage
from portal_app.kernel.permissions import Permission

MOST = 50
UNDER_WAY = message("This is being tried right now, or its time has not come. Please look again in a moment.")


@dataclass(frozen=True)
class LineToErp:
    """How the way to the ERP stands. `open` orders are there and not at their end; `behind` of them moved and the portal does not know it yet."""

    waiting: int
    laid_aside: int
    oldest: datetime | None
    messages: tuple[OpenMessage, ...]
    in_doubt: tuple[InDoubt, ...]
    open: int
    behind: int
    last_news: datetime | None
    clock: DemoClock


@staff_query(Permission.STAFF_OPERATE, across=True)
def read_line(ctx: Context) -> LineToErp:
    """Over all companies. Of messages and of orders in doubt the first fifty."""
    waiting, laid_aside, oldest = store.count_messages(ctx)
    messages, counts = store.list_messages(ctx, MOST), store.count_by_state(ctx)
    return LineToErp(
        waiting, laid_aside, oldest, tuple(messages), tuple(store.list_in_doubt(ctx, MOST)), counts.get(HandoverState.ACKNOWLEDGED, 0),
        store.count_behind(ctx), store.last_news(ctx), read_clock(ctx),
    )  # fmt: skip


@staff_command(Permission.STAFF_OPERATE)
def try_again(ctx: Context, message_id: Id) -> None:
    """At once: one that went wrong does not wait any longer, one laid aside gets a fresh start. What was sent before is asked for before it is sent.

    Raises NotFound for what is carried out or has nothing to do with the ERP, Conflict for what is under way, or planned for later: an order
    that its buyer may still take back does not leave before its time.
    """
    found = store.find_message(ctx, message_id)
    if found is None:
        raise NotFound
    if not store.hurry_message(ctx, found):
        raise Conflict(UNDER_WAY)
    ctx.record("erp-message.tried-again", "erp-message", message_id, after={"topic": found.topic, "laid_aside": found.is_dead})
