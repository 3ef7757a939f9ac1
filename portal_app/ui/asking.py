"""Asking for news: what changes on the server while somebody looks at a page reaches it on its own."""

from typing import Any

import reflex as rx
from reflex_base.event import EventHandler, no_args_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.client import library


class _Asking(rx.Component):
    library = library("asking.jsx")
    tag = "Asking"

    every: Var[int]
    on_ask: EventHandler[no_args_event_spec]


def asking(on_ask: Any, *, every: int) -> rx.Component:
    """Calls `on_ask` every so many seconds while the page is in sight. Its handler is `quiet` and sets only what changed; it shows nothing."""
    return _Asking.create(on_ask=on_ask, every=every)
