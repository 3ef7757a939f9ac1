"""A worker that may be killed at any moment: `python -m tests.reliability.site FOLDER COMPANY`.

One process loads the portal and waits; for each line on its input it forks a worker, so that a new life takes milliseconds. A worker
invites people (a real command: account, person, roles, link, audit entry, mail in the outbox), acknowledges each on its output, and
carries out the outbox in between. The receiver of the mails is a folder in which each message leaves one file: bringing it twice
leaves it as it is, as a mail server that knows the message's id would.
"""

import json
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from portal_app.accounts import Holding, PersonFacts, Role, invite_person
from portal_app.integrations.mail import TOPIC
from portal_app.kernel import outbox
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.db import engine
from portal_app.kernel.outbox import Message
from portal_app.kernel.permissions import Permission

ROLES = frozenset({Holding(Role.BUYER), Holding(Role.READ_ONLY)})


def wait_for_work(folder: Path, company_id: str) -> None:
    """Each input line holds the jobs of one life; each life ends by itself or by a kill, and both are told."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outbox.LEASE = timedelta(seconds=0.5)
    outbox.deliver(TOPIC, lambda message: receive(folder, message))
    who = system(frozenset({Permission.PEOPLE_INVITE}), company_id, name="kills")
    warm_up(who)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live(json.loads(line), who)
        _, status = os.waitpid(child, 0)
        say("dead", os.waitstatus_to_exitcode(status))


def warm_up(who: Actor) -> None:
    """One whole round before the first life: otherwise every kill would fall into the first use of everything. No connection is left open."""
    say("done", "first", invite_one(who, {"key": "first", "email": "first@kills.example"}))
    outbox.run_due()
    engine().dispose()


def live(jobs: list[dict[str, str]], who: Actor) -> None:
    say("works", os.getpid())
    for job in jobs:
        say("done", job["key"], invite_one(who, job))
        outbox.run_due(limit=2)
    time.sleep(outbox.LEASE.total_seconds())  # for what an earlier life had in hand
    while outbox.run_due():
        pass
    os._exit(0)


def invite_one(who: Actor, job: dict[str, str]) -> str:
    return invite_person(who, job["email"], PersonFacts("Jan", "Keller", ROLES), repeat_key=job["key"])


def receive(folder: Path, message: Message) -> None:
    """One file a message. A second time is noted beside it, and changes nothing."""
    try:
        os.close(os.open(folder / message.id, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        with open(folder / f"{message.id}.again", "a") as note:
            note.write(".")


def say(*words: object) -> None:
    """One write, shorter than a pipe's buffer: it is read whole or not at all."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


if __name__ == "__main__":
    wait_for_work(Path(sys.argv[1]), sys.argv[2])
