"""The life of an order, cell by cell: which move leads where, and that the embedded ERP keeps to the table."""

from itertools import product

import pytest

from portal_app.integrations.erp.handing import HANDOVER_MOVES, HandoverState, states_before
from portal_app.integrations.erp.life import ENDED, Move, OrderState, state_after

# Columns in the order of Move: release, confirm, pick, ship a part, ship the rest, invoice, cancel, reject.
NO = ""
TABLE = {
    "held": ("received", NO, NO, NO, NO, NO, "cancelled", "rejected"),
    "received": (NO, "confirmed", NO, NO, NO, NO, "cancelled", "rejected"),
    "confirmed": (NO, NO, "picked", NO, NO, NO, "cancelled", NO),
    "picked": (NO, NO, NO, "partly shipped", "shipped", NO, NO, NO),
    "partly shipped": (NO, NO, "partly shipped", "partly shipped", "shipped", NO, NO, NO),
    "shipped": (NO, NO, NO, NO, NO, "invoiced", NO, NO),
    "invoiced": (NO,) * 8,
    "rejected": (NO,) * 8,
    "cancelled": (NO,) * 8,
}


@pytest.mark.parametrize(("state", "move"), list(product(OrderState, Move)), ids=str)
def test_a_move_leads_where_the_table_says(state: OrderState, move: Move):
    assert (state_after(state, move) or NO) == TABLE[state.value][list(Move).index(move)]


def test_what_has_ended_goes_nowhere_and_everything_else_can_end():
    assert {state for state in OrderState if not any(state_after(state, move) for move in Move)} == ENDED
    for state in OrderState:
        reached = {state}
        while more := {after for one in reached for move in Move if (after := state_after(one, move))} - reached:
            reached |= more
        assert reached & ENDED, state


# From (row) to (column), in the order of HandoverState: waiting, trying, recalled, acknowledged, rejected, ended.
HANDOVERS = {
    "waiting": (0, 1, 1, 0, 0, 0),
    "trying": (0, 1, 0, 1, 1, 0),
    "recalled": (0, 0, 0, 0, 0, 0),
    "acknowledged": (0, 0, 0, 0, 0, 1),
    "rejected": (0, 0, 0, 0, 0, 0),
    "ended": (0, 0, 0, 0, 0, 0),
}


@pytest.mark.parametrize(("before", "after"), list(product(HandoverState, HandoverState)), ids=str)
def test_a_handover_moves_as_the_table_says(before: HandoverState, after: HandoverState):
    allowed = bool(HANDOVERS[before.value][list(HandoverState).index(after)])
    assert ((before, after) in HANDOVER_MOVES) is allowed
    assert (before in states_before(after)) is allowed
