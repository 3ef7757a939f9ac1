"""Quantities as people write them are read exactly, in either notation, or asked back; never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal_app.ordering.rules.quantities import LONGEST, TWO_WAYS, UNREADABLE, quantity_text, read_quantity, storable


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("24", "24", "24"), (" 24 ", "24", "24"), ("0", "0", "0"), ("-1", "-1", "-1"), ("−1", "-1", "-1"), ("007", "7", "7"),
        ("1.000,5", "1000.5", "1000.5"), ("1,000.5", "1000.5", "1000.5"), ("1.000.000", "1000000", "1000000"), ("1,000,000", "1000000", "1000000"),
        ("12,5", "12.5", "12.5"), ("12.5", "12.5", "12.5"), ("0,125", "0.125", "0.125"), ("0.125", "0.125", "0.125"),
        ("1 000", "1000", "1000"), ("1\N{NO-BREAK SPACE}000", "1000", "1000"), ("1'000", "1000", "1000"),
        ("1.000", "1000", TWO_WAYS), ("1,000", TWO_WAYS, "1000"), ("12,345", TWO_WAYS, "12345"), ("12.345", "12345", TWO_WAYS),
        ("12,3456", "12.3456", "12.3456"), ("1000,125", "1000.125", "1000.125"), ("5,", "5", "5"), (",5", "0.5", "0.5"),
        ("1000000000", "1000000000", "1000000000"), ("1e9", UNREADABLE, UNREADABLE), ("twelve", UNREADABLE, UNREADABLE), ("1.2.3", UNREADABLE, UNREADABLE),
        ("1,2,3", UNREADABLE, UNREADABLE), ("1.00.000", UNREADABLE, UNREADABLE), ("--1", UNREADABLE, UNREADABLE), ("1-2", UNREADABLE, UNREADABLE),
        (".", UNREADABLE, UNREADABLE), ("-", UNREADABLE, UNREADABLE), ("٣", UNREADABLE, UNREADABLE), ("NaN", UNREADABLE, UNREADABLE),
        ("=1+1", UNREADABLE, UNREADABLE), ("9" * (LONGEST + 1), UNREADABLE, UNREADABLE), ("", "", ""), ("  ", "", ""),
    ],
)  # fmt: skip
def test_a_written_quantity_is_read_or_refused_with_a_sentence(text: str, german: str, english: str):
    for language, expected in (("de", german), ("en", english)):
        read = read_quantity(text, language)
        assert (read.reason or ("" if read.amount is None else f"{read.amount:f}")) == expected, language


def test_what_may_be_two_numbers_names_both():
    assert read_quantity("1,250", "de").values == {"one": Decimal("1.25"), "other": Decimal(1250)}


_AMOUNTS = some.decimals(min_value=Decimal("0.000001"), max_value=Decimal(999_999_999), places=6)


@given(_AMOUNTS, some.sampled_from(["de", "en"]))
def test_a_quantity_that_is_shown_is_read_back_as_the_same(amount: Decimal, locale: str):
    assert read_quantity(quantity_text(locale, amount), locale).amount == amount


@given(some.text(max_size=60), some.sampled_from(["de", "en", "fr"]))
def test_any_text_gets_an_amount_or_a_sentence(text: str, language: str):
    read = read_quantity(text, language)
    assert (read.amount is not None) + bool(read.reason) == (1 if text.strip(" \t\n\r\x0b\x0c'’") and "".join(text.split()).strip("'’") else 0)


@pytest.mark.parametrize(("amount", "kept"), [("12.5", True), ("0.000001", True), ("0.0000001", False), ("999999999999", True), ("1000000000000", False)])
def test_what_is_too_fine_or_too_large_is_not_kept_as_a_number(amount: str, kept: bool):
    assert storable(Decimal(amount)) == (Decimal(amount) if kept else None)
