"""Toasts: what became of them, and the way back."""

import json
from typing import Any

from portal_app.ui.connection import inside
from portal_app.ui.marks import public_event
from portal_app.ui.state import PortalState


class News(PortalState):
    """Hears from the corner for news. The undoing event passes the guard like any other."""

    @public_event
    def gone(self, toast: str) -> None:
        self._forget(toast)

    @public_event
    def undo(self, toast: str) -> Any:
        way_back = self._ways_back.get(toast)
        self._forget(toast)
        return inside.event(*json.loads(way_back)) if way_back else None

    def _forget(self, toast: str) -> None:
        self.toasts = [one for one in self.toasts if one.id != toast]
        self._ways_back = {key: way for key, way in self._ways_back.items() if key != toast}
