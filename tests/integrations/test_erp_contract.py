"""What every ERP promises, whichever stands behind the port: run against the one that comes with the portal and against the fake."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from portal_app.integrations.erp import ErpConflict, ErpRejected, OrderState, Verdict
from portal_app.kernel import clock
from portal_app.kernel.ids import new_id
from tests.database import module_database, shared_database
from tests.integrations.erp_cast import NOON, SOON, EmbeddedBench, FakeBench, coming, line, new_number, order

__all__ = ["module_database", "shared_database"]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[Any]:
    with clock.frozen(NOON) as move:
        yield move


@pytest.fixture(params=["embedded", "fake"])
def bench(request: pytest.FixtureRequest, shared_database: str) -> EmbeddedBench | FakeBench:
    return EmbeddedBench() if request.param == "embedded" else FakeBench()


@pytest.fixture
def bolt(bench) -> str:
    """100 of it are there."""
    number = new_number()
    bench.put_stock(number, 100)
    return number


def _free(bench, number: str) -> Decimal:
    return sum(place.free for place in bench.port.stock([number])[number].places)


def test_it_says_who_it_is_and_when(bench):
    health = bench.port.health()
    assert health.system and health.at == NOON


def test_stock_is_told_in_bulk_and_unknown_numbers_are_missing(bench, bolt):
    short = new_number()
    bench.put_stock(short, 5, coming(50))
    found = bench.port.stock([bolt, "nonsense", short])
    assert found.keys() == {bolt, short}
    ((place,), as_of) = found[short].places, found[short].as_of
    assert (place.on_hand, place.free, place.incoming, as_of) == (5, 5, coming(50), NOON)


def test_an_order_for_what_is_there_is_accepted_and_reserves_it(bench, bolt):
    answer = bench.port.place_order(order(line(number=bolt, quantity="30")), new_id())
    assert answer.verdict is Verdict.ACCEPTED and answer.number
    assert _free(bench, bolt) == 70


def test_the_same_key_gives_the_same_answer_and_nothing_more_is_reserved(bench, bolt):
    key, wanted = new_id(), order(line(number=bolt))
    answers = {bench.port.place_order(wanted, key) for _ in range(3)}
    assert len(answers) == 1 and _free(bench, bolt) == 90


def test_amounts_written_differently_are_the_same_order(bench, bolt):
    key = new_id()
    answers = {bench.port.place_order(order(line(number=bolt, quantity=written)), key) for written in ("10", "10.0", "1E1")}
    assert len(answers) == 1


def test_the_same_key_for_another_order_is_a_conflict_and_changes_nothing(bench, bolt):
    key = new_id()
    bench.port.place_order(order(line(number=bolt)), key)
    with pytest.raises(ErpConflict):
        bench.port.place_order(order(line(number=bolt, quantity="11")), key)
    assert _free(bench, bolt) == 90


def test_an_order_is_found_by_its_key_only_when_it_has_arrived(bench, bolt):
    key = new_id()
    assert bench.port.find_order(key) is None
    answer = bench.port.place_order(order(line(number=bolt)), key)
    assert bench.port.find_order(key) == answer


def test_an_unknown_number_is_rejected_for_good_and_reserves_nothing(bench, bolt):
    key, wanted = new_id(), order(line(1, number=bolt), line(2, number=new_number()))
    answer = bench.port.place_order(wanted, key)
    assert answer.verdict is Verdict.REJECTED and answer.reason
    assert bench.port.place_order(wanted, key) == answer and _free(bench, bolt) == 100


def test_what_comes_in_later_is_accepted_and_what_has_no_date_is_held(bench):
    short = new_number()
    bench.put_stock(short, 5, coming(50))
    assert bench.port.place_order(order(line(number=short, quantity="20")), new_id()).verdict is Verdict.ACCEPTED
    held = bench.port.place_order(order(line(number=short, quantity="400")), new_id())
    assert held.verdict is Verdict.HELD and held.reason
    assert _free(bench, short) == 0


def test_where_an_order_stands_is_told_in_bulk(bench, bolt):
    numbers = [bench.port.place_order(order(line(7, number=bolt, quantity="3")), new_id()).number for _ in range(2)]
    found = bench.port.order_status([*numbers, "nonsense"])
    assert found.keys() == set(numbers)
    status = found[numbers[0]]
    assert (status.state, status.step, status.deliveries, status.invoices) == (OrderState.RECEIVED, 1, (), ())
    assert [(one.position, one.number, one.quantity, one.shipped) for one in status.lines] == [(7, bolt, 3, 0)]


def test_an_order_goes_its_way_and_each_step_is_newer(bench, bolt):
    number = bench.port.place_order(order(line(number=bolt, quantity="30", amount="12.34")), new_id()).number
    seen = [bench.port.order_status([number])[number]]
    for _ in range(4):
        bench.step(number)
        seen.append(bench.port.order_status([number])[number])
    assert [one.state for one in seen] == ["received", "confirmed", "picked", "shipped", "invoiced"]
    assert [one.step for one in seen] == sorted({one.step for one in seen})
    assert seen[1].lines[0].confirmed_day == NOON.date()
    assert [one.lines for one in seen[-1].deliveries] == [((1, Decimal(30)),)]
    assert [invoice.net.amount for invoice in seen[-1].invoices] == [Decimal("12.34")]
    (place,) = bench.port.stock([bolt])[bolt].places
    assert (place.on_hand, place.reserved) == (70, 0)


def test_what_is_missing_is_confirmed_for_the_day_it_comes_in_and_leaves_later(bench):
    short = new_number()
    bench.put_stock(short, 5, coming(50))
    number = bench.port.place_order(order(line(number=short, quantity="20")), new_id()).number
    for _ in range(3):
        bench.step(number)
    status = bench.port.order_status([number])[number]
    assert (status.state, status.lines[0].confirmed_day, status.lines[0].shipped) == (OrderState.PARTLY_SHIPPED, SOON, 5)


def test_a_cancelled_order_frees_what_it_had_and_cancelling_twice_is_harmless(bench, bolt):
    number = bench.port.place_order(order(line(number=bolt, quantity="30")), new_id()).number
    for _ in range(2):
        bench.port.cancel_order(number)
    assert bench.port.order_status([number])[number].state is OrderState.CANCELLED
    assert _free(bench, bolt) == 100


def test_what_is_picked_is_not_cancelled_any_more(bench, bolt):
    number = bench.port.place_order(order(line(number=bolt)), new_id()).number
    bench.step(number), bench.step(number)
    for late in (number, "nonsense"):
        with pytest.raises(ErpRejected):
            bench.port.cancel_order(late)
    assert bench.port.order_status([number])[number].state is OrderState.PICKED
