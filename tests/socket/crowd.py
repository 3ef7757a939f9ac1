"""Many tabs in one event loop, each as cheap as it can be: for load and for benchmarks."""

import asyncio
import json
import uuid

from websockets.asyncio.client import ClientConnection, connect

from tests.socket.client import HYDRATE, full_name
from tests.socket.world import Visitor

_PLACE = {"pathname": "/", "asPath": "/"}


class CheapTab:
    """One tab that sends an event and waits for its answer, with as little work of its own as possible."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def until(self, part: str) -> str:
        """All that was heard up to the frame with `part`."""
        heard = []
        while not heard or part not in heard[-1]:
            frame = await self._socket.recv()
            heard.append(frame)
            if frame == "2":
                await self._socket.send("3")
        return "".join(heard)

    async def say(self, handler: str, **payload: object) -> None:
        event = {"name": full_name("Probe", handler), "payload": payload, "router_data": _PLACE}
        await self._socket.send("42/_event," + json.dumps(["event", event]))

    async def mark(self, number: int) -> str:
        """An event that only changes a number: the guard finds the session in the database, nothing else is asked."""
        await self.say("mark", n=number)
        return await self.until(f'"count_rx_state_":{number}')

    async def ask(self, _number: int) -> str:
        """An event that asks an action through the gate."""
        await self.say("whoami")
        return await self.until('"answer_rx_state_"')

    async def write(self, text: str, number: int) -> bool:
        """A command, and a mark behind it, since the events of a tab come one after another. Whether the command was acknowledged."""
        await self.say("write", text=text)
        return "Saved." in await self.mark(number)

    async def close(self) -> None:
        await self._socket.close()


async def open_cheap_tab(url: str, who: Visitor) -> CheapTab:
    """A tab with its first page."""
    address = f"{url.replace('http', 'ws')}/_event/?token={uuid.uuid4()}&EIO=4&transport=websocket"
    socket = await connect(address, origin=url, additional_headers=who.headers, subprotocols=["0.10.1"], compression=None, proxy=None, open_timeout=60)
    tab = CheapTab(socket)
    await tab.until("0")
    await socket.send("40/_event," + json.dumps({"event": {"name": HYDRATE, "payload": {}, "router_data": _PLACE}}))
    await tab.until('"is_hydrated_rx_state_":true')
    return tab


async def open_many(url: str, people: list[Visitor], count: int) -> list[CheapTab]:
    """`count` tabs, twenty at a time, the people in turn."""
    at_once = asyncio.Semaphore(20)

    async def one(number: int) -> CheapTab:
        async with at_once:
            return await open_cheap_tab(url, people[number % len(people)])

    return list(await asyncio.gather(*(one(number) for number in range(count))))
