"""Whatever happens to orders and goods, the books balance: what stock has promised is what lines have, what waits is what they miss."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal_app.integrations.erp import confirm_order, pick_order, receive_goods, reject_order, release_order, ship_part
from portal_app.integrations.erp.actions.ending import cancel_taken_order
from portal_app.integrations.erp.actions.steps import step_order
from portal_app.integrations.erp.actions.taking import take_order
from portal_app.kernel.errors import Conflict, Invalid
from portal_app.kernel.ids import new_id
from tests.database import behind_the_guard
from tests.integrations.erp_cast import OPERATOR, EmbeddedBench, coming, line, new_number, order

LIVE = ("held", "received", "confirmed", "picked", "partly shipped")
MILLION = 1_000_000
ACTS = (confirm_order, pick_order, ship_part, step_order, cancel_taken_order, reject_order, release_order)
quantities = st.integers(1, 12)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("order"), quantities, st.booleans()),
        st.tuples(st.just("receive"), quantities, st.none()),
        st.tuples(st.just("act"), st.integers(0, 9), st.sampled_from(ACTS)),
        st.tuples(st.just("ship"), st.integers(0, 9), quantities),
    ),
    min_size=3, max_size=25,
)  # fmt: skip


class Books:
    """One product with its orders."""

    def __init__(self, on_hand: int) -> None:
        self.number, self.orders, self.came_in = new_number(), [], on_hand
        EmbeddedBench().put_stock(self.number, on_hand, coming(30))

    def do(self, what: str, first: int, second: object) -> None:
        if what == "order":
            self.orders.append(take_order(OPERATOR, order(line(number=self.number, quantity=str(first)), in_parts=second), new_id()).number)
        elif what == "receive":
            receive_goods(OPERATOR, self.number, "KI", Decimal(first))
            self.came_in += first
        elif self.orders:
            self._move(what, self.orders[first % len(self.orders)], second)

    def _move(self, what: str, number: str, second: object) -> None:
        try:
            second(OPERATOR, number) if what == "act" else ship_part(OPERATOR, number, {1: Decimal(second)})
        except (Conflict, Invalid):
            return

    def check(self) -> None:
        ((on_hand, reserved, waiting),) = behind_the_guard("SELECT on_hand, reserved, waiting FROM erp_stock WHERE number = :n", n=self.number)
        rows = behind_the_guard(
            "SELECT o.state, o.in_parts, l.quantity, l.reserved, l.picked, l.shipped FROM erp_order o JOIN erp_order_line l ON l.order_id = o.id"
            " WHERE l.number = :n",
            n=self.number,
        )
        assert on_hand == self.came_in * MILLION - sum(shipped for *_, shipped in rows)
        assert reserved == sum(row[3] for row in rows)
        assert waiting == sum(quantity - has - shipped for state, _, quantity, has, _, shipped in rows if state in LIVE)
        assert all(has == 0 for state, _, _, has, _, _ in rows if state not in LIVE)
        assert not (waiting and on_hand > reserved), "something is free while somebody waits for it"
        for state, in_parts, quantity, has, picked, shipped in rows:
            assert (state in ("shipped", "invoiced")) == (shipped == quantity)
            assert picked <= has and has + shipped <= quantity
            assert in_parts or not picked or picked + shipped == quantity


@pytest.mark.usefixtures("sqlite_database")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 20), acts)
def test_the_books_balance_after_every_act(on_hand: int, doings: list[tuple]):
    books = Books(on_hand)
    for doing in doings:
        books.do(*doing)
        books.check()
