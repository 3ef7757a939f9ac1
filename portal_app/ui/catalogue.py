"""The German of the screen as small files, one a slice, made when the pages are built: `/i18n/<fingerprint>/de/<slice>.json`.

A page fetches the words of the slices that speak on it; they may be kept for ever, because the fingerprint changes with the words.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from portal_app.kernel.i18n import LANGUAGES, catalogue, catalogue_files
from portal_app.ui.messages import ROOT, all_messages


@cache
def words_folder() -> str:
    """Where the browser finds the words: the folder's address. Names the contents of all translations and of all screens."""
    digest = hashlib.sha256()
    for path in [*catalogue_files("de"), *sorted(path for kind in ("*.py", "*.jsx") for path in ROOT.rglob(kind) if {"ui", "screens"} & set(path.parts))]:
        digest.update(path.read_bytes())
    return f"/i18n/{digest.hexdigest()[:10]}/"


def slices_with_words() -> list[str]:
    """The slices that have screens; the kit is for ourselves. `word_files` has a file for each."""
    return sorted(["ui", *(path.parent.name for path in ROOT.glob("*/screens"))])


def word_files() -> list[tuple[Path, str]]:
    """The files themselves, for the build: path below the web folder and content."""
    spoken: dict[str, set[str]] = {}
    for message in all_messages():
        if message.on_screen:
            spoken.setdefault(message.slice, set()).add(message.text)
    folder = Path("public", words_folder().strip("/"))
    return [
        (folder / language / f"{slice_name}.json", _as_json(language, texts))
        for language in LANGUAGES
        if language != "en"
        for slice_name, texts in spoken.items()
    ]


def _as_json(language: str, texts: set[str]) -> str:
    words = catalogue(language)
    return json.dumps({text: words[text] for text in sorted(texts & words.keys())}, ensure_ascii=False, separators=(",", ":"))
