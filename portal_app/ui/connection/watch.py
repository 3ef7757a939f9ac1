"""Ends the sockets of sessions that are over, within a second, whoever ended them: this process, another worker, or time."""

import asyncio
import logging

from portal_app.kernel.actor import visitor
from portal_app.kernel.errors import PortalError
from portal_app.ui.bridge import pool, sign_ins
from portal_app.ui.connection.registry import connections

log = logging.getLogger(__name__)
EVERY = 0.5  # seconds
_AT_ONCE = 500  # ids in one question


async def watch_sessions() -> None:
    """Ask the database again and again which of the sessions connected here are over. Runs in every worker until it is cancelled."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            await close_ended()
        except PortalError as away:  # the database is away or busy; every event asks it too, so nothing is shown meanwhile
            log.warning("session watch waits", extra={"reason": away.code})


async def close_ended() -> None:
    ids = sorted(connections.session_ids())
    for start in range(0, len(ids), _AT_ONCE):
        ended = await pool().run(sign_ins().ended_among, visitor(), ids[start : start + _AT_ONCE])
        if ended:
            log.info("sockets closed, their sessions are over", extra={"sockets": connections.close_sessions(set(ended))})
