"""A text field with suggestions: for choosing one of many (articles, cost centres, people)."""

from typing import Any, TypeVar

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.fields import field

_Value = TypeVar("_Value")  # a handler may be stricter than text: an id


class _Combobox(rx.Component):
    library = library("combobox.jsx")
    tag = "Combobox"

    name: Var[str]
    label: Var[str]
    value: Var[str]
    shown: Var[str]
    options: Var[list[Any]]
    placeholder: Var[str]
    missing: Var[str]
    free: Var[bool]
    disabled: Var[bool]
    on_change: EventHandler[passthrough_event_spec(_Value, str)]
    on_search: EventHandler[passthrough_event_spec(str)]


def combo_field(*, name: str, label: Text, options: Any, on_change: Any = None, on_search: Any = None, **props: Any) -> rx.Component:
    """`options` are rows {"value", "label", "detail"} (detail: code, second line). `on_change(value, text)` when one is taken.

    Without `on_search` the browser filters the options; with it, `on_search(text)` asks a state for others 150 ms after the last key
    and shows what `options` becomes. `value` and `shown` are the chosen value and its text; `free=True` also takes what is no option
    (then value is ""). In a form the value is sent.
    """
    frame = {key: props.pop(key) for key in ("help", "optional", "wrong", "width") if key in props}
    return field(combo_input(options=options, on_change=on_change, on_search=on_search, **props), name=name, label=label, **frame)


def combo_input(*, options: Any, on_change: Any = None, on_search: Any = None, **props: Any) -> rx.Component:
    """Without a frame, for tables: give it a `label`."""
    props |= {key: given for key, given in (("on_change", on_change), ("on_search", on_search)) if given is not None}
    return _Combobox.create(options=options, **props)
