"""Handing in files: drop, choose or paste; each file shows how far it is and what became of it."""

from typing import Any

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library


class _FileDrop(rx.Component):
    library = library("files.jsx")
    tag = "FileDrop"

    action: Var[str]
    label: Var[str]
    help: Var[str]
    accept: Var[str]
    most: Var[int]
    largest: Var[int]
    paste_label: Var[str]
    on_stored: EventHandler[passthrough_event_spec(str, str)]


def file_drop(
    *,
    action: str,
    label: Text,
    help: Text = "",
    accept: str = "",
    most: int = 1,
    largest: int = 10_000_000,
    paste_label: Text = "",
    on_stored: Any = None,
) -> rx.Component:
    """Each file is posted to `action` as its raw body with the headers X-Portal: form, X-File-Name (percent-encoded) and Content-Type.

    The answer is {"id": str} (then `on_stored(id, file name)`) or {"problem": {"title": str}}. `accept` as in HTML (".csv,.xlsx"),
    `most` files, each up to `largest` bytes; the server must check all of this again. With a `paste_label` there is a field, too, whose text is
    sent as a file without a name.
    """
    props = {"on_stored": on_stored} if on_stored is not None else {}
    props |= {"paste_label": paste_label} if isinstance(paste_label, Var) or paste_label else {}
    return _FileDrop.create(action=action, label=label, help=help, accept=accept, most=most, largest=largest, **props)
