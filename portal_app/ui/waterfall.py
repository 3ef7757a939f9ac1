"""How an amount comes about: one bar a step, full for the amount, hatched for what is taken off, copper for what is added."""

from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.client import library


class _Waterfall(rx.Component):
    library = library("waterfall.jsx")
    tag = "Waterfall"


@dataclass(frozen=True)
class Bar:
    """A row. `left`, `width` and `join` (where the line to the next bar stands, "" for none) are in percent: "12.5%"."""

    label: str
    part: str
    amount: str
    kind: Literal["start", "less", "more", "whole"]
    left: str
    width: str
    join: str = ""


def waterfall(rows: Var | list[Bar]) -> rx.Component:
    """Rows of `Bar`; the last one is the whole. The bars say what the amounts say, so they are drawn only."""
    shown = [rx.foreach(rows, _row)] if isinstance(rows, Var) else [_row(row) for row in rows]
    return _Waterfall.create(*shown)


def _row(row: Any) -> rx.Component:
    label = rx.el.span(row.label, rx.el.span(row.part, class_name="part"))
    joined = rx.el.em(custom_attrs={"style": {"left": row.join}})
    bar = rx.el.span(
        rx.el.i(custom_attrs={"style": {"left": row.left, "width": row.width}}),
        rx.cond(row.join != "", joined) if isinstance(row.join, Var) else joined if row.join else "",
        aria_hidden="true",
        class_name="bar",
    )
    return rx.el.li(label, bar, rx.el.span(row.amount, class_name="number"), class_name=row.kind)
