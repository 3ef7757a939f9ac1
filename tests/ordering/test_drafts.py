"""The draft of the quick order on both databases: one for each person, the same everywhere, nothing typed is lost."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal_app.catalog import give_assortments, put_assortment, withdraw_products
from portal_app.kernel.errors import Forbidden, Invalid
from portal_app.kernel.ids import new_id
from portal_app.ordering import RowEntry, RowVerdict, empty_draft, paste_rows, put_rows, read_draft, remove_rows, suggest_rows
from portal_app.ordering.actions.draft_views import DraftSheet
from portal_app.ordering.rules.draft_rows import MOST_ROWS, TOO_MANY_ROWS
from portal_app.ordering.rules.quantities import quantity_text
from tests.ordering.conftest import OPERATOR, Counter


def entry(typed: str, quantity: str = "", **more) -> RowEntry:
    return RowEntry(more.pop("key", None) or new_id(), typed, quantity, **more)


def in_order(*rows: RowEntry) -> list[RowEntry]:
    """Each below the one before it."""
    return [replace(row, after=above) for row, above in zip(rows, ["", *(row.key for row in rows)], strict=False)]


def typed_in(sheet: DraftSheet) -> list[str]:
    return [row.typed for row in sheet.rows]


def verdicts(sheet: DraftSheet) -> list[RowVerdict]:
    return [row.judged.verdict for row in sheet.rows]


# --- what becomes of rows --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "quantity", "verdict", "ordered"),
    [
        ("48-1007-M8", "30", RowVerdict.OK, "30"), ("481007m8", "30", RowVerdict.OK, "30"), ("HM-2207", "30", RowVerdict.OK, "30"),
        ("48-1007-M8", "24", RowVerdict.CORRECTED, "30"), ("48-1007-M8", "1", RowVerdict.CORRECTED, "10"), ("77-0110-0", "12,5", RowVerdict.OK, "12.5"),
        ("48-2001-M8", "1.000,5", RowVerdict.CORRECTED, "1001"), ("48-2001-M8", "0", RowVerdict.WRONG_QUANTITY, "0"),
        ("48-2001-M8", "-1", RowVerdict.WRONG_QUANTITY, "-1"), ("48-2001-M8", "1000000000", RowVerdict.WRONG_QUANTITY, "1000000000"),
        ("48-2001-M8", "1e9", RowVerdict.WRONG_QUANTITY, None), ("48-2001-M8", "many", RowVerdict.WRONG_QUANTITY, None),
        ("48-2001-M8", "0.0000001", RowVerdict.WRONG_QUANTITY, "0.0000001"), ("48-2001-M8", "9999999999999999", RowVerdict.WRONG_QUANTITY, "9999999999999999"),
        ("48-2001-M8", "", RowVerdict.NO_QUANTITY, None), ("", "5", RowVerdict.NO_ARTICLE, "5"), ("48-1O07-M8", "200", RowVerdict.UNKNOWN, "200"),
        ("OLD-1", "5", RowVerdict.CHOOSE, "5"), ("=cmd|'/c calc'!A0", "5", RowVerdict.UNKNOWN, "5"),
    ],
)  # fmt: skip
def test_a_row_is_kept_whatever_it_says_and_gets_a_verdict(counter: Counter, typed: str, quantity: str, verdict: RowVerdict, ordered: str | None):
    buyer = replace(counter.buyer, locale="de")
    put_rows(buyer, [entry(typed, quantity)])
    row = read_draft(buyer).rows[0]
    assert (row.typed, row.judged.verdict, row.judged.quantity) == (typed, verdict, None if ordered is None else Decimal(ordered))
    assert verdict.can_be_ordered or verdict in (RowVerdict.NO_QUANTITY, RowVerdict.UNKNOWN, RowVerdict.CHOOSE, RowVerdict.NO_ARTICLE) or row.judged.reason


def test_an_unknown_number_offers_what_is_near_and_an_ambiguous_one_its_products(counter: Counter):
    sheet = put_rows(counter.buyer, in_order(entry("48-1O07-M8", "200"), entry("OLD-1", "5")))
    assert [[line.number for line in row.near] for row in sheet.rows][0][0] == "48-1007-M8"
    assert {line.number for line in sheet.rows[1].near} == {"48-1007-M8", "48-2001-M8"}


def test_a_correction_can_be_undone_and_done_again(counter: Counter):
    key = new_id()
    corrected = put_rows(counter.buyer, [entry("48-1007-M8", "24", key=key)]).rows[0]
    undone = put_rows(counter.buyer, [entry("48-1007-M8", "24", key=key, as_wanted=True, seen=corrected.version)]).rows[0]
    assert (undone.judged.verdict, undone.judged.quantity, undone.judged.fitting) == (RowVerdict.WRONG_QUANTITY, Decimal(24), Decimal(30))
    again = put_rows(counter.buyer, [entry("48-1007-M8", "24", key=key, seen=undone.version)]).rows[0]
    assert (again.judged.verdict, again.judged.quantity) == (RowVerdict.CORRECTED, Decimal(30))


def test_a_suggestion_that_was_taken_counts_more_than_what_was_typed(counter: Counter):
    bolt = suggest_rows(counter.buyer, "48-1007")[0].product
    row = put_rows(counter.buyer, [entry("OLD-1", "10", product_id=bolt.id)]).rows[0]
    assert (row.product.number, row.judged.verdict) == ("48-1007-M8", RowVerdict.OK)


def test_only_the_number_itself_is_exact(counter: Counter):
    assert [(one.product.number, one.exact) for one in suggest_rows(counter.buyer, "hm2207")] == [("48-1007-M8", True)]
    assert not any(one.exact for text in ("48-1007", "OLD-1", "bolt") for one in suggest_rows(counter.buyer, text))


def test_a_product_that_is_withdrawn_later_leaves_its_row_as_it_was_typed(counter: Counter):
    put_assortment(OPERATOR, "For a while")
    give_assortments(OPERATOR, counter.buyer.company_id, ["For a while"])
    put_rows(counter.buyer, [entry("90-0001", "2")])
    withdraw_products(OPERATOR, ["90-0001"])
    row = read_draft(counter.buyer).rows[0]
    assert (row.typed, row.wanted, row.product, row.judged.verdict) == ("90-0001", Decimal(2), None, RowVerdict.UNKNOWN)


def test_what_a_company_does_not_see_is_unknown_to_it_by_number_and_by_id(counter: Counter):
    hidden = suggest_rows(counter.buyer, "90-0001")[0].product
    sheet = put_rows(counter.stranger, [entry("90-0001", "2"), entry("x", "2", product_id=hidden.id)])
    assert [row.product for row in sheet.rows] == [None, None]
    assert suggest_rows(counter.stranger, "HM-2207") == ()


# --- whose it is -----------------------------------------------------------------------------------------------------


def test_everybody_has_a_draft_of_their_own(counter: Counter):
    put_rows(counter.buyer, [entry("48-1007-M8", "30")])
    for other in (counter.colleague, counter.stranger):
        assert read_draft(other) == DraftSheet(0, None)
    put_rows(counter.colleague, [entry("48-2001-M8", "1")])
    assert typed_in(read_draft(counter.buyer)) == ["48-1007-M8"]


def test_a_key_of_another_person_is_a_new_row_and_changes_nothing_there(counter: Counter):
    key = new_id()
    put_rows(counter.buyer, [entry("48-1007-M8", "30", key=key)])
    for other in (counter.colleague, counter.stranger):
        assert typed_in(put_rows(other, [entry("mine now", "1", key=key, seen=99)])) == ["mine now"]
        remove_rows(other, {key: 99})
    assert [(row.typed, row.wanted) for row in read_draft(counter.buyer).rows] == [("48-1007-M8", Decimal(30))]


def test_who_may_not_fill_a_cart_reads_and_writes_no_draft(counter: Counter):
    calls = (read_draft, empty_draft), ((put_rows, [entry("a")]), (remove_rows, {}), (paste_rows, "a", ""), (suggest_rows, "a"))
    for call in calls[0]:
        with pytest.raises(Forbidden):
            call(counter.reader)
    for call, *args in calls[1]:
        with pytest.raises(Forbidden):
            call(counter.reader, *args)


# --- order, repetition, limits ---------------------------------------------------------------------------------------


def test_rows_stand_where_they_were_typed(counter: Counter):
    first, third = entry("1"), entry("3")
    put_rows(counter.buyer, in_order(first, third))
    put_rows(counter.buyer, [entry("2", after=first.key)])
    put_rows(counter.buyer, [entry("0", after="")])
    assert typed_in(put_rows(counter.buyer, [entry("4", after="nobody knows this key")])) == ["0", "1", "2", "3", "4"]


def test_the_same_rows_put_twice_are_there_once(counter: Counter):
    rows = [entry("48-1007-M8", "24"), entry("x", "many")]
    once = put_rows(counter.buyer, rows)
    assert put_rows(counter.buyer, rows) == once
    assert read_draft(counter.buyer).version == 1


def test_pasting_twice_with_one_key_pastes_once(counter: Counter):
    for _ in range(2):
        sheet = paste_rows(counter.buyer, "48-1007-M8\t30\nnobody knows\t2", "", repeat_key="one paste")
    assert typed_in(sheet) == ["48-1007-M8", "nobody knows"] == typed_in(read_draft(counter.buyer))


def test_pasted_lines_stand_below_their_row_in_their_order(counter: Counter):
    first, last = entry("first", "1"), entry("last", "1")
    put_rows(counter.buyer, in_order(first, last))
    assert typed_in(paste_rows(counter.buyer, "a-101;1\n\nb-102;2\r\nc", first.key)) == ["first", "a-101", "b-102", "c", "last"]


@pytest.mark.parametrize(
    ("line", "typed", "quantity"),
    [
        ("48-1007-M8\t500", "48-1007-M8", "500"), ("500\t48-1007-M8", "48-1007-M8", "500"), ("48-1007-M8;500;Hex bolt", "48-1007-M8", "500"),
        ("48-1007-M8 500", "48-1007-M8", "500"), ("48-1007-M8, 500", "48-1007-M8", "500"), ("48-1007-M8 x 500", "48-1007-M8", "500"),
        ("20 x HM-2207", "HM-2207", "20"), ("washer m8 1.000,5", "washer m8", "1,000.5"), ("48-1007-M8", "48-1007-M8", ""), ("48-1007-M8\t", "48-1007-M8", ""),
        ("48-1007-M8\t1.000", "48-1007-M8", "1.000"), ("48-1007-M8\t-1", "48-1007-M8", "-1"), ("12345", "12345", ""), ("48-1007-M8 3 Pack", "48-1007-M8", "30"),
        ("48-1007-M8 3 kg", "48-1007-M8", "3 kg"), ("77-0110-0 2,5 m", "77-0110-0", "2.5"), ("Schraube", "Schraube", ""),
        ("\t48-1007-M8\t5", "48-1007-M8", "5"),
        ("M8x40", "M8x40", ""),
    ],
)  # fmt: skip
def test_a_pasted_line_is_read_as_a_line_of_an_order_file(counter: Counter, line: str, typed: str, quantity: str):
    (row,) = paste_rows(counter.buyer, line, "").rows
    assert (row.typed, row.wanted_text if row.wanted is None else quantity_text("en", row.wanted)) == (typed, quantity)


def test_words_above_pasted_columns_are_no_row_and_every_other_line_is_one(counter: Counter):
    sheet = paste_rows(counter.buyer, "Artikel;Menge\n48-1007-M8;10\nDanke im Voraus\n\nunknown-7;many\n30;48-2001-M8", "")
    assert typed_in(sheet) == ["48-1007-M8", "Danke im Voraus", "unknown-7", "48-2001-M8"]
    assert [row.wanted for row in sheet.rows] == [10, None, None, 30]  # two cells of the last line had changed places


def test_blank_rows_are_not_kept(counter: Counter):
    assert put_rows(counter.buyer, [entry(" ", "  ")]) == DraftSheet(0, read_draft(counter.buyer).changed_at)


def test_a_draft_holds_so_many_rows_and_no_more(counter: Counter):
    text = "\n".join(f"number {n};1" for n in range(MOST_ROWS))
    assert len(paste_rows(counter.buyer, text, "").rows) == MOST_ROWS
    for call in (lambda: put_rows(counter.buyer, [entry("one more")]), lambda: paste_rows(counter.colleague, f"{text}\none more", "")):
        with pytest.raises(Invalid) as refused:
            call()
        assert refused.value.message == TOO_MANY_ROWS
    assert len(read_draft(counter.buyer).rows) == MOST_ROWS and read_draft(counter.colleague).rows == ()


# --- two tabs --------------------------------------------------------------------------------------------------------


def test_two_tabs_that_change_different_rows_both_keep_theirs(counter: Counter):
    one, other = entry("48-1007-M8", "30"), entry("48-2001-M8", "1")
    seen = put_rows(counter.buyer, in_order(one, other)).version
    put_rows(counter.buyer, [replace(one, quantity="40", seen=seen)])
    sheet = put_rows(counter.buyer, [replace(other, quantity="2", seen=seen)])
    assert [row.wanted for row in sheet.rows] == [Decimal(40), Decimal(2)]
    assert sheet.version == seen + 2


def test_a_row_changed_in_both_tabs_is_kept_from_both(counter: Counter):
    row = entry("48-1007-M8", "30")
    seen = put_rows(counter.buyer, [row]).version
    put_rows(counter.buyer, [replace(row, quantity="40", seen=seen)])
    sheet = put_rows(counter.buyer, [replace(row, quantity="50", seen=seen)])
    assert [row.wanted for row in sheet.rows] == [Decimal(40), Decimal(50)]
    assert sheet.taken == () and sheet.rows[0].key == row.key


def test_a_row_removed_in_one_tab_and_changed_in_the_other_stays(counter: Counter):
    row = entry("48-1007-M8", "30")
    seen = put_rows(counter.buyer, [row]).version
    changed = put_rows(counter.buyer, [replace(row, quantity="40", seen=seen)])
    assert [row.wanted for row in remove_rows(counter.buyer, {row.key: seen}).rows] == [Decimal(40)]
    assert remove_rows(counter.buyer, {row.key: changed.version}).rows == ()
    assert [row.wanted for row in put_rows(counter.buyer, [replace(row, quantity="50", seen=seen)]).rows] == [Decimal(50)]


def test_who_has_the_newest_version_is_told_nothing_else(counter: Counter):
    version = put_rows(counter.buyer, [entry("48-1007-M8", "30")]).version
    assert read_draft(counter.buyer, version).rows == ()
    assert read_draft(counter.buyer, version - 1) == read_draft(counter.buyer)


# --- taking out and putting back -------------------------------------------------------------------------------------


def test_what_was_removed_can_be_put_back_as_it_was(counter: Counter):
    rows = in_order(entry("48-1007-M8", "24", as_wanted=True), entry("77-0110-0", "1.1250"), entry("HM-2207", "many"), entry("nobody knows", "3"))
    before = put_rows(counter.buyer, rows)
    removed = remove_rows(counter.buyer, {row.key: 1 for row in rows[1:3]})
    assert typed_in(removed) == ["48-1007-M8", "nobody knows"]
    put_rows(counter.buyer, removed.removed)
    back = put_rows(counter.buyer, empty_draft(counter.buyer).removed)
    assert [replace(row, version=0) for row in back.rows] == [replace(row, version=0) for row in before.rows]
    assert verdicts(back) == verdicts(before)


def test_an_empty_draft_is_emptied_without_a_new_version(counter: Counter):
    assert empty_draft(counter.buyer).version == 0
