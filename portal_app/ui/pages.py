"""How a screen declares its page; portal_app.py lists the declarations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from portal_app.kernel.permissions import Permission
from portal_app.ui.bridge import ask_anew, this_caller
from portal_app.ui.connection import inside
from portal_app.ui.framed import frame_events
from portal_app.ui.marks import public_event
from portal_app.ui.state import PortalState, Problem
from portal_app.ui.step_up import StepUp
from portal_app.ui.ways import NOT_FOUND, SIGN_IN, path_of, with_way_back


class Arrival(PortalState):
    """Runs first on every page: a signed-in page sends visitors to the sign-in, and the trouble of the page before is gone."""

    @public_event
    def at_page(self, right: Permission | None = None) -> Any:
        self.problem = Problem()
        if this_caller().signed_in is None:
            return rx.redirect(with_way_back(SIGN_IN, path_of(self)), replace=True)
        if right and not self._actor.may(right):
            return rx.redirect(NOT_FOUND, replace=True)
        return None

    @public_event
    def at_public_page(self) -> None:
        self.problem = Problem()  # always, since a sentence may stand on the page that the state does not know of


def fill_page_again() -> Any:
    """To be returned by a handler that changed what the page shows: all its load events run once more, for whom they are then."""
    ask_anew()
    return inside.load_again()


@dataclass(frozen=True)
class PortalPage:
    """One page. `title` is a text in the language of the person (a Var); `on_load` are marked handlers that fill the screen.

    Only people who are signed in get further than the empty page, unless it is `public`. For whoever lacks `right`, if one is given,
    there is no such page; what it shows and does asks the gate all the same.
    """

    route: str
    content: Callable[[], rx.Component]
    title: Any
    on_load: Any = ()
    public: bool = False
    right: Permission | None = None

    @property
    def first_events(self) -> list[Any]:
        more = self.on_load if isinstance(self.on_load, (list, tuple)) else [self.on_load]
        if self.public:
            return [Arrival.at_public_page, *more]
        at_page = Arrival.at_page(self.right) if self.right else Arrival.at_page
        return [at_page, *frame_events(), *more, StepUp.go_on]
