"""Searching products: 12,000 of the demo and 100,000, on both databases, for each kind of text; how many of the relevant are among the first eight."""

import random
import string
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain, islice

from benchmarks.databases import empty_postgres, empty_sqlite
from benchmarks.measure import at, fact, median, title
from portal_app.catalog import ProductFacts, put_assortment, put_categories, put_part_numbers, put_products, resolve_numbers, suggest_products
from portal_app.catalog.demo import products
from portal_app.catalog.demo.making import COMMON
from portal_app.catalog.demo.tree import CATEGORIES
from portal_app.catalog.rules.folding import fold_number, fold_words, words_to_keep
from portal_app.catalog.rules.products import check_digit
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.permissions import Permission
from tests.database import behind_the_guard, new_company, person_of

OPERATOR = system(frozenset({Permission.STAFF_OPERATE}), name="bench")
HIDDEN = 10  # one product in so many is not seen
EACH = 100  # texts of each kind
SHOWN = 8


@dataclass(frozen=True)
class Typed:
    """A text and the products that are meant."""

    kind: str
    text: str
    meant: frozenset[str]


def main(size: str = "", system: str = "") -> None:
    """`size` products on one or both `system`s, sqlite and postgresql; 12,000 and 100,000 on both when nothing is said."""
    for count in [int(size)] if size else [12_000, 100_000]:
        every = catalogue(count)
        texts = asked(every)
        if system in ("", "sqlite"):
            with empty_sqlite():
                _measure(f"SQLite, {count:,} products", every, texts)
        if system in ("", "postgresql"):
            with empty_postgres():
                _measure(f"PostgreSQL, {count:,} products", every, texts)


def catalogue(size: int) -> list[ProductFacts]:
    """The demo's products, and more of them with other numbers and makers until there are as many."""
    first = [replace(facts, links=(), assortments=(COMMON,) if place % HIDDEN else ()) for place, facts in enumerate(products())]
    more = (replace(facts, number=f"{9 - turn if turn < 9 else turn + 1}{facts.number}", manufacturer=f"{facts.manufacturer} {_maker(turn)}",
                    former_numbers=(), manufacturer_number="") for turn in range(size // len(first)) for facts in first)  # fmt: skip
    return [replace(facts, ean=_ean(place)) for place, facts in enumerate(islice(chain(first, more), size))]


def _ean(place: int) -> str:
    digits = f"40{place:010d}"
    return digits + check_digit(digits)


def _maker(turn: int) -> str:
    return ("Alvesta", "Brüggen", "Cortina", "Dvořák", "Eskilstuna", "Fjällräven", "Gdynia", "Høyang", "İzmir")[turn % 9]


def asked(every: list[ProductFacts]) -> list[Typed]:
    """Texts of each kind about products that are seen, the same each time; what is meant is found by looking at every product."""
    chance, seen = random.Random(2026), [facts for facts in every if facts.assortments]
    numbers = {facts.number: [fold_number(one) for one in (facts.number, facts.ean, facts.manufacturer_number, *facts.former_numbers) if one] for facts in seen}
    by_word: dict[str, set[str]] = {}
    for facts in seen:
        for word in words_to_keep(facts.number, facts.name_en, facts.name_de, facts.manufacturer, *facts.attributes.values(), *category_names(facts.category)):
            by_word.setdefault(word, set()).add(facts.number)

    def having(number: str) -> frozenset[str]:
        return frozenset(one for one, kept in numbers.items() if any(number in folded for folded in kept))

    def with_words(text: str) -> frozenset[str]:
        """Words with digits are meant as they are, all others as beginnings, as is the last one."""
        words = fold_words(text)
        begun = [place == len(words) - 1 or word.isalpha() for place, word in enumerate(words)]
        sets = [_products_with(word, by_word) if begins else by_word.get(word, set()) for word, begins in zip(words, begun, strict=True)]
        return frozenset(set.intersection(*sets)) if sets else frozenset()

    texts = []
    for facts in chance.sample(seen, EACH):
        number, words = facts.number, chance.choice((facts.name_de, facts.name_en)).replace(",", "").split()
        part, ean, two = number[: chance.randint(3, len(number))], facts.ean[: chance.randint(9, 13)], " ".join(chance.sample(words, 2))
        begun = f"{words[0]} {words[-1][: max(1, len(words[-1]) // 2)]}"
        bare = words[0].replace("ü", "u").replace("ä", "a").replace("ö", "o").replace("ß", "ss").upper()
        mistake = unknown(lambda words=words: f"{mistyped(chance, words[0])} {words[-1]}", with_words)
        wrong = unknown(lambda number=number: mistyped(chance, number), lambda text: having(fold_number(text)) | with_words(text))
        texts += [Typed("number, beginning", part, having(fold_number(part)) | with_words(part)), Typed("EAN", ean, having(ean))]
        texts += [Typed("part of a number", number[2:9], having(fold_number(number[2:9])) | with_words(number[2:9])), Typed("two words", two, with_words(two))]
        texts += [
            Typed("words, the last begun", begun, with_words(begun)),
            Typed("umlauts bare, upper case", bare, with_words(words[0]) | having(fold_number(bare))),
        ]
        texts += [Typed("misspelt word", mistake, with_words(f"{words[0]} {words[-1]}")), Typed("misspelt number", wrong, frozenset({number}))]
    return texts


def _products_with(beginning: str, by_word: dict[str, set[str]]) -> set[str]:
    return set().union(*(found for word, found in by_word.items() if word.startswith(beginning)))


def category_names(code: str) -> list[str]:
    """The names of a category and of those above it, in both languages: products are found by them too."""
    tree, names = {facts.code: facts for facts in CATEGORIES}, []
    while facts := tree.get(code):
        names += [facts.name_en, facts.name_de]
        code = facts.parent
    return names


def unknown(mistype: Callable[[], str], meant: Callable[[str], frozenset[str]]) -> str:
    """A mistake that gives no other product's number or words: nobody could tell that one from what it looks like."""
    return next(text for text in iter(mistype, None) if not meant(text))


def mistyped(chance: random.Random, text: str) -> str:
    """One sign lost, doubled, wrong or turned round, never the first."""
    place = chance.randrange(1, len(text) - 1)
    before, sign, behind = text[:place], text[place], text[place + 1 :]
    wrong = chance.choice(string.digits if sign.isdigit() else string.ascii_lowercase)
    return chance.choice((f"{before}{behind}", f"{before}{sign}{sign}{behind}", f"{before}{wrong}{behind}", f"{before}{behind[0]}{sign}{behind[1:]}"))


def _measure(name: str, every: list[ProductFacts], texts: list[Typed]) -> None:
    title(name)
    buyer = _filled(every)
    for kind in dict.fromkeys(typed.kind for typed in texts):
        _ask(kind, buyer, [typed for typed in texts if typed.kind == kind])
    took, computing = [_ask_all(buyer, texts) for _ in range(3)][-1]
    fact("all kinds together", f"p50 {median(took):.1f} ms  p95 {at(0.95, took):.1f} ms  p99 {at(0.99, took):.1f} ms")
    fact("  computing in this process", f"p50 {median(computing):.1f} ms  p95 {at(0.95, computing):.1f} ms  p99 {at(0.99, computing):.1f} ms")
    asked_for = [facts.number for facts in every[:9_800]] + [f"unknown-{place}" for place in range(200)]
    start = time.perf_counter()
    resolve_numbers(buyer, asked_for)
    fact("10,000 numbers resolved at once", f"{(time.perf_counter() - start) * 1000:.0f} ms")
    start = time.perf_counter()
    put_products(OPERATOR, [every[17]])
    fact("one product changed, with its index", f"{(time.perf_counter() - start) * 1000:.1f} ms")


def _filled(every: list[ProductFacts]) -> Actor:
    start = time.perf_counter()
    put_categories(OPERATOR, CATEGORIES)
    put_assortment(OPERATOR, COMMON, for_all=True)
    for first in range(0, len(every), 20_000):
        assert put_products(OPERATOR, every[first : first + 20_000]).problems == ()
    company = new_company()
    put_part_numbers(OPERATOR, company, {f"K{place:05d}": facts.number for place, facts in enumerate(every[::200])})
    behind_the_guard("ANALYZE")  # PostgreSQL does it by itself within minutes
    fact("put, with index", f"{time.perf_counter() - start:.1f} s")
    return person_of(company, Permission.CATALOG_VIEW)


def _ask(kind: str, buyer: Actor, texts: list[Typed]) -> None:
    (took, _), shares, visible = _ask_all(buyer, texts), [], {typed.text: {line.number for line in suggest_products(buyer, typed.text)} for typed in texts}
    for typed in texts:
        if typed.meant:
            shares.append(len(visible[typed.text] & typed.meant) / min(SHOWN, len(typed.meant)))
    print(f"{kind:<28} p50 {median(took):6.1f} ms  p95 {at(0.95, took):6.1f} ms  recall@8 {sum(shares) / len(shares):.3f}  (n={len(shares)})", flush=True)


def _ask_all(buyer: Actor, texts: list[Typed]) -> tuple[list[float], list[float]]:
    """(milliseconds until the answer, those this process itself computed): on a busy machine the first also holds waiting."""
    took, computing = [], []
    for typed in texts:
        start, cpu = time.perf_counter(), time.process_time()
        suggest_products(buyer, typed.text)
        took.append((time.perf_counter() - start) * 1000)
        computing.append((time.process_time() - cpu) * 1000)
    return took, computing


if __name__ == "__main__":
    main()
