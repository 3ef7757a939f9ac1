"""Icons and signs from the one sprite, `assets/icons.svg`. Their colour comes from the text; a word always stands beside them."""

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from portal_app.ui.client import library

SPRITE = rx.Var("sprite", _var_type=str, _var_data=VarData(imports={library("drawing.jsx"): [ImportVar(tag="sprite")]})).to(str)


def icon(name: str | rx.Var, *, small: bool = False) -> rx.Component:
    """A drawing of 20 px (16 when small), hidden from assistive technology: the text beside it says the same."""
    return _drawing("#i-", name, "icon small" if small else "icon")


def sign(name: str | rx.Var) -> rx.Component:
    """The 12 px sign of a stamp: full, half, ring, tri, square, clock, arrow, diamond, check, fix, no, two."""
    return _drawing("#i-s-", name, "sign")


def _drawing(prefix: str, name: str | rx.Var, class_name: str) -> rx.Component:
    href = SPRITE + (prefix + name if isinstance(name, str) else rx.Var.create(prefix).to(str) + name.to(str))
    return rx.el.svg(rx.el.svg.use(href=href), class_name=class_name, aria_hidden="true")
