"""The plan of a search, the order of what was found, misspelt words and numbers, facts of a product."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from portal_app.catalog.rules import products as said
from portal_app.catalog.rules.nearness import one_mistake_away
from portal_app.catalog.rules.packs import PackTerms
from portal_app.catalog.rules.planning import NumberKind, plan_search, shown_first
from portal_app.catalog.rules.products import ProductFacts, check_digit, check_product, is_ean
from portal_app.catalog.rules.ranking import Find, rank_finds
from portal_app.catalog.rules.spelling import Vocabulary, halves_of, mended_words, spelled_out, two_mistakes_away

WORDS = Vocabulary(tuple(sorted(("schraube", "schrauben", "scheibe", "sechskantmutter", "mutter", "washer", "chair", "chai", "bolt"))))


@pytest.mark.parametrize(
    ("typed", "inside", "blends"), [("spa", False, True), ("spann", False, False), ("77-0", True, False), ("70", False, False), ("m8", False, False)]
)
def test_a_plan_knows_what_a_text_may_mean(typed: str, inside: bool, blends: bool):
    plan = plan_search(typed)
    assert (plan.looks_inside_numbers, plan.blends) == (inside, blends)


def test_numbers_in_words_are_whole_and_only_the_last_may_be_unfinished():
    plan = plan_search("schraube M8x40")
    assert plan.whole_words == (("schraube*",), ("m8",), ("40",))
    assert plan.begun_words == (("schraube*",), ("m8",), ("40*",))


def test_signs_alone_are_an_empty_plan():
    assert plan_search(" -/ ").is_empty


def test_numbers_come_before_words_and_share_the_places_where_both_may_be_meant():
    numbers, words = list("abcdef"), list("uvwxyz")
    assert shown_first(plan_search("4711"), numbers, words, 8) == list("abcdefuv")
    assert shown_first(plan_search("spa"), numbers, words, 8) == list("abcduvwx")
    assert shown_first(plan_search("spa"), numbers, ["u"], 8) == list("abcduef")
    assert shown_first(plan_search("spa"), list("ab"), list("ba"), 8) == list("ab")


def test_better_numbers_win_then_own_purchases_then_popularity():
    finds = [
        Find("popular", 900, 1), Find("bought", 5, 2), Find("former", 999, 3, NumberKind.FORMER), Find("own", 1, 4, NumberKind.OWN),
        Find("exact", 0, 5, NumberKind.FORMER, exact=True), Find("own", 1, 4),
    ]  # fmt: skip
    assert rank_finds(finds, {"bought": 3}) == ["exact", "own", "former", "bought", "popular"]


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        (("shraube",), ("schraube",)),
        (("schruabe",), ("schraube",)),
        (("sechskantmuter",), ("sechskantmutter",)),
        (("sehcskantmuttr",), ("sechskantmutter",)),  # two mistakes in a long word
        (("wsaher", "m8"), ("washer",)),
        (("wahse",), ("washe",)),  # half typed, with letters turned round: a beginning is found
    ],
)
def test_misspelt_words_are_mended(typed: tuple[str, ...], mended: tuple[str, ...]):
    choices = next(mended_words(typed, WORDS))
    assert f"{mended[0]}*" in choices[0]
    assert choices[1:] == tuple((f"{word}*",) for word in typed[1:])


@pytest.mark.parametrize("typed", [("schraub",), ("m8",), ("xqzwv",), ("bo",), ("bx",), ("shraube", "xqzwv"), ()])
def test_words_that_begin_a_known_one_or_are_like_nothing_are_not_mended(typed: tuple[str, ...]):
    assert list(mended_words(typed, WORDS)) == []


def test_a_known_word_is_doubted_last():
    words = Vocabulary(("hand", "sand", "schraube"))
    assert list(mended_words(("hand", "m8"), words)) == [(("hand*", "sand*"), ("m8*",))]
    first, second = mended_words(("shraube", "hand"), words)
    assert first == (("schraube*",), ("hand*",))
    assert second == (("schraube*",), ("hand*", "sand*"))


def test_beginnings_are_spelt_out_where_an_index_would_have_to_collect_them():
    assert spelled_out((("schraub*",), ("sch*",), ("40*",), ("m8",)), WORDS) == (("schraube", "schrauben"), ("sch*",), ("40*",), ("m8",))
    assert spelled_out((("bolt",), ("schrx*",)), WORDS) is None
    assert spelled_out((("schraube",), ("m99",)), WORDS) is None, "no product has this word"
    assert spelled_out((("99",), ("m9",)), WORDS) == (("99",), ("m9",)), "of these nobody knows"
    assert spelled_out((("s*",),), WORDS)[0][:2] == ("s", "s0*")
    many = Vocabulary(tuple(f"schraube{place:03}" for place in range(500)))
    assert spelled_out((("schraub*",), ("schraube49*",)), many) == (("schraub*",), tuple(f"schraube49{place}" for place in range(10)))


@given(st.lists(st.text("abß", min_size=3, max_size=8), max_size=30), st.text("abß", min_size=2, max_size=7))
def test_what_is_spelt_out_are_the_words_that_begin_so(words: list[str], begun: str):
    spelt = spelled_out(((f"{begun}*",),), Vocabulary(tuple(sorted(set(words)))))
    begin = {word for word in words if word.startswith(begun)}
    assert (spelt is None) is (not begin and len(begun) > 2)
    if spelt and len(begun) > 4:
        assert set(spelt[0]) == begin


@pytest.mark.parametrize(
    ("typed", "may"),
    [("48-107-M8", True), ("7701", False), ("schraube", False), ("shraube m8x40", False), ("4" * 25, False), ("HM 22007", True)],
)
def test_only_what_looks_like_a_number_is_mended_as_one(typed: str, may: bool):
    assert plan_search(typed).may_be_a_number is may


@given(st.text("017", min_size=4, max_size=9), st.text("017m", min_size=3, max_size=10))
@example("0110", "1010")
def test_numbers_one_mistake_away_are_those_that_can_be_told_apart_by_one(number: str, other: str):
    """A wrong sign stays a digit or looks like one; a lost one may have been anything."""
    one_wrong = len(number) == len(other) and "m" in other
    assert (other in one_mistake_away(number, any_letter_lost=True)) is (OSA.distance(number, other) == 1 and not one_wrong)


@pytest.mark.parametrize(("number", "halves"), [("770110099", ("7701", "10099")), ("77011009", None)])
def test_two_mistakes_are_thought_of_in_long_numbers(number: str, halves: tuple[str, str] | None):
    assert halves_of(number) == halves


def test_numbers_two_mistakes_away_are_found():
    assert two_mistakes_away("770110099", ["770120098", "707110909", "779990099", "77011009x1"]) == ["707110909", "77011009x1", "770120098"]
    assert two_mistakes_away("770110099", []) == []


@pytest.mark.parametrize(("digits", "last"), [("400638133393", "1"), ("9638507", "4"), ("000000000000", "0")])
def test_the_last_digit_of_an_ean(digits: str, last: str):
    assert check_digit(digits) == last and is_ean(digits + last)
    assert not is_ean(digits + str((int(last) + 1) % 10))


FACTS = ProductFacts("77-0110-0", "Hexagon bolt", "Sechskantschraube", "bolts")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (FACTS, ""),
        (replace(FACTS, number="--"), said.NO_NUMBER),
        (replace(FACTS, number="1" * 41), said.NO_NUMBER),
        (replace(FACTS, name_de=" "), said.NO_NAME),
        (replace(FACTS, name_en="x" * 161), said.NO_NAME),
        (replace(FACTS, text_de="x" * 2001), said.WRONG_TEXT),
        (replace(FACTS, former_numbers=("a\x00b",)), said.WRONG_TEXT),
        (replace(FACTS, ean="4006381333931"), ""),
        (replace(FACTS, ean="4006381333932"), said.WRONG_EAN),
        (replace(FACTS, ean="٤٠٠٦٣٨١٣"), said.WRONG_EAN),
        (replace(FACTS, terms=PackTerms(step=Decimal(0))), said.WRONG_PACK),
        (replace(FACTS, terms=PackTerms(pack=Decimal(10), step=Decimal(25))), said.WRONG_PACK),
        (replace(FACTS, terms=PackTerms(pack=Decimal(10), step=Decimal(50))), ""),
        (replace(FACTS, price_unit=7), said.WRONG_PRICE_UNIT),
    ],
)
def test_facts_from_outside_are_checked(facts: ProductFacts, sentence: str):
    assert check_product(facts) == sentence
