"""Placing orders: a look, a submit, and how many orders a second 1, 4 and 16 writers place at once, each a thread of one portal, on both databases.

Every order is a whole checkout: prices, stock, rules and budgets asked again, a reservation, lines with their traces, audit, outbox.
"""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

from benchmarks.databases import SYSTEMS
from benchmarks.measure import fact, line, timed, title
from portal_app.accounts import Role
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Busy
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.ordering import LineWish, change_cart, look_at_cart, open_cart, put_lines, read_cart, submit_cart
from portal_app.purchasing import BudgetFacts, put_budget
from tests.ordering.shop import BEARING, BOLT, NEW, OIL, Shop, new_person, open_shop

LINES = ((BEARING, 24), (BOLT, 500), (OIL, 5), (NEW, 50))
WRITERS = ((1, 20), (4, 20), (16, 10))  # writers, and orders of each: nobody has more than 20 open carts
Placing = tuple[Actor, Id, str]


def main() -> None:
    os.environ["PORTAL_DATABASE_THREADS"] = "16"
    for name, empty in SYSTEMS.items():
        with empty():
            _measure(name)


def _measure(name: str) -> None:
    shop = open_shop()
    chief = new_person(shop.company, "Henrik Lang", Role.ADMINISTRATOR)
    put_budget(chief, BudgetFacts("4711", Money(Decimal(900_000_000)), cost_centre_id=shop.centres[0]))
    title(f"Orders of {len(LINES)} lines on {name}")
    cart = _cart(shop, shop.jan)
    line("look at a cart", timed(lambda: look_at_cart(shop.jan, cart), 50))
    for writers, each in WRITERS:
        _at_once([_prepared(shop, each) for _ in range(writers)])


def _at_once(work: list[list[Placing]]) -> None:
    """Each writer is a thread of one portal, and all begin together."""
    start, turned_away = threading.Barrier(len(work)), []
    with ThreadPoolExecutor(len(work)) as threads:
        begin = time.perf_counter()
        taken = [milliseconds for part in threads.map(lambda part: _place(part, start, turned_away), work) for milliseconds in part]
        seconds = time.perf_counter() - begin
    line(f"{len(work)} writers, each order", taken)
    fact("orders a second; the slowest; clicks answered “busy”", f"{len(taken) / seconds:.0f}; {max(taken):.0f} ms; {len(turned_away)}")


def _placed(who: Actor, cart: Id, digest: str) -> bool:
    """False when the portal is too busy; whoever wants the order clicks again."""
    try:
        return bool(submit_cart(who, cart, digest, repeat_key=cart).order_id)
    except Busy:
        return False


def _place(work: list[Placing], start: threading.Barrier, turned_away: list[Id]) -> list[float]:
    start.wait(60)
    taken = []
    for who, cart, digest in work:
        begin = time.perf_counter()
        while not _placed(who, cart, digest):
            turned_away.append(cart)
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def _prepared(shop: Shop, count: int) -> list[Placing]:
    """Carts of one buyer that were looked at."""
    who = new_person(shop.company, "Jan Keller", Role.BUYER)
    carts = [_cart(shop, who) for _ in range(count)]
    return [(who, cart, look_at_cart(who, cart).digest) for cart in carts]


def _cart(shop: Shop, who: Actor) -> Id:
    cart = open_cart(who, "Line 4")
    change_cart(who, cart, replace(read_cart(who, cart).header, cost_centre_id=shop.centres[0]), version=1)
    put_lines(who, cart, [LineWish(shop.product(number), Decimal(quantity)) for number, quantity in LINES])
    return cart
