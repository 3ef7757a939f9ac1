"""A widget of the desk: one ink line, title, one fact, one link; the answer; at most one action; how old it is.

Owns how a widget looks while it loads, is empty, failed or is full. What it says comes from the desk's state.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui import T, button, sign, skeleton, stamp

Status = Literal["loading", "ready", "empty", "failed"]


@dataclass(frozen=True)
class Line:
    """One row of a widget, as finished text. `mark` is a code, a count or the name of a sign; `stamp` has a tone."""

    text: str
    detail: str = ""
    mark: str = ""
    href: str = ""
    aside: str = ""
    stamp: str = ""
    tone: str = ""
    done: bool = False


@dataclass(frozen=True)
class Told:
    """What a widget says now. `trouble` is the sentence of a failed one."""

    status: str = "loading"
    fact: str = ""
    lines: list[Line] = field(default_factory=list)
    remark: str = ""
    as_of: str = ""
    trouble: str = ""


def widget(
    title: Any,
    told: Var,
    body: rx.Component,
    *,
    key: str,
    columns: Any,
    empty: rx.Component,
    on_retry: Any,
    link: tuple[Any, str] | None = None,
    action: rx.Component | None = None,
) -> rx.Component:
    """`told` is a Var of Told, `body` shows it when it is ready, `empty` when there is nothing yet. `link` leads to the full list."""
    leads = [rx.el.a(link[0], href=link[1])] if link else []
    shown = rx.fragment(body, action) if action is not None else body
    return rx.el.section(
        rx.el.header(rx.el.h2(title, id=f"widget-{key}"), rx.el.span(told.fact, class_name="hint clip"), *leads),
        rx.el.div(
            rx.match(
                told.status,
                ("ready", shown),
                ("empty", rx.el.div(empty, class_name="told")),
                ("failed", _failed(told, on_retry)),
                skeleton(3),
            ),
            class_name="inside",
        ),
        rx.el.footer(rx.cond(told.as_of != "", rx.el.span(T("as of {time}", time=told.as_of)))),
        class_name="widget",
        aria_labelledby=f"widget-{key}",
        custom_attrs={"data-columns": columns, "data-widget": key, "aria-busy": rx.cond(told.status == "loading", "true", "false")},
    )


def _failed(told: Var, on_retry: Any) -> rx.Component:
    return rx.el.div(rx.el.p(told.trouble), button(T("Try again"), kind="secondary", small=True, on_click=on_retry), class_name="told", role="alert")


# rows


def plain_lines(told: Var) -> rx.Component:
    """A text with its second line, and a stamp or a word at the right."""
    return _lines(told, "", lambda line: [_words(line), _aside(line)])


def counted_lines(told: Var) -> rx.Component:
    """A large number before the text."""
    return _lines(told, "counts", lambda line: [rx.el.span(line.mark, class_name="big number"), _words(line), _aside(line)])


def coded_lines(told: Var) -> rx.Component:
    """A number in the code face before the text."""
    return _lines(told, "coded", lambda line: [rx.el.span(line.mark, class_name="code clip"), _words(line), _aside(line)])


def ticked_lines(told: Var) -> rx.Component:
    """Steps: a sign says whether each is done."""
    drawn = lambda line: rx.cond(line.done, sign("check"), sign("ring"))  # noqa: E731
    said = lambda line: rx.cond(line.done, rx.el.span(T("done"), class_name="hint"), rx.el.a(line.aside, href=line.href))  # noqa: E731
    return _lines(told, "ticked", lambda line: [drawn(line), rx.el.span(line.text, rx.el.span(line.detail, class_name="part")), said(line)])


def _lines(told: Var, look: str, cells: Any) -> rx.Component:
    row = lambda line: rx.el.li(*cells(line), class_name=rx.cond(line.done, "done", ""))  # noqa: E731
    return rx.el.ul(rx.foreach(told.lines, row), class_name=f"lines {look}".strip())


def _words(line: Any) -> rx.Component:
    both = rx.fragment(rx.el.span(line.text), rx.el.span(line.detail, class_name="part"))
    return rx.cond(line.href != "", rx.el.a(both, href=line.href), rx.el.span(both))


def _aside(line: Any) -> rx.Component:
    return rx.cond(line.stamp != "", stamp(line.stamp, line.tone), rx.el.span(line.aside, class_name="hint"))
