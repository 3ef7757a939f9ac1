"""From an event to an action: who is asking is found anew on the server, the action runs off the event loop in a bounded pool."""

import asyncio
import contextvars
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.config import settings
from portal_app.kernel.errors import GateBroken, PortalError
from portal_app.kernel.ids import Id
from portal_app.kernel.logs import request_id
from portal_app.kernel.pool import WorkPool
from portal_app.ui.connection.registry import Connection

STAYS_FRESH = 1.0  # seconds for which an event and what follows from it trust who was found; after that (streams, background) we ask again
PATIENCE = 8.0  # seconds a screen waits for an action; the lock on a tab's state is held meanwhile and lasts 10


class StillRunning(PortalError):
    code, status = "still-running", 503
    sentence = "This takes longer than usual and may still be finished. Please look in a moment before you do it again."


class SignedIn(Protocol):
    """What we need to know of somebody who is signed in."""

    actor: Actor
    touch_due: bool


@dataclass(frozen=True)
class SignIns:
    """The actions that know who is signed in. Handed in by portal_app.py, since this room knows no business."""

    cookie: str
    find: Callable[[Actor, str], SignedIn | None]
    touch: Callable[[Actor, str], None]
    ended_among: Callable[[Actor, list[Id]], list[Id]]


@dataclass
class Caller:
    """Who sent the event being processed: a connection, and the person signed in behind its cookie, if any."""

    connection: Connection
    signed_in: SignedIn | None = None
    found_at: float = field(default_factory=time.monotonic)

    @property
    def actor(self) -> Actor:
        return self.signed_in.actor if self.signed_in else _visitor(self.connection)

    @property
    def locale(self) -> str:
        return self.actor.locale

    @property
    def owner(self) -> str:
        """Whose state a tab holds: the session with its company and rights, "" for a visitor. Another one must not see it."""
        if self.signed_in is None:
            return ""
        actor = self.signed_in.actor
        rights = ",".join(sorted(actor.permissions))
        told = f"{actor.session_id}|{actor.kind}|{actor.company_id}|{actor.second_step_due}|{rights}"
        return hashlib.sha256(told.encode()).hexdigest()


_caller: contextvars.ContextVar[Caller | None] = contextvars.ContextVar("caller", default=None)
_pool: WorkPool | None = None
_sign_ins: SignIns | None = None


def use_sign_ins(given: SignIns) -> None:
    global _sign_ins
    _sign_ins = given


def sign_ins() -> SignIns:
    if _sign_ins is None:
        raise GateBroken("Nobody told us who may be signed in.")
    return _sign_ins


def begin_event(caller: Caller | None) -> None:
    """Set who sent the event that now begins. The guard does so for every event."""
    _caller.set(caller)


def this_caller() -> Caller | None:
    return _caller.get()


async def find_caller(connection: Connection, *, quiet: bool) -> Caller:
    """Ask the database who is behind the connection's cookie. Raises Busy and Unavailable."""
    connection.request_id = secrets.token_hex(6)
    request_id.set(connection.request_id)
    if not connection.token:
        return Caller(connection)
    caller = Caller(connection, await pool().run(_find, connection, quiet))
    if caller.signed_in:
        connection.session_id, connection.locale = caller.actor.session_id, caller.locale
        connection.owner, connection.found_at = caller.owner, caller.found_at
    connection.caller = caller
    return caller


async def caller_of_what_follows(connection: Connection, *, quiet: bool) -> Caller:
    """For an event that follows from another one: whoever sent that is asked for only once, if it was within the last second."""
    caller = connection.caller
    if isinstance(caller, Caller) and time.monotonic() - caller.found_at < STAYS_FRESH:
        request_id.set(connection.request_id)
        return caller
    return await find_caller(connection, quiet=quiet)


def ask_anew() -> None:
    """What follows from this event finds out again who sent it: after a change of rights, language or company."""
    caller = this_caller()
    if caller:
        caller.connection.caller = None


def _find(connection: Connection, quiet: bool) -> SignedIn | None:
    asking = _visitor(connection)
    signed_in = sign_ins().find(asking, connection.token)
    if signed_in is None:
        return None
    if signed_in.touch_due and not quiet:
        sign_ins().touch(asking, connection.token)
    return replace(signed_in, actor=replace(signed_in.actor, address=connection.address, request_id=asking.request_id))


def _visitor(connection: Connection) -> Actor:
    return visitor(locale=connection.locale, address=connection.address, request_id=request_id.get())


async def act(caller: Caller, action: Callable[..., Any], *args: Any, waits: bool, **arguments: Any) -> Any:
    """Run one action for the caller. Without `waits` it raises StillRunning when it takes too long, and goes on running."""
    running = asyncio.ensure_future(pool().run(_act, caller, action, args, arguments))
    if waits:
        return await running
    done, _ = await asyncio.wait({running}, timeout=PATIENCE)
    if not done:
        running.add_done_callback(lambda late: late.cancelled() or late.exception())
        raise StillRunning
    return running.result()


def _act(caller: Caller, action: Callable[..., Any], args: tuple, arguments: dict[str, Any]) -> Any:
    if caller.connection.token and time.monotonic() - caller.found_at > STAYS_FRESH:
        caller.signed_in, caller.found_at = _find(caller.connection, quiet=True), time.monotonic()
    return action(caller.actor, *args, **arguments)


def pool() -> WorkPool:
    """The threads of this process in which actions run."""
    global _pool
    if _pool is None:
        _pool = WorkPool(settings().database_threads)
    return _pool


def close_pool() -> None:
    global _pool
    if _pool:
        _pool.close()
        _pool = None
