"""What comes, one after the other: before the button as after it."""

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui import numbered_list


def happening_list(rows: Var) -> rx.Component:
    """`rows` is a Var of `Happening`."""
    return numbered_list(rx.foreach(rows, lambda row: rx.el.li(rx.el.span(row.title), rx.cond(row.detail != "", rx.el.span(row.detail, class_name="part")))))
