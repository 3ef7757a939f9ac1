"""What stands around a page: the places, the cells of the title block, the person, the news. Each part is shown by a module of its own."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text
from portal_app.ui.navigation import Place, Shortcut


@dataclass(frozen=True)
class Cell:
    """One cell of the title block. With `choices` (a Var of rows with value, label and detail) it is a menu; `on_pick` gets the value.

    `shown` hides it from whom it does not concern; the first cell is always there.
    """

    label: Text
    value: Text
    choices: Var | None = None
    chosen: Text = ""
    on_pick: Any = None
    shown: Var | bool = True


@dataclass(frozen=True)
class Frame:
    """What stands around the page. Texts and Vars; an empty part is left out.

    `cells` come first to last (the first is the company), `system` is the Var of the supplier system's state: "up", "slow", "down"; without
    it the line to the portal itself is shown.
    `acting_for` is the company's name while staff act for it, else "". `toasts` are rows as in `ui.toasts`.
    """

    places: tuple[Place, ...]
    cells: tuple[Cell, ...] = ()
    system: Text = ""
    person_name: Text = ""
    initials: Text = ""
    acting_for: Var | None = None
    stop_acting: str = "/auth/stop-acting"
    demo: Var | bool = False
    saved_look: Var | None = None
    on_look: Any = None
    toasts: Var | None = None
    on_toast_undo: Any = None
    on_toast_gone: Any = None
    sign_out: str = "/auth/sign-out"
    account_links: tuple[tuple[Text, str, str], ...] = ()  # text, address, icon
    shortcuts: tuple[Shortcut, ...] = ()
    help_intro: Text = ""
    extras: tuple[rx.Component, ...] = field(default=())
