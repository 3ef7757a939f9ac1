"""A checkout that breaks at any of its statements leaves nothing: neither order nor reservation nor message, and the cart as it was."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from portal_app.kernel.db import engine
from portal_app.ordering import list_orders, look_at_cart, read_cart, submit_cart
from portal_app.purchasing import BudgetFacts, put_budget
from tests.database import behind_the_guard
from tests.ordering.shop import Shop
from tests.ordering.test_checkout import a_cart, chief_of, eur, new_rule, standing


class Broken(Exception):
    """What goes wrong."""


@contextmanager
def breaking_at(place: int) -> Iterator[list[str]]:
    """The writing statement at this place (from 0) fails before it reaches the database. Yields what was sent."""
    sent: list[str] = []

    def count(_connection, _cursor, statement: str, *_more) -> None:
        if statement.lstrip().startswith("SELECT"):
            return
        sent.append(statement)
        if len(sent) > place:
            raise Broken(statement)

    event.listen(engine(), "before_cursor_execute", count)
    try:
        yield sent
    finally:
        event.remove(engine(), "before_cursor_execute", count)


@pytest.mark.asvs("2.3.3")
@pytest.mark.parametrize("waits", [False, True], ids=["sent", "waiting"])
def test_a_checkout_that_breaks_anywhere_leaves_nothing(shop: Shop, waits: bool):
    chief, cart = chief_of(shop), a_cart(shop)
    put_budget(chief, BudgetFacts("4711", eur("100000"), cost_centre_id=shop.centres[0]))
    if waits:
        new_rule(shop)
    digest, before = look_at_cart(shop.jan, cart).digest, read_cart(shop.jan, cart)
    place = 0
    while place < 100:
        with breaking_at(place) as sent:
            try:
                answer = submit_cart(shop.jan, cart, digest, repeat_key="the form")
            except Broken:
                answer = None
        if answer is not None:
            break
        assert (list_orders(shop.jan).total, read_cart(shop.jan, cart), standing(chief)) == (0, before, ("0.00", "0.00")), sent[-1]
        place += 1
    assert place > 10 and answer.order_id
    assert list_orders(shop.jan).total == 1
    expected = ("146.40", "0.00") if waits else ("0.00", "146.40")
    assert standing(chief) == expected
    tables = ("placed_order", "order_step", "erp_handover" if not waits else "approval_request")
    assert [behind_the_guard(f"SELECT count(*) FROM {table} WHERE company_id = :c", c=shop.company) for table in tables] == [[(1,)]] * 3
