"""One spelling for what is typed and what is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.catalog.rules.folding import LONGEST_NUMBER, fold_number, fold_words, words_to_keep


@pytest.mark.parametrize("typed", ["M 8x40", "M8X40", "m8 40", "M8 × 40", "m8*40", "m 8 x 40"])
def test_a_thread_with_its_length_is_always_the_same_two_words(typed: str):
    assert fold_words(typed) == ("m8", "40")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("DIN933", ("din", "933")),
        ("DIN 933", ("din", "933")),
        ("m8x", ("m8",)),  # on the way to m8x40
        ("2,5 mm", ("2p5", "mm")),
        ("2.5mm", ("2p5", "mm")),
        ("A2-70", ("a2", "70")),
        ("Schlüssel", ("schluessel",)),
        ("SCHLUESSEL", ("schluessel",)),
        ("Maßstab", ("massstab",)),
        ("Mu\u0308ller", ("mueller",)),  # the same letter in two signs
        ("Škoda Łódź Ørsted", ("skoda", "lodz", "orsted")),
        ("  ", ()),
        ("-–/", ()),
    ],
)
def test_words_of_what_is_typed(typed: str, words: tuple[str, ...]):
    assert fold_words(typed) == words


def test_kept_words_know_both_spellings_of_an_umlaut_and_stand_once():
    assert words_to_keep("Ringschlüssel 8", "ring spanner 8") == ("ringschluessel", "8", "ring", "spanner", "ringschlussel", "schluessel")


@pytest.mark.parametrize(
    ("kept", "ends"), [("Sechskantschrauben", {"schrauben"}), ("Unterlegscheibe", {"scheibe"}), ("Schraube", set()), ("washer", set()), ("Hammer", set())]
)
def test_joined_german_words_are_found_by_their_ends(kept: str, ends: set[str]):
    assert set(words_to_keep(kept)) - {kept.lower()} == ends


@pytest.mark.parametrize(("typed", "number"), [("77-0110-0", "7701100"), ("77 0110.0", "7701100"), ("Ab/ü_1", "abue1"), ("007", "007"), ("--", "")])
def test_numbers_lose_case_and_separators_and_keep_leading_zeros(typed: str, number: str):
    assert fold_number(typed) == number


@given(st.text(max_size=300))
def test_any_text_folds_to_letters_and_digits_only_and_stays_so(text: str):
    number = fold_number(text)
    assert len(number) <= LONGEST_NUMBER and all(sign.isalnum() for sign in number)
    for word in fold_words(text):
        assert word and " " not in word and all(sign.isalnum() for sign in word)
