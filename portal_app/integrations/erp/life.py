"""The life of an order in the ERP: its states, and which move leads from where to where. What is not in the table cannot happen."""

from enum import StrEnum


class OrderState(StrEnum):
    HELD = "held"
    RECEIVED = "received"
    CONFIRMED = "confirmed"
    PICKED = "picked"
    PARTLY_SHIPPED = "partly shipped"
    SHIPPED = "shipped"
    INVOICED = "invoiced"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Move(StrEnum):
    RELEASE = "release"
    CONFIRM = "confirm"
    PICK = "pick"
    SHIP_PART = "ship a part"
    SHIP_REST = "ship the rest"
    INVOICE = "invoice"
    CANCEL = "cancel"
    REJECT = "reject"


_S, _M = OrderState, Move
MOVES: dict[tuple[OrderState, Move], OrderState] = {
    (_S.HELD, _M.RELEASE): _S.RECEIVED,
    (_S.HELD, _M.CANCEL): _S.CANCELLED,
    (_S.HELD, _M.REJECT): _S.REJECTED,
    (_S.RECEIVED, _M.CONFIRM): _S.CONFIRMED,
    (_S.RECEIVED, _M.CANCEL): _S.CANCELLED,
    (_S.RECEIVED, _M.REJECT): _S.REJECTED,
    (_S.CONFIRMED, _M.PICK): _S.PICKED,
    (_S.CONFIRMED, _M.CANCEL): _S.CANCELLED,
    (_S.PICKED, _M.SHIP_PART): _S.PARTLY_SHIPPED,
    (_S.PICKED, _M.SHIP_REST): _S.SHIPPED,
    (_S.PARTLY_SHIPPED, _M.PICK): _S.PARTLY_SHIPPED,
    (_S.PARTLY_SHIPPED, _M.SHIP_PART): _S.PARTLY_SHIPPED,
    (_S.PARTLY_SHIPPED, _M.SHIP_REST): _S.SHIPPED,
    (_S.SHIPPED, _M.INVOICE): _S.INVOICED,
}
ENDED = frozenset({OrderState.INVOICED, OrderState.REJECTED, OrderState.CANCELLED})


def state_after(state: OrderState, move: Move) -> OrderState | None:
    """None: this cannot be done from there."""
    return MOVES.get((state, move))
