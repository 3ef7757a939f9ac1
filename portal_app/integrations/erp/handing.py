"""How far an order of the portal is on its way to the ERP, and the news that the slices above may subscribe to."""

from dataclasses import dataclass
from enum import StrEnum

from portal_app.integrations.erp.port import OrderStatus


class HandoverState(StrEnum):
    WAITING = "waiting"  # not tried yet: it can still be taken back
    TRYING = "trying"  # tried at least once, no answer yet: the ERP may have it
    RECALLED = "recalled"  # taken back before the first try
    ACKNOWLEDGED = "acknowledged"  # the ERP has it
    REJECTED = "rejected"  # the ERP does not want it
    ENDED = "ended"  # invoiced or cancelled: nothing more will come


S = HandoverState
HANDOVER_MOVES: frozenset[tuple[HandoverState, HandoverState]] = frozenset(
    {
        (S.WAITING, S.TRYING), (S.WAITING, S.RECALLED),
        (S.TRYING, S.TRYING), (S.TRYING, S.ACKNOWLEDGED), (S.TRYING, S.REJECTED),
        (S.ACKNOWLEDGED, S.ENDED),
    }
)  # fmt: skip


def states_before(state: HandoverState) -> tuple[HandoverState, ...]:
    """From where one comes into this state."""
    return tuple(before for before in HandoverState if (before, state) in HANDOVER_MOVES)


@dataclass(frozen=True)
class OrderAcknowledged:
    """The ERP has the order. `held`: somebody looks at it first, for this reason."""

    key: str
    number: str
    held: bool = False
    reason: str = ""


@dataclass(frozen=True)
class OrderRejected:
    """The ERP does not want the order, for good."""

    key: str
    reason: str


@dataclass(frozen=True)
class OrderInDoubt:
    """The order has left, and for long nobody knows whether the ERP has it. It is asked about on; the answer is news of its own."""

    key: str


@dataclass(frozen=True)
class OrderMoved:
    """The order stands somewhere else than before. News of one order come in the order of their steps; some may be left out."""

    key: str
    status: OrderStatus


@dataclass(frozen=True)
class CancellationRefused:
    """It was too late to cancel: the order goes its way."""

    key: str
    reason: str
