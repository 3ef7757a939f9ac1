"""The worked example of docs/howto: its files, put together from the blocks that begin with a file's name."""

import re
from functools import cache

from tests.docs.pages import ROOT, blocks_of

_NAME = re.compile(r"(?:#|//|--) ((?:portal_app|tests|alembic)/[\w./-]+)(, at the end)?\n")


@cache
def example_files() -> dict[str, str]:
    """Text by file name. Blocks for the same file follow each other, page by page in the order of their names."""
    files: dict[str, str] = {}
    for page in sorted((ROOT / "docs" / "howto").glob("*.md")):
        for block in blocks_of(page):
            if begun := _NAME.match(block.text):
                files[begun[1]] = files.get(begun[1], "") + block.text[begun.end() :]
    return files


def appended_files() -> frozenset[str]:
    """Names of files that exist already and get a piece at their end."""
    return frozenset(name for name in example_files() if (ROOT / name).exists())
