"""Rows of a draft: what is said about each, and files that a spreadsheet may open."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal_app.kernel.ids import new_id
from portal_app.ordering.rules.csv_lines import csv_text, safe_cell
from portal_app.ordering.rules.draft_rows import LONGEST_TYPED, NOT_A_ROW, RowEntry, RowVerdict, check_entries, number_meant, same_number, tidy_typed
from portal_app.ordering.rules.judging import CANNOT_BE, Fitting, judge_row
from portal_app.ordering.rules.quantities import UNREADABLE, ReadQuantity

FITS, UP, NO = Fitting(Decimal(30)), Fitting(Decimal(30), "Packs of 10"), Fitting(None, "Above 0, please")
READ_30, READ_24 = ReadQuantity(Decimal(30)), ReadQuantity(Decimal(24))


@pytest.mark.parametrize(
    ("has_text", "products", "read", "fitting", "as_wanted", "verdict", "quantity", "reason"),
    [
        (True, 1, READ_30, FITS, False, RowVerdict.OK, 30, ""),
        (True, 1, READ_30, FITS, True, RowVerdict.OK, 30, ""),
        (True, 1, READ_24, UP, False, RowVerdict.CORRECTED, 30, "Packs of 10"),
        (True, 1, READ_24, UP, True, RowVerdict.WRONG_QUANTITY, 24, CANNOT_BE),
        (True, 1, ReadQuantity(Decimal(-1)), NO, False, RowVerdict.WRONG_QUANTITY, -1, "Above 0, please"),
        (True, 1, ReadQuantity(reason=UNREADABLE), None, False, RowVerdict.WRONG_QUANTITY, None, UNREADABLE),
        (True, 1, ReadQuantity(), None, False, RowVerdict.NO_QUANTITY, None, ""),
        (True, 0, READ_24, None, False, RowVerdict.UNKNOWN, 24, ""),
        (True, 2, READ_24, None, False, RowVerdict.CHOOSE, 24, ""),
        (False, 0, READ_24, None, False, RowVerdict.NO_ARTICLE, 24, ""),
    ],
)
def test_each_row_gets_its_verdict(has_text, products, read, fitting, as_wanted, verdict, quantity, reason):
    judged = judge_row(has_text=has_text, products=products, read=read, fitting=fitting, as_wanted=as_wanted)
    assert (judged.verdict, judged.quantity, judged.reason) == (verdict, quantity, reason)


def test_only_what_is_right_or_was_corrected_can_be_ordered():
    assert [verdict for verdict in RowVerdict if verdict.can_be_ordered] == [RowVerdict.CORRECTED, RowVerdict.OK]


@pytest.mark.parametrize(
    ("typed", "meant"), [("48-1O07-M9", "48-1007-M9"), ("4oo1", "4001"), ("1l1", "111"), ("5I5", "515"), ("48-1007-M8", ""), ("OIL 5", ""), ("M8xO", "")]
)
def test_letters_between_digits_are_taken_for_digits(typed: str, meant: str):
    assert number_meant(typed) == meant


def test_a_number_is_the_same_without_separators_and_case():
    assert same_number("hm 2207", "HM-2207") and not same_number("HM-2208", "HM-2207")


def test_what_is_typed_is_one_line_that_can_be_seen():
    assert tidy_typed("  48\t1007 \n M8\u200b\x00 ") == "48 1007 M8"
    assert len(tidy_typed("x" * 1000)) == LONGEST_TYPED


@pytest.mark.parametrize("keys", [["nonsense"], [""], ["x" * 4000], ["SAME", "SAME"]])
def test_rows_with_odd_keys_are_refused(keys: list[str]):
    assert check_entries([RowEntry(key, "bolt") for key in keys]) == NOT_A_ROW
    one = new_id()
    assert check_entries([RowEntry(one, "a"), RowEntry(one, "b")]) == NOT_A_ROW
    assert check_entries([RowEntry(new_id(), "a"), RowEntry(new_id(), "b")]) == ""


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", " =1"])
def test_a_cell_that_begins_a_formula_is_a_text(text: str):
    assert safe_cell(text) == f"'{text}"


def test_other_cells_stay_as_they_are():
    assert [safe_cell(text) for text in ("48-1007-M8", "1.000,5", "")] == ["48-1007-M8", "1.000,5", ""]


@given(some.lists(some.lists(some.text(some.characters(exclude_categories=("Cs", "Cc")), max_size=20), min_size=2, max_size=3), max_size=5))
def test_a_file_reads_back_as_it_was_written(rows: list[list[str]]):
    for language, separator in (("de", ";"), ("en", ",")):
        text = csv_text(rows, language)
        assert text.startswith("\ufeff")
        assert list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=separator)) == [[safe_cell(cell) for cell in row] for row in rows]
