"""Ends the sockets of sessions that are over, within a second, whoever ended them: this process, another worker, or time.

A page whose socket ends connects again at once, with the cookie it has by then, and is shown what that cookie may see.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable

import reflex as rx

from portal_app.kernel.actor import visitor
from portal_app.kernel.errors import PortalError
from portal_app.ui.bridge import find_caller, pool, sign_ins
from portal_app.ui.connection.forgetting import forget_visitors
from portal_app.ui.connection.registry import connections

log = logging.getLogger(__name__)
EVERY = 0.5  # seconds
RIGHTS_EVERY = 10.0  # seconds after which the rights behind a quiet tab are looked up again; an event looks them up at once
_AT_ONCE = 500  # ids in one question
_LOOKED_UP = 50  # connections in one round


async def watch_sessions(app: rx.App) -> None:
    """Ask the database again and again about the sessions connected here. Runs in every worker until it is cancelled."""
    while True:
        await asyncio.sleep(EVERY)
        await _guarded(close_ended())
        await _guarded(close_changed())
        await _guarded(forget_visitors(app))


async def _guarded(work: Awaitable[None]) -> None:
    """Whatever goes wrong in one round, the next one comes."""
    try:
        await work
    except PortalError as away:  # the database is away or busy; every event asks it too, so nothing is shown meanwhile
        log.warning("session watch waits", extra={"reason": away.code})
    except Exception:  # a watch that ends would leave ended sessions open
        log.error("session watch failed", exc_info=True)


async def close_ended() -> None:
    """End the sockets of sessions that are over."""
    ids = sorted(connections.session_ids())
    for start in range(0, len(ids), _AT_ONCE):
        ended = await pool().run(sign_ins().ended_among, visitor(), ids[start : start + _AT_ONCE])
        if ended:
            log.info("sockets closed, their sessions are over", extra={"sockets": connections.close_sessions(set(ended))})


async def close_changed() -> None:
    """End the sockets of people whose company, rights or cookie changed, so that their tabs are built anew."""
    for connection in connections.found_before(time.monotonic() - RIGHTS_EVERY)[:_LOOKED_UP]:
        before = connection.owner
        caller = await find_caller(connection, quiet=True)
        if caller.owner != before:
            log.info("socket closed, its rights changed", extra={"session_id": connection.session_id})
            connection.close()
