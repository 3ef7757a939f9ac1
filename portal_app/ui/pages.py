"""How a screen declares its page; portal_app.py lists the declarations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from portal_app.ui.framed import frame_events
from portal_app.ui.marks import on_event, public_event
from portal_app.ui.state import PortalState, Problem


class Arrival(PortalState):
    """Runs first on every page: a signed-in page sends visitors to the sign-in, and the trouble of the page before is gone."""

    @on_event
    def at_page(self) -> None:
        self._begin()

    @public_event
    def at_public_page(self) -> None:
        self._begin()

    def _begin(self) -> None:
        if self.problem.title:
            self.problem = Problem()


@dataclass(frozen=True)
class PortalPage:
    """One page. `title` is a text in the language of the person (a Var); `on_load` are marked handlers that fill the screen.

    Only people who are signed in get further than the empty page, unless it is `public`.
    """

    route: str
    content: Callable[[], rx.Component]
    title: Any
    on_load: Any = ()
    public: bool = False

    @property
    def first_events(self) -> list[Any]:
        more = self.on_load if isinstance(self.on_load, (list, tuple)) else [self.on_load]
        first = [Arrival.at_public_page] if self.public else [Arrival.at_page, *frame_events()]
        return [*first, *more]
