"""The life of an order, cell by cell: each move from each state leads where this table says, and nowhere else."""

import pytest

from portal_app.ordering.actions.moving import PAST
from portal_app.ordering.rules.order_states import ENDED, OPEN, OrderMove, OrderState, state_after

# Written down once more, by hand, as a person would say it: each letter names a state, a dot a move that is refused.
STATES = {
    "d": "draft", "w": "waiting", "a": "approved", "u": "unconfirmed", "s": "sent", "c": "confirmed", "p": "partly-shipped", "h": "shipped",
    "i": "invoiced", "x": "cancelled", "r": "refused",
}  # fmt: skip
MOVES = (
    "submit", "place", "approve", "refuse", "take-back", "ask-to-cancel", "lose-sight", "send", "turn-down", "confirm", "ship-part", "ship",
    "invoice", "cancel", "keep",
)  # fmt: skip
TABLE = {
    # submit place approve refuse | take-back ask lose | send turn-down | confirm part ship invoice | cancel keep
    "d": "wa.. ... .. .... ..",
    "w": "..ar x.. .. .... ..",
    "a": ".... x.u sr .... ..",
    "u": ".... .u. sr .... ..",
    "s": ".... .s. .r cphi xs",
    "c": ".... .c. .. cphi xc",
    "p": ".... ... .. .phi .p",
    "h": ".... ... .. ...i .h",
    "i": ".... ... .. .... .i",
    "x": ".... ... .. .... ..",
    "r": ".... ... .. .... ..",
}
CELLS = [(state, move, cell) for state, row in TABLE.items() for move, cell in zip(MOVES, row.replace(" ", ""), strict=True)]


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize(("state", "move", "cell"), CELLS)
def test_each_move_leads_where_the_table_says(state: str, move: str, cell: str):
    expected = None if cell == "." else OrderState(STATES[cell])
    assert state_after(OrderState(STATES[state]), OrderMove(move)) == expected


def test_the_table_is_complete():
    assert {STATES[letter] for letter in TABLE} == set(OrderState) and set(MOVES) == set(OrderMove) == set(PAST)


def test_what_has_ended_moves_nowhere_else():
    assert {state_after(state, move) for state in ENDED for move in OrderMove} <= {None, OrderState.INVOICED}


def test_every_state_is_open_or_ended_or_a_draft():
    assert OPEN | ENDED | {OrderState.DRAFT} == set(OrderState) and not OPEN & ENDED


def test_every_state_can_be_reached_from_a_draft():
    reached, before = {OrderState.DRAFT}, set()
    while reached != before:
        before = set(reached)
        reached |= {state for one in before for move in OrderMove if (state := state_after(one, move))}
    assert reached == set(OrderState)
