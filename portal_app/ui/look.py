"""Theme, density, language and single keys: chosen and applied in the browser, reported so that they can be saved to the person."""

from typing import Any

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.client import library
from portal_app.ui.words import T


class _Look(rx.Component):
    library = library("look.jsx")
    tag = "Look"

    saved: Var[dict[str, str]]
    on_change: EventHandler[passthrough_event_spec(str, str)]


class _LookSwitch(rx.Component):
    library = library("look.jsx")
    tag = "LookSwitch"

    name: Var[str]
    label: Var[str]
    options: Var[list[Any]]


def look_keeper(*, saved: Var | None = None, on_change: Any = None) -> rx.Component:
    """Must stand once on every page. `saved` is a Var of {"language", "theme", "density", "keys"} as the portal knows them ("" = no choice);
    `on_change(name, value)` hears of a choice the person makes, with name one of these four."""
    props = {"saved": saved} if saved is not None else {}
    props |= {"on_change": on_change} if on_change is not None else {}
    return _Look.create(**props)


def language_switch() -> rx.Component:
    return _switch("language", T("Language"), [("de", "Deutsch"), ("en", "English")])


def theme_switch() -> rx.Component:
    return _switch("theme", T("Light or dark"), [("light", T("Light")), ("dark", T("Dark")), ("system", T("As the device"))])


def density_switch() -> rx.Component:
    return _switch("density", T("Row height"), [("compact", T("Compact")), ("normal", T("Normal")), ("comfortable", T("Comfortable"))])


def keys_switch() -> rx.Component:
    return _switch("keys", T("Single-key shortcuts"), [("on", T("On")), ("off", T("Off"))])


def _switch(name: str, label: Var, options: list[tuple[str, Any]]) -> rx.Component:
    return _LookSwitch.create(name=name, label=label, options=[list(option) for option in options])
