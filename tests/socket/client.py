"""A browser tab as a few lines of Python: it speaks socket.io over a websocket and can say what no page of ours would say."""

import json
import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

HYDRATE = "reflex___state____state.hydrate_and_load"
PROBE = "tests.socket.probe"
_MARK = "_rx_state_"


def full_name(state: str, handler: str, module: str = PROBE) -> str:
    """The name under which Reflex knows a handler of a state below PortalState."""
    portal_state = "reflex___state____state.portal_app___ui___state____portal_state"
    return f"{portal_state}.{_state_name(module, state)}.{handler}"


def plain_name(state: str, handler: str, module: str = PROBE) -> str:
    """The same for a state straight below Reflex's."""
    return f"reflex___state____state.{_state_name(module, state)}.{handler}"


def _state_name(module: str, state: str) -> str:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", state).lower()
    return f"{module.replace('.', '___')}____{snake}"


@contextmanager
def answering(tab: "Tab") -> Iterator[None]:
    """Let the tab answer pings meanwhile, as a living browser does."""
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            tab.hear(0.05)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        yield
    finally:
        done.set()
        listener.join()


class Tab:
    """One tab. `vars` are the values on its screen, by their bare names; `orders` what it was told to do, such as a redirect."""

    def __init__(
        self, url: str, *, headers: dict[str, str] | None = None, token: str = "", path: str = "/", origin: str | None = "our own", hydrate: bool = True
    ) -> None:  # fmt: skip
        self.url, self.path = url, path
        self.token = token or str(uuid.uuid4())
        self.vars: dict[str, Any] = {}
        self.orders: list[dict[str, Any]] = []
        self.frames: list[str] = []
        self._mark = 0
        self._sockets = ExitStack()
        self._headers = dict(headers or {})
        self._origin = url if origin == "our own" else origin
        self.open(hydrate=hydrate)

    def open(self, *, hydrate: bool = True) -> None:
        """Connect, also again with the same token. The socket before stays open and silent, as when Wi-Fi ends: the server knows nothing of it."""
        address = f"{self.url.replace('http', 'ws')}/_event/?token={self.token}&EIO=4&transport=websocket"
        self.socket = self._sockets.enter_context(connect(
            address, origin=self._origin, additional_headers=self._headers, subprotocols=["0.10.1"],
            compression=None, max_size=None, max_queue=None, proxy=None, open_timeout=10,
        ))  # fmt: skip
        assert self._receive(5).startswith("0")
        if hydrate:
            self.hydrate()
            self.wait_for(lambda: self.vars.get("is_hydrated"), "the page is ready")

    def hydrate(self) -> None:
        """Say who this tab is and ask for everything it shows."""
        boot = {"event": {"name": HYDRATE, "payload": {}, "router_data": self._place()}}
        self.socket.send(f"40/_event,{json.dumps(boot)}")

    def _place(self) -> dict[str, str]:
        return {"pathname": self.path.partition("?")[0], "asPath": self.path}

    def send(self, name: str, /, **payload: Any) -> None:
        """Send an event to a handler of the probe, or to any full name."""
        self.send_raw({"name": self._full(name), "payload": payload, "router_data": self._place()})

    def _full(self, name: str) -> str:
        return name if name.count(".") > 1 or "___" in name else full_name(*name.split(".")) if "." in name else full_name("Probe", name)

    def send_raw(self, event: Any) -> None:
        self.send_text("42/_event," + json.dumps(["event", event]))

    def send_text(self, text: str) -> None:
        self.socket.send(text)

    def call(self, name: str, /, **payload: Any) -> dict[str, Any]:
        """Send an event and wait until it and what followed from it are done. Gives the values on the screen then."""
        self.send(name, **payload)
        return self.settle()

    def settle(self, seconds: float = 15) -> dict[str, Any]:
        """Wait until everything sent so far is done: the events of one tab come one after another."""
        for _ in range(2):  # the second time for what the first ones set off
            self._mark += 1
            mark = 1_000_000 + self._mark
            self.send("mark", n=mark)
            self.wait_for(lambda mark=mark: self.vars.get("count") == mark, "an answer", seconds)
        return self.vars

    def wait_for(self, happened: Any, what: str, seconds: float = 15) -> None:
        end = time.monotonic() + seconds
        while not happened():
            try:
                self._take(self._receive(end - time.monotonic()))
            except TimeoutError:
                raise AssertionError(f"waited in vain for {what}") from None

    def wait_for_close(self, seconds: float = 5) -> int:
        """Read until the server ends the connection; gives the close code."""
        end = time.monotonic() + seconds
        try:
            while True:
                self._take(self._receive(end - time.monotonic()))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
        except TimeoutError:
            raise AssertionError("the connection stayed open") from None

    @property
    def redirects(self) -> list[str]:
        return [order["payload"]["path"] for order in self.orders if order["name"] == "_redirect"]

    @property
    def problem(self) -> dict[str, Any]:
        return self.vars.get("problem", {})

    def hear(self, seconds: float) -> None:
        """Take what comes in this time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                self._take(self._receive(left))
            except TimeoutError:
                return

    def _receive(self, seconds: float) -> str:
        if seconds <= 0:
            raise TimeoutError
        frame = self.socket.recv(timeout=seconds)
        self.frames.append(frame)
        return frame

    def _take(self, frame: str) -> None:
        if frame == "2":
            self.socket.send("3")
        elif frame.startswith("42"):
            kind, content = json.loads(frame[frame.index("[") :])
            if kind == "new_token":
                self.token = content
            elif kind == "event":
                self._update(content)

    def _update(self, content: dict[str, Any]) -> None:
        for values in (content.get("delta") or {}).values():
            self.vars |= {name.removesuffix(_MARK): value for name, value in values.items()}
        self.orders += content.get("events") or []

    def close(self) -> None:
        """Close the socket, and those whose line broke before."""
        self._sockets.close()
