"""What prices cost: one, a page of 50, a file of 10,000 lines, their traces, a new book; with the rules at hand, and through the gate.

At hand: one company among 100,000 products: 4,000 rows of framework agreements in three tiers, 500 project prices, the list with tiers, the
list of its customer group, discounts of 100 product groups and of the customer. Through the gate: the world of price_world.py on both
databases, small; `python -m benchmarks prices:full` takes the whole of it, 5 million rows.
"""

import itertools
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from benchmarks.databases import SYSTEMS
from benchmarks.measure import fact, line, timed, title
from benchmarks.price_world import FULL, SMALL, Size, World, build_world
from portal_app.kernel.actor import Actor
from portal_app.pricing import Discount, Level, ListPrices, PriceBook, PriceQuestion, PriceRule, PriceSource, Tier, explain, price_many, resolve
from portal_app.pricing.store.books import forget_books
from tests.database import behind_the_guard

DAY = date(2026, 11, 23)
PRODUCTS = [f"{number:026}" for number in range(100_000)]
GROUPS = [f"group {number}" for number in range(100)]
CHANCE = Random(7)
QUANTITIES = [Decimal(quantity) for quantity in (1, 10, 50, 100, 500, 1000, 2500)]


def main(size: str = "", system: str = "") -> None:
    """`size` is "full" for the whole world; on one or both `system`s, sqlite and postgresql."""
    _with_rules_at_hand()
    for name, empty in SYSTEMS.items():
        if name.lower().startswith(system):
            with empty():
                _through_the_gate(name, FULL if size == "full" else SMALL)


def _through_the_gate(name: str, size: Size) -> None:
    start = time.perf_counter()
    world = build_world(size)
    behind_the_guard("ANALYZE")  # PostgreSQL does it by itself within minutes
    title(f"Prices through the gate on {name}, {size.products:,} products, {size.companies:,} companies, {world.rows:,} rows of prices")
    fact("put, past the actions", f"{time.perf_counter() - start:.0f} s")
    _ask(world)


def _ask(world: World) -> None:
    buyers = itertools.cycle(world.buyers)
    chosen = CHANCE.sample(world.products, min(10_000, len(world.products)))
    file = [PriceQuestion(product, CHANCE.choice(QUANTITIES), DAY) for product in chosen]
    line("a cold book, and one price out of it", [_cold(next(buyers), file[:1]) for _ in range(60)])
    line(f"{len(file):,} prices, nothing known", [_cold(next(buyers), file) for _ in range(3)])
    buyer = next(buyers)
    line(f"{len(file):,} prices of a second company, lists known", timed(lambda: price_many(next(buyers), file), 3))
    price_many(buyer, file)
    line(f"{len(file):,} prices, warm", timed(lambda: price_many(buyer, file), 30))
    asked = itertools.cycle(file)
    line("one price, warm", timed(lambda: price_many(buyer, [next(asked)]), 1000))
    line("50 prices, warm", timed(lambda: price_many(buyer, file[:50]), 1000))


def _cold(buyer: Actor, questions: list[PriceQuestion]) -> float:
    forget_books()
    start = time.perf_counter()
    price_many(buyer, questions)
    return (time.perf_counter() - start) * 1000


def _with_rules_at_hand() -> None:
    title("Prices, the rules at hand")
    tracemalloc.start()
    rules, discounts = [*_agreement(), *_projects()], [*_discounts()]
    fact("a company's own rules in memory", f"{tracemalloc.get_traced_memory()[0] / 1e6:.2f} MB")
    tracemalloc.stop()
    lists = [_list(Level.LIST, PRODUCTS), _list(Level.GROUP_LIST, PRODUCTS[:20_000])]
    line("a new book", timed(lambda: PriceBook(rules, discounts, lists), 50))
    books = itertools.cycle([PriceBook(rules, discounts, lists) for _ in range(6)])
    file = _questions(10_000)
    line("10,000 lines, products never asked for", timed(lambda: resolve(next(books), file), 5))
    book = next(books)
    line("10,000 lines, warm", timed(lambda: resolve(book, file), 30))
    asked, page = itertools.cycle(file), file[:50]
    line("one price, warm", _micro(timed(lambda: resolve(book, [next(asked)]), 10_000)), "µs")
    line("50 prices, warm", _micro(timed(lambda: resolve(book, page), 2000)), "µs")
    line("one trace", _micro(timed(lambda: explain(book, next(asked)), 5000)), "µs")
    line("50 traces", _micro(timed(lambda: [explain(book, question) for question in page], 200)), "µs")


def _micro(milliseconds: list[float]) -> list[float]:
    return [value * 1000 for value in milliseconds]


def _agreement() -> Iterator[PriceRule]:
    agreements = [PriceSource(f"a{number}", Level.AGREEMENT, f"2026-{number}") for number in range(4)]
    for product in PRODUCTS[10_000:11_334]:
        start = _price()
        tiers = tuple(Tier(quantity, (start * share).quantize(Decimal("0.01"))) for quantity, share in zip(QUANTITIES[0:5:2], _SHARES, strict=True))
        until = CHANCE.choice((date(2026, 12, 31), date(2027, 6, 30), date(2026, 6, 30)))
        yield PriceRule(id=f"a{product}", source=CHANCE.choice(agreements), tiers=tiers, product_id=product, price_unit=100, valid_to=until)


def _projects() -> Iterator[PriceRule]:
    for number in range(2):
        project = PriceSource(f"p{number}", Level.PROJECT, f"Hall {number}", project=f"Hall {number}")
        for product in CHANCE.sample(PRODUCTS[:20_000], 250):
            yield PriceRule(id=f"p{number}{product}", source=project, tiers=(Tier(Decimal(1), _price()),), product_id=product, price_unit=100)


def _discounts() -> Iterator[Discount]:
    group, customer = PriceSource("g", Level.LIST, "Group 2"), PriceSource("c", Level.LIST, "Hansen")
    for name in GROUPS:
        yield Discount(id=name, source=group, tiers=(Tier(Decimal(1), Decimal(CHANCE.randint(5, 40))),), product_group=name)
    yield Discount(id="customer", source=customer, tiers=(Tier(Decimal(1), Decimal("2.5")),), cumulative=True)


def _list(level: Level, products: list[str]) -> ListPrices:
    source, prices = PriceSource(level.value, level, level.value), ListPrices()
    prices.learn(PRODUCTS, (_list_rule(source, product) for product in products))
    return prices


def _list_rule(source: PriceSource, product: str) -> PriceRule:
    start, cent = _price(), Decimal("0.01")
    tiers = tuple(Tier(quantity, (start * share).quantize(cent)) for quantity, share in zip(QUANTITIES[0:6:3], _SHARES[:2], strict=True))
    return PriceRule(id=f"{source.id}{product}", source=source, tiers=tiers, product_id=product, price_unit=100)


_SHARES = (Decimal(1), Decimal("0.9"), Decimal("0.8"))


def _price() -> Decimal:
    return Decimal(CHANCE.randint(100, 50_000)).scaleb(-2)


def _questions(count: int) -> list[PriceQuestion]:
    return [PriceQuestion(product, CHANCE.choice(QUANTITIES), DAY, CHANCE.choice(GROUPS), "C62", "EUR") for product in CHANCE.sample(PRODUCTS, count)]
