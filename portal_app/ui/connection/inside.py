"""What the guard and the bridge need from inside Reflex: who sent an event, its handler, the state tree around it."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import reflex as rx
from reflex.istate.proxy import StateProxy
from reflex.state import StateUpdate
from reflex.utils.prerequisites import get_web_dir
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event import Event
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext

from portal_app.ui.connection.own_events import ARRIVE, HYDRATE_AND_LOAD


def functions_open_to_browsers(state: type[rx.State], *, below: type[rx.State]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The functions of a state and its mixins that Reflex will make into events."""
    for part in state.__mro__[: state.__mro__.index(below)]:
        yield from ((name, value) for name, value in vars(part).items() if rx.State._item_is_event_handler(name, value))


def function_of(event_name: str) -> Callable[..., Any] | None:
    registered = RegistrationContext.get().event_handlers.get(event_name)
    return registered.handler.fn if registered else None


def state_of(event_name: str) -> type[rx.State]:
    return RegistrationContext.get().event_handlers[event_name].states[0]


def front_folder() -> Path:
    """Where the built pages lie."""
    return get_web_dir() / "build" / "client"


def short_name(event_name: str) -> str:
    """State and handler as they stand in the code, for the log."""
    function = function_of(event_name)
    return function.__qualname__ if function else "unknown"


def this_tab() -> str:
    """The tab (client token) of the event being processed."""
    return EventContext.get().token


def came_from_the_browser() -> bool:
    """Whether a page sent the event being processed; False for what followed from another event."""
    return EventContext.get().parent_txid is None


def root_of(state: rx.State) -> rx.State:
    return state._get_root_state()


def is_background(state: rx.State) -> bool:
    """Whether this is a handler that runs beside the others of its tab, without holding the state."""
    return isinstance(state, StateProxy)


def holds_its_state(state: rx.State) -> bool:
    """Whether vars may be set now: always in a plain handler, in a background handler inside `async with self`."""
    return not isinstance(state, StateProxy) or state._is_mutable()


def only_this(state: rx.State, name: str) -> StateUpdate:
    """An update that stops the event and sends one var. Nothing else is sent, whatever else may have changed in the tree."""
    return one_value(type(state), name, getattr(state, name))


def one_value(state: type[rx.State], name: str, value: Any) -> StateUpdate:
    return StateUpdate(delta={state.get_full_name(): {name + FIELD_MARKER: value}})


def start_over(*more: Any) -> StateUpdate:
    """An update that stops the event, has the page take its whole state anew, and then do `more`."""
    return StateUpdate(events=[Event(name=HYDRATE_AND_LOAD, payload={}), *(event for spec in more for event in as_events(spec))])


def send_only(*what: Any) -> StateUpdate:
    """An update that stops the event and has the page do `what`."""
    return StateUpdate(events=[event for spec in what for event in as_events(spec)])


def nothing_happens() -> StateUpdate:
    return StateUpdate()


def load_again() -> Event:
    """The event that runs what the page runs when somebody arrives at it."""
    return Event(name=ARRIVE, payload={})


def event(name: str, arguments: dict[str, Any]) -> Event:
    return Event(name=name, payload=arguments)


def as_events(spec: Any) -> list[Event]:
    return Event.from_event_type(spec)


def send_value_soon(state: type[rx.State], name: str, value: Any) -> None:
    """Put one value on the page of the event that just failed, past the tab's state."""
    sending = asyncio.ensure_future(EventContext.get().emit_delta(one_value(state, name, value).delta))
    sending.add_done_callback(lambda done: done.cancelled() or done.exception())  # the page may be gone already


async def send_now(spec: Any) -> None:
    """Have the page do something (a redirect) in the middle of an event."""
    await EventContext.get().emit_event(*as_events(spec))
