"""Fields of forms: label above, help and what is wrong below. Inputs keep what is typed in the browser until they are left.

Every `..._field` takes `name` (of the value sent, and of its problem), `label`, and optionally `help`, `optional=True` (required is the
rule), `wrong` (a Var with a sentence), `width` ("short", "medium", "long"), `value` (a Var or a plain start value) and
`on_change(value)`, which fires when the field is left or Enter is pressed, never while typing. `missing` is the sentence shown when a
required field is left empty.
"""

from typing import Any, Literal, TypeVar

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.words import T

Width = Literal["", "short", "medium", "long"]
_INPUTS = library("inputs.jsx")
_Value = TypeVar("_Value")  # a handler may be stricter than text: a Literal, an Enum, an id


class _Field(rx.Component):
    library = _INPUTS
    tag = "Field"

    name: Var[str]
    label: Var[str]
    help: Var[str]
    optional: Var[bool]
    wrong: Var[str]
    width: Var[str]
    group: Var[bool]


class _Control(rx.Component):
    library = _INPUTS

    name: Var[str]
    label: Var[str]
    value: Var[Any]
    missing: Var[str]
    disabled: Var[bool]
    not_required: Var[bool]
    on_change: EventHandler[passthrough_event_spec(_Value)]


class _Text(_Control):
    tag = "TextInput"

    type: Var[str]
    rows: Var[int]
    lead: Var[str]
    unit: Var[str]
    showable: Var[bool]
    delay: Var[int]
    wrong: Var[str]
    pattern: Var[str]
    placeholder: Var[str]
    read_only: Var[bool]
    auto_complete: Var[str]
    auto_focus: Var[bool]
    input_mode: Var[str]
    max_length: Var[int]
    min_length: Var[int]
    on_type: EventHandler[passthrough_event_spec(str)]


class _Number(_Control):
    tag = "NumberInput"

    decimals: Var[int]
    min: Var[float]
    max: Var[float]
    step: Var[float]
    unit: Var[str]
    stepper: Var[bool]
    placeholder: Var[str]


class _Select(_Control):
    tag = "SelectInput"

    options: Var[list[Any]]


class _Date(_Control):
    tag = "DateInput"

    min: Var[str]
    max: Var[str]


class _Code(_Control):
    tag = "CodeInput"

    auto_focus: Var[bool]
    sends: Var[bool]


def field(
    control: rx.Component, *, name: str, label: Text, help: Text = "", optional: bool = False, wrong: Text = "", width: Width = "", group: bool = False
) -> rx.Component:
    """The frame of a field for any control; `group` when it holds several controls."""
    said = {key: value for key, value in (("help", help), ("wrong", wrong), ("width", width)) if isinstance(value, Var) or value}
    flags = {key: True for key, on in (("optional", optional), ("group", group)) if on}
    return _Field.create(control, name=name, label=label, **said, **flags)


def text_input(**props: Any) -> rx.Component:
    """A text control without a frame, for tables and toolbars: give it a `label` of its own. `on_type(text)` fires 150 ms after the last key."""
    return _Text.create(**props)


def number_input(**props: Any) -> rx.Component:
    """A number control without a frame, for tables: give it a `label`."""
    return _Number.create(**props)


def select_input(**props: Any) -> rx.Component:
    """A select without a frame, for toolbars: give it a `label`. `options` are rows {"value", "label"}."""
    return _Select.create(**props)


def text_field(*, name: str, label: Text, **props: Any) -> rx.Component:
    """One line of text. Also: `code=True` (code face), `lead` (icon name), `unit`, `pattern` with `wrong_pattern`, `on_type`."""
    return _framed(_Text, name, label, props)


def email_field(*, name: str, label: Text | None = None, **props: Any) -> rx.Component:
    props = {"type": "email", "auto_complete": "username", "input_mode": "email", "max_length": 254} | props
    return _framed(_Text, name, T("E-mail") if label is None else label, props)


def password_field(*, name: str, label: Text | None = None, new: bool = False, **props: Any) -> rx.Component:
    """Pasting is welcome, Show makes it readable. `new` is for choosing one: the browser then offers to make it up."""
    props = {"type": "password", "showable": True, "auto_complete": "new-password" if new else "current-password", "max_length": 200} | props
    return _framed(_Text, name, T("Password") if label is None else label, props)


def text_area(*, name: str, label: Text, rows: int = 3, **props: Any) -> rx.Component:
    """Several lines, for notes and reasons."""
    return _framed(_Text, name, label, {"rows": rows} | props)


def number_field(*, name: str, label: Text, **props: Any) -> rx.Component:
    """A number in the person's notation; value and report are plain ("1234.5"). `unit`, `decimals`, `min`, `max`, `step`, `stepper=True`."""
    return _framed(_Number, name, label, props)


def date_field(*, name: str, label: Text, **props: Any) -> rx.Component:
    """A day; value, report, `min` and `max` are ISO ("2026-11-25")."""
    return _framed(_Date, name, label, props)


def select_field(*, name: str, label: Text, options: Any, **props: Any) -> rx.Component:
    """One of a handful; `options` are rows {"value", "label"}. More than a dozen: `combo_field`."""
    return _framed(_Select, name, label, {"options": options} | props)


def code_field(*, name: str, label: Text, **props: Any) -> rx.Component:
    """The six digits of the second step; when all are there `on_change(code)` fires and, with `sends=True`, the form is sent."""
    return _framed(_Code, name, label, props)


def _framed(control: type[_Control], name: str, label: Text, props: dict[str, Any]) -> rx.Component:
    frame = {key: props.pop(key) for key in ("help", "optional", "wrong", "width") if key in props}
    if props.pop("code", False):
        props["class_name"] = "code"
    if "wrong_pattern" in props:
        props["wrong"] = props.pop("wrong_pattern")
    return field(control.create(**props), name=name, label=label, **frame)
