"""Brings orders from the portal to the ERP, exactly once: a sealed message in the caller's transaction, carried out after it.

The ERP is called outside of any transaction. Whoever does not know whether an order has arrived asks by its key before sending it again.
"""

import base64
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from operator import methodcaller
from typing import TypeVar

from pydantic import TypeAdapter

from portal_app.integrations.erp.actions import handing
from portal_app.integrations.erp.calling import Resting, ask_erp, check_breaker
from portal_app.integrations.erp.handing import HandoverState
from portal_app.integrations.erp.port import ErpConflict, ErpContract, ErpRejected, ErpUnavailable, OutgoingOrder
from portal_app.integrations.erp.store import handovers
from portal_app.integrations.erp.topics import CANCELLATION, ORDER
from portal_app.kernel import clock
from portal_app.kernel.actor import system
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.outbox import Hopeless, Later, Message
from portal_app.kernel.permissions import Permission
from portal_app.kernel.secrets import seal, unseal

log = logging.getLogger(__name__)
T = TypeVar("T")
SOONEST, LATEST = timedelta(seconds=5), timedelta(minutes=5)
LONGEST_KEY = 50
_AT_ONCE = 200
_ORDER = TypeAdapter(OutgoingOrder)
_OPERATOR = system(frozenset({Permission.STAFF_OPERATE}), name="orders to the ERP")


def send_order(ctx: Context, order: OutgoingOrder, key: str, *, not_before: datetime | None = None) -> bool:
    """Send when this transaction is committed, or later. The key names the order for ever; False when it was used before (nothing is sent).

    Until `not_before` (and until the first try) `recall_order` takes it back.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise ValueError(f"A key has 1 to {LONGEST_KEY} characters.")
    belongs_to = f"{ORDER}:{_key_at_the_erp(ctx.company_id, key)}"
    sealed = seal(_ORDER.dump_json(order).decode(), belongs_to)
    payload = {"key": key, "sealed": base64.b64encode(sealed).decode(), "at": ctx.now.isoformat()}
    if ctx.send(ORDER, payload, dedupe_key=belongs_to, run_at=not_before) is None:
        return False
    handovers.put_handover(ctx, key)
    return True


def recall_order(ctx: Context, key: str) -> bool:
    """Take an order back in this transaction. False when it may be with the ERP already: then it can only be cancelled."""
    return handovers.change_handover(ctx, key, handovers.still(HandoverState.WAITING), state=HandoverState.RECALLED.value)


def send_cancellation(ctx: Context, key: str) -> None:
    """Ask the ERP to cancel, after this transaction. The answer is news: OrderMoved to cancelled, or CancellationRefused."""
    ctx.send(CANCELLATION, {"key": key, "at": ctx.now.isoformat()}, dedupe_key=f"{CANCELLATION}:{_key_at_the_erp(ctx.company_id, key)}")


def deliver_order(message: Message) -> None:
    """The outbox's handler: at least once, and whatever happens in between, the ERP has the order once."""
    key = message.payload["key"]
    _patiently(message, check_breaker)
    handover = handing.begin_handover(_OPERATOR, message.company_id, key)
    if handover is None:
        return
    erp_key = _key_at_the_erp(message.company_id, key)
    order = _ORDER.validate_json(unseal(base64.b64decode(message.payload["sealed"]), f"{ORDER}:{erp_key}"))
    answer = _patiently(message, lambda: ask_erp(lambda port: port.find_order(erp_key))) if handover.tries > 1 else None
    if answer is None:
        answer = _patiently(message, lambda: ask_erp(lambda port: port.place_order(order, erp_key)))
    handing.note_acknowledgement(_OPERATOR, message.company_id, key, answer)


def deliver_cancellation(message: Message) -> None:
    """The outbox's handler. An order that the ERP has not answered yet is waited for."""
    key, company_id = message.payload["key"], message.company_id
    handover = handing.read_handover(_OPERATOR, company_id, key)
    if handover is None or handover.state in (HandoverState.RECALLED, HandoverState.REJECTED, HandoverState.ENDED):
        return
    if handover.state is not HandoverState.ACKNOWLEDGED:
        raise Later("The ERP has not answered this order yet.", _pause(message))
    try:
        _patiently(message, lambda: ask_erp(lambda port: port.cancel_order(handover.number)))
    except ErpRejected as no:
        handing.note_refused_cancellation(_OPERATOR, company_id, key, str(no))
    else:
        _patiently(message, lambda: ask_about([handover.number]))


def deliver_hint(message: Message) -> None:
    """The outbox's handler: somebody says that an order moved. A hint is no news: the ERP is asked."""
    _ask_if_there([message.payload["number"]])


def ask_about_all(_slot: datetime) -> None:
    """Where do all open orders stand? On a schedule, for what no hint told."""
    _ask_if_there(None)


def tell_doubts(_slot: datetime) -> None:
    """On a schedule: who waits for an answer that does not come is told so. Whether the ERP is there makes no difference."""
    while doubtful := handing.list_doubtful_orders(_OPERATOR):
        for company_id, key in doubtful:
            handing.note_doubt(_OPERATOR, company_id, key)


def _ask_if_there(numbers: list[str] | None) -> None:
    try:
        ask_about(numbers)
    except ErpUnavailable as away:  # the schedule asks again
        log.warning("the ERP was not asked about orders", extra={"reason": str(away)})


def ask_about(numbers: list[str] | None) -> int:
    """Ask the ERP where its orders with these numbers stand (None: all that are open), and tell what is new. Returns how many were."""
    known = handing.list_open_orders(_OPERATOR, numbers)
    news = 0
    for start in range(0, len(known), _AT_ONCE):
        part = {one.number: one for one in known[start : start + _AT_ONCE]}
        answers = ask_erp(methodcaller("order_status", list(part)))
        moved = [(one, answers[number]) for number, one in part.items() if number in answers and answers[number].step > one.step]
        news += sum(handing.note_status(_OPERATOR, one.company, one.key, status) for one, status in moved)
    return news


def _patiently(message: Message, question: Callable[[], T]) -> T:
    """The answer; or the message waits, however long the ERP is away, and does not become a dead letter."""
    try:
        return question()
    except Resting as away:
        raise Later(str(away), max(away.remaining, _pause(message))) from away
    except ErpContract as odd:
        log.error("the ERP gave an answer that was not agreed", extra={"message_id": message.id})
        raise Later(f"ErpContract: {odd}", _pause(message)) from odd
    except ErpUnavailable as away:
        raise Later(f"ErpUnavailable: {away}", _pause(message)) from away
    except ErpConflict as mistake:
        raise Hopeless(str(mistake)) from mistake


def _pause(message: Message) -> timedelta:
    """A quarter of the time it has waited so far, within bounds: after an outage everything has gone within minutes."""
    waited = clock.now() - datetime.fromisoformat(message.payload["at"])
    return min(max(waited / 4, SOONEST), LATEST)


def _key_at_the_erp(company_id: Id, key: str) -> str:
    """Two companies may use the same key."""
    return f"{company_id}.{key}"
