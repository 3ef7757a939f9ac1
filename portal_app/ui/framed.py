"""The frame around every signed-in page: made by portal_app.py's choice, used by all screens without knowing what is in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import reflex as rx

from portal_app.kernel.errors import GateBroken
from portal_app.ui.frame import Cell, Frame
from portal_app.ui.news import News
from portal_app.ui.shell import shell
from portal_app.ui.state import PortalState
from portal_app.ui.step_up import step_up_dialog


@dataclass(frozen=True)
class FrameMaker:
    """`make` builds the frame when pages are built; `on_load` are marked handlers that fill it, run first on each signed-in page."""

    make: Callable[[], Frame]
    on_load: tuple[Any, ...] = ()


_maker: FrameMaker | None = None


def use_frame(maker: FrameMaker) -> None:
    """Called once by portal_app.py, before the pages are listed."""
    global _maker
    _maker = maker


def frame_events() -> tuple[Any, ...]:
    return _maker.on_load if _maker else ()


def framed(*content: rx.Component, current: str, cells: tuple[Cell, ...] = (), **options: Any) -> rx.Component:
    """A signed-in page: `content` begins with `page_head(...)`, `current` is the key of its place, `cells` are its own in the title block.

    Options as for `shell`.
    """
    if _maker is None:
        raise GateBroken("Nobody told us what stands around a page: portal_app.py calls use_frame.")
    news = {"toasts": PortalState.toasts, "on_toast_undo": News.undo, "on_toast_gone": News.gone}
    frame = _maker.make()
    return shell(*content, frame=replace(frame, **news, cells=(*frame.cells, *cells), extras=(*frame.extras, step_up_dialog())), current=current, **options)
