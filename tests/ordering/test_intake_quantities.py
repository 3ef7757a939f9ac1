"""How much a text says. What may be two quantities gives both, and what is none says why."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel.i18n import format_number
from portal_app.ordering.rules.intake.quantities import FORMULA, UNREADABLE, decimal_sign_of, exact_quantity, read_quantity

D = Decimal


@pytest.mark.asvs("1.4.2")
@pytest.mark.parametrize(
    ("text", "quantities", "word"),
    [
        ("20", [20], ""), ("+3", [3], ""), ("007", [7], ""), ("5.", [5], ""), ("20 x", [20], ""), ("20x", [20], ""),
        ("2,5", [D("2.5")], ""), ("12.50", [D("12.5")], ""), ("0,500", [D("0.5")], ""), (",5", [D("0.5")], ""), ("1234,567", [D("1234.567")], ""),
        ("1.000,5", [D("1000.5")], ""), ("1,000.5", [D("1000.5")], ""), ("1.234.567", [1234567], ""), ("1.234.567,25", [D("1234567.25")], ""),
        ("1'000", [1000], ""), ("1 000", [1000], ""), ("1 000,5", [D("1000.5")], ""),
        ("1.000", [1000, 1], ""), ("1,000", [1000, 1], ""), ("20,000", [20000, 20], ""), ("1.125 m", [1125, D("1.125")], "m"),
        ("10 Stk", [10], "Stk"), ("10Stk.", [10], "Stk"), ("2 Pack", [2], "Pack"), ("2,5 m", [D("2.5")], "m"),
        ("10 Rollen", [10], "Rollen"), ("4 C62", [4], "C62"),
        ("-1", [-1], ""), ("5-", [-5], ""), ("\u22122", [-2], ""), ("0", [0], ""), ("1000000000", [10**9], ""), ("9" * 20, [10**20 - 1], ""),
        ("", [], ""),
    ],
)  # fmt: skip
def test_what_a_text_says(text: str, quantities: list, word: str):
    said = read_quantity(text)
    assert (list(said.quantities), said.word, said.reason, said.doubtful) == (quantities, word, "", False)


@pytest.mark.asvs("1.4.2")
@pytest.mark.parametrize(
    "text",
    ["1e9", "1E5", "viele", "1,2,3", "1.00,5", "1,000,5", "NaN", "Infinity", "٣", "0x10", "--1", "20 30 x", "0,0000001", "9" * 31, "1/2", "5S3", "%", "-"],
)
def test_what_is_no_quantity_says_so(text: str):
    said = read_quantity(text)
    assert (said.quantities, said.reason, said.text) == ((), UNREADABLE, text)


@pytest.mark.parametrize("text", ["=B2*2", "=…", "=cmd|'/c calc'!A1"])
def test_a_formula_has_a_reason_of_its_own(text: str):
    assert read_quantity(text).reason == FORMULA


@pytest.mark.parametrize(
    ("text", "sign", "quantities", "doubtful"),
    [
        ("1.000", ",", [1000], True), ("1.000", ".", [1], True), ("20,000", ",", [20], True), ("20,000", ".", [20000], True),
        ("1.000,5", ".", [D("1000.5")], False), ("2,5", ".", [D("2.5")], False), ("1000", ",", [1000], False),
    ],
)  # fmt: skip
def test_a_doubt_is_settled_by_the_files_decimal_sign_and_stays_a_doubt(text: str, sign: str, quantities: list, doubtful: bool):
    said = read_quantity(text, sign)
    assert (list(said.quantities), said.doubtful) == (quantities, doubtful)


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1.000", "2,5"], ","), (["1,000", "2.5"], "."), (["1.000", "1.000,5"], ","), (["1.234.567"], ","), (["1.000", "20,000"], ""),
        (["0,500", "1,250"], ","),
        (["2,5", "2.5"], ""), (["20", "Menge", ""], ""), (["5."], ""), (["1,2,3"], ""),
    ],
)  # fmt: skip
def test_the_decimal_sign_is_what_all_clear_texts_agree_on(texts: list[str], sign: str):
    assert decimal_sign_of(texts) == sign


@given(st.decimals(0, 999_999_999, places=3, allow_nan=False), st.sampled_from(["en", "de"]))
def test_a_quantity_written_in_either_language_is_read_again(quantity: Decimal, locale: str):
    text = format_number(locale, quantity)
    said = read_quantity(text, "," if locale == "de" else ".")
    assert said.quantities == (quantity,)
    assert quantity in read_quantity(text).quantities


@given(st.text(max_size=40) | st.text("0123456789.,' +-eExX=StkPackm", max_size=20))
def test_any_text_is_at_most_two_quantities_or_a_reason(text: str):
    said = read_quantity(" ".join(text.split()))
    assert len(said.quantities) <= 2 and (bool(said.quantities) != bool(said.reason) or not said.text)
    assert all(isinstance(one, Decimal) and one.is_finite() for one in said.quantities)


@pytest.mark.parametrize(("number", "text"), [(D("2.5"), "2.5"), (D(1000), "1000"), (D("1.125"), "1.125"), (D("1E+3"), "1000")])
def test_a_number_of_a_workbook_is_never_in_doubt(number: Decimal, text: str):
    said = exact_quantity(number)
    assert (said.quantities, said.text, said.doubtful) == ((number,), text, False)
    assert exact_quantity(D("0.1234567")).reason == UNREADABLE
