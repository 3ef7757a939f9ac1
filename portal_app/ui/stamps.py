"""Stamps: a bar, a drawn sign and a word say a state in three ways, so colour is never alone."""

from typing import Literal

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.icons import sign

Tone = Literal["green", "ochre", "red", "blue", "plum", ""]
_SIGNS: dict[str, str] = {"green": "full", "ochre": "half", "red": "tri", "blue": "arrow", "plum": "diamond", "": "ring"}


def stamp(text: Text, tone: Tone | Var = "", *, sign_name: str | Var = "", bare: bool = False, since: Text = "") -> rx.Component:
    """`green` done or in stock, `ochre` look here or waiting, `red` wrong, `blue` on its way, `plum` quotes, "" neutral.

    `sign_name` replaces the tone's usual sign (icons.sign). `bare` drops the tint, for columns full of stamps. `since` is the tip
    that says since when and why.
    """
    named = isinstance(sign_name, Var) or sign_name
    if isinstance(tone, Var):
        drawn = sign_name if named else rx.match(tone, *[(name, drawing) for name, drawing in _SIGNS.items() if name], "ring")
        look = rx.Var.create("stamp bare " if bare else "stamp ").to(str) + tone.to(str)
    else:
        drawn, look = sign_name if named else _SIGNS[tone], " ".join(filter(None, ["stamp", "bare" if bare else "", tone]))
    tip = {"title": since} if isinstance(since, Var) or since else {}
    return rx.el.span(sign(drawn), rx.el.span(text), class_name=look, **tip)
