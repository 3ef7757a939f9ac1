"""What the kernel forgets on a schedule: ended counters, old answers, the contents of finished messages. Wired in portal_app.py."""

from datetime import datetime, timedelta

from portal_app.kernel import clock
from portal_app.kernel.jobs import Job
from portal_app.kernel.limits import forget_old_windows
from portal_app.kernel.outbox import forget_done
from portal_app.kernel.repeats import forget_answers

KEPT = timedelta(days=30)


def forget(_slot: datetime) -> None:
    """Once an hour. Running it twice forgets nothing more."""
    before = clock.now() - KEPT
    forget_old_windows()
    forget_answers(before)
    forget_done(before)


JOBS = (Job("kernel.forget", timedelta(hours=1), forget),)
