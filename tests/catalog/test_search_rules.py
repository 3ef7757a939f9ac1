"""The plan of a search, the order of what was found, misspelt words and numbers, facts of a product."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal_app.catalog.rules import products as said
from portal_app.catalog.rules.packs import PackTerms
from portal_app.catalog.rules.planning import NumberKind, plan_search, shown_first
from portal_app.catalog.rules.products import ProductFacts, check_digit, check_product, is_ean
from portal_app.catalog.rules.ranking import Find, rank_finds
from portal_app.catalog.rules.spelling import Vocabulary, halves_of, mended_words, near_numbers

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
    choices = mended_words(typed, WORDS)
    assert choices is not None and f"{mended[0]}*" in choices[0]
    assert choices[1:] == tuple((f"{word}*",) for word in typed[1:])


@pytest.mark.parametrize("typed", [("schraub",), ("chai",), ("m8",), ("xqzwv",), ("bo",), ("bx",), ()])
def test_words_that_are_known_or_like_nothing_are_not_mended(typed: tuple[str, ...]):
    assert mended_words(typed, WORDS) is None


@pytest.mark.parametrize(("number", "halves"), [("7701100", ("770", "1100")), ("7701", None), ("schraube", None)])
def test_only_longer_numbers_are_mended(number: str, halves: tuple[str, str] | None):
    assert halves_of(number) == halves


def test_the_nearest_numbers_are_found():
    assert near_numbers("7701100", ["7701200", "7701010", "7799900", "7701100x"]) == ["7701010", "7701100x", "7701200"]
    assert near_numbers("7701100", ["88"]) == []


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
