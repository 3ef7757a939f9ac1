"""What purchasing does on a schedule: remind who has to decide. Wired in portal_app.py."""

from datetime import datetime, timedelta

from portal_app.accounts import list_companies
from portal_app.kernel.actor import system
from portal_app.kernel.jobs import Job
from portal_app.kernel.paging import LARGEST
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.reminding import remind_requests

_LOOKS = system(frozenset({Permission.STAFF_COMPANIES_VIEW}), name="reminding")


def remind(_slot: datetime) -> None:
    """Every quarter of an hour, company by company. Running it twice reminds nobody twice."""
    number, pages = 1, 1
    while number <= pages:
        page = list_companies(_LOOKS, number=number, size=LARGEST)
        for company in (line for line in page.rows if line.closed_at is None):
            remind_requests(system(frozenset({Permission.APPROVAL_RULE_EDIT}), company.id, name="reminding"))
        number, pages = number + 1, page.pages


JOBS = (Job("purchasing.remind", timedelta(minutes=15), remind),)
