"""Forms: a summary of what is wrong on top, nothing typed is ever lost, no second sending while the first is under way."""

from typing import Any, TypeVar

import reflex as rx
from reflex_base.event import EventHandler, no_args_event_spec, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Kind, Text
from portal_app.ui.client import library

_Values = TypeVar("_Values", bound=dict)  # a handler may be stricter: dict[str, str], a TypedDict


class _Form(rx.Component):
    library = library("form.jsx")
    tag = "PortalForm"

    action: Var[str]
    answer: Var[str]
    steps: Var[dict[str, str]]
    stays: Var[bool]
    problem: Var[Any]
    busy: Var[bool]
    saved_when: Var[Any]
    on_submit: EventHandler[passthrough_event_spec(_Values)]
    on_answered: EventHandler[no_args_event_spec]


class _SendButton(rx.Component):
    library = library("form.jsx")
    tag = "SendButton"

    busy_word: Var[str]


def form(
    *fields: rx.Component, on_submit: Any, problem: Var | None = None, busy: Var | None = None, saved_when: Var | None = None, label: Text = ""
) -> rx.Component:
    """A form that sends an event: `on_submit(values)` with a dict of name to text, true or false, or list.

    `problem` is a Var with `title` and `fields` (name to sentence), as `PortalState.problem`; without a title all is well. Of several
    forms on a page the one sent last shows it. The button is released when `problem`, `busy` or `saved_when` (any value that changes
    on success) changes, at the latest after 3 seconds.
    """
    given = {key: value for key, value in (("problem", problem), ("busy", busy), ("saved_when", saved_when)) if value is not None}
    return _Form.create(*fields, on_submit=on_submit, class_name="form", **given, **_named(label))


def http_form(
    *fields: rx.Component,
    action: str,
    answer: str = "",
    steps: dict[str, str] | None = None,
    stays: bool = False,
    saved_when: Var | None = None,
    on_answered: Any = None,
    label: Text = "",
) -> rx.Component:
    """A form that posts its values as JSON to `action`, with the header `X-Portal: form`.

    The portal answers {"go": "/path"} (followed by a full page load), {"step": name} (likewise, to its page in `steps`, with the query
    of this page), {"problem": {"title": str, "fields": {name: sentence}}}, or something the page shows itself: `answer` is the name
    under which it is kept for `answer_to`. `stays`: never leave the page. `saved_when`: see `form`.
    `on_answered` fires when a kept answer is no problem.
    """
    given = {key: value for key, value in (("answer", answer), ("steps", steps), ("stays", stays)) if value}
    given |= {key: value for key, value in (("saved_when", saved_when), ("on_answered", on_answered)) if value is not None}
    return _Form.create(*fields, action=action, class_name="form", **given, **_named(label))


def form_foot(*buttons: rx.Component) -> rx.Component:
    """The buttons under the fields; the one that sends comes first."""
    return rx.el.div(*buttons, class_name="foot")


def send_button(text: Text, *, busy_word: Text = "", kind: Kind = "primary", full: bool = False) -> rx.Component:
    """The button that sends its form. `busy_word` replaces the text while it works."""
    look = " ".join(filter(None, ["button", kind if kind != "primary" else "", "full" if full else ""]))
    return _SendButton.create(text, class_name=look, **({"busy_word": busy_word} if isinstance(busy_word, Var) or busy_word else {}))


def _named(label: Text) -> dict[str, Any]:
    return {"custom_attrs": {"aria-label": label}} if isinstance(label, Var) or label else {}
