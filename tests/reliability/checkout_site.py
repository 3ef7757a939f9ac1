"""A worker that orders and may be killed at any moment: `python -m tests.reliability.checkout_site COMPANY ACCOUNT PERSON`.

As in tests.reliability.site one process loads the portal and forks a worker for each line on its input. A job is a cart of two lines that
is looked at and ordered; in between the outbox is carried out, so that orders reach the embedded ERP and its news come back.
"""

import json
import os
import signal
import sys
import time
from datetime import timedelta
from decimal import Decimal

from portal_app.accounts import list_addresses, list_cost_centres
from portal_app.accounts.rules.roles import ROLE_RIGHTS, Role
from portal_app.integrations.erp import DELIVERIES
from portal_app.kernel import outbox
from portal_app.kernel.actor import Actor, ActorKind, Assurance
from portal_app.kernel.db import engine
from portal_app.kernel.errors import NotFound
from portal_app.kernel.events import subscribe
from portal_app.kernel.ids import Id
from portal_app.ordering import SUBSCRIBERS, CartHeader, LineWish, change_cart, look_at_cart, open_cart, put_lines, submit_cart
from portal_app.ordering.actions import sending
from tests.ordering.shop import BEARING, BOLT, product_id
from tests.reliability.site import say


def wait_for_work(who: Actor) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outbox.LEASE, sending.undo_time = timedelta(seconds=0.5), lambda: timedelta(0)
    for topic, handler in DELIVERIES.items():
        outbox.deliver(topic, handler)
    for event, subscriber in SUBSCRIBERS:
        subscribe(event, subscriber)
    say("done", "first", order_one(who, "first"))
    carry_out()
    engine().dispose()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live([job["key"] for job in json.loads(line)], who)
        _, status = os.waitpid(child, 0)
        say("dead", os.waitstatus_to_exitcode(status))


def live(keys: list[str], who: Actor) -> None:
    say("works", os.getpid())
    for key in keys:
        say("done", key, order_one(who, key))
        outbox.run_due(limit=2)
    time.sleep(outbox.LEASE.total_seconds())  # for what an earlier life had in hand
    carry_out()
    os._exit(0)


def carry_out() -> None:
    while outbox.run_due():
        pass


def order_one(who: Actor, key: str) -> Id:
    """What somebody does who does not know whether it worked: all of it once more. Each step knows whether it was done."""
    cart = open_cart(who, key, repeat_key=f"{key} opened")
    header = CartHeader(key, cost_centre_id=list_cost_centres(who)[0].id, address_id=list_addresses(who)[0].id, po_number=key)
    try:
        change_cart(who, cart, header, version=1, repeat_key=f"{key} changed")
        put_lines(who, cart, [LineWish(product_id(BEARING), Decimal(24)), LineWish(product_id(BOLT), Decimal(500))], repeat_key=f"{key} put")
        digest = look_at_cart(who, cart).digest
    except NotFound:  # it is ordered already
        digest = ""
    return submit_cart(who, cart, digest).order_id


def buyer(company_id: Id, account_id: Id, person_id: Id) -> Actor:
    return Actor(
        ActorKind.PERSON, ROLE_RIGHTS[Role.BUYER], company_id, account_id=account_id, person_id=person_id, name="Jan Keller", assurance=Assurance.TWO_STEPS,
    )  # fmt: skip


if __name__ == "__main__":
    wait_for_work(buyer(*sys.argv[1:4]))
