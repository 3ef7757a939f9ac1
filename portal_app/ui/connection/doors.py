"""What is let in before Reflex looks at it: one of its socket events, well formed, for a handler that exists, and not too many.

Reflex answers an unknown event with a log entry of its whole content and a damaged one with a trace. Neither gets that far.
"""

from typing import Any

import reflex as rx

from portal_app.kernel.config import settings
from portal_app.kernel.errors import Busy
from portal_app.ui.connection import inside
from portal_app.ui.connection.registry import Connection, connections
from portal_app.ui.state import PortalState, as_problem

MOST_WAITING = 100  # events of one tab
_LONGEST_PATH = 4_000


def watch_doors(app: rx.App) -> None:
    """Put our checks around the socket of this app."""
    namespace = app.event_namespace
    on_event, link = namespace.on_event, namespace._token_manager.link_token_to_sid

    async def checked_event(sid: str, data: Any) -> None:
        connection = connection_of(app, sid)
        if connection is None:
            return
        if not is_well_formed(data):
            connection.refuse("damaged")
        elif inside.function_of(data["name"]) is None:
            connection.refuse("unknown")
        elif _is_waiting_too_long(app, sid):
            await _say_busy(app, sid, connection)
        else:
            await on_event(sid, {name: data[name] for name in ("name", "payload", "router_data") if name in data})

    async def known_link(token: str, sid: str) -> str | None:
        other = await link(token, sid)
        connection = connection_of(app, sid)
        if connection is not None:
            connections.link(other or token, connection)
        return other

    app.sio.eio.max_http_buffer_size = settings().message_bytes  # announced to the page, which then says so itself
    namespace.on_event = checked_event
    namespace._token_manager.link_token_to_sid = known_link


def connection_of(app: rx.App, sid: str) -> Connection | None:
    environ = app.sio.get_environ(sid, namespace=app.event_namespace.namespace)
    return environ["asgi.scope"].get("portal.connection") if environ else None


def is_well_formed(data: Any) -> bool:
    """Whether this is an event as our pages send it: a name, arguments, and where it comes from."""
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        return False
    return isinstance(data.get("payload", {}), dict) and _is_place(data.get("router_data", {}))


def _is_place(data: Any) -> bool:
    if not isinstance(data, dict) or not data.keys() <= {"pathname", "asPath", "query"}:
        return False
    texts = [data.get("pathname", ""), data.get("asPath", "")]
    query = data.get("query", {})
    if not isinstance(query, dict):
        return False
    for value in query.values():
        texts += value if isinstance(value, list) else [value]
    return all(isinstance(text, str) and len(text) <= _LONGEST_PATH for text in (*texts, *query))


def _is_waiting_too_long(app: rx.App, sid: str) -> bool:
    token = app.event_namespace.sid_to_token.get(sid, "")
    return len(app.event_processor._token_queues.get(token, ())) >= MOST_WAITING


async def _say_busy(app: rx.App, sid: str, connection: Connection) -> None:
    update = inside.one_value(PortalState, "problem", as_problem(Busy(), connection.locale))
    await app.event_namespace.emit("event", update, to=sid)
