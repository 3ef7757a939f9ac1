"""What prices cost: one, a page of 50, a file of 10,000 lines, their traces, a new book. The rules are at hand; no database is asked.

One company among 100,000 products: 4,000 rows of framework agreements in three tiers, 500 project prices, the list with tiers, the list of
its customer group, discounts of 100 product groups and of the customer.
"""

import itertools
import tracemalloc
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from benchmarks.measure import fact, line, timed, title
from portal_app.pricing import Discount, Level, ListPrices, PriceBook, PriceQuestion, PriceRule, PriceSource, Tier, explain, resolve

DAY = date(2026, 11, 23)
PRODUCTS = [f"{number:026}" for number in range(100_000)]
GROUPS = [f"group {number}" for number in range(100)]
CHANCE = Random(7)
QUANTITIES = [Decimal(quantity) for quantity in (1, 10, 50, 100, 500, 1000, 2500)]


def main() -> None:
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
