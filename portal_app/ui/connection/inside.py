"""What the guard and the bridge need from inside Reflex: who sent an event, its handler, the state tree around it."""

import asyncio
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import reflex as rx
from reflex.istate.proxy import StateProxy
from reflex.state import FrontendEventExceptionState, OnLoadInternalState, State, StateUpdate, UpdateVarsInternalState
from reflex.utils.prerequisites import get_web_dir
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event import Event
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler


@cache
def _sent_by_pages() -> frozenset[str]:
    """The events of Reflex itself that a page sends: (re)connect, arrive at a page, browser storage, a broken component."""
    return frozenset({
        _name(State, "hydrate_and_load"), _name(OnLoadInternalState, "on_load_internal"),
        _name(UpdateVarsInternalState, "update_vars_internal"), _name(FrontendEventExceptionState, "handle_frontend_exception"),
    })  # fmt: skip


@cache
def _follow_from_others() -> frozenset[str]:
    """The events of Reflex itself that follow from others, and are never sent by a page."""
    return frozenset({_name(State, "hydrate"), _name(State, "set_is_hydrated"), _name(OnLoadInternalState, "set_is_hydrated")})


@cache
def _hydrating() -> frozenset[str]:
    """The events that send the whole state of a tab."""
    return frozenset({_name(State, "hydrate_and_load"), _name(State, "hydrate")})


def _name(state: type[rx.State], handler: str) -> str:
    return format_event_handler(state.event_handlers[handler])


def is_of_reflex(event_name: str) -> bool:
    return may_come_from_pages(event_name) or event_name in _follow_from_others()


def may_come_from_pages(event_name: str) -> bool:
    return event_name in _sent_by_pages()


def sends_everything(event_name: str) -> bool:
    """Whether this event sends the whole state of a tab."""
    return event_name in _hydrating()


def functions_open_to_browsers(state: type[rx.State], *, below: type[rx.State]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The functions of a state and its mixins that Reflex will make into events."""
    for part in state.__mro__[: state.__mro__.index(below)]:
        yield from ((name, value) for name, value in vars(part).items() if rx.State._item_is_event_handler(name, value))


def function_of(event_name: str) -> Callable[..., Any] | None:
    registered = RegistrationContext.get().event_handlers.get(event_name)
    return registered.handler.fn if registered else None


def state_of(event_name: str) -> type[rx.State]:
    return RegistrationContext.get().event_handlers[event_name].states[0]


def never_reload_by_script() -> None:
    """Reflex would have a page run a script after some errors in the browser; our content policy forbids scripts from the server."""
    FrontendEventExceptionState.auto_reload_on_errors = []


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
    return StateUpdate(events=[Event(name=_name(State, "hydrate_and_load"), payload={}), *(event for spec in more for event in as_events(spec))])


def send_only(*what: Any) -> StateUpdate:
    """An update that stops the event and has the page do `what`."""
    return StateUpdate(events=[event for spec in what for event in as_events(spec)])


def nothing_happens() -> StateUpdate:
    return StateUpdate()


def load_again() -> Event:
    """The event that runs what the page runs when somebody arrives at it."""
    return Event(name=_name(OnLoadInternalState, "on_load_internal"), payload={})


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
