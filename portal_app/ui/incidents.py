"""What breaks outside an action: in a handler itself, or in the browser. The person gets a number, the log the rest."""

import logging

from reflex_base.event import EventSpec

from portal_app.kernel.logs import request_id
from portal_app.ui.connection import inside
from portal_app.ui.connection.registry import connections
from portal_app.ui.marks import server_event
from portal_app.ui.state import PortalState, Problem, incident

log = logging.getLogger(__name__)


class Incident(PortalState):
    """Shows the number of an incident on the page."""

    @server_event
    def show(self, title: str, number: str) -> None:
        self.problem = Problem(title, {}, "incident", number)


def broken_handler(exception: Exception) -> EventSpec:
    """Reflex calls this when an event handler raised; what it returns follows as an event."""
    connection = connections.of_tab(inside.this_tab())
    if connection:
        request_id.set(connection.request_id)
    problem = incident(exception, connection.locale if connection else "en")
    return Incident.show(problem.title, problem.incident)


def broken_page(exception: Exception) -> None:
    """Reflex calls this with what a browser reports. Only its first words are kept, since the rest may quote the page."""
    log.warning("page broke in a browser", extra={"report": str(exception)[:160]})
