"""The kit: every component with its states on one page, for people of the supplier and for our own eyes and tests.

`kit_page(state, frame)` is the page. `state` is a class with what `KitState` has; `frame` is the frame of the shell.
"""

import reflex as rx

from portal_app.ui.frame import Frame
from portal_app.ui.kit.above import above
from portal_app.ui.kit.acting import acting
from portal_app.ui.kit.instead import instead
from portal_app.ui.kit.reading import reading
from portal_app.ui.kit.rows import rows
from portal_app.ui.kit.typing import typing
from portal_app.ui.navigation import Shortcut
from portal_app.ui.page_head import page_head
from portal_app.ui.shell import shell
from portal_app.ui.words import T


def kit_page(state: type, frame: Frame) -> rx.Component:
    """All components under the headings of the front door."""
    heard = rx.el.p(T("Heard on the server:"), " ", rx.el.span(state.heard, id="heard", class_name="code"), class_name="sub")
    return shell(
        page_head(T("Kit"), sub=T("Every component with its states. What it reports to the server stands here.")),
        rx.el.div(
            heard,
            acting(state),
            typing(state),
            reading(),
            rows(state),
            above(state),
            instead(state),
            class_name="stack wider",
        ),
        frame=frame,
        current="kit",
        shortcuts=(Shortcut("/", T("Search the kit"), focuses="#kit-search input"),),
    )


__all__ = ["kit_page"]
