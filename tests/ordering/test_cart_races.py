"""Two tabs and a colleague at the same moment: nothing that was put is lost, and what is there once goes to one."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

from portal_app.kernel.errors import PortalError
from portal_app.ordering import LineFacts, LineWish, change_line, hand_over_cart, open_cart, put_lines, read_cart
from tests.ordering.shop import BEARING, OIL, Shop

AT_ONCE = 8


def all_at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """What each answers when all begin at the same moment; foreseen trouble is an answer, everything else a failure."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait(30)
        try:
            return call()
        except PortalError as trouble:
            return trouble.code

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_what_several_tabs_put_at_once_becomes_one_line_with_all_of_it(shop: Shop):
    cart, product = open_cart(shop.jan, "Line 4"), shop.product(BEARING)
    answers = all_at_once([lambda: put_lines(shop.jan, cart, [LineWish(product, Decimal(3))])] * AT_ONCE)
    assert len({answer[0].line_id for answer in answers}) == 1
    (line,) = read_cart(shop.jan, cart).lines
    assert line.quantity == 3 * AT_ONCE


def test_of_several_tabs_that_change_a_line_one_wins_and_the_others_are_told(shop: Shop):
    cart = open_cart(shop.jan, "Line 4")
    (put,) = put_lines(shop.jan, cart, [LineWish(shop.product(BEARING), Decimal(1))])
    answers = all_at_once([lambda n=n: change_line(shop.jan, put.line_id, LineFacts(Decimal(n)), version=1) for n in range(2, 2 + AT_ONCE)])
    winners = [answer for answer in answers if answer != "conflict"]
    assert len(winners) == 1 and read_cart(shop.jan, cart).lines[0].quantity == winners[0].quantity


def test_a_cart_that_is_handed_over_while_something_is_put_keeps_it_or_says_no(shop: Shop):
    cart, product = open_cart(shop.jan, "Line 4"), shop.product(OIL)
    put, handed = all_at_once([lambda: put_lines(shop.jan, cart, [LineWish(product, Decimal(5))]), lambda: hand_over_cart(shop.jan, cart, shop.mia.person_id)])
    assert handed is None
    assert len(read_cart(shop.mia, cart).lines) == (0 if put == "not-found" else 1)
