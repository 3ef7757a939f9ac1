"""What the pages name exists: links, files, commands, settings."""

import ast
import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from portal_app.accounts.demo import active_members
from portal_app.kernel.config import Settings
from tests.docs.examples import example_files
from tests.docs.pages import ROOT, anchors_of, blocks_of, code_words, links_of, pages, text_of

MADE_WHILE_RUNNING = ("var", ".build", ".venv", ".web")
OURS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in (*MADE_WHILE_RUNNING, ".git"))
SHELLS = ("sh", "console")
_FILE = re.compile(r"[\w.-]+\.(?:py|md|toml|txt|in|css|jsx?|po|ini|mako|svg|html|sh)")
_PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?")
_SETTING = re.compile(r"PORTAL_[A-Z_]*[A-Z]")
_MODULE = re.compile(r"-m ((?:tools|portal_app|tests|benchmarks)[\w.]*)")

each_page = pytest.mark.parametrize("sheet", pages(), ids=lambda sheet: sheet.relative_to(ROOT).as_posix())


@each_page
def test_links_lead_somewhere(sheet: Path):
    assert [link for link in links_of(sheet) if not _leads_somewhere(sheet, link)] == []


def _leads_somewhere(page: Path, link: str) -> bool:
    if link.startswith(("https://", "mailto:")):
        return True
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors_of(target))


@each_page
def test_files_that_are_named_exist(sheet: Path):
    assert [word for word in code_words(sheet) if _names_a_file(word) and not _exists(sheet, word)] == []


def _names_a_file(word: str) -> bool:
    """`kernel/gate.py`, `docs/`, `Makefile`; not a route, an address, a media type, a pattern such as <slice>/store.py."""
    if not (_PATH.fullmatch(word) or _FILE.fullmatch(word)):
        return False
    first = word.split("/")[0]
    return first not in MADE_WHILE_RUNNING and ("." in word or first in (*OURS, *_slices()))


def _exists(page: Path, word: str) -> bool:
    if word in example_files() or any(name.endswith(f"/{word}") for name in example_files()):
        return True
    roots = (ROOT, ROOT / "portal_app", page.parent)
    return any(any(root.glob(word.rstrip("/"))) for root in roots) or ("/" not in word and any((ROOT / "portal_app").rglob(word)))


@cache
def _slices() -> tuple[str, ...]:
    return tuple(path.name for path in (ROOT / "portal_app").iterdir() if path.is_dir())


@each_page
def test_settings_that_are_named_exist(sheet: Path):
    known = {f"PORTAL_{name.upper()}" for name in Settings.model_fields}
    assert sorted(set(_SETTING.findall(text_of(sheet))) - known) == []


@each_page
def test_modules_that_are_started_exist(sheet: Path):
    assert [name for name in _MODULE.findall(text_of(sheet)) if not _is_module(name)] == []


def _is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


@each_page
def test_make_has_the_targets_that_are_named(sheet: Path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = re.findall(r"\bmake ([a-z-]+)`", text_of(sheet)) + [word for line in _shell_lines(sheet) if (word := _make_target(line))]
    assert sorted(set(named) - targets) == []


def _make_target(line: str) -> str:
    words = [word for word in shlex.split(line, comments=True) if "=" not in word]
    return words[1] if len(words) > 1 and words[0] == "make" else ""


def _shell_lines(page: Path) -> list[str]:
    return [line for block in blocks_of(page) if block.language in SHELLS for line in block.text.replace("\\\n", " ").splitlines() if line.strip()]


@each_page
def test_python_in_the_pages_is_python(sheet: Path):
    for block in blocks_of(sheet):
        if block.language == "python" and ", after: " not in block.text.splitlines()[0]:
            ast.parse(block.text)


def test_every_page_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md", ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links_of(page) if "://" not in link and not link.startswith("#")]
    assert [page.relative_to(ROOT).as_posix() for page in pages() if page not in reached] == []


def test_people_of_the_five_minutes_are_in_the_cast():
    named = set(re.findall(r"^\d\. .*?\*\*(.+?)\*\*", (ROOT / "README.md").read_text(), re.M))
    assert len(named) >= 3 and named <= {member.name for member in active_members()}
