"""kill -9 in the middle of commands: what was acknowledged is there, once, whole; what was not is there whole or not at all.

The client keeps what it was told. After a kill it sends again what it does not know the outcome of, with the same key.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue

import pytest

from portal_app.kernel.actor import system
from portal_app.kernel.permissions import Permission
from tests.architecture.source import ROOT
from tests.database import behind_the_guard, new_company
from tests.reliability.site import invite_one

pytestmark = pytest.mark.kills
JOBS_A_LIFE = 400  # more than a worker can do before it is killed


@dataclass
class Client:
    """Sends jobs, remembers answers, and kills."""

    site: subprocess.Popen
    lines: Queue
    chance: random.Random
    acknowledged: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)  # sent, not acknowledged, in the order of sending
    kills: int = 0
    repeated: int = 0  # sent again after a kill
    contradicted: int = 0  # acknowledged twice with different answers
    born: int = 0

    def live_and_be_killed(self) -> None:
        """One life of the worker: start it, let it work for 30 to 150 ms, kill it. Every other time the first command may end before."""
        again = len(self.unknown)
        self._send([*self.unknown, *(f"k{self.born}-{number}" for number in range(JOBS_A_LIFE - again))])
        self.repeated += again
        pid = int(self._await("works")[0])
        if self.born % 2:
            self._await("done")
        time.sleep(self.chance.uniform(0.030, 0.150))
        os.kill(pid, signal.SIGKILL)
        (status,) = self._await("dead")
        self.kills += int(status) == -signal.SIGKILL

    def live_to_the_end(self) -> None:
        """Send once more what is unknown, and let the worker finish everything."""
        self._send(list(self.unknown))
        assert self._await("dead", patience=120) == ["0"]

    def _send(self, keys: list[str]) -> None:
        self.born += 1
        started = [key for key in keys if key not in self.unknown]
        self.unknown = [*self.unknown, *started]
        jobs = [{"key": key, "email": f"{key}@kills.example"} for key in keys]
        self.site.stdin.write(json.dumps(jobs) + "\n")
        self.site.stdin.flush()

    def _await(self, word: str, patience: float = 60) -> list[str]:
        """Read on until this word comes, and take note of every acknowledgement on the way."""
        while True:
            try:
                said, *rest = self.lines.get(timeout=patience)
            except Empty:
                raise AssertionError(f"The worker never said {word!r}.") from None
            if said == "done":
                key, answer = rest
                self.contradicted += self.acknowledged.setdefault(key, answer) != answer
                self.unknown = [one for one in self.unknown if one != key]
            if said == word:
                return rest

    def forget_what_was_never_begun(self) -> None:
        """Keys behind the first unacknowledged one were never started by the worker, which takes them in turn."""
        self.unknown = self.unknown[:1]


@pytest.fixture
def company(database: str) -> str:
    return new_company("Hansen Maschinenbau GmbH")


@pytest.fixture
def client(database: str, company: str, tmp_path: Path) -> Iterator[Client]:
    received = tmp_path / "received"
    received.mkdir()
    site = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.site", str(received), company],
        cwd=ROOT, env={**os.environ, "PORTAL_DATABASE_URL": database}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines: Queue = Queue()
    threading.Thread(target=lambda: [lines.put(line.split()) for line in site.stdout], daemon=True).start()
    yield Client(site, lines, random.Random(20261123))
    site.stdin.close()
    site.wait(timeout=30)
    shutil.rmtree(received)


def test_nothing_is_lost_doubled_or_half_done(client: Client, company: str, database: str, tmp_path: Path, in_full: bool, capsys: pytest.CaptureFixture):
    wanted, start = (300 if in_full else 25), time.monotonic()
    while client.kills < wanted:
        client.live_and_be_killed()
        client.forget_what_was_never_begun()
        if client.kills % 50 == 0:
            _check_rows(client, company)
    client.live_to_the_end()
    seconds = time.monotonic() - start
    _check_rows(client, company)
    assert client.unknown == [] and client.contradicted == 0
    brought_again = _check_outside(client, tmp_path / "received")
    _check_file(database)
    with capsys.disabled():
        print(
            f"\n{database.partition(':')[0].partition('+')[0]}: {client.kills} kills in {seconds:.0f} s; {len(client.acknowledged)} commands acknowledged,"
            f" {client.repeated} sent again; 0 lost, 0 doubled, 0 partial; {brought_again} mails brought again, each once in effect"
        )  # fmt: skip
    assert client.kills == wanted and len(client.acknowledged) > wanted // 4, "the worker did too little between the kills"


DAMAGES = {
    "a lost command": "UPDATE account SET email = 'somebody@else.example' WHERE email = 'first@kills.example'",
    "a person without a role": "DELETE FROM role_assignment WHERE id = (SELECT min(id) FROM role_assignment)",
    "a role given twice": "UPDATE role_assignment SET person_id = (SELECT max(person_id) FROM role_assignment)",
    "an account without a person": "DELETE FROM person WHERE id = (SELECT min(id) FROM person)",
    "a lost link": "DELETE FROM mail_link WHERE id = (SELECT min(id) FROM mail_link)",
    "a lost message": "DELETE FROM outbox_message WHERE id = (SELECT min(id) FROM outbox_message)",
    "a lost answer": "DELETE FROM repeated_call WHERE key = (SELECT min(key) FROM repeated_call)",
    "a lost entry of the trail": "DELETE FROM audit_entry",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_check_notices(damage: str, sqlite_database: str):
    """The same check, after one thing went wrong: it must go red."""
    company = new_company()
    client = Client(None, Queue(), random.Random(1))
    who = system(frozenset({Permission.PEOPLE_INVITE}), company)
    for key in ("first", "second", "third"):
        client.acknowledged[key] = invite_one(who, {"key": key, "email": f"{key}@kills.example"})
    _check_rows(client, company)
    with closing(sqlite3.connect(sqlite_database.removeprefix("sqlite:///"), isolation_level=None)) as behind:  # without foreign keys
        behind.execute("DROP TRIGGER audit_entry_keeps_DELETE")
        behind.execute(DAMAGES[damage])
    with pytest.raises(AssertionError):
        _check_rows(client, company)


def _check_rows(client: Client, company: str) -> None:
    """Every command left either all of its rows or none, and every acknowledged one left them with the answer that was given."""
    people = dict(behind_the_guard("SELECT a.email, p.id FROM account a JOIN person p ON p.account_id = a.id WHERE p.company_id = :company", company=company))
    accounts = Counter(email for (email,) in behind_the_guard("SELECT email FROM account WHERE email LIKE '%@kills.example'"))
    assert accounts.keys() == people.keys(), "an account without a person, or twice"
    assert set(accounts.values()) <= {1}
    for key, answer in client.acknowledged.items():
        assert people.get(f"{key}@kills.example") == answer, f"{key} was acknowledged and is not there"
    beyond = {email.partition("@")[0] for email in people} - client.acknowledged.keys()
    assert len(beyond) <= 1 and beyond <= set(client.unknown), f"done, and the client does not know to ask: {beyond}"
    _each_has(people.values(), 2, "SELECT person_id FROM role_assignment")
    _each_has(people.values(), 1, "SELECT object_id FROM audit_entry WHERE action = 'person.invited'")
    _each_has(people.values(), 1, "SELECT person_id FROM mail_link")
    for table in ("outbox_message", "repeated_call"):
        assert behind_the_guard(f"SELECT count(*) FROM {table}") == [(len(people),)], f"{table} does not fit"


def _each_has(ids, count: int, query: str) -> None:
    found = Counter(one for (one,) in behind_the_guard(query))
    assert found == Counter(dict.fromkeys(ids, count))


def _check_outside(client: Client, received: Path) -> int:
    """Every message took effect once. Returns how often one was brought again after its worker had died."""
    effects = {path.name for path in received.iterdir() if path.suffix != ".again"}
    assert effects == {one for (one,) in behind_the_guard("SELECT id FROM outbox_message WHERE done_at IS NOT NULL")}
    assert len(effects) == len(client.acknowledged)
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE done_at IS NULL OR dead_at IS NOT NULL") == [(0,)]
    return sum(len(path.read_text()) for path in received.glob("*.again"))


def _check_file(database: str) -> None:
    if database.startswith("sqlite"):
        assert behind_the_guard("PRAGMA integrity_check") == [("ok",)]
        assert behind_the_guard("PRAGMA foreign_key_check") == []
