"""`python -m tests.reliability.migrate_and_die REVISION N`: migrate, and be killed after the Nth statement. Without a kill it prints how many there were."""

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from portal_app.kernel.config import settings
from tests.migrations import upgrade


def main(revision: str, last: int) -> None:
    sent = 0

    @event.listens_for(Engine, "after_cursor_execute")
    def count(*_: Any) -> None:
        nonlocal sent
        sent += 1
        if sent == last:
            os.kill(os.getpid(), signal.SIGKILL)

    upgrade(settings().database, revision)
    print(sent)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
