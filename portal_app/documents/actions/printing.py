"""Sets a paper as PDF with typst. What it says travels beside the template as JSON, so that no text can be read as markup."""

import json
import threading
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from portal_app.documents.actions.paper import OrderPaper
from portal_app.documents.actions.signs import shown
from portal_app.kernel.errors import Busy

_HERE = Path(__file__).parents[1]
TEMPLATES, FONTS = _HERE / "templates", _HERE / "fonts"
STANDARD = "a-3b"
AT_ONCE, PATIENCE = 2, 10  # papers that are set at the same time, each takes a processor; seconds that another one waits
_turns = threading.BoundedSemaphore(AT_ONCE)


def pdf_of(paper: OrderPaper) -> bytes:
    """Written as PDF/A-3b, with tags. The same paper gives the same bytes. Raises Busy when too many want one at the same moment."""
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return typst.compile(
            TEMPLATES / "order.typ", root=TEMPLATES, font_paths=_fonts(), format="pdf", pdf_standards=[STANDARD], timestamp=int(paper.made_at.timestamp()),
            sys_inputs={"paper": json.dumps(_shown(asdict(paper)), ensure_ascii=False)},
        )  # fmt: skip
    finally:
        _turns.release()


@cache
def _fonts() -> typst.Fonts:
    """Ours, read once. Neither those of the system nor those that typst brings."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _shown(value: Any) -> Any:
    """The paper as plain values, each text as the fonts can show it."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {name: _shown(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shown(part) for part in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
