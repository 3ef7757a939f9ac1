"""What accounts does on a schedule: forget what is no longer needed. Wired in portal_app.py."""

from datetime import datetime, timedelta

from portal_app.accounts.actions.forgetting import forget_old_rows
from portal_app.integrations.mail import forget_kept_mails
from portal_app.kernel.actor import system
from portal_app.kernel.jobs import Job
from portal_app.kernel.permissions import Permission


def forget(_slot: datetime) -> None:
    """Once an hour. Running it twice removes nothing more."""
    actor = system(frozenset({Permission.STAFF_OPERATE}), name="forgetting")
    forget_old_rows(actor)
    forget_kept_mails(actor)


JOBS = (Job("accounts.forget", timedelta(hours=1), forget),)
