"""Reads the pages of the project: files, headings, tables, links, code. Decides nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block; `language` is "" where the fence names none."""

    language: str
    text: str


@cache
def pages() -> tuple[Path, ...]:
    """Every page people read: the files at the top and all of docs/."""
    return (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", text_of(page))


def blocks_of(page: Path) -> list[Block]:
    return [Block(language, dedent(text)) for _, language, text in _FENCE.findall(text_of(page))]


def code_words(page: Path) -> list[str]:
    """What stands in backticks in the prose."""
    return _CODE.findall(prose_of(page))


def links_of(page: Path) -> list[str]:
    return _LINK.findall(prose_of(page))


def anchors_of(page: Path) -> set[str]:
    """The names a link may end in, made of the headings as the usual viewers do."""
    return {re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower().replace(" ", "-") for heading in _HEADING.findall(prose_of(page))}


def rows_of(page: Path) -> Iterator[dict[str, str]]:
    """The rows of all tables of a page, by the words of their column heads."""
    head: list[str] = []
    for line in prose_of(page).splitlines():
        if not line.startswith("|"):
            head = []
        elif not head:
            head = _cells(line)
        elif not set(line) <= set("|-: "):
            yield dict(zip(head, _cells(line), strict=True))


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
