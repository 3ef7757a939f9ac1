"""kill -9 in the middle of checkouts: no acknowledged order is lost, none is there twice, none in part; and the ERP has each of them once."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from queue import Queue

import pytest

from portal_app.purchasing import BudgetFacts, put_budget
from tests.architecture.source import ROOT
from tests.database import behind_the_guard
from tests.ordering.shop import Shop, open_shop
from tests.ordering.test_checkout import chief_of, eur
from tests.reliability.checkout_site import buyer, order_one
from tests.reliability.test_kills import Client

pytestmark = pytest.mark.kills
NET, LINES = 188_400_000, 2  # 24 bearings and 500 bolts, in millionths


@pytest.fixture
def shop(database: str) -> Shop:
    shop = open_shop()
    put_budget(chief_of(shop), BudgetFacts("4711", eur("900000000"), cost_centre_id=shop.centres[0]))
    return shop


@pytest.fixture
def client(database: str, shop: Shop) -> Iterator[Client]:
    site = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.checkout_site", shop.company, shop.jan.account_id, shop.jan.person_id],
        cwd=ROOT, env={**os.environ, "PORTAL_DATABASE_URL": database}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines: Queue = Queue()
    threading.Thread(target=lambda: [lines.put(line.split()) for line in site.stdout], daemon=True).start()
    yield Client(site, lines, random.Random(20261123))
    site.stdin.close()
    site.wait(timeout=30)


@pytest.mark.asvs("2.3.3")
def test_no_order_is_lost_doubled_or_half_done(client: Client, shop: Shop, database: str, in_full: bool, capsys: pytest.CaptureFixture):
    wanted, start = (_in_full(database) if in_full else 15), time.monotonic()
    while client.kills < wanted:
        client.live_and_be_killed()
        client.forget_what_was_never_begun()
        if client.kills % 50 == 0:
            _check_orders(client, shop)
    client.live_to_the_end()
    seconds = time.monotonic() - start
    _check_orders(client, shop)
    _check_the_supplier(client)
    assert client.unknown == [] and client.contradicted == 0
    if database.startswith("sqlite"):
        assert behind_the_guard("PRAGMA integrity_check") == [("ok",)]
        assert behind_the_guard("PRAGMA foreign_key_check") == []
    with capsys.disabled():
        print(
            f"\n{database.partition(':')[0].partition('+')[0]}: {client.kills} kills in checkout in {seconds:.0f} s; {len(client.acknowledged)} orders"
            f" acknowledged, {client.repeated} sent again; 0 lost, 0 doubled, 0 partial"
        )  # fmt: skip
    assert client.kills == wanted and len(client.acknowledged) > wanted // 4, "the worker did too little between the kills"


def _in_full(database: str) -> int:
    return 1000 if database.startswith("sqlite") else 300


DAMAGES = {
    "a lost order": "UPDATE placed_order SET po_number = 'other' WHERE po_number = 'first'",
    "a lost line": "DELETE FROM order_line WHERE id = (SELECT min(id) FROM order_line)",
    "a line of another order": "UPDATE order_line SET order_id = (SELECT max(id) FROM placed_order), position = 9 WHERE id = (SELECT min(id) FROM order_line)",
    "a lost step": "DELETE FROM order_step WHERE id = (SELECT min(id) FROM order_step)",
    "a lost reservation": "DELETE FROM budget_entry WHERE id = (SELECT min(id) FROM budget_entry)",
    "a wrong balance": "UPDATE budget_balance SET used = used + 1",
    "a cart that is open again": "UPDATE cart SET ordered_at = NULL WHERE id = (SELECT min(id) FROM cart)",
    "a lost message": "DELETE FROM outbox_message WHERE id = (SELECT min(id) FROM outbox_message)",
    "a lost entry of the trail": "DELETE FROM audit_entry WHERE action = 'order.placed'",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_check_notices(damage: str, sqlite_database: str):
    """The same check, after one thing went wrong: it must go red."""
    shop = open_shop()
    put_budget(chief_of(shop), BudgetFacts("4711", eur("900000000"), cost_centre_id=shop.centres[0]))
    client = Client(None, Queue(), random.Random(1))
    who = buyer(shop.company, shop.jan.account_id, shop.jan.person_id)
    for key in ("first", "second", "third"):
        client.acknowledged[key] = order_one(who, key)
    _check_orders(client, shop)
    with closing(sqlite3.connect(sqlite_database.removeprefix("sqlite:///"), isolation_level=None)) as behind:  # without foreign keys
        for (trigger,) in behind.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%keeps%'").fetchall():
            behind.execute(f"DROP TRIGGER {trigger}")
        behind.execute(DAMAGES[damage])
    with pytest.raises(AssertionError):
        _check_orders(client, shop)


def _check_orders(client: Client, shop: Shop) -> None:
    """Every checkout left either all of its rows or none, and every acknowledged one left them with the number that was given."""
    rows = behind_the_guard("SELECT po_number, id, cart_id, net FROM placed_order WHERE company_id = :company", company=shop.company)
    orders = {key: order_id for key, order_id, _, _ in rows}
    assert len(orders) == len(rows), "an order is there twice"
    assert {net for *_, net in rows} == {NET}
    for key, answer in client.acknowledged.items():
        assert orders.get(key) == answer, f"{key} was acknowledged and is not there"
    beyond = orders.keys() - client.acknowledged.keys()
    assert len(beyond) <= 1 and beyond <= set(client.unknown), f"done, and the client does not know to ask: {beyond}"
    ids = list(orders.values())
    _each_has(ids, LINES, "SELECT order_id FROM order_line")
    _each_has(ids, 1, "SELECT order_id FROM order_step WHERE move = 'place'")
    _each_has(ids, 1, "SELECT object_id FROM audit_entry WHERE action = 'order.placed'")
    _each_has(ids, 1, "SELECT order_id FROM order_number")
    _each_has(ids, 1, "SELECT key FROM erp_handover")
    _each_has(ids, 2, "SELECT order_id FROM budget_entry")  # reserved, and committed
    assert behind_the_guard("SELECT sum(reserved), sum(committed) FROM budget_entry") == [(0, NET * len(ids))]
    assert behind_the_guard("SELECT used FROM budget_balance") == [(NET * len(ids),)]
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE topic = 'erp.order'") == [(len(ids),)]
    ordered = {cart_id for (cart_id,) in behind_the_guard("SELECT id FROM cart WHERE ordered_at IS NOT NULL")}
    assert ordered == {cart_id for _, _, cart_id, _ in rows}, "a cart is ordered without its order, or an order without its cart"


def _each_has(ids: list[str], count: int, query: str) -> None:
    assert Counter(one for (one,) in behind_the_guard(query)) == Counter(dict.fromkeys(ids, count)), query


def _check_the_supplier(client: Client) -> None:
    """The ERP has each order once, and the portal knows it."""
    numbers = [number for (number,) in behind_the_guard("SELECT number FROM placed_order")]
    assert Counter(number for (number,) in behind_the_guard("SELECT order_number FROM erp_order")) == Counter(numbers)
    assert behind_the_guard("SELECT count(*) FROM placed_order WHERE state = 'approved' OR erp_number = ''") == [(0,)]
    assert len(numbers) == len(client.acknowledged)
