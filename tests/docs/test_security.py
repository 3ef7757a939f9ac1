"""docs/security.md: every test it names exists, and every test that is marked for a requirement stands in its row."""

import ast
import re
from functools import cache

import pytest

from tests.docs.pages import ROOT, rows_of

PAGE = ROOT / "docs" / "security.md"
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_NUMBER = re.compile(r"\d+(?:\.\d+)+|R\d+")
_NOT_YET = re.compile(r"missing|comes with [\w -]+|not applicable: .+")


@cache
def rows() -> tuple[dict[str, str], ...]:
    return tuple(row for row in rows_of(PAGE) if "Proof" in row)


def numbers_of(row: dict[str, str]) -> list[str]:
    return _NUMBER.findall(row.get("ASVS") or row["#"])


@cache
def proofs() -> dict[str, set[tuple[str, str]]]:
    """Number of a requirement to the tests in its row."""
    return {number: set(_TEST.findall(row["Proof"])) for row in rows() for number in numbers_of(row)}


@cache
def functions_of(file: str) -> frozenset[str]:
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def marks() -> tuple[tuple[str, str, str], ...]:
    """(number, file, test) for every mark in the tests, on a test or on its whole module."""
    found = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        file, tree = path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
        for_all = [number for node in tree.body if isinstance(node, ast.Assign) and _is_pytestmark(node) for number in _numbers_in(node.value)]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                own = [number for decorator in node.decorator_list for number in _numbers_in(decorator)]
                found += [(number, file, node.name) for number in (*own, *for_all)]
    return tuple(found)


def _is_pytestmark(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def _numbers_in(tree: ast.AST) -> list[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "asvs"]
    return [argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)]


def test_each_requirement_stands_in_one_row():
    numbers = [number for row in rows() for number in numbers_of(row)]
    assert len(numbers) > 100
    assert sorted({number for number in numbers if numbers.count(number) > 1}) == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.get("ASVS") or row["#"])
def test_every_test_that_is_named_exists(row: dict[str, str]):
    named = _TEST.findall(row["Proof"])
    assert [f"{file}::{name}" for file, name in named if name not in functions_of(file)] == []
    rest = _TEST.sub("", row["Proof"]).strip(" ,;")
    assert (named and not rest) or all(_NOT_YET.fullmatch(part.strip()) for part in rest.split(";"))


def test_every_marked_test_stands_in_the_row_of_its_requirement():
    assert [f"{number}: `{file}::{name}`" for number, file, name in marks() if (file, name) not in proofs().get(number, set())] == []


def test_what_the_framework_does_wrong_is_proved_to_be_mended():
    assert [row["#"] for row in rows() if "#" in row and not _TEST.search(row["Proof"])] == []
