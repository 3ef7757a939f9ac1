"""The worked example of docs/howto: its files, and the pieces that go into files that exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.docs.pages import ROOT, blocks_of

_FIRST_LINE = re.compile(r"# ((?:portal_app|tests|alembic)/[\w./-]+)(?:, after: (.+))?\n")


@dataclass(frozen=True)
class Piece:
    """Lines to put behind the line `after` of a file."""

    file: str
    after: str
    text: str


@cache
def example_files() -> dict[str, str]:
    """New files: text by name."""
    return {one.file: one.text for one in _pieces() if not one.after}


@cache
def example_pieces() -> tuple[Piece, ...]:
    return tuple(one for one in _pieces() if one.after)


def _pieces() -> Iterator[Piece]:
    for page in sorted((ROOT / "docs" / "howto").glob("*.md")):
        for block in blocks_of(page):
            if begun := _FIRST_LINE.match(block.text):
                yield Piece(begun[1], begun[2] or "", block.text[begun.end() :])


def put_in(text: str, piece: Piece) -> str:
    """The file's text with the piece behind its line. Raises ValueError when there is no such line."""
    lines = text.splitlines(keepends=True)
    place = [line.rstrip("\n") for line in lines].index(piece.after) + 1
    return "".join([*lines[:place], piece.text, *lines[place:]])
