"""What the portal notes of an order on its way to the ERP: tried, answered, moved. Called by the outbox's handlers, between calls of the port."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal_app.integrations.erp.handing import (
    CancellationRefused,
    HandoverState,
    OrderAcknowledged,
    OrderInDoubt,
    OrderMoved,
    OrderRejected,
    states_before,
)
from portal_app.integrations.erp.life import ENDED
from portal_app.integrations.erp.port import Acknowledgement, OrderStatus, Verdict
from portal_app.integrations.erp.store import handovers
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission

DOUBTFUL = timedelta(minutes=1)  # so long after the first try an answer is not expected any more, and the buyer is told so
_AT_ONCE = 200


@dataclass(frozen=True)
class Handover:
    """An order on its way. `tries` counts the beginnings so far, this one included."""

    state: HandoverState
    tries: int
    number: str


@dataclass(frozen=True)
class OpenOrder:
    """An order that the ERP has, and the newest step of it that we know."""

    company: Id
    key: str
    number: str
    step: int


@staff_command(Permission.STAFF_OPERATE)
def begin_handover(ctx: Context, company_id: Id, key: str) -> Handover | None:
    """Note that the ERP is asked now. None where nothing is to be done any more: taken back, or answered."""
    ctx.enter_company(company_id)
    row = handovers.find_handover(ctx, key)
    if row is None:
        return None
    tries = row.tries + 1
    may = handovers.still(*states_before(HandoverState.TRYING))
    first = {"doubtful_from": ctx.now + DOUBTFUL} if tries == 1 else {}
    if not handovers.change_handover(ctx, key, may, state=HandoverState.TRYING.value, tries=tries, **first):
        return None
    return Handover(HandoverState.TRYING, tries, row.number)


@staff_command(Permission.STAFF_OPERATE)
def note_acknowledgement(ctx: Context, company_id: Id, key: str, answer: Acknowledgement) -> bool:
    """Keep the ERP's answer and tell the slices above, in one transaction. False when it was kept already."""
    ctx.enter_company(company_id)
    rejected = answer.verdict is Verdict.REJECTED
    state = HandoverState.REJECTED if rejected else HandoverState.ACKNOWLEDGED
    if not handovers.change_handover(ctx, key, handovers.still(*states_before(state)), state=state.value, number=answer.number, doubtful_from=None):
        return False
    ctx.record(f"order.{state.value}", "erp-handover", key, after={"number": answer.number, "verdict": answer.verdict.value}, reason=answer.reason)
    ctx.publish(OrderRejected(key, answer.reason) if rejected else OrderAcknowledged(key, answer.number, answer.verdict is Verdict.HELD, answer.reason))
    return True


@staff_command(Permission.STAFF_OPERATE)
def note_doubt(ctx: Context, company_id: Id, key: str) -> bool:
    """Tell the slices above, once, that nobody knows whether the ERP has the order. False when it was answered or told meanwhile."""
    ctx.enter_company(company_id)
    doubtful = (handovers.still(HandoverState.TRYING), handovers.doubtful_by(ctx.now))
    if not handovers.change_handover(ctx, key, *doubtful, doubtful_from=None):
        return False
    ctx.record("order.doubted", "erp-handover", key)
    ctx.publish(OrderInDoubt(key))
    return True


@staff_command(Permission.STAFF_OPERATE)
def note_status(ctx: Context, company_id: Id, key: str, status: OrderStatus) -> bool:
    """Keep where the order stands and tell the slices above. False for what is not newer than what we know."""
    ctx.enter_company(company_id)
    state = HandoverState.ENDED if status.state in ENDED else HandoverState.ACKNOWLEDGED
    newer = (handovers.still(HandoverState.ACKNOWLEDGED), handovers.older_than(status.step))
    if not handovers.change_handover(ctx, key, *newer, state=state.value, step=status.step):
        return False
    ctx.record("order.moved", "erp-handover", key, after={"state": status.state.value, "step": status.step})
    ctx.publish(OrderMoved(key, status))
    return True


@staff_command(Permission.STAFF_OPERATE)
def note_refused_cancellation(ctx: Context, company_id: Id, key: str, reason: str) -> None:
    ctx.enter_company(company_id)
    ctx.record("order.cancellation-refused", "erp-handover", key, reason=reason)
    ctx.publish(CancellationRefused(key, reason))


@staff_command(Permission.STAFF_OPERATE)
def read_handover(ctx: Context, company_id: Id, key: str) -> Handover | None:
    """A command only because it enters a company."""
    ctx.enter_company(company_id)
    row = handovers.find_handover(ctx, key)
    return Handover(HandoverState(row.state), row.tries, row.number) if row else None


@staff_query(Permission.STAFF_OPERATE, across=True)
def list_doubtful_orders(ctx: Context) -> tuple[tuple[Id, str], ...]:
    """Company and key, of all companies: what has left and was not answered for too long, some at a time."""
    return tuple(handovers.doubtful_handovers(ctx, ctx.now, _AT_ONCE))


@staff_query(Permission.STAFF_OPERATE, across=True)
def list_open_orders(ctx: Context, numbers: Sequence[str] | None = None) -> tuple[OpenOrder, ...]:
    """Of all companies: those with these ERP numbers, or all."""
    return tuple(OpenOrder(*row) for row in handovers.open_handovers(ctx, numbers))
