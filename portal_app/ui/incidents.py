"""What breaks outside an action: in a handler itself, around it, or in the browser. The person gets a sentence, the log the rest."""

import logging
import re

from reflex_base.event import EventSpec

from portal_app.kernel.errors import Unavailable
from portal_app.kernel.logs import request_id, unquoted
from portal_app.ui.connection import inside
from portal_app.ui.connection.reconnect import redis_is_away
from portal_app.ui.connection.registry import connections
from portal_app.ui.state import PortalState, as_problem, incident

log = logging.getLogger(__name__)
_SOCKET = re.compile(r"^\[SID: [\w-]+\] ")


def broken_handler(exception: Exception) -> EventSpec | None:
    """Reflex calls this when an event raised. The sentence goes straight to the page: the tab's state may be what broke."""
    connection = connections.of_tab(inside.this_tab())
    locale = connection.locale if connection else "en"
    if connection:
        request_id.set(connection.request_id)
    if redis_is_away(exception):
        log.warning("states out of reach", extra={"error": type(exception).__name__})
        problem = as_problem(Unavailable(), locale)
    else:
        problem = incident(exception, locale)
    inside.send_value_soon(PortalState, "problem", problem)
    return None


def broken_page(exception: Exception) -> None:
    """Reflex calls this with what a browser reports: kept up to the first thing it quotes, since that may stand on the page."""
    report = unquoted(_SOCKET.sub("", str(exception)))
    log.warning("page broke in a browser", extra={"report": report[:160]})
