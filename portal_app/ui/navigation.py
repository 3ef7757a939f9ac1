"""The places of the portal as the rail and the phone's bottom bar show them."""

from dataclasses import dataclass

from reflex_base.vars.base import Var

from portal_app.ui.buttons import Text


@dataclass(frozen=True)
class Place:
    """One index tab. `count` (a Var) is the number in its corner, shown above 0; `shown` hides the tab from who may not use it.

    `on_phone`: has a seat in the bottom bar, the others are under More. Four fit: of more, nobody sees more than four at once.
    """

    key: str
    label: Text
    href: str
    icon: str
    count: Var | None = None
    count_label: Text | None = None
    shown: Var | bool = True
    on_phone: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A key and what it does: `keys` as the browser names it ("o", "/", "Mod+k"), leading to `href` or opening dialog `opens`.

    `shown` (a Var) keeps it from who may not use it.
    """

    keys: str
    label: Text
    href: str = ""
    opens: str = ""
    focuses: str = ""
    shown: Var | bool = True
