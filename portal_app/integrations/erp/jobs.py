"""What happens on a schedule: the ERP is asked about open orders, and in the demo its orders move by themselves. Wired in portal_app.py."""

import logging
from datetime import datetime, timedelta

from portal_app.integrations.erp.actions.running import read_clock
from portal_app.integrations.erp.actions.steps import list_due_orders, step_order
from portal_app.integrations.erp.actions.stocking import receive_due_goods
from portal_app.integrations.erp.sending import ask_about_all, tell_doubts
from portal_app.kernel.actor import system
from portal_app.kernel.config import settings
from portal_app.kernel.errors import PortalError
from portal_app.kernel.jobs import Job
from portal_app.kernel.permissions import Permission

log = logging.getLogger(__name__)
_ROUND = timedelta(minutes=1)
_HALF_A_ROUND = _ROUND / 2  # rounds begin a little early or late; without it a step would wait for the next one


def move_on(_slot: datetime) -> None:
    """The demo's clock: what is due comes in, and each order that has stood still for some minutes takes one step."""
    minutes = settings().erp_step_minutes
    if not settings().is_demo or not minutes:
        return
    actor = system(frozenset({Permission.STAFF_OPERATE}), name="demo clock")
    if read_clock(actor).stopped_at:
        return
    while receive_due_goods(actor):
        pass
    for number in list_due_orders(actor, timedelta(minutes=minutes) - _HALF_A_ROUND):
        try:
            step_order(actor, number)
        except PortalError as trouble:  # somebody was quicker: it is looked at again next time
            log.warning("demo clock", extra={"order": number, "reason": trouble.code})


JOBS = (Job("erp.clock", _ROUND, move_on), Job("erp.ask", timedelta(minutes=5), ask_about_all), Job("erp.doubt", _ROUND, tell_doubts))
