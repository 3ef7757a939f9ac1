"""The kit: every component with its states on one page, for people of the supplier and for our own eyes and tests.

`PAGE` is the page as portal_app.py lists it. Nothing on it belongs to anybody; who may open it is decided there.
"""

import reflex as rx

from portal_app.ui.framed import framed
from portal_app.ui.kit.above import above
from portal_app.ui.kit.acting import acting
from portal_app.ui.kit.around import around
from portal_app.ui.kit.instead import instead
from portal_app.ui.kit.reading import reading
from portal_app.ui.kit.rows import rows
from portal_app.ui.kit.state import KitState
from portal_app.ui.kit.typing import typing
from portal_app.ui.navigation import Shortcut
from portal_app.ui.page_head import page_head
from portal_app.ui.pages import PortalPage
from portal_app.ui.words import T


def kit_page(state: type = KitState) -> rx.Component:
    """All components under the headings of the front door, in the frame of the portal."""
    heard = rx.el.p(T("Heard on the server:"), " ", rx.el.span(state.heard, id="heard", class_name="code"), class_name="sub")
    return framed(
        page_head(T("Kit"), sub=T("Every component with its states. What it reports to the server stands here.")),
        rx.el.div(
            heard,
            acting(state),
            typing(state),
            reading(),
            rows(state),
            above(state),
            around(state),
            instead(state),
            class_name="stack wider",
        ),
        current="kit",
        shortcuts=(Shortcut("/", T("Search the kit"), focuses="#kit-search input"),),
    )


PAGE = PortalPage("/kit", kit_page, T("Kit"))

__all__ = ["PAGE", "kit_page"]
