"""A widget of the desk: one ink line, title, one fact, one link; the answer; at most one action; how old it is.

Owns how a widget looks while it loads, is empty, failed or is full: one drawing for all of them. What it says comes from the desk's state.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui import T, budget_bar, budget_legend, button, link_button, sign, skeleton, stamp

Status = Literal["loading", "ready", "empty", "failed"]
Look = Literal["plain", "ordered", "counts", "coded", "ticked"]


@dataclass(frozen=True)
class Line:
    """One row of a widget, as finished text. `mark` is a code or a count; `stamp` has a tone and may have a sign of its own."""

    text: str
    detail: str = ""
    mark: str = ""
    href: str = ""
    aside: str = ""
    stamp: str = ""
    tone: str = ""
    sign: str = ""
    net: str = ""
    done: bool = False


@dataclass(frozen=True)
class Bar:
    """A budget: stretches of its bar in percent, and the same in words."""

    name: str
    share: str
    left: str
    over: str
    said: str
    spent: int
    reserved: int
    beyond: int
    limit: int
    expected: int


@dataclass(frozen=True)
class WeekDay:
    """A day of the strip under the deliveries. `said` is the whole of it, for those who do not see it."""

    day: str
    count: str
    said: str
    is_today: bool


@dataclass(frozen=True)
class Told:
    """What a widget says now. `remark` stands beside its action; `trouble` is the sentence of a failed one."""

    status: str = "loading"
    fact: str = ""
    lines: list[Line] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    week: list[WeekDay] = field(default_factory=list)
    remark: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class Spot:
    """A widget's place, and what it says whatever the figures are: finished text. `link` leads to the full list, `act` is its action."""

    widget: str
    columns: int
    look: str
    title: str
    empty: str
    link: str
    href: str
    act: str = ""


def widget(spot: Var, told: Var, *, as_of: Var, above: rx.Component, on_retry: Any) -> rx.Component:
    """`told` is a Var of Told, `above` stands over the answer whatever it is."""
    key = rx.Var.create("widget-").to(str) + spot.widget
    return rx.el.section(
        rx.el.header(rx.el.h2(spot.title, id=key), rx.el.span(told.fact, class_name="hint clip"), rx.cond(spot.href != "", rx.el.a(spot.link, href=spot.href))),
        rx.el.div(
            above,
            rx.match(
                told.status,
                ("ready", rx.fragment(_lines(spot, told), _bars(told), _week(told), _action(spot, told))),
                ("empty", rx.el.div(rx.el.p(spot.empty), class_name="told")),
                ("failed", _failed(told, on_retry)),
                skeleton(3),
            ),
            class_name="inside",
        ),
        rx.el.footer(rx.cond((as_of != "") & (told.status != "loading"), rx.el.span(T("as of {time}", time=as_of)))),
        class_name="widget",
        aria_labelledby=key,
        custom_attrs={"data-columns": spot.columns, "data-widget": spot.widget, "aria-busy": rx.cond(told.status == "loading", "true", "false")},
    )


def _failed(told: Var, on_retry: Any) -> rx.Component:
    return rx.el.div(rx.el.p(told.trouble), button(T("Try again"), kind="secondary", small=True, on_click=on_retry), class_name="told", role="alert")


def _action(spot: Var, told: Var) -> rx.Component:
    remark = rx.el.p(told.remark, class_name="hint")
    return rx.cond(told.remark != "", rx.el.div(remark, link_button(spot.act, spot.href, small=True), class_name="do"))


# rows


def _lines(spot: Var, told: Var) -> rx.Component:
    """Each look has its own first cell; then come the words, and at the right a stamp or a word, and an amount."""
    row = lambda line: rx.el.li(_first(spot, line), _words(spot, line), _aside(spot, line), _net(line), class_name=rx.cond(line.done, "done", ""))  # noqa: E731
    rows = rx.el.ul(rx.foreach(told.lines, row), class_name=rx.Var.create("lines ").to(str) + spot.look)
    return rx.cond(told.lines.length() > 0, rows)


def _first(spot: Var, line: Any) -> rx.Component:
    return rx.match(
        spot.look,
        ("ordered", rx.el.a(line.mark, href=line.href, class_name="row-link")),  # the code face would be 10 kB more on the first visit
        ("counts", rx.el.span(line.mark, class_name="big number")),
        ("coded", rx.el.span(line.mark, class_name="code clip")),
        ("ticked", rx.cond(line.done, sign("check"), sign("ring"))),
        rx.fragment(),
    )


def _words(spot: Var, line: Any) -> rx.Component:
    """A link where the line leads somewhere and nothing else in it does."""
    both = rx.fragment(rx.el.span(line.text), rx.el.span(line.detail, class_name="part"))
    leads = (line.href != "") & (spot.look != "ordered") & (spot.look != "ticked")
    return rx.cond(leads, rx.el.a(both, href=line.href, class_name="row-link"), rx.el.span(both, class_name="words"))


def _aside(spot: Var, line: Any) -> rx.Component:
    """A stamp; else a word, which leads on where it is a step still to be done."""
    shown = rx.cond(line.sign != "", stamp(line.stamp, line.tone, sign_name=line.sign), stamp(line.stamp, line.tone))
    leads = (spot.look == "ticked") & ~line.done
    word = rx.cond(leads, rx.el.a(line.aside, href=line.href), rx.el.span(line.aside, class_name="hint"))
    return rx.cond(line.stamp != "", shown, word)


def _net(line: Any) -> rx.Component:
    return rx.cond(line.net != "", rx.el.span(line.net, class_name="number strong"))


def _bars(told: Var) -> rx.Component:
    return rx.cond(told.bars.length() > 0, rx.fragment(rx.el.ul(rx.foreach(told.bars, _bar), class_name="lines bars"), budget_legend()))


def _bar(one: Any) -> rx.Component:
    shares = rx.el.span(rx.el.b(one.share), rx.cond(one.over != "", rx.el.b(one.over, class_name="over"), rx.el.span(one.left)), class_name="number")
    drawn = budget_bar(
        spent=one.spent, reserved=one.reserved, over=one.beyond, limit=one.limit, expected=one.expected, said=one.said, thin=True
    )  # fmt: skip
    return rx.el.li(rx.el.span(one.name, class_name="clip"), shares, drawn)


def _week(told: Var) -> rx.Component:
    """Counts of the next working days; each is said as one sentence."""
    day = lambda one: rx.el.li(  # noqa: E731
        rx.el.span(rx.el.span(one.day), rx.el.b(one.count), aria_hidden="true"),
        rx.el.span(one.said, class_name="unseen"),
        class_name=rx.cond(one.is_today, "now", ""),
    )
    return rx.cond(told.week.length() > 0, rx.el.ol(rx.foreach(told.week, day), class_name="week"))
