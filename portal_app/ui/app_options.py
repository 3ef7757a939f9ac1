"""What `rx.App` must be told for the portal's look: stylesheets, head of the document, no default overlays."""

from pathlib import Path

import reflex as rx

from portal_app.ui.broken import broken_page_boundary
from portal_app.ui.catalogue import slices_with_words, words_folder
from portal_app.ui.icons import SPRITE

_STYLES = ("tokens", "base", "shell", "controls", "data", "overlays", "steps", "desk", "company")
_FIRST_FACE = "/fonts/next-west-5.3.0.woff2"  # the mono face is fetched when a code stands on the page


def app_options() -> dict[str, object]:
    """Arguments for `rx.App(**app_options(), ...)`."""
    return {
        "stylesheets": [f"/styles/{name}.css" for name in _STYLES],
        "reset_style": False,
        "toaster": None,
        "html_lang": "en",
        "head_components": _head(),
        "app_wraps": {(55, "ErrorBoundary"): lambda stateful: broken_page_boundary(reports=stateful)},
    }


def _head() -> list[rx.Component]:
    return [
        rx.el.script(_first_script()),
        rx.el.link(rel="preload", href=_FIRST_FACE, custom_attrs={"as": "font", "type": "font/woff2", "crossOrigin": "anonymous"}),
        rx.el.link(rel="preload", href=SPRITE, custom_attrs={"as": "image", "type": "image/svg+xml"}),
        rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.meta(name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
        rx.el.meta(name="theme-color", content="#F6F5F0", custom_attrs={"media": "(prefers-color-scheme: light)"}),
        rx.el.meta(name="theme-color", content="#10181B", custom_attrs={"media": "(prefers-color-scheme: dark)"}),
        rx.el.meta(name="color-scheme", content="light dark"),
    ]


def _first_script() -> str:
    """The inline script that runs before the first paint, without its comments."""
    source = (Path(__file__).parent / "client" / "look.js").read_text("utf-8")
    source = source.replace("WORDS_FOLDER", words_folder()).replace("WORDS_SLICES", " ".join(slices_with_words()))
    return "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("//"))
