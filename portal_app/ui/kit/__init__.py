"""The kit: every component with its states on one page, for the people who run the portal, for our own eyes and for tests."""

from typing import Any

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
from portal_app.ui.views import no_right_view, skeleton
from portal_app.ui.words import T


def kit_page(*, is_open: Any, is_known: Any) -> rx.Component:
    """The page, in the frame of the portal. Vars say whether it is open to the person, and whether that is known yet.

    Nothing on it belongs to anybody; it is closed to customers because it is none of their business.
    """
    closed = rx.fragment(page_head(T("Kit")), no_right_view(T("This page shows the parts that the portal is made of, for those who run it.")))
    return framed(
        rx.cond(is_open, _everything(KitState), rx.cond(is_known, closed, skeleton())),
        current="kit",
        shortcuts=(Shortcut("/", T("Search the kit"), focuses="#kit-search input"),),
    )


def _everything(state: type) -> rx.Component:
    heard = rx.el.p(T("Heard on the server:"), " ", rx.el.span(state.heard, id="heard", class_name="code"), class_name="sub")
    parts = (acting(state), typing(state), reading(), rows(state), above(state), around(state), instead(state))
    return rx.fragment(
        page_head(T("Kit"), sub=T("Every component with its states. What it reports to the server stands here.")),
        rx.el.div(heard, *parts, class_name="stack wider"),
    )


__all__ = ["kit_page"]
