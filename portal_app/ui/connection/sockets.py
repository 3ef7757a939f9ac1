"""Each websocket on its way in and out, as plain ASGI: whose it is, how many there may be, how much may come over it, how it ends.

The cookie is taken off here. Reflex keeps the headers of a connection in the tab's state, in Redis and in its logs; what it never
sees cannot leak from there.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from portal_app.kernel.config import settings
from portal_app.kernel.i18n import language_of
from portal_app.ui.connection.registry import POLICY, TOO_BIG, Connection, connections

log = logging.getLogger(__name__)
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_PASSED_ON = {b"host", b"origin", b"user-agent", b"accept-language", b"connection", b"upgrade"}
MESSAGES_A_SECOND = 50
MESSAGES_AT_ONCE = 200
MOST_SLOWED = 1_000  # messages that had to wait; after that many it is no page of ours
NEW_A_SECOND = 5  # connections from one address
ANSWERS_WITHIN = 0.8  # seconds that a living browser needs at most for a ping and its pong
_PING, _PONG = "2", "3"  # of engine.io


class Pace:
    """A bucket of tokens: `at_once` to begin with, `a_second` come back."""

    def __init__(self, a_second: float, at_once: float) -> None:
        self._a_second, self._at_once = a_second, at_once
        self._left, self._since = at_once, time.monotonic()

    def wait(self) -> float:
        """Take one token; the seconds until it is really there."""
        now = time.monotonic()
        self._left = min(self._at_once, self._left + (now - self._since) * self._a_second) - 1
        self._since = now
        return max(0.0, -self._left / self._a_second)

    def give_back(self) -> None:
        self._left += 1

    @property
    def is_full(self) -> bool:
        return self._left + (time.monotonic() - self._since) * self._a_second >= self._at_once


class Sockets:
    """ASGI: lets websockets through within their limits and keeps the registry of those that are open."""

    def __init__(self, app: Any, cookie: str) -> None:
        self._app, self._cookie = app, cookie
        self._arrivals: dict[str, Pace] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        line = _Line(scope, receive, send, self._cookie)
        if not self._has_room_for(line.connection.address):
            log.warning("too many connections", extra={"address": line.connection.address})
            await refuse(receive, send)
            return
        connections.enter(line.connection)
        try:
            await self._app(line.scope, line.receive, line.send)
        finally:
            connections.leave(line.connection)

    def _has_room_for(self, address: str) -> bool:
        most = settings().connections_per_address
        if connections.from_address(address) >= most:
            return False
        pace = self._arrivals.setdefault(address, Pace(NEW_A_SECOND, most))
        if pace.wait() > 0:
            pace.give_back()
            return False
        self._forget_quiet_addresses()
        return True

    def _forget_quiet_addresses(self) -> None:
        if len(self._arrivals) > 10_000:
            self._arrivals = {address: pace for address, pace in self._arrivals.items() if not pace.is_full}


class _Line:
    """One websocket between server and app."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, cookie: str) -> None:
        headers = dict(scope["headers"])
        self._receive, self._send = receive, send
        self._pace, self._slowed, self._closed = Pace(MESSAGES_A_SECOND, MESSAGES_AT_ONCE), 0, False
        self._pongs: list[asyncio.Future[None]] = []
        self.connection = Connection(
            address=(scope.get("client") or ("",))[0],
            locale=language_of(headers.get(b"accept-language", b"").decode("latin-1")),
            token=cookie_of(headers.get(b"cookie", b""), cookie),
            end=self._end,
            lives=self._lives,
        )
        kept = [(name, value) for name, value in scope["headers"] if name in _PASSED_ON or name.startswith(b"sec-websocket-")]
        self.scope = {**scope, "headers": kept, "portal.connection": self.connection}

    async def receive(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        while message.get("text") == _PONG and self._pongs:
            self._take_pong()
            message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        if not _fits(message.get("text")):
            log.warning("message too big or not text", extra={"address": self.connection.address, "session_id": self.connection.session_id})
            self.connection.close(TOO_BIG)
        await self._keep_pace()
        return {"type": "websocket.disconnect", "code": POLICY} if self.connection.over else message

    async def _lives(self) -> bool:
        """Ask the browser for a sign of life: a ping of engine.io of our own, whose pong does not go further."""
        if self._closed:
            return False
        pong = asyncio.get_running_loop().create_future()
        self._pongs.append(pong)
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                await self.send({"type": "websocket.send", "text": _PING})
                await pong
        except TimeoutError:
            return False
        return True

    def _take_pong(self) -> None:
        pong = self._pongs.pop(0)
        if not pong.done():
            pong.set_result(None)

    async def _keep_pace(self) -> None:
        pause = self._pace.wait()
        if not pause:
            return
        self._slowed += 1
        if self._slowed > MOST_SLOWED:
            log.warning("socket closed, it never slows down", extra={"address": self.connection.address})
            self.connection.close()
        else:
            await asyncio.sleep(pause)

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """After the end nothing goes out any more, however much is still on its way."""
        if self._closed:
            return
        self._closed = message["type"] == "websocket.close"
        await self._send(message)

    def _end(self, code: int) -> None:
        ending = asyncio.ensure_future(self.send({"type": "websocket.close", "code": code}))
        ending.add_done_callback(lambda done: done.cancelled() or done.exception())  # the other side may be gone already


def _fits(text: str | None) -> bool:
    most = settings().message_bytes
    return text is not None and len(text) <= most and (text.isascii() or len(text.encode()) <= most)


def cookie_of(header: bytes, name: str) -> str:
    """The value of a cookie, "" without one."""
    try:
        morsel = SimpleCookie(header.decode("latin-1")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


async def refuse(receive: Receive, send: Send) -> None:
    """End a websocket before it is open; the server answers its handshake with 403."""
    await receive()
    await send({"type": "websocket.close", "code": POLICY})
