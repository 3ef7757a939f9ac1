"""Which websockets are open in this process, whose they are, and how to end them. Knows no Reflex."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from portal_app.kernel.ids import Id

log = logging.getLogger(__name__)

MOST_REFUSALS = 20  # whoever asks for this many things that do not exist is not one of our pages
POLICY = 1008  # close codes of RFC 6455
TOO_BIG = 1009


@dataclass(eq=False)
class Connection:
    """One websocket. `token` is the value of the session cookie: it stays here and never reaches a state, a log or Redis."""

    address: str
    locale: str = "en"  # of the browser, then of the person
    token: str = field(default="", repr=False)
    end: Callable[[int], None] = lambda code: None
    lives: Callable[[], Awaitable[bool]] = lambda: asyncio.sleep(0, result=True)  # whether the browser answers a ping right now
    session_id: Id | None = None  # as it was last found
    owner: str = ""  # whose state its tab holds, as it was last found; "" for a visitor
    found_at: float = 0.0  # monotonic seconds
    caller: object = None  # whom the bridge last found behind it
    request_id: str = ""  # of the event that was looked at last
    tabs: set[str] = field(default_factory=set)  # usually one
    refusals: int = 0
    over: bool = False

    def close(self, code: int = POLICY) -> None:
        """End the socket. A page of ours connects again at once and is then seen with the cookie it has by that time."""
        if not self.over:
            self.over = True
            self.end(code)

    def close_later(self, seconds: float = 1.0) -> None:
        """End the socket in a moment, so that the page connects again and asks anew."""
        asyncio.get_running_loop().call_later(seconds, self.close)

    def refuse(self, why: str, **details: object) -> None:
        """Note that something was asked for which our pages never ask for."""
        self.refusals += 1
        log.warning("socket event refused", extra={"why": why, "address": self.address, "session_id": self.session_id, "count": self.refusals, **details})
        if self.refusals >= MOST_REFUSALS:
            log.warning("socket closed after refusals", extra={"address": self.address, "session_id": self.session_id})
            self.close()


class Connections:
    """The open connections of one process."""

    def __init__(self) -> None:
        self._open: set[Connection] = set()
        self._of_tab: dict[str, Connection] = {}
        self._by_address: Counter[str] = Counter()
        self._visitors_gone: dict[str, float] = {}  # tab to monotonic seconds

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, connection: Connection) -> None:
        self._open.add(connection)
        self._by_address[connection.address] += 1

    def leave(self, connection: Connection) -> None:
        connection.over = True
        if connection in self._open:
            self._open.remove(connection)
            self._by_address[connection.address] -= 1
            self._by_address += Counter()  # drops the zeros
        for tab in connection.tabs:
            if self._of_tab.get(tab) is connection:
                del self._of_tab[tab]
                if not connection.session_id:
                    self._visitors_gone[tab] = time.monotonic()

    def from_address(self, address: str) -> int:
        return self._by_address[address]

    def link(self, tab: str, connection: Connection) -> None:
        """From now on this tab (Reflex's client token) speaks through `connection`."""
        self._of_tab[tab] = connection
        self._visitors_gone.pop(tab, None)
        connection.tabs.add(tab)

    def of_tab(self, tab: str) -> Connection | None:
        return self._of_tab.get(tab)

    def visitors_gone_before(self, instant: float) -> list[str]:
        """Tabs in which nobody was signed in, gone before `instant` (monotonic seconds). Each is told once."""
        gone = [tab for tab, since in self._visitors_gone.items() if since < instant]
        for tab in gone:
            del self._visitors_gone[tab]
        return gone

    def session_ids(self) -> set[Id]:
        return {one.session_id for one in self._open if one.session_id}

    def found_before(self, instant: float) -> list[Connection]:
        """Connections of signed-in people whose owner was last looked up before `instant` (monotonic seconds)."""
        return [one for one in self._open if one.session_id and one.found_at < instant]

    def close_sessions(self, ended: set[Id]) -> int:
        """End all sockets of these sign-in sessions. Returns how many there were."""
        theirs = [one for one in self._open if one.session_id in ended]
        for connection in theirs:
            connection.close()
        return len(theirs)


connections = Connections()
