"""A worker of the outbox in a process of its own: `python -m tests.reliability.carrier TOPIC SECONDS`. It prints each message it begins and ends.

It works until nothing is due. A message takes it so many seconds, so that a kill can fall into the middle of one.
"""

import os
import sys
import time

from portal_app.kernel import outbox
from portal_app.kernel.outbox import Message


def main(topic: str, seconds: float) -> None:
    def carry(message: Message) -> None:
        os.write(1, f"begins {message.id}\n".encode())
        time.sleep(seconds)
        os.write(1, f"ends {message.id}\n".encode())

    outbox.deliver(topic, carry)
    os.write(1, b"ready\n")
    sys.stdin.readline()
    while outbox.run_due(limit=3):
        pass


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
