"""A numbered list of what comes, one after the other."""

import reflex as rx

from portal_app.ui.client import library


class _NumberedList(rx.Component):
    library = library("numbered.jsx")
    tag = "NumberedList"


def numbered_list(*rows: rx.Component) -> rx.Component:
    """`rows` are `rx.el.li`, or a foreach of them; in each a line and, quieter, why."""
    return _NumberedList.create(*rows)
