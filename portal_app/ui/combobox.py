"""A text field with suggestions: for choosing one of many (articles, cost centres, people)."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, TypeVar

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.fields import field

_Value = TypeVar("_Value")  # a handler may be stricter than text: an id


@dataclass(frozen=True)
class ComboOption:
    """A suggestion: its value, its text, and a code or a second line."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class ComboFound:
    """Suggestions of a search, and for which text: an answer to another text is neither shown nor taken."""

    typed: str = ""
    options: list[ComboOption] = dataclass_field(default_factory=list)


class _Combobox(rx.Component):
    library = library("combobox.jsx")
    tag = "Combobox"

    name: Var[str]
    label: Var[str]
    value: Var[str]
    shown: Var[str]
    options: Var[list[Any]]
    found: Var[Any]
    placeholder: Var[str]
    missing: Var[str]
    free: Var[bool]
    disabled: Var[bool]
    on_change: EventHandler[passthrough_event_spec(_Value, str)]
    on_search: EventHandler[passthrough_event_spec(str)]


def combo_field(*, name: str, label: Text, **props: Any) -> rx.Component:
    """`on_change(value, text)` when a suggestion is taken. In a form the value is sent.

    Give `options`, rows as in `ComboOption` that the browser filters; or `found`, a Var of `ComboFound`, with `on_search(text)`, which asks
    a state for others 150 ms after the last key. `value` and `shown` are the chosen value and its text; `free=True` also takes what is no
    option (then value is "").
    """
    frame = {key: props.pop(key) for key in ("help", "optional", "wrong", "width") if key in props}
    return field(_Combobox.create(**props), name=name, label=label, **frame)
