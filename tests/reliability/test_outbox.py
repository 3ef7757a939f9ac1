"""The outbox among processes: two never take the same message, and one that is killed in the middle of a message leaves it to the next."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

from portal_app.kernel import clock, outbox
from portal_app.kernel.db import transaction
from portal_app.kernel.ids import Id
from portal_app.kernel.outbox import LEASE, Message
from portal_app.kernel.tenancy import NOBODY
from tests.architecture.source import ROOT
from tests.database import behind_the_guard

pytestmark = pytest.mark.kills
TOPIC = "test.carried"


def _put(count: int) -> list[Id]:
    with transaction(NOBODY, writes=True) as session:
        return [outbox.put(session, TOPIC, {}) for _ in range(count)]


def _carrier(database: str, seconds: float) -> subprocess.Popen:
    """A worker that is ready to begin."""
    carrier = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.carrier", TOPIC, str(seconds)],
        cwd=ROOT, env={**os.environ, "PORTAL_DATABASE_URL": database}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert carrier.stdout.readline() == "ready\n"
    return carrier


def _begin(*carriers: subprocess.Popen) -> None:
    for carrier in carriers:
        carrier.stdin.write("go\n")
        carrier.stdin.flush()


def test_two_processes_share_the_messages_without_sharing_one(database: str):
    ids, carriers = _put(60), [_carrier(database, 0.001) for _ in range(2)]
    _begin(*carriers)
    shares = [[line.split()[1] for line in carrier.communicate(timeout=60)[0].splitlines() if line.startswith("begins")] for carrier in carriers]
    assert Counter(shares[0] + shares[1]) == Counter(ids)
    assert all(shares), "one of them did everything"
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE done_at IS NOT NULL AND attempts = 1") == [(60,)]


def test_a_message_in_the_hands_of_a_killed_worker_is_carried_by_the_next_after_its_lease(database: str, monkeypatch: pytest.MonkeyPatch):
    (message_id,), carrier = _put(1), _carrier(database, 60)
    _begin(carrier)
    assert carrier.stdout.readline() == f"begins {message_id}\n"
    os.kill(carrier.pid, signal.SIGKILL)
    assert carrier.wait(timeout=10) == -signal.SIGKILL
    carried: list[Message] = []
    monkeypatch.setitem(outbox._handlers, TOPIC, carried.append)
    assert outbox.run_due() == 0
    with clock.frozen(clock.now() + LEASE + timedelta(seconds=1)):
        assert outbox.run_due() == 1
        assert outbox.run_due() == 0
    assert [(message.id, message.attempt) for message in carried] == [(message_id, 2)]
