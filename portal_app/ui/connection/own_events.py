"""The events of Reflex itself: which of them our pages send, with which arguments, and which only ever follow from others."""

from functools import cache
from typing import Annotated, Any

import reflex as rx
from pydantic import Field
from reflex.state import FrontendEventExceptionState, OnLoadInternalState, State
from reflex_base.utils.format import format_event_handler

from portal_app.ui.arguments import Arguments

_Hashes = Annotated[list[str], Field(max_length=2_000)]
_Nothing = Annotated[dict[str, str], Field(max_length=0)]
_Report = Annotated[str, Field(max_length=100_000)]


def _come(self: Any, hashes: _Hashes = [], vars: _Nothing = {}) -> None:  # noqa: B006 - nobody calls it
    """A page connects. It brings nothing out of the browser's storage: no var of ours is kept there."""


def _arrive(self: Any) -> None:
    """A page was opened."""


def _report(self: Any, info: _Report, component_stack: _Report) -> None:
    """A part of a page broke in the browser."""


@cache
def _sent_by_pages() -> dict[str, Arguments]:
    return {
        HYDRATE_AND_LOAD: Arguments(_come),
        ARRIVE: Arguments(_arrive),
        _name(FrontendEventExceptionState, "handle_frontend_exception"): Arguments(_report),
    }


@cache
def _follow_from_others() -> frozenset[str]:
    return frozenset({_name(State, "hydrate"), _name(State, "set_is_hydrated"), _name(OnLoadInternalState, "set_is_hydrated")})


def is_of_reflex(event_name: str) -> bool:
    return may_come_from_pages(event_name) or event_name in _follow_from_others()


def may_come_from_pages(event_name: str) -> bool:
    return event_name in _sent_by_pages()


def check_arguments(event_name: str, payload: dict[str, Any]) -> None:
    """Raises Invalid when no page of ours sends this event so."""
    _sent_by_pages()[event_name].check(payload)


def sends_everything(event_name: str) -> bool:
    """Whether this event sends the whole state of a tab."""
    return event_name in (HYDRATE_AND_LOAD, _name(State, "hydrate"))


def never_reload_by_script() -> None:
    """Reflex would have a page run a script after some errors in the browser; our content policy forbids scripts from the server."""
    FrontendEventExceptionState.auto_reload_on_errors = []


def _name(state: type[rx.State], handler: str) -> str:
    return format_event_handler(state.event_handlers[handler])


HYDRATE_AND_LOAD = _name(State, "hydrate_and_load")
ARRIVE = _name(OnLoadInternalState, "on_load_internal")
