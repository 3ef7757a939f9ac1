"""The German of the screen as one file that only German readers fetch: `/i18n/de.<hash>.json`, made when the pages are built."""

import hashlib
import json
from pathlib import Path

from portal_app.kernel.i18n import LANGUAGES, catalogue, catalogue_files
from portal_app.ui.messages import all_messages


def words_urls() -> dict[str, str]:
    """Where the browser finds the words of each language but English."""
    return {language: f"/i18n/{language}.{_fingerprint(language)}.json" for language in LANGUAGES if language != "en"}


def word_files() -> list[tuple[Path, str]]:
    """The files themselves, for the build: path below the public folder and content."""
    return [(Path("public", *url.strip("/").split("/")), _as_json(language)) for language, url in words_urls().items()]


def _as_json(language: str) -> str:
    words = catalogue(language)
    shown = {message.text for message in all_messages() if message.on_screen}
    return json.dumps({text: words[text] for text in sorted(shown & words.keys())}, ensure_ascii=False, separators=(",", ":"))


def _fingerprint(language: str) -> str:
    """Of the translations and of the client files: both decide what the file holds."""
    digest = hashlib.sha256()
    for path in catalogue_files(language):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
