"""A worker that brings orders to an ERP and may be killed at any moment: `python -m tests.reliability.erp_site FOLDER`.

One process loads the portal and waits; for each line on its input it forks a worker. The ERP is a folder: an order that is placed
leaves a file under its key, and one that is placed twice leaves a second file beside it, as most real ones would.
"""

import hashlib
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from portal_app import schema as _schema  # noqa: F401
from portal_app.integrations.erp import DELIVERIES, Acknowledgement, ErpHealth, OutgoingOrder, Verdict
from portal_app.integrations.erp.calling import using
from portal_app.integrations.erp.fake import FakeErp
from portal_app.kernel import clock, outbox
from portal_app.kernel.db import engine
from tests.reliability.site import say


class FolderErp(FakeErp):
    """Keeps what it was told beyond the life of whoever told it, and does not mind being told twice."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def health(self) -> ErpHealth:
        return ErpHealth("folder", clock.now())

    def place_order(self, order: OutgoingOrder, idempotency_key: str) -> Acknowledgement:
        try:
            os.close(os.open(self._folder / idempotency_key, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            (self._folder / f"{idempotency_key}.again").touch()
        return _answer(idempotency_key)

    def find_order(self, idempotency_key: str) -> Acknowledgement | None:
        return _answer(idempotency_key) if (self._folder / idempotency_key).exists() else None


def _answer(key: str) -> Acknowledgement:
    return Acknowledgement(Verdict.ACCEPTED, hashlib.sha256(key.encode()).hexdigest()[:20])


def wait_for_work(folder: Path) -> None:
    """Each input line is one life: `work` until it is killed, or `finish` all there is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outbox.LEASE = timedelta(seconds=0.5)
    for topic, handler in DELIVERIES.items():
        outbox.deliver(topic, handler)
    with using(FolderErp(folder)):
        outbox.run_due()  # one whole round before the first life: otherwise every kill would fall into the first use of everything
        engine().dispose()
        say("ready")
        for line in sys.stdin:
            child = os.fork()
            if child == 0:
                live(until_done=line.strip() == "finish")
            _, status = os.waitpid(child, 0)
            say("dead", os.waitstatus_to_exitcode(status))


def live(*, until_done: bool) -> None:
    say("works", os.getpid())
    rest = outbox.LEASE.total_seconds()
    while outbox.run_due(limit=3) or not until_done:
        pass
    time.sleep(rest)  # for what an earlier life had in hand
    while outbox.run_due():
        pass
    os._exit(0)


if __name__ == "__main__":
    wait_for_work(Path(sys.argv[1]))
