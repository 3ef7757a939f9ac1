"""Buttons that post by plain HTTP and follow the answer, for what sets a cookie: signing out, acting for a company."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Kind, Text
from portal_app.ui.client import library
from portal_app.ui.icons import icon


class _PostButton(rx.Component):
    library = library("http_form.jsx")
    tag = "PostButton"

    action: Var[str]
    values: Var[dict[str, Any]]
    answer: Var[str]
    steps: Var[dict[str, str]]


def post_button(
    text: Text,
    action: str,
    values: dict[str, Any] | None = None,
    *,
    kind: Kind = "primary",
    icon_name: str = "",
    small: bool = False,
    full: bool = False,
    answer: str = "",
    steps: dict[str, str] | None = None,
    **props: Any,
) -> rx.Component:
    """Posts `values` (texts and Vars) as JSON to `action`; answers, `answer` and `steps` are those of `http_form`."""
    look = " ".join(filter(None, ["button", kind if kind != "primary" else "", "small" if small else "", "full" if full else ""]))
    props = {"class_name": look} | {key: value for key, value in (("answer", answer), ("steps", steps)) if value} | props
    drawn = [icon(icon_name)] if icon_name else []
    return _PostButton.create(*drawn, text, action=action, values=values or {}, **props)
