"""Where products are shown: the list beside its filters, and the page of one of them. Brings the style sheet of both."""

from typing import Literal

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.client import library


class _Goods(rx.Component):
    library = library("goods.jsx")
    tag = "Goods"

    look: Var[str]


def goods(*content: rx.Component, look: Literal["shelf", "top", "more"]) -> rx.Component:
    """`shelf`: filters in an `aside`, then the list. `top`: picture, price, an `aside` to buy it. `more`: two columns of sections."""
    return _Goods.create(*content, look=look)
