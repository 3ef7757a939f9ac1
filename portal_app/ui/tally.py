"""How many there are of each kind: a strip of links with counts, and the same as a bar."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library


class _Tally(rx.Component):
    library = library("tally.jsx")
    tag = "Tally"

    rows: Var[list[Any]]
    label: Var[str]
    said: Var[str]


def tally(rows: Var, *, label: Text, said: Text) -> rx.Component:
    """Rows {"label", "count", "share", "tone", "sign", "href", "here"}: each leads to those of its kind. `share` is how wide its stretch of the
    bar is, 0 for none; `said` is the bar as a sentence."""
    return _Tally.create(rows=rows, label=label, said=said)
