"""Answers to what a page sends by plain HTTP: kept by the browser while the page stands, so that secrets never pass through a state."""

from typing import Any, TypeVar

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.base import Var

from portal_app.ui.client import library

_LIBRARY = library("answers.jsx")
Shape = TypeVar("Shape")


class _AskOnce(rx.Component):
    library = _LIBRARY
    tag = "AskOnce"

    action: Var[str]
    values: Var[dict[str, Any]]
    answer: Var[str]


class _Arrival(rx.Component):
    library = _LIBRARY
    tag = "Arrival"


def answer_to(name: str, shape: type[Shape]) -> Any:
    """A Var of the latest answer kept under `name`, with the fields of the dataclass `shape`; each is missing until it came.

    `http_form(answer=name)`, `post_button(answer=name)` and `ask_once` keep them.
    """
    hook = f'const answer_{name} = useAnswer("{name}")'
    data = VarData(imports={_LIBRARY: [ImportVar(tag="useAnswer")]}, hooks={hook: None})
    return Var(f"answer_{name}", _var_type=shape, _var_data=data).to(shape)


def ask_once(action: str, *, answer: str, **values: Any) -> rx.Component:
    """Posts `values` (texts and Vars; it waits while one is null) when the page stands, and keeps the answer."""
    return _AskOnce.create(action=action, values=values, answer=answer)


def arrival(*content: rx.Component, **props: Any) -> rx.Component:
    """What takes another's place on the page: its heading gets the focus, so that everybody notices."""
    return _Arrival.create(*content, **props)
