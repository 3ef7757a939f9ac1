"""The life of a request, cell by cell."""

import pytest

from portal_app.purchasing.rules.life_cycle import OPEN, RequestMove, RequestState, state_after

# Columns: waiting, escalated, approved, refused, withdrawn. A dash: refused.
TABLE = {
    "pass-on": "waiting waiting - - -",
    "approve": "approved approved - - -",
    "refuse": "refused refused - - -",
    "withdraw": "withdrawn withdrawn - - -",
    "remind": "waiting - - - -",
    "escalate": "escalated - - - -",
}
CELLS = [(state, move, cell) for move, row in TABLE.items() for state, cell in zip(RequestState, row.split(), strict=True)]


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize(("state", "move", "cell"), CELLS)
def test_each_move_leads_where_the_table_says(state: RequestState, move: str, cell: str):
    assert state_after(state, RequestMove(move)) == (None if cell == "-" else RequestState(cell))


def test_the_table_has_every_cell():
    assert len(CELLS) == len(RequestState) * len(RequestMove)


def test_waiting_alone_never_approves():
    by_time = (RequestMove.REMIND, RequestMove.ESCALATE)
    reached = {state_after(state, move) for state in RequestState for move in by_time} - {None}
    assert reached <= set(OPEN)
