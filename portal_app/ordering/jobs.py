"""What ordering does on a schedule: forget order files on which nobody works any more. Wired in portal_app.py."""

from datetime import datetime, timedelta

from portal_app.accounts import list_companies
from portal_app.kernel.actor import system
from portal_app.kernel.jobs import Job
from portal_app.kernel.paging import LARGEST
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.intake_keeping import forget_old_intakes

_LOOKS = system(frozenset({Permission.STAFF_COMPANIES_VIEW}), name="forgetting")


def forget(_slot: datetime) -> None:
    """Once a day, company by company. Running it twice forgets nothing more."""
    number, pages = 1, 1
    while number <= pages:
        page = list_companies(_LOOKS, number=number, size=LARGEST)
        for company in page.rows:
            forget_old_intakes(system(frozenset({Permission.CART_EDIT}), company.id, name="forgetting"))
        number, pages = number + 1, page.pages


JOBS = (Job("ordering.forget", timedelta(days=1), forget),)
