"""Order files that somebody works on: pages of lines, counts that add up, lines mended in place, what is good into a cart; nothing of others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from portal_app.accounts import Role, list_cost_centres
from portal_app.integrations.files import read_table
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering import (
    OPEN,
    Change,
    ColumnKind,
    ColumnMapping,
    Decision,
    FilledFromIntake,
    IntakeSheet,
    ListTarget,
    Verdict,
    fill_cart_from_intake,
    forget_old_intakes,
    intake_csv,
    list_carts,
    list_intakes,
    mend_line,
    open_cart,
    open_intake,
    open_lines_csv,
    packed_reading,
    put_reading,
    read_again,
    read_cart,
    read_intake,
    read_list,
    read_order_file,
    read_whole_intake,
    remove_intake,
    said,
    save_intake_as_list,
    undo_line,
)  # fmt: skip
from portal_app.ordering.actions import intake_filling
from portal_app.ordering.actions.intake_keeping import KEPT, MOST_INTAKES
from portal_app.ordering.rules.intake.verdicts import IntakeLine
from tests.integrations.workbooks import Tab, workbook
from tests.ordering.shop import BEARING, BOLT, NEW, OIL, OLD, THEIRS, Shop, new_person, open_shop, put_on_hand

V, K = Verdict, ColumnKind
FILE = f"""Artikel;Menge;Auftrag
{BOLT};500;A1
48-1007-N8;100;A1
{BEARING};8;A1
{BEARING};4;A1
{OIL};4;A1
{OLD};10;A1
{NEW};viele;A1
{NEW};1.000,5;A2

Summe;99
"""


def start(who: Actor, text: str | bytes = FILE, name: str = "Bedarf.csv") -> Id:
    source = text if isinstance(text, bytes) else text.encode()
    return open_intake(who, packed_reading(read_order_file(who, name, source)), source)


def line(who: Actor, intake: Id, number: int) -> IntakeLine:
    return next(one for one in read_whole_intake(who, intake).lines if one.line == number)


def verdicts(who: Actor, intake: Id) -> list[Verdict]:
    return [one.verdict for one in read_whole_intake(who, intake).lines]


def told(one: IntakeLine) -> str:
    return " ".join(said(remark, "en") for remark in one.remarks)


def check_counts(sheet: IntakeSheet, lines: int) -> None:
    assert sum(sheet.counts.values()) == lines == sheet.total


_shops: dict[str, Shop] = {}


@pytest.fixture
def shop(shared_database: str) -> Shop:
    """One shop for all tests of this module; who orders in it is new in each."""
    if shared_database not in _shops:
        _shops[shared_database] = open_shop()
    kept = _shops[shared_database]
    return replace(kept, jan=new_person(kept.company, "Jan Keller", Role.BUYER), mia=new_person(kept.company, "Mia Roth", Role.BUYER))


@pytest.fixture
def intake(shop: Shop) -> Id:
    return start(shop.jan)


def test_a_file_is_kept_as_it_was_read(shop: Shop, intake: Id):
    sheet = read_intake(shop.jan, intake)
    check_counts(sheet, 11)
    assert {verdict: count for verdict, count in sheet.counts.items() if count} == {
        V.OK: 2, V.CORRECTED: 2, V.UNKNOWN: 1, V.DUPLICATE: 1, V.CHOOSE: 2, V.HEADING: 2, V.EMPTY: 1,
    }  # fmt: skip
    assert (sheet.name, sheet.found.encoding, sheet.found.delimiter, sheet.found.decimal_sign, sheet.found.header) == ("Bedarf.csv", "utf-8", ";", ",", 1)
    assert sheet.found.heads == ("Artikel", "Menge", "Auftrag") and sheet.found.samples == (BOLT, "500", "A1")
    assert [one.line for one in sheet.lines] == [3, 5, 7, 8, 6, 9, 2, 4, 1, 10, 11]  # what needs somebody comes first
    assert read_whole_intake(shop.jan, intake).lines == read_order_file(shop.jan, "Bedarf.csv", FILE.encode()).lines


def test_one_verdict_can_be_asked_for_and_pages_are_never_longer_than_25(shop: Shop):
    intake = start(shop.jan, "\n".join(f"{BEARING};1;{n}" if n % 3 else f"nothing-{n};1;{n}" for n in range(1, 91)))
    every = [read_intake(shop.jan, intake, [V.UNKNOWN], number) for number in (1, 2, 9)]
    assert [(one.number, one.shown, len(one.lines)) for one in every] == [(1, 30, 25), (2, 30, 5), (2, 30, 5)]
    assert len(read_intake(shop.jan, intake, number=2).lines) == 25
    check_counts(every[0], 90)


def test_an_unknown_number_is_mended_by_choosing_what_was_meant(shop: Shop, intake: Id):
    product = line(shop.jan, intake, 3).candidates[0]
    mend_line(shop.jan, intake, 3, Change(product_id=product))
    mended = line(shop.jan, intake, 3)
    assert (mended.product_id, mended.quantity, mended.source) == (product, 100, "48-1007-N8; 100; A1")
    assert mended.verdict is V.DUPLICATE and told(mended) == "Also in line 2; together 600."
    assert read_intake(shop.jan, intake).mended == {3}
    undo_line(shop.jan, intake, 3)
    assert line(shop.jan, intake, 3).verdict is V.UNKNOWN and read_intake(shop.jan, intake).mended == set()


def test_another_number_is_looked_up_like_one_of_the_file(shop: Shop, intake: Id):
    mend_line(shop.jan, intake, 3, Change(wanted=f" {OIL.lower()} "))
    assert (line(shop.jan, intake, 3).verdict, line(shop.jan, intake, 3).product_id) == (V.OK, shop.product(OIL))
    mend_line(shop.jan, intake, 3, Change(wanted="48-1007-M9"))
    again = line(shop.jan, intake, 3)
    assert again.verdict is V.UNKNOWN and shop.product(BOLT) in again.candidates
    with pytest.raises(Invalid) as refused:
        mend_line(shop.jan, intake, 3, Change(wanted=" "))
    assert refused.value.fields == {"number": "Please enter a number or words."}


@pytest.mark.parametrize(
    ("typed", "verdict", "quantity", "what"),
    [
        ("12", V.OK, 12, ""), ("1.000,5", V.CORRECTED, 1001, "Packs of 1: 1,000.5 becomes 1,001."), ("-1", V.NOT_ALLOWED, None, "above 0"),
        ("0", V.NOT_ALLOWED, None, "above 0"), ("1000000000", V.NOT_ALLOWED, None, "more than can be ordered"), ("0.0000001", V.CHOOSE, None, "not a quantity"),
    ],
)  # fmt: skip
def test_a_quantity_is_mended_as_it_is_typed(shop: Shop, intake: Id, typed: str, verdict: Verdict, quantity: int | None, what: str):
    mend_line(replace(shop.jan, locale="en"), intake, 8, Change(quantity=typed))
    mended = line(shop.jan, intake, 8)
    assert (mended.verdict, mended.quantity) == (verdict, quantity) and what in told(mended)
    check_counts(read_intake(shop.jan, intake), 11)


@pytest.mark.parametrize(("typed", "reason"), [("many", "This is not a quantity."), ("1e9", "This is not a quantity."), ("", "Please enter a quantity.")])
def test_what_is_no_quantity_changes_nothing(shop: Shop, intake: Id, typed: str, reason: str):
    before = read_whole_intake(shop.jan, intake).lines
    with pytest.raises(Invalid) as refused:
        mend_line(shop.jan, intake, 8, Change(quantity=typed))
    assert refused.value.fields["quantity"].startswith(reason) and read_whole_intake(shop.jan, intake).lines == before


def test_a_quantity_may_count_packs(shop: Shop, intake: Id):
    mend_line(shop.jan, intake, 2, Change(quantity="3", in_packs=True))
    assert (line(shop.jan, intake, 2).quantity, told(line(shop.jan, intake, 2))) == (300, "3 packs of 100 are 300.")


def test_a_duplicate_is_merged_kept_or_left_out_and_that_can_be_taken_back(shop: Shop, intake: Id):
    assert (line(shop.jan, intake, 5).verdict, line(shop.jan, intake, 5).same_as) == (V.DUPLICATE, 4)
    mend_line(shop.jan, intake, 5, Change(decision=Decision.MERGE))
    first, merged = line(shop.jan, intake, 4), line(shop.jan, intake, 5)
    assert (first.verdict, first.quantity + first.more, told(first)) == (V.CORRECTED, 12, "With line 5 it is 12.")
    assert (merged.verdict, told(merged)) == (V.MERGED, "Added to line 4, which now has 12.")
    mend_line(shop.jan, intake, 5, Change(decision=Decision.KEEP))
    assert [line(shop.jan, intake, n).verdict for n in (4, 5)] == [V.OK, V.OK] and line(shop.jan, intake, 4).more == 0
    mend_line(shop.jan, intake, 5, Change(decision=Decision.LEFT_OUT))
    assert told(line(shop.jan, intake, 5)) == "You left this line out."
    undo_line(shop.jan, intake, 5)
    assert line(shop.jan, intake, 5).verdict is V.DUPLICATE
    mend_line(shop.jan, intake, 4, Change(decision=Decision.LEFT_OUT))
    assert line(shop.jan, intake, 5).verdict is V.OK  # what it repeated is not ordered
    check_counts(read_intake(shop.jan, intake), 11)


def test_a_short_line_is_ordered_all_the_same_when_somebody_says_so(shop: Shop, request: pytest.FixtureRequest):
    put_on_hand(BEARING, 3)
    request.addfinalizer(lambda: put_on_hand(BEARING, 1_000_000))
    intake = start(shop.jan, f"{BEARING};8\n{BOLT};100")
    assert line(shop.jan, intake, 1).verdict is V.SHORT
    mend_line(shop.jan, intake, 1, Change(decision=Decision.ACCEPT))
    taken = line(shop.jan, intake, 1)
    assert taken.verdict is V.OK and told(taken).startswith("3 are there now")
    mend_line(shop.jan, intake, 1, Change(quantity="9"))
    assert line(shop.jan, intake, 1).verdict is V.SHORT  # another quantity is to be decided anew


def test_good_lines_go_into_a_cart_and_the_others_stay(shop: Shop, intake: Id):
    mend_line(shop.jan, intake, 5, Change(decision=Decision.MERGE))
    filled = fill_cart_from_intake(shop.jan, intake, "", "Order of today")
    assert filled == FilledFromIntake(filled.cart_id, "Order of today", 5, 0, 3)
    cart = read_cart(shop.jan, filled.cart_id)
    assert {one.number: (one.quantity, one.note) for one in cart.lines} == {
        BOLT: (500, "A1"), BEARING: (12, "A1"), OIL: (5, "A1"), NEW: (1001, "A2"),
    }  # fmt: skip
    sheet = read_intake(shop.jan, intake)
    check_counts(sheet, 11)
    assert (sheet.good, sheet.open, sheet.counts[V.IN_CART]) == (0, 3, 5)
    assert told(line(shop.jan, intake, 5)) == "In the cart “Order of today”."
    with pytest.raises(Conflict):
        mend_line(shop.jan, intake, 2, Change(quantity="1"))
    with pytest.raises(Invalid):
        fill_cart_from_intake(shop.jan, intake, filled.cart_id)
    mend_line(shop.jan, intake, 8, Change(quantity="3"))
    assert fill_cart_from_intake(shop.jan, intake, filled.cart_id).put == 1
    assert {one.number: one.quantity for one in read_cart(shop.jan, filled.cart_id).lines}[NEW] == 1004


def test_pressed_twice_lines_go_into_the_cart_once(shop: Shop, intake: Id):
    cart = open_cart(shop.jan, "Line 4")
    answers = {fill_cart_from_intake(shop.jan, intake, cart, repeat_key="one click") for _ in range(2)}
    assert len(answers) == 1 and len(list_carts(shop.jan)) == 1 and sum(one.quantity for one in read_cart(shop.jan, cart).lines) == 500 + 8 + 5 + 1001


def test_what_finds_no_room_in_a_cart_stays_and_is_said(shop: Shop, intake: Id, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(intake_filling, "MOST_LINES", 2)
    filled = fill_cart_from_intake(shop.jan, intake, "", "Full")
    assert (filled.put, filled.full, filled.open_lines) == (2, 2, 4)
    with pytest.raises(Invalid) as refused:
        fill_cart_from_intake(shop.jan, intake, filled.cart_id)
    assert refused.value.message == intake_filling.NO_ROOM
    check_counts(read_intake(shop.jan, intake), 11)


def test_cost_centres_and_days_of_the_file_go_with_their_lines(shop: Shop):
    centre = list_cost_centres(shop.jan)[0]
    day = "2026-12-01"
    intake = start(shop.jan, f"Artikel;Menge;Kostenstelle;Wunschtermin\n{BOLT};100;{centre.number};{day}\n{BEARING};2;nobody's;2020-01-31")
    assert told(line(shop.jan, intake, 3)) == "“2020-01-31” cannot be taken as the requested date. It was left out."
    filled = fill_cart_from_intake(shop.jan, intake, "", "Places")
    bolt, bearing = read_cart(shop.jan, filled.cart_id).lines
    assert (bolt.place.cost_centre_id, bolt.place.requested_on.isoformat(), bolt.note) == (centre.id, day, "")
    assert (bearing.place.cost_centre_id, bearing.place.requested_on, bearing.note) == ("", None, "nobody's")


def test_a_changed_mapping_reads_anew_and_keeps_what_was_said(shop: Shop):
    intake = start(shop.jan, f"{BOLT};100;500\n48-1007-N8;7;900\n{BEARING};8;9")
    mend_line(shop.jan, intake, 2, Change(product_id=shop.product(OIL)))
    mend_line(shop.jan, intake, 3, Change(decision=Decision.LEFT_OUT))
    mapping = ColumnMapping((K.NUMBER, K.LEFT_OUT, K.QUANTITY))
    sheet = read_intake(shop.jan, intake)
    reading = read_again(shop.jan, intake, mapping)
    put_reading(shop.jan, intake, reading, version=sheet.version)
    assert verdicts(shop.jan, intake) == [V.OK, V.OK, V.LEFT_OUT] and [line(shop.jan, intake, n).quantity for n in (1, 2)] == [500, 900]
    assert line(shop.jan, intake, 2).product_id == shop.product(OIL) and read_intake(shop.jan, intake).found.is_remembered
    assert read_intake(shop.mia, start(shop.mia, f"{BEARING};5;77")).found.is_remembered  # by the whole company
    with pytest.raises(Conflict):
        put_reading(shop.jan, intake, reading, version=sheet.version)


def test_the_sum_is_for_those_who_see_prices(shop: Shop, intake: Id):
    blind = replace(shop.jan, permissions=shop.jan.permissions - {Permission.PRICE_VIEW})
    assert read_intake(shop.jan, intake).net.amount == Decimal("42.00") + Decimal("48.80") + Decimal("38.70") + Decimal("980.98")
    assert read_intake(blind, intake).net is None


def test_nobody_reaches_another_ones_file(shop: Shop, intake: Id):
    for other in (shop.mia, shop.stranger):
        for unknown in (intake, new_id(), "nonsense"):
            for call in (read_intake, read_whole_intake, remove_intake):
                with pytest.raises(NotFound):
                    call(other, unknown)
            with pytest.raises(NotFound):
                mend_line(other, unknown, 2, Change(quantity="1"))
            with pytest.raises(NotFound):
                fill_cart_from_intake(other, unknown, "", "Mine")
        assert list_intakes(other) == ()
    reader = replace(shop.jan, permissions=frozenset({Permission.CATALOG_VIEW}))
    with pytest.raises(Forbidden):
        read_intake(reader, intake)


def test_a_product_that_is_not_seen_cannot_be_chosen(shop: Shop, intake: Id):
    for product in (shop.product(THEIRS), new_id(), "nonsense"):
        with pytest.raises(NotFound):
            mend_line(shop.jan, intake, 3, Change(product_id=product))
    for number in (0, 99):
        with pytest.raises(NotFound):
            mend_line(shop.jan, intake, number, Change(quantity="1"))
    for heading in (1, 10, 11):
        with pytest.raises(Conflict):
            mend_line(shop.jan, intake, heading, Change(quantity="1"))


def test_the_last_ten_are_kept_for_thirty_days(shop: Shop, advance: Callable[[timedelta], None]):
    for n in range(MOST_INTAKES + 2):
        start(shop.jan, f"{BOLT};100", f"{n}.csv")
        advance(timedelta(minutes=1))
    assert [row.name for row in list_intakes(shop.jan)] == [f"{n}.csv" for n in range(MOST_INTAKES + 1, 1, -1)]
    assert [(row.lines, row.good_lines, row.open_lines) for row in list_intakes(shop.jan)][0] == (1, 1, 0)
    remove_intake(shop.jan, list_intakes(shop.jan)[0].id)
    job = system(frozenset({Permission.CART_EDIT}), shop.company, name="forgetting")
    assert forget_old_intakes(job) == 0 and len(list_intakes(shop.jan)) == MOST_INTAKES - 1
    advance(KEPT)
    mend_line(shop.jan, list_intakes(shop.jan)[-1].id, 1, Change(quantity="200"))
    assert forget_old_intakes(job) >= MOST_INTAKES - 2 and len(list_intakes(shop.jan)) == 1


def test_the_download_says_what_is_open_and_no_cell_is_a_formula(shop: Shop):
    intake = start(shop.jan, f"Artikel;Menge\n=cmd|'/c calc'!A0;5\n{BOLT};100\n+nothing-7;1")
    whole = read_whole_intake(shop.jan, intake)
    open_rows = [row.cells for row in read_table("open.csv", open_lines_csv(whole, "en")).rows]
    assert [row[:2] for row in open_rows[1:]] == [("2", "'=cmd|'/c calc'!A0"), ("4", "'+nothing-7")]
    assert len(read_table("all.csv", intake_csv(whole, "en")).rows) == 1 + 4


def test_a_workbook_is_kept_and_read_again_with_its_exact_numbers(shop: Shop):
    content = workbook(Tab("Bestellung", [["Teilenr", "Menge"], [BOLT, 250], [BEARING, 1.5]]), Tab("Archiv", [["x"]]))
    intake = start(shop.jan, content, "Bedarf.xlsx")
    sheet = read_intake(shop.jan, intake)
    assert (sheet.found.sheet, sheet.found.other_sheets) == ("Bestellung", ("Archiv",))
    put_reading(shop.jan, intake, read_again(shop.jan, intake, sheet.found.mapping), version=sheet.version)
    assert [one.quantity for one in read_whole_intake(shop.jan, intake).lines] == [None, 300, 2]

def test_lines_that_can_be_ordered_become_an_order_list(shop: Shop, intake: Id):
    sheet = read_intake(shop.jan, intake)
    good = sum(sheet.counts[one] for one in (V.OK, V.CORRECTED))
    saved = save_intake_as_list(shop.jan, intake, ListTarget("Shutdown"))
    kept = read_list(shop.jan, saved.list_id).lines
    assert (saved.put, saved.left) == (good, sum(sheet.counts[one] for one in OPEN)) and len(kept) == good
    fill_cart_from_intake(shop.jan, intake, "", "Line 4")
    assert save_intake_as_list(shop.jan, intake, ListTarget("Again")).put == good
    with pytest.raises(NotFound):
        save_intake_as_list(shop.mia, intake, ListTarget("Of a colleague"))
