"""The table of docs/security.md and the tests that say what they prove: by `@pytest.mark.asvs("7.2.1")` or a name `test_r5_...`.

`python -m tests.docs.proofs` writes the tests that are marked into their rows. What was written there by hand stays.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.docs.pages import ROOT, rows_of

PAGE = ROOT / "docs" / "security.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_NUMBER = re.compile(r"\d+(?:\.\d+)+|R\d+")
_OF_THE_FRAMEWORK = re.compile(r"test_((?:r\d+_)+)")


@cache
def rows() -> tuple[dict[str, str], ...]:
    return tuple(row for row in rows_of(PAGE) if "Proof" in row)


def numbers_of(row: dict[str, str]) -> list[str]:
    return _NUMBER.findall(row.get("ASVS") or row["#"])


@cache
def functions_of(file: str) -> frozenset[str]:
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return frozenset(test.name for test in _tests_of(tree))


def _tests_of(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"))


@cache
def marks() -> tuple[tuple[str, str, str], ...]:
    """(number, file, test) for every test that says what it proves, itself or by its module."""
    return tuple(mark for path in sorted((ROOT / "tests").rglob("test_*.py")) for mark in _marks_of(path))


def _marks_of(path: Path) -> Iterator[tuple[str, str, str]]:
    file, tree = path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
    for_all = [number for node in tree.body if _is_pytestmark(node) for number in _marked(node)]
    for test in _tests_of(tree):
        own = [number for decorator in test.decorator_list for number in _marked(decorator)]
        named = [number.upper() for numbers in _OF_THE_FRAMEWORK.findall(test.name) for number in numbers.strip("_").split("_")]
        yield from ((number, file, test.name) for number in dict.fromkeys((*named, *own, *for_all)))


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def _marked(tree: ast.AST) -> list[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "asvs"]
    return [argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)]


def write() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for row in rows():
        place = next(place for place, line in enumerate(lines) if line.startswith(f"| {row.get('ASVS') or row['#']} |"))
        lines[place] = lines[place].removesuffix(f"| {row['Proof']} |") + f"| {_with_marked(row)} |"
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _with_marked(row: dict[str, str]) -> str:
    kept = [(file, name) for file, name in TEST.findall(row["Proof"]) if name in functions_of(file)]
    marked = [(file, name) for number, file, name in marks() if number in numbers_of(row)]
    found = dict.fromkeys((*kept, *marked))
    rest = TEST.sub("", row["Proof"]).replace("<br>", "").strip(" ;")
    more = [rest] if rest and rest != "missing" else []
    return "<br>".join([*(f"`{file}::{name}`" for file, name in found), *more]) or "missing"


if __name__ == "__main__":
    write()
