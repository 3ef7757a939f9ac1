"""Searching: what is found on both databases, against a plain scan in Python, and never what a company does not see."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from portal_app.catalog import NumberKind, ProductFacts, resolve_numbers, suggest_products
from portal_app.catalog.demo.making import COMMON, MARINE
from portal_app.catalog.demo.tree import CATEGORIES
from portal_app.catalog.rules.folding import fold_number, fold_words, words_to_keep
from tests.catalog.conftest import Shop, open_shop, some_products, working_on

ALL = 32
_TREE = {one.code: one for one in CATEGORIES}


@cache
def numbers_kept() -> dict[str, set[str]]:
    """For each article number all numbers of its product, folded."""
    kept = {facts.number: (facts.number, facts.ean, facts.manufacturer_number, *facts.former_numbers) for facts in some_products()}
    return {number: {fold_number(one) for one in every} - {""} for number, every in kept.items()}


@cache
def words_kept() -> dict[str, tuple[str, ...]]:
    """For each article number all words by which its product is found."""
    texts = {
        facts.number: (facts.number, facts.name_en, facts.name_de, facts.manufacturer, *facts.attributes.values(), *_category_names(facts.category))
        for facts in some_products()
    }
    return {number: words_to_keep(*every) for number, every in texts.items()}


def _category_names(code: str) -> Iterator[str]:
    category = _TREE.get(code)
    while category:
        yield from (category.name_en, category.name_de)
        category = _TREE.get(category.parent)


def is_seen(facts: ProductFacts) -> bool:
    return bool({COMMON, MARINE} & set(facts.assortments))


def queries() -> list[str]:
    """Numbers and words as people type them, sign by sign, with mistakes in some. The same each time."""
    chance = random.Random(4711)
    found = ["", " ", "-", "%", "_", "'", '"', "a' OR 1=1 --", "NEAR(a b)", "*", "m", "4", "ß", "ä", "x" * 500, "0" * 90, "\x00", "日本"]
    for facts in chance.sample(some_products(), 40):
        number, words = facts.number, chance.choice((facts.name_en, facts.name_de)).replace(",", "").split()
        found += [number[: chance.randint(2, len(number))], number[2:8], facts.ean[: chance.randint(5, 13)], " ".join(words[:2]).upper()]
        found += [" ".join(chance.sample(words, 2)), mistyped(chance, number), mistyped(chance, words[0]), f"{mistyped(chance, words[0])} {words[-1]}"]
    return found


def mistyped(chance: random.Random, text: str) -> str:
    place = chance.randrange(1, max(2, len(text) - 1))
    turned_round = text[: place - 1] + text[place : place + 1] + text[place - 1 : place] + text[place + 1 :]
    return chance.choice((text[:place] + text[place + 1 :], f"{text[:place]}q{text[place:]}", turned_round))


def test_both_databases_answer_each_query_alike(sqlite_template: Path, postgres, postgres_template: str, tmp_path: Path):
    answers = []
    for url in (f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'portal.db')}", postgres.url(postgres.create_database(template=postgres_template))):
        with working_on(url):
            shop = open_shop()
            answers.append({typed: [line.number for line in suggest_products(shop.mine, typed, limit=ALL)] for typed in queries()})
    differing = {typed: (found, answers[1][typed]) for typed, found in answers[0].items() if found != answers[1][typed]}
    assert differing == {}
    assert sum(bool(found) for found in answers[0].values()) > 200


OWN = {"48-1007-M8": "hm2207", "48-1007-M8-A4": "hm2208", "48-2001-M8": "483001m8"}


def is_meant(facts: ProductFacts, number: str, words: tuple[str, ...]) -> bool:
    by_number = any(number in one for one in numbers_kept()[facts.number]) or OWN.get(facts.number, "").startswith(number)
    return by_number or all(any(kept.startswith(word) for kept in words_kept()[facts.number]) for word in words)


def test_what_begins_so_or_has_these_words_is_found_and_nothing_else(shop: Shop):
    checked = 0
    for typed in queries()[18::8] + queries()[21::8]:
        number, words = fold_number(typed), fold_words(typed)
        relevant = {facts.number for facts in some_products() if is_seen(facts) and is_meant(facts, number, words)}
        if relevant:  # otherwise mistakes are thought of
            found = {line.number for line in suggest_products(shop.mine, typed)}
            assert len(found) == min(8, len(relevant)) and found <= relevant, typed
            checked += 1
    assert checked > 60


@pytest.mark.parametrize(
    "typed", ["48-1007-M8", "48 1007 m8", "HM-2207", "hm2207", "48-0933-M8-40", "ISO 4017 M8x40 A2-70", "din933 m 8 x 40 edelstahl a2", "hexagon bolt m8×40 A2"]
)
def test_a_bolt_is_found_by_each_of_its_names_first(shop: Shop, typed: str):
    assert suggest_products(shop.mine, typed)[0].number == "48-1007-M8"


@pytest.mark.parametrize("typed", ["48-1007-N8", "84-1007-M8", "sechskantschrube m8x40 a2-70", "Sehcskantschraube M8x40 ISO 4017"])
def test_a_bolt_is_found_in_spite_of_a_mistake(shop: Shop, typed: str):
    assert "48-1007-M8" in [line.number for line in suggest_products(shop.mine, typed)]


def test_what_the_company_buys_comes_first(shop: Shop):
    usual = suggest_products(shop.mine, "scheibe")
    assert len(usual) == 8
    last = usual[-1]
    assert suggest_products(shop.mine, "scheibe", bought={last.id: 12})[0] == last


def test_a_line_has_the_name_in_the_language_of_who_asks_and_the_companys_own_numbers(shop: Shop):
    line = suggest_products(shop.mine, "48-1007-M8")[0]
    assert (line.name, line.own_numbers, line.terms.pack, line.price_unit) == (
        "Hexagon bolt, full thread ISO 4017 M8×40, stainless steel A2-70",
        ("HM-2207",),
        100,
        100,
    )
    assert suggest_products(replace(shop.mine, locale="de"), "48-1007-M8")[0].name.startswith("Sechskantschraube mit Gewinde bis Kopf ISO 4017")


def test_nothing_that_a_company_does_not_see_is_ever_found(shop: Shop):
    hidden = {facts.number for facts in some_products() if COMMON not in facts.assortments}
    assert len(hidden) > 50
    for typed in [*queries()[::3], *sorted(hidden), "HM-2208", "Edelstahl A4"]:
        found = {line.number for line in suggest_products(shop.theirs, typed, limit=ALL)}
        assert not found & hidden, typed
    assert set(resolve_numbers(shop.theirs, sorted(hidden))) & hidden == set()


def test_a_company_never_finds_by_anothers_own_numbers(shop: Shop):
    assert [line.number for line in suggest_products(shop.theirs, "HM-2207")] == ["48-3001-M8"]
    assert suggest_products(shop.mine, "NW/9911") == ()
    assert resolve_numbers(shop.mine, ["NW/9911"]) == {}


def test_many_numbers_are_resolved_in_the_order_of_whose_number_it_is(shop: Shop):
    by_number = {number: suggest_products(shop.mine, number)[0].id for number in ("48-1007-M8", "48-2001-M8")}
    asked = ["48-1007-M8", "48 1007 M8", "HM-2207", "48-0933-M8-40", "48-3001-M8", "nothing like it", "", "--"]
    found = resolve_numbers(shop.mine, asked)
    assert {number: (one.kind, one.products) for number, one in found.items()} == {
        "48-1007-M8": (NumberKind.OWN, (by_number["48-1007-M8"],)),
        "48 1007 M8": (NumberKind.OWN, (by_number["48-1007-M8"],)),
        "HM-2207": (NumberKind.CUSTOMER, (by_number["48-1007-M8"],)),
        "48-0933-M8-40": (NumberKind.FORMER, (by_number["48-1007-M8"],)),
        "48-3001-M8": (NumberKind.CUSTOMER, (by_number["48-2001-M8"],)),  # the company's own number wins over ours
    }


def test_ten_thousand_numbers_are_resolved_at_once(shop: Shop):
    seen = [facts.number for facts in some_products() if is_seen(facts)]
    asked = [*seen, *(f"unknown-{place}" for place in range(10_000 - len(seen)))]
    found = resolve_numbers(shop.mine, asked)
    assert set(found) == set(seen)
