"""The ERP that comes with the portal: stock is never promised twice, staff move orders, numbers have no gaps, the demo's clock moves on."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from portal_app.integrations.erp import (
    CountedStock,
    ErpUnavailable,
    OrderState,
    Verdict,
    Warehouse,
    confirm_order,
    invoice_order,
    list_warehouses,
    pick_order,
    put_stock,
    put_warehouses,
    receive_goods,
    reject_order,
    release_order,
    ship_part,
    stock_of,
)
from portal_app.integrations.erp.actions.ending import cancel_taken_order
from portal_app.integrations.erp.actions.steps import step_order
from portal_app.integrations.erp.actions.stocking import receive_due_goods
from portal_app.integrations.erp.actions.taking import read_status, take_order
from portal_app.integrations.erp.embedded import EmbeddedErp
from portal_app.integrations.erp.jobs import move_on
from portal_app.kernel.config import Mode, settings
from portal_app.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from portal_app.kernel.ids import new_id
from tests.database import behind_the_guard, module_database, new_company, shared_database
from tests.integrations.erp_cast import GATE_B, KIEL, NOON, NUREMBERG, OPERATOR, SOON, EmbeddedBench, coming, inside, line, minutes, new_number, order

__all__ = ["module_database", "shared_database"]
pytestmark = pytest.mark.usefixtures("advance")
D = Decimal
LATER = date(2027, 6, 1)


@pytest.fixture
def bench(shared_database: str) -> EmbeddedBench:
    return EmbeddedBench()


@pytest.fixture
def bolt(bench: EmbeddedBench) -> str:
    """100 of it are in Kiel."""
    number = new_number()
    bench.put_stock(number, 100)
    return number


def _place(number: str, quantity: str = "10", **more: object) -> str:
    return take_order(OPERATOR, order(line(number=number, quantity=quantity), **more), new_id()).number


def _stock(number: str) -> tuple[D, D, D]:
    """On hand, reserved, waiting, of all warehouses together."""
    with inside(new_company()) as ctx:
        places = stock_of(ctx, [number])[number].places
    return tuple(sum((getattr(place, name) for place in places), D(0)) for name in ("on_hand", "reserved", "waiting"))


def _status(number: str):
    return read_status(OPERATOR, [number])[number]


# Stock


def test_twenty_orders_at_once_for_the_last_hundred_get_a_hundred_together(bench, bolt):
    start = threading.Barrier(20)

    def place(_: int) -> str:
        start.wait(30)
        return take_order(OPERATOR, order(line(number=bolt, quantity="7")), new_id()).number

    with ThreadPoolExecutor(20) as threads:
        numbers = set(threads.map(place, range(20)))
    assert len(numbers) == 20
    assert _stock(bolt) == (100, 100, 40)
    assert behind_the_guard("SELECT sum(reserved) FROM erp_order_line WHERE number = :number", number=bolt) == [(100_000_000,)]


def test_one_key_twenty_times_at_once_is_one_order(bench, bolt):
    key, start = new_id(), threading.Barrier(20)

    def place(_: int):
        start.wait(30)
        return EmbeddedErp().place_order(order(line(number=bolt, quantity="7")), key)

    with ThreadPoolExecutor(20) as threads:
        answers = set(threads.map(place, range(20)))
    assert len(answers) == 1 and _stock(bolt)[1] == 7


def test_the_database_itself_refuses_to_promise_what_is_not_there(bench, bolt):
    with pytest.raises(IntegrityError):
        behind_the_guard("UPDATE erp_stock SET reserved = on_hand + 1 WHERE number = :number", number=bolt)


def test_twenty_thousand_numbers_are_asked_in_a_few_statements(bench):
    numbers = [f"{new_id()}" for _ in range(20_000)]
    put_stock(OPERATOR, [CountedStock(number, "KI", D(3), coming(5, LATER)) for number in numbers[:10_000]])
    with inside(new_company()) as ctx:
        found = stock_of(ctx, [*numbers, *numbers])
    assert found.keys() == set(numbers[:10_000])
    assert {(one.places[0].free, one.places[0].incoming) for one in found.values()} == {(3, coming(5, LATER))}


def test_a_line_comes_from_the_first_warehouse_that_has_it_all(bench):
    number = new_number()
    put_stock(OPERATOR, [CountedStock(number, "NU", D(50)), CountedStock(number, "KI", D(10), coming(500))])
    for quantity, expected in (("10", {"KI": 10, "NU": 0}), ("40", {"KI": 10, "NU": 40}), ("100", {"KI": 10, "NU": 40})):
        _place(number, quantity)
        with inside(new_company()) as ctx:
            assert {place.warehouse: place.reserved for place in stock_of(ctx, [number])[number].places} == expected
    assert _stock(number) == (60, 50, 100)


def test_a_count_keeps_what_is_reserved_and_cannot_go_below_it(bench, bolt):
    _place(bolt, "30")
    put_stock(OPERATOR, [CountedStock(bolt, "KI", D(40))])
    assert _stock(bolt) == (40, 30, 0)
    with pytest.raises(Invalid):
        put_stock(OPERATOR, [CountedStock(bolt, "KI", D(29))])
    put_stock(OPERATOR, [CountedStock(bolt, "KI", D(30))])
    assert _stock(bolt) == (30, 30, 0)


@pytest.mark.parametrize(("count", "trouble"), [(CountedStock("x", "??", D(1)), NotFound), (CountedStock("x", "KI", D(-1)), Invalid)])
def test_a_wrong_count_is_refused(bench, count: CountedStock, trouble: type[Exception]):
    with pytest.raises(trouble):
        put_stock(OPERATOR, [count])


def test_what_comes_in_goes_to_who_has_waited_longest(bench, advance: Callable[[timedelta], None]):
    number = new_number()
    bench.put_stock(number, 0, coming(100))
    first = _place(number, "10")
    advance(minutes(1))
    second = _place(number, "10")
    receive_goods(OPERATOR, number, "KI", D(15))
    found = behind_the_guard("SELECT o.number, l.reserved FROM erp_order o JOIN erp_order_line l ON l.order_id = o.id WHERE l.number = :n", n=number)
    assert dict(found) == {first: 10_000_000, second: 5_000_000}
    assert _stock(number) == (15, 15, 5)
    assert [_status(one).step for one in (first, second)] == [2, 2]


@pytest.mark.parametrize(("warehouse", "quantity", "trouble"), [("KI", D(0), Invalid), ("??", D(1), NotFound), ("NU", D(1), NotFound)])
def test_what_cannot_come_in_is_refused(bench, bolt, warehouse: str, quantity: D, trouble: type[Exception]):
    with pytest.raises(trouble):
        receive_goods(OPERATOR, bolt, warehouse, quantity)


def test_warehouses_are_kept_with_their_hours_and_in_their_order(bench):
    night = Warehouse("KI", "Kiel", "DE-SH", "Europe/Lisbon", time(6, 5), 2)
    put_warehouses(OPERATOR, [NUREMBERG, night])
    with inside(new_company()) as ctx:
        assert list_warehouses(ctx) == (NUREMBERG, night)
    put_warehouses(OPERATOR, [KIEL, NUREMBERG])


# Steps


def test_staff_ship_a_part_of_a_line_and_what_is_not_picked_stays(bench, bolt):
    number = _place(bolt, "10")
    confirm_order(OPERATOR, number), pick_order(OPERATOR, number)
    assert ship_part(OPERATOR, number, {1: D("2.5")}, carrier="DHL", tracking_number="JJD1") is OrderState.PARTLY_SHIPPED
    for wrong in ({1: D(8)}, {1: D(0)}, {2: D(1)}, {}):
        with pytest.raises(Invalid):
            ship_part(OPERATOR, number, wrong)
    assert ship_part(OPERATOR, number, {1: D("7.5")}) is OrderState.SHIPPED
    first, second = _status(number).deliveries
    assert (first.carrier, first.tracking_number, first.lines, second.lines) == ("DHL", "JJD1", ((1, D("2.5")),), ((1, D("7.5")),))
    assert _stock(bolt) == (90, 0, 0)


def test_a_delivery_goes_to_one_address(bench, bolt):
    site = replace(GATE_B, street="Am Kreishafen 7")
    wanted = order(line(1, number=bolt), line(2, number=bolt, ship_to=site), line(3, number=bolt))
    number = take_order(OPERATOR, wanted, new_id()).number
    confirm_order(OPERATOR, number), pick_order(OPERATOR, number)
    with pytest.raises(Invalid):
        ship_part(OPERATOR, number, {1: D(1), 2: D(1)})
    assert ship_part(OPERATOR, number) is OrderState.PARTLY_SHIPPED
    assert ship_part(OPERATOR, number) is OrderState.SHIPPED
    assert [[position for position, _ in one.lines] for one in _status(number).deliveries] == [[1, 3], [2]]


def test_an_order_that_leaves_as_a_whole_waits_for_its_last_line(bench):
    number = new_number()
    bench.put_stock(number, 5, coming(50))
    placed = _place(number, "20", in_parts=False)
    confirm_order(OPERATOR, placed)
    with pytest.raises(Conflict):
        pick_order(OPERATOR, placed)
    receive_goods(OPERATOR, number, "KI", D(15))
    assert pick_order(OPERATOR, placed) is OrderState.PICKED


def test_a_held_order_goes_its_way_when_it_is_released_and_has_no_day_yet(bench):
    number = new_number()
    bench.put_stock(number, 0)
    answer = take_order(OPERATOR, order(line(number=number)), new_id())
    assert answer.verdict is Verdict.HELD and _status(answer.number).state is OrderState.HELD
    release_order(OPERATOR, answer.number)
    confirm_order(OPERATOR, answer.number)
    assert _status(answer.number).lines[0].confirmed_day is None


def test_staff_say_no_to_a_held_order_and_what_it_had_is_free_again(bench):
    number = new_number()
    bench.put_stock(number, 5)
    held = _place(number, "20")
    assert _stock(number) == (5, 5, 15)
    assert reject_order(OPERATOR, held) is OrderState.REJECTED
    assert _stock(number) == (5, 0, 0)
    with pytest.raises(Conflict):
        reject_order(OPERATOR, held)


@pytest.mark.parametrize(
    ("wanted", "expected"), [(None, date(2026, 11, 23)), (date(2026, 11, 20), date(2026, 11, 23)), (date(2026, 11, 28), date(2026, 11, 30))]
)
def test_a_line_is_confirmed_for_a_day_that_is_no_weekend(bench, bolt, wanted: date | None, expected: date):
    number = take_order(OPERATOR, order(line(number=bolt, wanted_day=wanted)), new_id()).number
    confirm_order(OPERATOR, number)
    assert _status(number).lines[0].confirmed_day == expected


def test_two_people_moving_one_order_at_once_move_it_once(bench, bolt):
    number, start = _place(bolt), threading.Barrier(2)

    def confirm(_: int) -> object:
        start.wait(30)
        try:
            return confirm_order(OPERATOR, number)
        except Conflict as trouble:
            return trouble.code

    with ThreadPoolExecutor(2) as threads:
        assert set(threads.map(confirm, range(2))) == {OrderState.CONFIRMED, "conflict"}
    assert _status(number).step == 2


def test_moves_that_are_not_in_the_table_are_refused_and_change_nothing(bench, bolt):
    number = _place(bolt)
    for wrong in (pick_order, invoice_order, release_order):
        with pytest.raises(Conflict):
            wrong(OPERATOR, number)
    assert _status(number).step == 2 - 1


def test_an_unknown_order_is_not_found(bench):
    for step in (confirm_order, cancel_taken_order, reject_order, step_order):
        with pytest.raises(NotFound):
            step(OPERATOR, "A-nonsense")


def test_invoices_have_no_gaps_also_where_one_failed(bench, bolt, monkeypatch):
    def shipped() -> str:
        number = _place(bolt, "1")
        for step in (confirm_order, pick_order, ship_part):
            step(OPERATOR, number)
        return number

    invoiced = []
    for place in range(4):
        number = shipped()
        if place == 2:
            with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
                patch.setattr("portal_app.integrations.erp.actions.steps.finish_move", lambda *_: 1 // 0)
                invoice_order(OPERATOR, number)
        invoice_order(OPERATOR, number)
        invoiced.append(int(_status(number).invoices[0].number[1:]))
    assert invoiced == list(range(invoiced[0], invoiced[0] + 4))


# The demo's clock


@pytest.fixture
def clock_of_the_demo(monkeypatch) -> Callable[[int], None]:
    def use(minutes: int) -> None:
        given = settings().model_copy(update={"erp_step_minutes": minutes})
        monkeypatch.setattr("portal_app.integrations.erp.jobs.settings", lambda: given)

    return use


def test_in_the_demo_an_order_moves_by_itself(bench, bolt, advance, clock_of_the_demo):
    clock_of_the_demo(2)
    number, seen = _place(bolt), []
    for _ in range(10):
        move_on(NOON)
        seen.append(_status(number).state.value)
        advance(minutes(1))
    assert seen == ["received"] * 2 + ["confirmed"] * 2 + ["picked"] * 2 + ["shipped"] * 2 + ["invoiced"] * 2


def test_a_round_that_begins_a_little_early_counts(bench, bolt, advance, clock_of_the_demo):
    clock_of_the_demo(2)
    number = _place(bolt)
    advance(minutes(1) + timedelta(seconds=29))
    move_on(NOON)
    assert _status(number).state is OrderState.RECEIVED
    advance(timedelta(seconds=1))
    move_on(NOON)
    assert _status(number).state is OrderState.CONFIRMED


def test_in_the_demo_goods_come_in_on_their_day_and_the_rest_follows(bench, advance, clock_of_the_demo):
    clock_of_the_demo(2)
    number = new_number()
    bench.put_stock(number, 5, coming(50))
    placed = _place(number, "20")
    for _ in range(10):
        move_on(NOON)
        advance(minutes(2))
    assert _status(placed).state is OrderState.PARTLY_SHIPPED
    advance(timedelta(days=(SOON - NOON.date()).days))
    for _ in range(4):
        move_on(NOON)
        advance(minutes(2))
    assert _status(placed).state is OrderState.INVOICED
    assert _stock(number) == (35, 0, 0) and receive_due_goods(OPERATOR) == 0


@pytest.mark.parametrize("how", ["off", "production"])
def test_where_the_clock_is_off_orders_stand_still(bench, bolt, advance, clock_of_the_demo, monkeypatch, how: str):
    if how == "off":
        clock_of_the_demo(0)
    else:
        strict = settings().model_copy(update={"mode": Mode.PRODUCTION})
        monkeypatch.setattr("portal_app.integrations.erp.jobs.settings", lambda: strict)
    number = _place(bolt)
    advance(timedelta(days=1))
    move_on(NOON)
    assert _status(number).state is OrderState.RECEIVED


def test_a_database_that_is_away_is_an_erp_that_is_away(bench, monkeypatch):
    def away(*_: object) -> None:
        raise Unavailable

    monkeypatch.setattr("portal_app.integrations.erp.actions.taking.read_warehouses", away)
    with pytest.raises(ErpUnavailable):
        EmbeddedErp().health()
