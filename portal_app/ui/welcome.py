"""The frame of pages for people who are not signed in: the sheet of an engineering drawing, with the form beside it."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.connection_banner import connection_banner
from portal_app.ui.icons import icon, sign
from portal_app.ui.look import language_switch, look_keeper, theme_switch
from portal_app.ui.overlays import menu
from portal_app.ui.stamps import stamp
from portal_app.ui.words import T

_PART = (
    ("M56 150h54v140H56zM56 185h54M56 255h54M64 150l-8 12M64 290l-8-12M110 176h14v88h-14z", "1.5", ""),
    ("M124 190h236l20 14v32l-20 14H124zM268 158h46v124h-46zM268 188h46M268 252h46", "1.5", ""),
    ("M204 190v60M356 190v60M204 198h156M204 242h156", ".75", ""),
    ("M36 220h364", ".75", "14 4 3 4"),
    ("M110 300v58M380 258v100M110 350h270M118 346l-8 4 8 4M372 346l8 4-8 4M56 300v34M56 326h54M62 323l-6 3 6 3M104 323l6 3-6 3", ".9", ""),
    ("M392 190h40M392 250h40M424 190v60M421 198l3-8 3 8M421 242l3 8 3-8M291 158V96h44", ".9", ""),
    ("M528 168l45 26v52l-45 26-45-26v-52zM548 220a20 20 0 1 1-40 0 20 20 0 0 1 40 0", "1.5", ""),
    ("M573 220a45 45 0 1 1-90 0 45 45 0 0 1 90 0", ".75", ""),
    ("M466 220h124M528 154v132", ".75", "12 4 3 4"),
)
_SIZES = (("236", "344", "40"), ("72", "320", "5.3"), ("433", "216", "M8"), ("340", "100", "ISO 4032"), ("506", "304", "SW 13"))


class _Welcome(rx.el.Div):
    """Brings its style sheet along: pages behind the sign-in do not need it."""

    def add_imports(self) -> dict[str, Any]:
        return {"": ImportVar(tag=library("welcome.css"), install=False)}


class _SkipLink(rx.Component):
    library = library("shell.jsx")
    tag = "SkipLink"


def welcome_page(
    *content: rx.Component,
    supplier: Text,
    trade: Text,
    systems: Text = "up",
    help_phone: Text = "",
    help_hours: Text = "",
    parts: rx.Component | None = None,
) -> rx.Component:
    """`content` begins with an h1 (or `step_mark`). The title block of the drawing says whom to call and how the systems are: "up", "down", "" not known yet.

    `parts` is a parts list: it stands on the drawing over its title block, on a phone under the form.
    """
    state = rx.match(systems, ("up", stamp(T("All systems work"), "green")), ("down", stamp(T("Some things do not work"), "ochre")), rx.fragment())
    help_line = rx.el.span(T("Help {phone}", phone=help_phone))
    called = rx.cond(help_phone != "", help_line) if isinstance(help_phone, Var) else help_line if help_phone else rx.fragment()
    below = rx.el.p(state, called, class_name="hint phone row wrap")
    return rx.el.div(
        _SkipLink.create(),
        look_keeper(),
        connection_banner(),
        _Welcome.create(
            rx.el.header(_frame(), _brand(supplier, trade), _drawing(), _drawing_block(systems, help_phone, help_hours), class_name="drawn"),
            rx.el.div(_look(), rx.el.main(*content, below, id="main", tab_index=-1), class_name="beside"),
            *([parts] if parts is not None else []),
            class_name="welcome",
        ),
    )


def step_mark(number: Text, words: Text, *, done: bool | Var = False) -> rx.Component:
    """The square with the number of a step over the title, and its words ("Step 1 of 2")."""
    square = lambda over: rx.el.span(sign("check") if over else number, class_name="square done" if over else "square")  # noqa: E731
    shown = rx.cond(done, square(True), square(False)) if isinstance(done, Var) else square(done)
    return rx.el.p(shown, rx.el.span(words, class_name="label"), class_name="step-mark")


def or_line() -> rx.Component:
    return rx.el.p(T("or"), class_name="or hint")


def _look() -> rx.Component:
    trigger = rx.fragment(icon("settings"), rx.el.span(T("Language and look"), class_name="unseen"))
    return rx.el.div(menu(language_switch(), theme_switch(), label=T("Language and look"), trigger=trigger), class_name="look")


def _brand(supplier: Text, trade: Text) -> rx.Component:
    return rx.el.p(icon("mark"), rx.el.span(rx.el.b(supplier), rx.el.span(trade, class_name="part")), class_name="brand")


def _frame() -> rx.Component:
    zones = [*zip("ABCD", (12, 38, 64, 90), strict=True), *zip("123", (25, 50, 75), strict=True)]
    marks = [
        rx.el.i(name, class_name=f"zone {way}", custom_attrs={"style": {side: f"{at}%"}})
        for name, at in zones
        for way, side in [("across", "left") if name.isalpha() else ("down", "top")]
    ]
    return rx.el.div(*marks, class_name="zones", aria_hidden="true")


def _drawing() -> rx.Component:
    strokes = [{"strokeWidth": width} | ({"strokeDasharray": dashes} if dashes else {}) for _, width, dashes in _PART]
    lines = [rx.el.svg.path(d=path, custom_attrs=stroke) for (path, _, _), stroke in zip(_PART, strokes, strict=True)]
    sizes = [rx.el.svg.text(size, x=x, y=y) for x, y, size in _SIZES]
    part = rx.el.svg(
        *lines,
        *sizes,
        view_box="20 70 590 310",
        custom_attrs={"fill": "none", "stroke": "currentColor"},
        role="img",
        aria_label=T("Drawing of a hex bolt M8 by 40 with nut and washer"),
    )
    return rx.el.div(part, class_name="plan")


def _drawing_block(systems: Text, help_phone: Text, help_hours: Text) -> rx.Component:
    up, down = rx.el.b(T("All work"), class_name="is-green"), rx.el.b(T("Some do not work"), class_name="is-ochre")
    state = rx.match(systems, ("up", up), ("down", down), rx.el.b("\N{NO-BREAK SPACE}"))
    cells = [(T("Systems"), state), (T("Help"), rx.el.b(help_phone)), (T("Mon to Fri"), rx.el.b(help_hours))]
    return rx.el.div(*[rx.el.div(rx.el.span(label, class_name="label"), value) for label, value in cells], class_name="drawing-block")
