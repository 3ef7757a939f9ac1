"""What staff do by hand in the embedded ERP: each step once and as it was seen, quantities and days checked, counts put right, the clock stopped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal_app.integrations.erp import (
    OrderState,
    ShelfFilter,
    ShelfKind,
    cancel_order,
    confirm_order,
    count_stock,
    invoice_order,
    list_shelves,
    pick_order,
    put_replenishment,
    receive_goods,
    reject_order,
    shelf_or_missing,
    ship_part,
    start_clock,
    stop_clock,
)
from portal_app.integrations.erp.actions.running import read_clock
from portal_app.integrations.erp.actions.taking import read_status, take_order
from portal_app.integrations.erp.jobs import move_on
from portal_app.integrations.erp.shipping import (
    ABOVE_NOTHING,
    BEYOND_PICKED,
    DAY_OVER,
    DAY_TOO_FAR,
    NO_LINE,
    NO_WEEKEND,
    OTHER_ADDRESS,
    PickedLine,
    check_days,
    check_leaving,
    wrong_arrival,
)
from portal_app.kernel import clock
from portal_app.kernel.config import Mode, settings
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.ids import new_id
from tests.database import module_database, new_company, shared_database
from tests.integrations.erp_cast import OPERATOR, SOON, EmbeddedBench, coming, inside, line, minutes, new_number, order

__all__ = ["module_database", "shared_database"]
pytestmark = pytest.mark.usefixtures("advance")
D = Decimal
MONDAY = date(2026, 11, 23)


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


def _status(number: str):
    return read_status(OPERATOR, [number])[number]


def _shelf(number: str, warehouse: str = "KI"):
    with inside(new_company()) as ctx:
        return shelf_or_missing(ctx, number, warehouse)


def _shelves(**asked) -> list[tuple[str, str]]:
    with inside(new_company()) as ctx:
        return [(one.number, one.warehouse) for one in list_shelves(ctx, ShelfFilter(**asked), number=1, size=100).rows]


# steps as they were seen


def test_a_second_click_ships_nothing_more(bench, bolt):
    number = _place(bolt)
    confirm_order(OPERATOR, number), pick_order(OPERATOR, number)
    for _ in range(2):
        ship_part(OPERATOR, number, {1: D(4)}, carrier="DHL", seen=3, repeat_key=f"ship:{number}:3")
    assert [one.lines for one in _status(number).deliveries] == [((1, D(4)),)]
    assert _shelf(bolt).on_hand == 96


@pytest.mark.parametrize("step", [confirm_order, pick_order, ship_part, invoice_order, reject_order, cancel_order])
def test_who_saw_an_older_order_changes_nothing(bench, bolt, step: Callable):
    number = _place(bolt)
    before = _status(number)
    with pytest.raises(Conflict, match="moved since you looked"):
        step(OPERATOR, number, seen=before.step + 1)
    assert _status(number) == before


def test_days_are_confirmed_line_by_line(bench, bolt):
    number = take_order(OPERATOR, order(line(1, number=bolt), line(2, number=bolt), line(3, number=bolt)), new_id()).number
    confirm_order(OPERATOR, number, {1: SOON, 2: None}, seen=1)
    assert [one.confirmed_day for one in _status(number).lines] == [SOON, None, MONDAY]


def test_a_day_that_cannot_be_confirmed_changes_nothing_and_names_its_field(bench, bolt):
    number = _place(bolt)
    with pytest.raises(Invalid) as refused:
        confirm_order(OPERATOR, number, {1: date(2026, 11, 20), 7: SOON})
    assert refused.value.fields == {"line-1": DAY_OVER, "line-7": NO_LINE}
    assert _status(number).state is OrderState.RECEIVED


@pytest.mark.parametrize(
    ("day", "wrong"),
    [(None, ""), (MONDAY, ""), (date(2026, 11, 22), DAY_OVER), (date(2026, 11, 28), NO_WEEKEND), (date(2028, 11, 23), ""), (date(2028, 11, 27), DAY_TOO_FAR)],
)
def test_which_days_can_be_confirmed(day: date | None, wrong: str):
    assert check_days(MONDAY, frozenset({1}), {1: day}).get(1, "") == wrong


@pytest.mark.parametrize(
    ("leaving", "wrong"),
    [
        ({1: D(10)}, {}),
        ({1: D("0.5"), 2: D(3)}, {}),
        ({1: D(0)}, {1: ABOVE_NOTHING}),
        ({1: D(-1)}, {1: ABOVE_NOTHING}),
        ({1: D(11)}, {1: BEYOND_PICKED}),
        ({1: D(10**9), 2: D(3)}, {1: BEYOND_PICKED}),
        ({4: D(1)}, {4: BEYOND_PICKED}),
        ({9: D(1)}, {9: NO_LINE}),
        ({1: D(1), 3: D(1)}, {3: OTHER_ADDRESS}),
        ({3: D(1)}, {}),
    ],
)
def test_which_quantities_may_leave_together(leaving: dict[int, D], wrong: dict[int, str]):
    picked = {1: PickedLine(D(10), None), 2: PickedLine(D(3), None), 3: PickedLine(D(5), {"city": "Bremen"}), 4: PickedLine(D(0), None)}
    assert check_leaving(picked, leaving) == wrong


def test_a_reason_travels_with_the_end_and_what_was_reserved_is_free(bench, bolt):
    number, other = _place(bolt, "30"), _place(bolt, "20")
    assert reject_order(OPERATOR, number, reason="  The range\nends. ", seen=1) is OrderState.REJECTED
    confirm_order(OPERATOR, other)
    assert cancel_order(OPERATOR, other, reason="x" * 300) is OrderState.CANCELLED
    assert (_status(number).reason, _status(other).reason) == ("The range ends.", "x" * 200)
    assert _shelf(bolt).reserved == 0


def test_what_is_picked_cannot_be_cancelled_any_more(bench, bolt):
    number = _place(bolt)
    confirm_order(OPERATOR, number), pick_order(OPERATOR, number)
    with pytest.raises(Conflict):
        cancel_order(OPERATOR, number, reason="asked on the phone")
    assert _status(number).state is OrderState.PICKED


# stock


def test_a_count_is_put_right_where_the_books_still_say_what_was_seen(bench, bolt, advance):
    advance(minutes(5))
    count_stock(OPERATOR, bolt, "KI", D("97.5"), seen=D(100))
    assert (_shelf(bolt).on_hand, _shelf(bolt).counted_at) == (D("97.5"), clock.now())
    with pytest.raises(Conflict, match="changed since you looked"):
        count_stock(OPERATOR, bolt, "KI", D(90), seen=D(100))
    assert _shelf(bolt).on_hand == D("97.5")


@pytest.mark.parametrize(("on_hand", "taken"), [(D(-1), False), (D(29), False), (D(30), True), (D(31), True)])
def test_a_count_is_not_below_what_is_reserved(bench, bolt, on_hand: D, taken: bool):
    _place(bolt, "30")
    try:
        count_stock(OPERATOR, bolt, "KI", on_hand, seen=D(100))
    except Invalid as refused:
        assert not taken and "on_hand" in refused.fields
    assert _shelf(bolt).on_hand == (on_hand if taken else 100)


def test_what_a_count_finds_goes_to_who_waits(bench):
    number = new_number()
    bench.put_stock(number, 5, coming(100))
    _place(number, "20")
    count_stock(OPERATOR, number, "KI", D(12), seen=D(5))
    shelf = _shelf(number)
    assert (shelf.reserved, shelf.waiting, shelf.free) == (12, 8, 0)


@pytest.mark.parametrize(("number", "warehouse"), [("nothing", "KI"), ("", "NU"), ("", "??")])
def test_unknown_stock_is_not_found(bench, bolt, number: str, warehouse: str):
    for act in (lambda *at: count_stock(OPERATOR, *at, D(1), seen=D(0)), lambda *at: put_replenishment(OPERATOR, *at, SOON, D(1))):
        with pytest.raises(NotFound):
            act(number or bolt, warehouse)


def test_what_is_on_its_way_is_one_quantity_a_day_and_nought_takes_it_away(bench, bolt):
    for day, quantity in ((SOON, D(50)), (date(2026, 12, 8), D(20)), (SOON, D("40.5"))):
        put_replenishment(OPERATOR, bolt, "KI", day, quantity)
    assert [(one.day, one.quantity) for one in _shelf(bolt).incoming] == [(SOON, D("40.5")), (date(2026, 12, 8), 20)]
    put_replenishment(OPERATOR, bolt, "KI", SOON, D(0))
    assert [one.day for one in _shelf(bolt).incoming] == [date(2026, 12, 8)]


@pytest.mark.parametrize(
    ("day", "quantity", "wrong"),
    [(date(2026, 11, 22), D(1), {"day"}), (SOON, D(-1), {"quantity"}), (date(2029, 1, 1), D(-1), {"day", "quantity"})],
)
def test_what_cannot_be_expected_is_refused_at_its_field(bench, bolt, day: date, quantity: D, wrong: set[str]):
    with pytest.raises(Invalid) as refused:
        put_replenishment(OPERATOR, bolt, "KI", day, quantity)
    assert set(refused.value.fields) == wrong and _shelf(bolt).incoming == ()


def test_goods_arrive_on_a_weekend_too():
    assert wrong_arrival(MONDAY, date(2026, 11, 28)) == ""


def test_stock_is_found_by_number_warehouse_and_kind(bench):
    word = new_id()
    for name, on_hand in (("A", 5), ("B", 0), ("C", 0)):
        bench.put_stock(f"{word}-{name}", on_hand, coming(50) if name == "C" else ())
    _place(f"{word}-C", "20")
    names = {"A": [(f"{word}-A", "KI")], "B": [(f"{word}-B", "KI")], "C": [(f"{word}-C", "KI")]}
    assert _shelves(words=word.lower()) == [*names["A"], *names["B"], *names["C"]]
    assert _shelves(words=word, warehouse="NU") == []
    assert _shelves(words=word, kind=ShelfKind.WAITING) == _shelves(words=word, kind=ShelfKind.COMING) == names["C"]
    assert _shelves(words=word, kind=ShelfKind.NONE_FREE) == [*names["B"], *names["C"]]
    assert _shelves(words="no such words", numbers=(f"{word}-B",)) == names["B"]
    assert _shelves(words="%_") == []


def test_two_clicks_book_goods_in_once(bench, bolt):
    for _ in range(2):
        receive_goods(OPERATOR, bolt, "KI", D(5), repeat_key=f"attempt:{bolt}")
    assert _shelf(bolt).on_hand == 105


# the clock


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings().model_copy(update={"mode": Mode.DEMO, "erp_step_minutes": 2})
    for module in ("jobs", "actions.running"):
        monkeypatch.setattr(f"portal_app.integrations.erp.{module}.settings", lambda: given)


def test_a_clock_that_was_stopped_moves_nothing_until_it_runs_again(bench, bolt, demo, advance):
    number = _place(bolt)
    boss = replace(OPERATOR, name="Petra Thode")
    stop_clock(boss), stop_clock(replace(OPERATOR, name="somebody else"))
    assert (read_clock(OPERATOR).stopped_by, read_clock(OPERATOR).stopped_at, read_clock(OPERATOR).minutes) == ("Petra Thode", clock.now(), 2)
    advance(minutes(30))
    move_on(clock.now())
    assert _status(number).state is OrderState.RECEIVED
    start_clock(OPERATOR), start_clock(OPERATOR)
    assert read_clock(OPERATOR).stopped_at is None
    move_on(clock.now())
    assert _status(number).state is OrderState.CONFIRMED
