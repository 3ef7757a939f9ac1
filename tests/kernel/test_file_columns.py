"""Columns of files by their heads, and values out of cells: what is read, and which sentence refuses the rest."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel import file_columns as said
from portal_app.kernel.errors import Invalid
from portal_app.kernel.file_columns import (
    ColumnProblem,
    FileColumns,
    choice_in,
    day_in,
    decimal_sign,
    fold_head,
    moment_in,
    number_in,
    places_in,
    several_in,
    yes_in,
)
from portal_app.kernel.file_outcomes import FilePart, JudgedLine, LineFate, outcome_of, put_parts

COLUMNS = FileColumns({"number": "number artikelnummer", "price": "price preis"}, needed=("number",))


@pytest.mark.parametrize(
    ("head", "folded"), [("Artikel-Nr.", "artikelnr"), ("  PREIS ", "preis"), ("Größe (mm)", "groessemm"), ("Prix unité", "prixunite"), ("", "")]
)
def test_heads_are_compared_without_case_signs_and_accents(head: str, folded: str):
    assert fold_head(head) == folded


def test_columns_are_found_by_their_words_and_others_are_told():
    assert places_in(COLUMNS, ["Preis", "", "Regal", "Artikel-Nummer"]) == ({"price": 0, "number": 3}, ("Regal",))


@pytest.mark.parametrize(("heads", "reason"), [(["Preis"], said.MISSING_COLUMN), (["Number", "Artikelnummer"], said.TWO_COLUMNS)])
def test_a_head_that_cannot_be_used_is_refused(heads: list[str], reason: str):
    with pytest.raises(ColumnProblem) as refused:
        places_in(COLUMNS, heads)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1,5", "1000"], ","), (["1.5"], "."), (["1.000", "2.500"], ""), (["1.000,5"], ","), (["1,234,567.5"], "."), (["1,5", "1.5"], ""),
        (["1.000", "2,50"], ","), ([], ""), (["abc", "1,"], ""), (["0.1250"], "."),
    ],
)  # fmt: skip
def test_the_decimal_sign_is_what_some_number_proves(cells: list[str], sign: str):
    assert decimal_sign(cells) == sign


@pytest.mark.parametrize(
    ("cell", "sign", "value"),
    [
        ("12", "", "12"), ("2,5", "", "2.5"), ("0.125", "", "0.125"), ("1.000,5", ",", "1000.5"), ("1.000", ",", "1000"), ("1.000", ".", "1"),
        ("1,000.25", ".", "1000.25"), ("999999999.999999", ".", "999999999.999999"),
    ],
)  # fmt: skip
def test_numbers_are_read_exactly(cell: str, sign: str, value: str):
    assert number_in("price", cell, sign) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "sign", "reason"),
    [
        ("1.000", "", said.MAY_BE_TWO_NUMBERS), ("1,000", "", said.MAY_BE_TWO_NUMBERS), ("-1", "", said.BELOW_NOTHING), ("1e9", "", said.NOT_A_NUMBER),
        ("1.000,5", "", said.NOT_A_NUMBER), ("1.00,5", ",", said.NOT_A_NUMBER), ("NaN", "", said.NOT_A_NUMBER), ("٣", "", said.NOT_A_NUMBER),
        ("1000000000", "", said.NOT_A_NUMBER), ("0.1234567", ".", said.NOT_A_NUMBER), ("", "", said.NOT_A_NUMBER), ("=1+1", "", said.NOT_A_NUMBER),
    ],
)  # fmt: skip
def test_what_is_no_number_gets_a_sentence_with_its_column(cell: str, sign: str, reason: str):
    with pytest.raises(ColumnProblem) as refused:
        number_in("price", cell, sign)
    assert (refused.value.reason, refused.value.values["column"]) == (reason, "price")


@given(st.text("0123456789.,-+eE٣", max_size=12), st.sampled_from(["", ",", "."]))
def test_whatever_stands_there_it_is_a_number_or_refused(cell: str, sign: str):
    try:
        assert 0 <= number_in("price", cell, sign) < 10**9
    except ColumnProblem as trouble:
        assert trouble.values["value"] == cell[:40]


def test_days_are_read_as_people_write_them():
    assert {day_in("day", cell) for cell in ("2026-02-01", "1.2.2026", "01/02/2026")} == {date(2026, 2, 1)}
    for cell in ("2026-02-30", "2/1/26", "tomorrow", ""):
        with pytest.raises(ColumnProblem):
            day_in("day", cell)


@pytest.mark.parametrize(
    ("cell", "zone", "moment"),
    [
        ("2010-12-01 08:26", "Europe/London", datetime(2010, 12, 1, 8, 26, tzinfo=UTC)),
        ("2011-07-01T08:26:30", "Europe/London", datetime(2011, 7, 1, 7, 26, 30, tzinfo=UTC)),
        ("1.7.2011 08:26", "Europe/Berlin", datetime(2011, 7, 1, 6, 26, tzinfo=UTC)),
        ("2011-07-01", "Europe/London", datetime(2011, 7, 1, 11, 0, tzinfo=UTC)),
        ("2011-10-30 01:30+01:00", "Europe/London", datetime(2011, 10, 30, 0, 30, tzinfo=UTC)),
        ("2011-10-30T01:30:00Z", "Europe/London", datetime(2011, 10, 30, 1, 30, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_moments_are_meant_where_the_company_is(cell: str, zone: str, moment: datetime):
    assert moment_in("at", cell, zone) == moment


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2011-03-27 01:30", said.NO_SUCH_MOMENT), ("2011-10-30 01:30", said.NO_SUCH_MOMENT), ("2011-10-30 25:00", said.NOT_A_MOMENT),
        ("noon", said.NOT_A_MOMENT), ("2011-02-30 10:00", said.NOT_A_MOMENT),
    ],
)  # fmt: skip
def test_an_hour_that_was_not_or_was_twice_is_refused(cell: str, reason: str):
    with pytest.raises(ColumnProblem) as refused:
        moment_in("at", cell, "Europe/London")
    assert refused.value.reason == reason


def test_yes_choices_and_lists():
    assert [yes_in("all", cell) for cell in ("Ja", "x", "", "no")] == [True, True, False, False]
    assert choice_in("status", "Aus-laufend", {"auslaufend": 1}) == 1
    assert several_in(" a; b |c,\n") == ("a", "b", "c")
    for wrong in (lambda: yes_in("all", "maybe"), lambda: choice_in("status", "gone", {"auslaufend": 1})):
        with pytest.raises(ColumnProblem):
            wrong()


# --- outcomes --------------------------------------------------------------------------------------------------------

NEW = [JudgedLine(line, f"A{line}", LineFate.NEW) for line in (3, 2)]
PARTS = [FilePart("one", (2,), ("one",)), FilePart("two", (3,), ("two",))]


def test_a_wrong_line_leaves_nothing_to_put():
    outcome = outcome_of([*NEW, JudgedLine(4, "A4", LineFate.WRONG, "No.")], parts=PARTS)
    assert (outcome.lines, outcome.new, len(outcome.problems), outcome.parts) == (3, 2, 1, ())
    assert put_parts(outcome, lambda name: pytest.fail(name)) is outcome


def test_parts_are_put_one_by_one_and_one_that_is_refused_is_told_with_its_lines():
    put = []

    def refuses_one(name: str) -> None:
        put.append(name)
        if name == "one":
            raise Invalid(fields={"email": "No."}, email="x")

    outcome = put_parts(outcome_of(NEW, parts=PARTS), refuses_one)
    assert put == ["one", "two"]
    assert [(one.line, one.fate, one.reason) for one in outcome.judged] == [(2, LineFate.WRONG, "No."), (3, LineFate.NEW, "")]


def test_a_bug_is_no_verdict():
    with pytest.raises(ZeroDivisionError):
        put_parts(outcome_of(NEW, parts=PARTS), lambda name: 1 / 0)
