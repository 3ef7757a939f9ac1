"""Choosing: a box to tick, a switch, one of several, any of several. A tick shows at once, what the state says follows."""

from typing import Any, TypeVar

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.fields import field

_INPUTS = library("inputs.jsx")
_Value = TypeVar("_Value")  # a handler may be stricter than text: a Literal, an Enum


class _Tick(rx.Component):
    library = _INPUTS
    tag = "Tick"

    name: Var[str]
    label: Var[str]
    detail: Var[str]
    checked: Var[bool]
    value: Var[str]
    look: Var[str]
    disabled: Var[bool]
    missing: Var[str]
    on_change: EventHandler[passthrough_event_spec(bool)]


class _ChoiceList(rx.Component):
    library = _INPUTS
    tag = "ChoiceList"

    name: Var[str]
    value: Var[Any]
    options: Var[list[Any]]
    many: Var[bool]
    columns: Var[bool]
    disabled: Var[bool]
    missing: Var[str]
    on_change: EventHandler[passthrough_event_spec(_Value)]


def tick(*, name: str, label: Text, checked: bool | Var = False, **props: Any) -> rx.Component:
    """A box to tick, sent as true or false, or as part of a list when it has a `value`. Also: `detail`, `disabled`, `on_change(bool)`.

    With `missing` it must be ticked, and this is said when it is not.
    """
    return _Tick.create(name=name, label=label, checked=checked, **props)


def switch(*, name: str, label: Text, checked: bool | Var = False, **props: Any) -> rx.Component:
    """On or off, for what takes effect at once. `detail`, `disabled`, `on_change(bool)`."""
    return _Tick.create(name=name, label=label, checked=checked, look="switch", **props)


def radio_list(*, name: str, label: Text, options: Any, value: Any = "", two_columns: bool = False, **props: Any) -> rx.Component:
    """One of several, all in sight; `options` are rows {"value", "label", "detail"}. Also what other fields take (see fields)."""
    return _choices(name, label, props, options=options, value=value, many=False, columns=two_columns)


def tick_list(*, name: str, label: Text, options: Any, value: Any = (), two_columns: bool = False, **props: Any) -> rx.Component:
    """Any of several, at least one unless `optional`; value and report are lists of values."""
    return _choices(name, label, props, options=options, value=list(value) if isinstance(value, tuple) else value, many=True, columns=two_columns)


def _choices(name: str, label: Text, props: dict[str, Any], **control: Any) -> rx.Component:
    frame = {key: props.pop(key) for key in ("help", "optional", "wrong", "width") if key in props}
    return field(_ChoiceList.create(**control, **props), name=name, label=label, group=True, **frame)
