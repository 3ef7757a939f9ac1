"""Lines of a cart: put, merged, corrected, changed in two tabs, taken out and brought back. Wrong quantities are answered one by one."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal_app.catalog import withdraw_products
from portal_app.kernel.db import transaction
from portal_app.kernel.errors import Conflict, Invalid, NotFound
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import company_scope
from portal_app.ordering import LineFacts, LinePlace, LineWish, change_line, list_carts, open_cart, put_lines, read_cart, remove_cart, remove_line, restore_line
from portal_app.ordering.rules.cart_lines import MERGED, UNKNOWN, PutLine, sums_of
from portal_app.ordering.rules.carts import MOST_LINES
from portal_app.ordering.tables import CartLine
from tests.ordering.shop import BEARING, BOLT, NEW, NOW, OIL, OPERATOR, THEIRS, Shop


@pytest.fixture
def cart(shop: Shop) -> Id:
    return open_cart(shop.jan, "Line 4")


def _wish(shop: Shop, number: str, quantity: Any, **place: Any) -> LineWish:
    return LineWish(shop.product(number), Decimal(quantity), LinePlace(**place))


def _held(shop: Shop, cart: Id) -> list[tuple[str, Decimal]]:
    return [(line.number, line.quantity) for line in read_cart(shop.jan, cart).lines]


def test_lines_stand_in_the_order_in_which_they_were_put(shop: Shop, cart: Id):
    put_lines(shop.jan, cart, [_wish(shop, BEARING, 24), _wish(shop, BOLT, 500)])
    put_lines(shop.jan, cart, [_wish(shop, OIL, "7.5")])
    assert _held(shop, cart) == [(BEARING, 24), (BOLT, 500), (OIL, Decimal("7.5"))]


def test_the_same_product_becomes_more_of_one_line(shop: Shop, cart: Id):
    first, again = put_lines(shop.jan, cart, [_wish(shop, BEARING, 2), _wish(shop, BEARING, 3)])
    (later,) = put_lines(shop.jan, cart, [_wish(shop, BEARING, 5)])
    assert _held(shop, cart) == [(BEARING, 10)]
    assert first.line_id == again.line_id == later.line_id
    assert (first.reason, later.reason, later.quantity) == ("", MERGED, 10)


@pytest.mark.asvs("2.2.3")
def test_a_pack_rule_holds_for_the_merged_line_and_not_for_each_part(shop: Shop, cart: Id):
    answers = put_lines(shop.jan, cart, [_wish(shop, BOLT, 60), _wish(shop, BOLT, 60), _wish(shop, BOLT, 30)])
    assert _held(shop, cart) == [(BOLT, 200)]
    assert [(one.quantity, one.values["wanted"]) for one in answers] == [(200, 150)] * 3


def test_what_goes_elsewhere_is_a_line_of_its_own(shop: Shop, cart: Id):
    put_lines(shop.jan, cart, [_wish(shop, BEARING, 16), _wish(shop, BEARING, 8, cost_centre_id=shop.centres[1], requested_on=date(2026, 11, 27))])
    assert _held(shop, cart) == [(BEARING, 16), (BEARING, 8)]


@pytest.mark.parametrize("quantity", ["-1", "0", "-0.000001", "1000000000", "1e9", "NaN", "Infinity", "-Infinity", "sNaN", "0.0000001", "1e20", "1e-9"])
def test_a_quantity_that_is_none_leaves_the_others_alone(shop: Shop, cart: Id, quantity: str):
    wrong, right = put_lines(shop.jan, cart, [_wish(shop, BEARING, quantity), _wish(shop, OIL, 5)])
    assert wrong.problem and not wrong.line_id
    assert (right.problem, right.quantity) == ("", 5)
    assert _held(shop, cart) == [(OIL, 5)]


def test_less_than_nothing_never_takes_from_what_is_there(shop: Shop, cart: Id):
    put_lines(shop.jan, cart, [_wish(shop, BEARING, 10)])
    put_lines(shop.jan, cart, [_wish(shop, BEARING, -5), _wish(shop, BEARING, 1)])
    assert _held(shop, cart) == [(BEARING, 11)]


def test_sums_that_grow_too_large_are_refused(shop: Shop, cart: Id):
    put_lines(shop.jan, cart, [_wish(shop, BEARING, 999_999_999)])
    (more,) = put_lines(shop.jan, cart, [_wish(shop, BEARING, 1)])
    assert more.problem and _held(shop, cart) == [(BEARING, 999_999_999)]


def test_products_of_others_and_unknown_ones_are_answered_the_same(shop: Shop, cart: Id):
    wishes = [_wish(shop, THEIRS, 1), LineWish(new_id(), Decimal(1)), LineWish("nonsense", Decimal(1)), LineWish("", Decimal(1))]
    assert put_lines(shop.jan, cart, wishes) == (PutLine("", Decimal(0), problem=UNKNOWN),) * 4
    assert _held(shop, cart) == []


@pytest.mark.asvs("2.2.3")
def test_places_of_strangers_put_nothing(shop: Shop, cart: Id):
    for place in ({"cost_centre_id": shop.their_centre}, {"address_id": shop.their_address}, {"address_id": new_id()}):
        with pytest.raises(NotFound):
            put_lines(shop.jan, cart, [_wish(shop, OIL, 5), _wish(shop, BEARING, 1, **place)])
    with pytest.raises(Invalid):
        put_lines(shop.jan, cart, [_wish(shop, BEARING, 1, requested_on=date(2026, 11, 22))])
    assert _held(shop, cart) == []


@pytest.mark.asvs("2.3.2")
def test_one_line_too_many_puts_nothing(shop: Shop, cart: Id):
    _fill(shop, cart, MOST_LINES - 1)
    put_lines(shop.jan, cart, [_wish(shop, BEARING, 1)])
    with pytest.raises(Invalid) as refused:
        put_lines(shop.jan, cart, [_wish(shop, BEARING, 1), _wish(shop, OIL, 5)])
    assert refused.value.values == {"most": MOST_LINES, "lines": MOST_LINES + 1}
    assert len(read_cart(shop.jan, cart).lines) == MOST_LINES and read_cart(shop.jan, cart).lines[-1].quantity == 1
    put_lines(shop.jan, cart, [_wish(shop, BEARING, 1)])  # more of a line is no line more
    assert read_cart(shop.jan, cart).lines[-1].quantity == 2


def _fill(shop: Shop, cart: Id, count: int) -> None:
    """So many lines of bolts, each for another day."""
    bolt = shop.product(BOLT)
    with transaction(company_scope(shop.company), writes=True) as session:
        session.add_all(
            CartLine(
                cart_id=cart, product_id=bolt, number=BOLT, name="Hex bolt", quantity=Decimal(100), position=place,
                requested_on=date(2026, 12, 1) + timedelta(days=place), put_at=NOW,
            )
            for place in range(count)
        )  # fmt: skip


def test_a_changed_line_fits_the_packs(shop: Shop, cart: Id):
    (put,) = put_lines(shop.jan, cart, [_wish(shop, BOLT, 500)])
    changed = change_line(shop.jan, put.line_id, LineFacts(Decimal(510), LinePlace(address_id=shop.addresses[1]), "for line 4"), version=1)
    assert changed.quantity == 600 and changed.reason
    (line,) = read_cart(shop.jan, cart).lines
    assert (line.quantity, line.place, line.note, line.version) == (600, LinePlace(address_id=shop.addresses[1]), "for line 4", 2)


def test_the_second_of_two_tabs_does_not_overwrite_a_line(shop: Shop, cart: Id):
    (put,) = put_lines(shop.jan, cart, [_wish(shop, BEARING, 5)])
    change_line(shop.jan, put.line_id, LineFacts(Decimal(6)), version=1)
    for call in (lambda: change_line(shop.jan, put.line_id, LineFacts(Decimal(7)), version=1), lambda: remove_line(shop.jan, put.line_id, version=1)):
        with pytest.raises(Conflict):
            call()
    assert _held(shop, cart) == [(BEARING, 6)]


def test_two_tabs_that_both_put_lose_nothing(shop: Shop, cart: Id):
    before = read_cart(shop.jan, cart).edits
    put_lines(shop.jan, cart, [_wish(shop, BEARING, 5)])
    put_lines(shop.jan, cart, [_wish(shop, BOLT, 100)])
    sheet = read_cart(shop.jan, cart)
    assert sheet.edits == before + 2 and len(sheet.lines) == 2


@pytest.mark.parametrize("quantity", ["-1", "0", "1e9", "NaN"])
def test_a_line_keeps_its_quantity_when_the_new_one_is_none(shop: Shop, cart: Id, quantity: str):
    (put,) = put_lines(shop.jan, cart, [_wish(shop, BEARING, 5)])
    with pytest.raises(Invalid) as refused:
        change_line(shop.jan, put.line_id, LineFacts(Decimal(quantity)), version=1)
    assert list(refused.value.fields) == ["quantity"]
    assert _held(shop, cart) == [(BEARING, 5)]


def test_a_line_that_comes_to_the_place_of_another_joins_it(shop: Shop, cart: Id):
    here, there = put_lines(shop.jan, cart, [_wish(shop, BEARING, 5), _wish(shop, BEARING, 3, cost_centre_id=shop.centres[0])])
    put = change_line(shop.jan, there.line_id, LineFacts(Decimal(4)), version=1)
    assert (put.line_id, put.quantity, put.reason) == (here.line_id, 9, MERGED)
    assert _held(shop, cart) == [(BEARING, 9)]


def test_a_line_that_was_taken_out_comes_back_to_its_place(shop: Shop, cart: Id):
    first, _ = put_lines(shop.jan, cart, [_wish(shop, BEARING, 5), _wish(shop, OIL, 5)])
    remove_line(shop.jan, first.line_id, version=1)
    remove_line(shop.jan, first.line_id, version=1)
    assert _held(shop, cart) == [(OIL, 5)]
    assert restore_line(shop.jan, first.line_id).quantity == 5
    assert _held(shop, cart) == [(BEARING, 5), (OIL, 5)]


def test_a_line_that_comes_back_joins_what_was_put_meanwhile(shop: Shop, cart: Id):
    (first,) = put_lines(shop.jan, cart, [_wish(shop, BEARING, 5)])
    remove_line(shop.jan, first.line_id, version=1)
    put_lines(shop.jan, cart, [_wish(shop, BEARING, 2)])
    assert restore_line(shop.jan, first.line_id).reason == MERGED
    assert _held(shop, cart) == [(BEARING, 7)]


def test_lines_of_another_persons_cart_are_unknown(shop: Shop, cart: Id):
    (put,) = put_lines(shop.jan, cart, [_wish(shop, BEARING, 5)])
    for who in (shop.mia, shop.stranger):
        with pytest.raises(NotFound):
            change_line(who, put.line_id, LineFacts(Decimal(1)), version=1)
        with pytest.raises(NotFound):
            remove_line(who, put.line_id, version=1)
        with pytest.raises(NotFound):
            restore_line(who, put.line_id)


def test_a_withdrawn_product_stays_in_sight_and_can_be_taken_out(shop: Shop, cart: Id):
    (put,) = put_lines(shop.jan, cart, [_wish(shop, NEW, 5)])
    withdraw_products(OPERATOR, [NEW])
    (line,) = read_cart(shop.jan, cart).lines
    assert (line.number, line.name, line.product) == (NEW, "Cutting disc 125x1.0", None)
    with pytest.raises(NotFound) as refused:
        change_line(shop.jan, put.line_id, LineFacts(Decimal(6)), version=1)
    assert refused.value.message == UNKNOWN
    remove_line(shop.jan, put.line_id, version=1)
    assert _held(shop, cart) == []


@pytest.mark.parametrize("note", ["x" * 201])
def test_a_note_that_is_too_long_is_refused(shop: Shop, cart: Id, note: str):
    with pytest.raises(Invalid):
        put_lines(shop.jan, cart, [LineWish(shop.product(BEARING), Decimal(1), note=note)])


QUANTITIES = st.decimals(-5, 10_000, places=2, allow_nan=False) | st.sampled_from([Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")])


@given(wishes=st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.decimals(0, 1000, places=3, allow_nan=False, allow_infinity=False)), max_size=30))
def test_sums_hold_all_that_was_wished_for(wishes: Sequence[tuple[str, Decimal]]):
    sums = sums_of(LineWish(product, quantity) for product, quantity in wishes)
    assert sum(sums.values()) == sum(quantity for _, quantity in wishes)
    assert list(sums) == list(dict.fromkeys((product, LinePlace()) for product, _ in wishes))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.lists(st.tuples(st.sampled_from([BEARING, BOLT, OIL]), QUANTITIES), max_size=4), max_size=4))
def test_however_it_is_put_every_wish_is_answered_and_the_cart_holds_what_the_answers_say(shop: Shop, parts: list[list[tuple[str, Decimal]]]):
    cart = _empty_cart(shop)
    said: dict[Id, Decimal] = {}
    for part in parts:
        wishes = [LineWish(shop.product(number), quantity) for number, quantity in part]
        answers = put_lines(shop.jan, cart, wishes)
        assert len(answers) == len(wishes)
        for wish, answer in zip(wishes, answers, strict=True):
            taken = wish.quantity.is_finite() and wish.quantity > 0
            assert bool(answer.line_id) == taken == (not answer.problem)
            said |= {answer.line_id: answer.quantity} if taken else {}
    assert {line.id: line.quantity for line in read_cart(shop.jan, cart).lines} == said


def _empty_cart(shop: Shop) -> Id:
    for row in list_carts(shop.jan):
        remove_cart(shop.jan, row.id)
    return open_cart(shop.jan, "Once more")
