"""The frame of every signed-in page put together: rail, title block, sheet, bottom bar, and what lies above. Pages hand in their content."""

import reflex as rx

from portal_app.ui.client import library
from portal_app.ui.commands import command_menu
from portal_app.ui.frame import Frame
from portal_app.ui.help import help_drawer
from portal_app.ui.look import look_keeper
from portal_app.ui.navigation import Shortcut
from portal_app.ui.rail import bottom_bar, more_places, rail
from portal_app.ui.title_block import banners, title_block
from portal_app.ui.toasts import toasts


class _PageNews(rx.Component):
    library = library("shell.jsx")
    tag = "PageNews"


class _SkipLink(rx.Component):
    library = library("shell.jsx")
    tag = "SkipLink"


def shell(
    *content: rx.Component,
    frame: Frame,
    current: str,
    help_content: rx.Component | None = None,
    shortcuts: tuple[Shortcut, ...] = (),
    width: str = "",
) -> rx.Component:
    """A page: `content` begins with `page_head(...)`. `current` is the key of its place; `width` is "", "narrow" or "full"."""
    return rx.el.div(
        _SkipLink.create(),
        look_keeper(saved=frame.saved_look, on_change=frame.on_look),
        rx.el.div(
            rail(frame, current),
            rx.el.div(
                title_block(frame),
                *banners(frame),
                rx.el.main(*content, id="main", tab_index=-1, class_name=f"page {width}".strip()),
                class_name="sheet",
            ),
            class_name="shell",
        ),
        bottom_bar(frame, current),
        more_places(frame, current),
        help_drawer(help_content, intro=frame.help_intro),
        command_menu(frame.places, frame.shortcuts + shortcuts),
        toasts(frame.toasts, on_undo=frame.on_toast_undo, on_gone=frame.on_toast_gone),
        _PageNews.create(),
        *frame.extras,
    )
