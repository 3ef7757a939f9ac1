"""The life of an approval request as a table of allowed moves. What is not in the table is refused."""

from enum import StrEnum


class RequestState(StrEnum):
    WAITING = "waiting"
    ESCALATED = "escalated"  # nobody decided in time: administrators are asked too
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RequestMove(StrEnum):
    PASS_ON = "pass-on"  # this level has decided, the next one is asked
    APPROVE = "approve"  # the last level has decided
    REFUSE = "refuse"
    WITHDRAW = "withdraw"  # by the buyer, who changes the cart or gives it up
    REMIND = "remind"
    ESCALATE = "escalate"


_S, _M = RequestState, RequestMove
MOVES: dict[tuple[RequestState, RequestMove], RequestState] = {
    (_S.WAITING, _M.PASS_ON): _S.WAITING,
    (_S.WAITING, _M.APPROVE): _S.APPROVED,
    (_S.WAITING, _M.REFUSE): _S.REFUSED,
    (_S.WAITING, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.WAITING, _M.REMIND): _S.WAITING,
    (_S.WAITING, _M.ESCALATE): _S.ESCALATED,
    (_S.ESCALATED, _M.PASS_ON): _S.WAITING,
    (_S.ESCALATED, _M.APPROVE): _S.APPROVED,
    (_S.ESCALATED, _M.REFUSE): _S.REFUSED,
    (_S.ESCALATED, _M.WITHDRAW): _S.WITHDRAWN,
}
OPEN = (RequestState.WAITING, RequestState.ESCALATED)


def state_after(state: RequestState, move: RequestMove) -> RequestState | None:
    """The state that a move leads to, or None where it is not allowed."""
    return MOVES.get((state, move))
