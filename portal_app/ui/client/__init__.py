"""The parts of the screen that live in the browser, as local JSX files; `library("dialog.jsx")` is what a component imports from.

A style sheet that only one of them needs lies beside it and is fetched with it.

All files are registered here, from one module, so that they lie in one folder and may import each other by relative path.
"""

from pathlib import Path

import reflex as rx

_FILES = sorted(path.name for path in Path(__file__).parent.iterdir() if path.suffix in (".js", ".jsx", ".css") and path.name != "look.js")
_LIBRARIES = {name: rx.asset(name, shared=True).importable_path for name in _FILES}


def library(name: str) -> str:
    """The import path of a client file, for `rx.Component.library` and imports of Vars."""
    return _LIBRARIES[name]
