"""The order confirmation: reading an order of 5, 50 and 500 lines and setting it as PDF, how large the files are, and what memory a process has."""

import resource
from datetime import date
from decimal import Decimal

from benchmarks.databases import empty_sqlite
from benchmarks.measure import fact, line, timed, title
from portal_app.documents import pdf_of, read_order_confirmation
from portal_app.kernel.ids import Id
from portal_app.ordering import OrderMove
from tests.ordering.placing import a_line, an_order, move_an_order, put_an_order
from tests.ordering.shop import BEARING, BOLT, NEW, OIL, Shop, open_shop

SIZES = ((5, 30), (50, 20), (500, 5))  # lines, and how often
KINDS = (BEARING, BOLT, OIL, NEW)


def main() -> None:
    with empty_sqlite():
        shop = open_shop()
        title("Order confirmation, SQLite")
        fact("memory of the process before", f"{_memory():.0f} MB at most so far")
        for lines, times in SIZES:
            _measure(shop, lines, times)


def _measure(shop: Shop, lines: int, times: int) -> None:
    order_id = _order(shop, lines)
    paper = read_order_confirmation(shop.jan, order_id)
    line(f"{lines} lines, read and said", timed(lambda: read_order_confirmation(shop.jan, order_id), times))
    line(f"{lines} lines, set as PDF", timed(lambda: pdf_of(paper), times))
    fact(f"{lines} lines, size of the file; memory", f"{len(pdf_of(paper)) / 1000:.0f} kB; {_memory():.0f} MB at most so far")


def _order(shop: Shop, lines: int) -> Id:
    every = (a_line(shop, KINDS[place % len(KINDS)], str(place + 1), Decimal("7.125"), promised_on=date(2026, 12, 1)) for place in range(lines))
    order_id = put_an_order(shop.jan, an_order(shop, *every))
    for move in (OrderMove.SEND, OrderMove.CONFIRM):
        move_an_order(shop.jan, order_id, move)
    return order_id


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
