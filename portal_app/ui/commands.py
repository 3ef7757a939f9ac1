"""Command menu (Ctrl K) and keyboard shortcuts (? shows them). Both are fetched by the browser when they are first used."""

from typing import Any

import reflex as rx
from reflex_base.event import EventHandler, passthrough_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.client import library
from portal_app.ui.navigation import Place, Shortcut


class _Commands(rx.Component):
    library = library("commands.jsx")
    tag = "Commands"

    entries: Var[list[Any]]
    shortcuts: Var[list[Any]]
    found: Var[list[Any]]
    on_search: EventHandler[passthrough_event_spec(str)]


def command_menu(places: tuple[Place, ...], shortcuts: tuple[Shortcut, ...] = (), *, found: Var | None = None, on_search: Any = None) -> rx.Component:
    """Reaches every place; with `on_search(text)` also what a state finds: `found` are rows {"label", "detail", "href", "icon"}."""
    entries = [{"label": place.label, "href": place.href, "icon": place.icon, "shown": place.shown} for place in places]
    keys = [
        {"keys": each.keys, "label": each.label, "href": each.href, "opens": each.opens, "focuses": each.focuses, "shown": each.shown} for each in shortcuts
    ]
    given = {name: value for name, value in (("found", found), ("on_search", on_search)) if value is not None}
    return _Commands.create(entries=entries, shortcuts=keys, **given)
