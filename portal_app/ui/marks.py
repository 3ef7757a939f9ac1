"""The marks that open a State's handler to the browser. What has none is refused by the guard."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import reflex as rx

from portal_app.ui.arguments import Arguments

_MARK = "_portal_mark"


class Who(StrEnum):
    SIGNED_IN = "signed-in"
    ANYBODY = "anybody"
    SERVER = "server"  # only ever follows from another event


@dataclass(frozen=True)
class Mark:
    """What a handler declares: who may call it, with which arguments, and whether it is a sign of life."""

    who: Who
    arguments: Arguments
    quiet: bool = False


def on_event(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Marks a handler for people who are signed in.

    Options as for `rx.event`, among them `background=True` and `supersedes=True` (the latest call wins). With `quiet=True` the
    call does not keep the session from becoming idle: for what a page asks on its own, such as counters.
    """
    return _marked(Who.SIGNED_IN, function, **options)


def public_event(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Marks a handler that anybody may call, signed in or not. Options as for `on_event`."""
    return _marked(Who.ANYBODY, function, **options)


def server_event(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Marks a handler that follows from another event and is never taken from a page."""
    return _marked(Who.SERVER, function, **options)


def mark_of(function: Callable[..., Any] | None) -> Mark | None:
    return getattr(function, _MARK, None)


def _marked(who: Who, function: Callable[..., Any] | None, *, quiet: bool = False, **options: Any) -> Any:
    def mark(handler: Callable[..., Any]) -> Any:
        arguments = Arguments(handler)
        arguments.prepare()  # a handler that takes what it may not is refused here, when its module is read
        setattr(handler, _MARK, Mark(who, arguments, quiet))
        return rx.event(handler, **options)

    return mark(function) if function else mark
