"""A button that waits until everything typed on its page is saved, so that it acts on all of it."""

from typing import Any

import reflex as rx
from reflex_base.event import EventHandler, no_args_event_spec
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.client import library
from portal_app.ui.icons import icon


class _SettledButton(rx.Component):
    library = library("settled.jsx")
    tag = "SettledButton"

    watches: Var[str]
    on_act: EventHandler[no_args_event_spec]


def settled_button(text: Text, *, on_act: Any, icon_name: str, watches: str = ".entry .state") -> rx.Component:
    """`watches` finds what says by its `data-state` how far saving is: "saved" lets the button act, "halted" lets it go."""
    return _SettledButton.create(icon(icon_name), text, on_act=on_act, watches=watches)
