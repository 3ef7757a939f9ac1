"""The life of an order as a table of allowed moves. What is not in the table does not happen."""

from enum import StrEnum


class OrderState(StrEnum):
    DRAFT = "draft"  # not placed yet: it is a cart
    WAITING = "waiting"  # for approval
    APPROVED = "approved"  # on its way to the supplier
    UNCONFIRMED = "unconfirmed"  # the supplier's system was asked and has not answered: it may have the order
    SENT = "sent"  # the supplier's system has it
    CONFIRMED = "confirmed"
    PARTLY_SHIPPED = "partly-shipped"
    SHIPPED = "shipped"
    INVOICED = "invoiced"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class OrderMove(StrEnum):
    SUBMIT = "submit"  # it needs approval
    PLACE = "place"  # it needs none
    APPROVE = "approve"
    REFUSE = "refuse"  # by an approver
    TAKE_BACK = "take-back"  # by the buyer, before it has left
    ASK_TO_CANCEL = "ask-to-cancel"  # by the company, after it has left
    LOSE_SIGHT = "lose-sight"  # it has left and nobody knows whether it has arrived
    SEND = "send"  # the supplier's system has taken it
    TURN_DOWN = "turn-down"  # the supplier's system has not taken it
    CONFIRM = "confirm"
    SHIP_PART = "ship-part"
    SHIP = "ship"
    INVOICE = "invoice"
    CANCEL = "cancel"  # by the supplier's system
    KEEP = "keep"  # it was too late to cancel


_S, _M = OrderState, OrderMove
# News of the supplier's system come in their order, but some may be left out: from each state on, all later ones can follow.
MOVES: dict[tuple[OrderState, OrderMove], OrderState] = {
    (_S.DRAFT, _M.SUBMIT): _S.WAITING,
    (_S.DRAFT, _M.PLACE): _S.APPROVED,
    (_S.WAITING, _M.APPROVE): _S.APPROVED,
    (_S.WAITING, _M.REFUSE): _S.REFUSED,
    (_S.WAITING, _M.TAKE_BACK): _S.CANCELLED,
    (_S.APPROVED, _M.TAKE_BACK): _S.CANCELLED,
    (_S.APPROVED, _M.LOSE_SIGHT): _S.UNCONFIRMED,
    (_S.APPROVED, _M.SEND): _S.SENT,
    (_S.APPROVED, _M.TURN_DOWN): _S.REFUSED,
    (_S.UNCONFIRMED, _M.ASK_TO_CANCEL): _S.UNCONFIRMED,
    (_S.UNCONFIRMED, _M.SEND): _S.SENT,
    (_S.UNCONFIRMED, _M.TURN_DOWN): _S.REFUSED,
    **{(_S.SENT, move): state for move, state in (
        (_M.ASK_TO_CANCEL, _S.SENT), (_M.KEEP, _S.SENT), (_M.TURN_DOWN, _S.REFUSED), (_M.CANCEL, _S.CANCELLED), (_M.CONFIRM, _S.CONFIRMED),
        (_M.SHIP_PART, _S.PARTLY_SHIPPED), (_M.SHIP, _S.SHIPPED), (_M.INVOICE, _S.INVOICED),
    )},
    **{(_S.CONFIRMED, move): state for move, state in (
        (_M.ASK_TO_CANCEL, _S.CONFIRMED), (_M.KEEP, _S.CONFIRMED), (_M.CANCEL, _S.CANCELLED), (_M.CONFIRM, _S.CONFIRMED),
        (_M.SHIP_PART, _S.PARTLY_SHIPPED), (_M.SHIP, _S.SHIPPED), (_M.INVOICE, _S.INVOICED),
    )},
    (_S.PARTLY_SHIPPED, _M.KEEP): _S.PARTLY_SHIPPED,
    (_S.PARTLY_SHIPPED, _M.SHIP_PART): _S.PARTLY_SHIPPED,
    (_S.PARTLY_SHIPPED, _M.SHIP): _S.SHIPPED,
    (_S.PARTLY_SHIPPED, _M.INVOICE): _S.INVOICED,
    (_S.SHIPPED, _M.KEEP): _S.SHIPPED,
    (_S.SHIPPED, _M.INVOICE): _S.INVOICED,
    (_S.INVOICED, _M.KEEP): _S.INVOICED,
}  # fmt: skip
ENDED = frozenset({OrderState.INVOICED, OrderState.CANCELLED, OrderState.REFUSED})
OPEN = frozenset(OrderState) - ENDED - {OrderState.DRAFT}


def state_after(state: OrderState, move: OrderMove) -> OrderState | None:
    """The state that a move leads to, or None where it is not allowed."""
    return MOVES.get((state, move))
