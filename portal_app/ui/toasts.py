"""Short news at the edge of the page, each with a way back where there is one."""

from typing import Any

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.client import library


class _Toasts(rx.Component):
    library = library("toasts.jsx")
    tag = "Toasts"

    rows: Var[Any]
    on_undo: EventHandler[passthrough_event_spec(str)]
    on_gone: EventHandler[passthrough_event_spec(str)]


def toasts(rows: Var | None = None, *, on_undo: Any = None, on_gone: Any = None) -> rx.Component:
    """The corner for news; the shell holds it.

    `rows`: a Var of rows {"id": str, "text": str, "tone": "good" | "bad" | "", "undo": str, "seconds": int}. `undo` is the word on the
    way back ("" for none); seconds default to 6, or 10 with a way back, and stand still under the pointer or the focus.
    `on_undo(id)` and `on_gone(id)` hear what became of it.
    """
    props = {name: value for name, value in (("rows", rows), ("on_undo", on_undo), ("on_gone", on_gone)) if value is not None}
    return _Toasts.create(**props)
