"""The app that the tests of the socket start: our guard, bridge and limits around states that try everything.

It is never imported by the tests themselves: its states would join the sweeps over the real ones.
"""

import asyncio
import os
import threading
from enum import StrEnum
from typing import Literal

import reflex as rx
from fastapi import FastAPI

from portal_app.accounts import COOKIE, ended_among, find_signed_in, touch_session
from portal_app.kernel import outbox, pool
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, own_command, own_query, public_query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ui import bridge
from portal_app.ui.app import portal
from portal_app.ui.bridge import SignIns, use_sign_ins
from portal_app.ui.connection import forgetting, sockets, watch
from portal_app.ui.health import health
from portal_app.ui.lifespan import beside_the_pages
from portal_app.ui.marks import on_event, public_event, server_event
from portal_app.ui.news import News
from portal_app.ui.pages import PortalPage, fill_page_again
from portal_app.ui.state import PortalState

watch.RIGHTS_EVERY = 1.5  # seconds, and messages: what would make the tests wait is shorter here
sockets.MOST_SLOWED = 100
forgetting.KEPT = 1.5
pool.WAITING = int(os.environ.get("PROBE_WAITING", pool.WAITING))
bridge.PATIENCE = float(os.environ.get("PROBE_PATIENCE", bridge.PATIENCE))
use_sign_ins(SignIns(COOKIE, find_signed_in, touch_session, ended_among))


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@own_query()
def who_am_i(ctx: Context) -> str:
    return ctx.actor.name


@own_query()
def how_fast(ctx: Context, seconds: float) -> str:
    threading.Event().wait(seconds)
    return "done"


@own_query()
def refuse_name(ctx: Context, name: str) -> str:
    raise Invalid("“{name}” is not a name.", fields={"name": "Please write a name."}, name=name)


@own_query()
def stumble(ctx: Context, secret: str) -> str:
    raise ValueError(f"broke over {secret}")


@own_command()
def note(ctx: Context, text: str) -> None:
    ctx.send("probe.noted", {"text": text})
    ctx.record("probe.noted", "probe", after={"length": len(text)})


@public_query()
def greeting(ctx: Context) -> str:
    return f"Hello {ctx.actor.address}"


class Probe(PortalState):
    """One handler for each way in which a handler can be called."""

    answer: str = ""
    count: int = 0
    steps: list[str] = []
    _kept: str = "private"

    @public_event
    def mark(self, n: int) -> None:
        self.count = n

    @on_event
    async def whoami(self) -> None:
        self.answer = await self._do(who_am_i) or ""

    @on_event
    def keep(self, text: str) -> None:
        self.answer = text

    @public_event
    async def greet(self) -> None:
        self.answer = await self._do(greeting) or ""

    @on_event
    async def stream(self):
        for word in ("one", "two"):
            self.steps = [*self.steps, word]
            yield
        self.answer = await self._do(who_am_i) or ""

    @on_event(background=True)
    async def beside(self) -> None:
        name = await self._do(who_am_i)
        async with self:
            self.answer = f"beside {name}"

    @on_event(background=True)
    async def beside_broken(self, text: str) -> None:
        await self._do(refuse_name, text)

    @on_event
    def chain(self):
        return [Probe.keep("chained"), Probe.inner(7)]

    @public_event
    def chain_to_signed_in(self):
        return Probe.keep("chained past the guard")

    @public_event
    def chain_wrongly(self):
        return Probe.mark("seven")  # type: ignore[arg-type]

    @server_event
    def inner(self, n: int) -> None:
        self.count = n

    @on_event
    async def refused(self, name: str) -> None:
        self.answer = await self._do(refuse_name, name) or "nothing"

    @on_event
    async def stumbles(self, text: str) -> None:
        self.answer = await self._do(stumble, text) or "nothing"

    @on_event
    def breaks(self, text: str) -> None:
        raise ValueError(f"broke over {text}")

    @on_event
    async def slow(self, seconds: float) -> None:
        self.answer = ""
        self.answer = await self._do(how_fast, seconds) or "gave up"

    @on_event(background=True)
    async def slow_beside(self, seconds: float) -> None:
        answer = await self._do(how_fast, seconds)
        async with self:
            self.answer = answer or "gave up"

    @on_event
    async def dawdle(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.answer = "dawdled"

    @on_event
    async def write(self, text: str, repeat: str = "") -> None:
        done = await self._do(note, text, repeat_key=repeat)
        self.answer = "noted" if done else "not noted"
        if done:
            await self._toast(message("Saved."), undo=Probe.keep("undone"))

    @on_event(background=True)
    async def write_later(self, text: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._do(note, text)

    @on_event
    def takes(self, n: int, word: str, yes: bool = False, colour: Colour = Colour.RED, way: Literal["up", "down"] = "up") -> None:
        self.answer = f"{n} {word} {yes} {colour.value} {way}"

    @on_event
    def takes_lists(self, rows: list[str], form: dict[str, str | bool | list[str]], row_id: Id | None = None) -> None:
        self.answer = f"{len(rows)} {sorted(form.items())}"

    @on_event
    def takes_id(self, row_id: Id) -> None:
        self.answer = row_id

    @on_event
    def fill_again(self):
        return fill_page_again()

    @on_event(quiet=True)
    async def look_quietly(self) -> None:
        self.answer = await self._do(who_am_i) or ""

    def _helper(self, answer: str) -> None:
        self.answer = answer


def slipped_in(self, text: str) -> None:
    self.answer = text


Probe._add_event_handler("slipped_in", slipped_in)


class Careless(rx.State):
    """A state past our base class, as somebody might write who never read our rules."""

    owner: str = ""
    theme: str = rx.LocalStorage("light")

    def helper(self, text: str) -> None:
        self.owner = text

    def set_owner(self, text: str) -> None:
        self.owner = text

    @on_event
    def marked_but_not_ours(self, text: str) -> None:
        self.owner = text


class OnArrival(PortalState):
    seen: str = ""

    @on_event
    async def fill(self) -> None:
        self.seen = await self._do(who_am_i) or ""


def _page(*vars: rx.Var):
    return lambda: rx.el.main(*(rx.el.p(var.to_string()) for var in vars))


PAGES = (
    PortalPage("/", _page(Probe.answer, Probe.count, News.toasts.length()), "Probe"),
    PortalPage("/desk", _page(OnArrival.seen), "Desk", on_load=OnArrival.fill),
    PortalPage("/hidden", _page(OnArrival.seen), "Hidden", on_load=OnArrival.fill, right=Permission.STAFF_OPERATE),
    PortalPage("/own", _page(OnArrival.seen), "Own", on_load=OnArrival.fill, right=Permission.SELF_MANAGE),
    PortalPage("/sign-in", _page(Probe.answer), "Sign in", public=True),
)
api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
api.include_router(health)


@api.post("/api/form")
async def take_form() -> dict[str, str]:
    return {"go": "/"}


@api.get("/api/breaks")
async def break_down() -> None:
    raise ValueError("a secret in a trace: hunter2hunter2")


outbox.deliver("probe.noted", lambda message: None)
app = portal(PAGES, api_transformer=api, toaster=None)
app.register_lifespan_task(beside_the_pages)
