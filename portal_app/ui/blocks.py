"""Blocks of a page: sections, side sheets, facts, notes, what will change, histories, steps, budget bars."""

from typing import Any, Literal

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.icons import sign
from portal_app.ui.words import T

_NOTE_SIGNS = {"": "half", "bad": "tri", "info": "diamond", "good": "check", "plain": "diamond"}


def section(title: Text, *content: Any, beside: tuple[Any, ...] = (), small: bool = False) -> rx.Component:
    """A part of a page under an ink line. `beside` stands at the right of the title: a hint, a link, a quiet button."""
    heading = rx.el.h3(title) if small else rx.el.h2(title)
    return rx.el.section(rx.el.div(heading, *beside, class_name="section-head"), *content, class_name="section")


def side_sheet(*parts: rx.Component, strong: bool = False) -> rx.Component:
    """A bordered column beside the page's content, its parts divided by lines. `strong`: with the ink line of a decision."""
    return rx.el.aside(*parts, class_name="side strong" if strong else "side")


def facts(*rows: tuple[Text, Any]) -> rx.Component:
    """Labels with their values, one a line."""
    return rx.el.dl(*[part for label, value in rows for part in (rx.el.dt(label), rx.el.dd(value))], class_name="facts")


def note(*words: Any, tone: Literal["", "bad", "info", "good", "plain"] = "", sign_name: str = "") -> rx.Component:
    """A remark with a bar and a sign: "" look here, bad, info, good, plain."""
    return rx.el.div(sign(sign_name or _NOTE_SIGNS[tone]), rx.el.div(*words), class_name=f"note {tone}".strip())


def change(old: Any, new: Any) -> rx.Component:
    """Old value struck out, new one beside it; both are named for those who do not see it."""
    return rx.el.span(
        rx.el.span(T("was "), class_name="unseen"), rx.el.del_(old), " ", rx.el.span(T("becomes "), class_name="unseen"), rx.el.ins(new), class_name="diff"
    )


def timeline(rows: Var | list[dict[str, Any]]) -> rx.Component:
    """What happened, newest first. Rows {"sign": name of a sign, "title": str, "detail": str, "strong": bool}."""
    if isinstance(rows, Var):
        return rx.el.ol(rx.foreach(rows, _happening), class_name="timeline")
    return rx.el.ol(*[_happening(row) for row in rows], class_name="timeline")


def steps(rows: Var | list[dict[str, Any]]) -> rx.Component:
    """A way in steps on one ruled strip. Rows {"state": "done" | "now" | "todo", "sign", "title", "detail"}."""
    if isinstance(rows, Var):
        return rx.el.ol(rx.foreach(rows, _step), class_name="steps")
    return rx.el.ol(*[_step(row) for row in rows], class_name="steps")


def budget_bar(*, spent: Any, reserved: Any = 0, over: Any = 0, limit: Any = 100, expected: Any = None, said: Text, thin: bool = False) -> rx.Component:
    """Spent, reserved (hatched), over (red, hatched), the limit and what is expected by today, all in percent of the bar's width
    (numbers or Vars of numbers). `said` is the same as a sentence, for those who do not see it."""
    parts = [_stretch("", 0, spent), _stretch("reserved", spent, reserved), _stretch("over", _sum(spent, reserved), over), _mark("limit", limit)]
    parts += [_mark("expected", expected)] if expected is not None else []
    return rx.el.div(*parts, role="img", aria_label=said, class_name="meter thin" if thin else "meter")


def budget_legend() -> rx.Component:
    entries = [("", T("spent")), ("reserved", T("reserved")), ("over", T("over the limit")), ("expected", T("expected by today"))]
    return rx.el.div(*[rx.el.span(rx.el.i(class_name=look), words) for look, words in entries], class_name="legend")


def _happening(row: Any) -> rx.Component:
    title = (
        rx.cond(row["strong"], rx.el.b(row["title"]), row["title"]) if isinstance(row, Var) else rx.el.b(row["title"]) if row.get("strong") else row["title"]
    )
    return rx.el.li(sign(row["sign"]), title, rx.el.span(row["detail"], class_name="label"))


def _step(row: Any) -> rx.Component:
    state = row["state"]
    here = {"custom_attrs": {"aria-current": rx.cond(state == "now", "step", "false") if isinstance(row, Var) else "step" if state == "now" else "false"}}
    return rx.el.li(rx.el.b(sign(row["sign"]), row["title"]), rx.el.span(row["detail"]), class_name=state, **here)


def _stretch(look: str, start: Any, width: Any) -> rx.Component:
    return rx.el.i(class_name=look, custom_attrs={"style": {"left": _percent(start), "width": _percent(width)}})


def _mark(look: str, at: Any) -> rx.Component:
    return rx.el.i(class_name=look, custom_attrs={"style": {"left": _percent(at)}})


def _percent(value: Any) -> Any:
    return value.to(str) + "%" if isinstance(value, Var) else f"{value}%"


def _sum(first: Any, second: Any) -> Any:
    return first + second
