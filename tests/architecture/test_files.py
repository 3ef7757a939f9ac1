"""Files: each says what it is, none grows without end, none has a name that says nothing."""

import ast
import re
from statistics import median

import pytest

from tests.architecture.rooms import FORBIDDEN_WORDS, LONGEST_FILE
from tests.architecture.source import ROOT, Module, modules


@pytest.mark.parametrize("module", modules(), ids=str)
def test_a_module_begins_with_what_it_owns(module: Module):
    words = ast.get_docstring(module.tree) or ""
    assert len(words.split()) >= 3, f"{module}: {words[:60]!r}"


@pytest.mark.parametrize("module", modules(), ids=str)
def test_no_file_is_longer_than_a_few_screens(module: Module):
    assert len(module.text.splitlines()) <= LONGEST_FILE


def test_half_of_the_files_are_short():
    assert median(len(module.text.splitlines()) for module in modules()) < 90


@pytest.mark.parametrize("module", modules(), ids=str)
def test_names_of_modules_say_something(module: Module):
    words = {word for part in module.parts for word in part.strip("_").split("_")}
    assert not words & FORBIDDEN_WORDS
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*|__main__", part) for part in module.parts)


@pytest.mark.parametrize("module", modules(), ids=str)
def test_no_comment_puts_off_work_without_an_issue(module: Module):
    assert not re.search(r"#.*\b(TODO|FIXME|XXX|HACK)\b(?!.*issue \d+)", module.text)


def test_no_folder_of_code_is_empty():
    folders = [path for path in (ROOT / "portal_app").rglob("*") if path.is_dir() and path.name != "__pycache__"]
    assert [folder for folder in folders if not any(path.is_file() and "__pycache__" not in path.parts for path in folder.rglob("*"))] == []
