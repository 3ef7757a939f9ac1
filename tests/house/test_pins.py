"""Everything from outside is pinned with its hash, nothing names a registry, and what we import we ask for ourselves."""

import ast
import json
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools.places import ROOT

PINNED = ("requirements.txt", "requirements-dev.txt")
_COME_WITH = {  # parts of one product, released together
    "reflex": {"reflex-base", "reflex-components-core"},
    "pydantic": {"pydantic-core", "annotated-types"},
}
OURS = {"portal_app", "tools", "tests", "benchmarks", "rxconfig"}


def _requirements(name: str) -> list[str]:
    return re.split(r"\n(?=\S)", re.sub(r"\n\s*#.*", "", (ROOT / name).read_text()).strip())


@pytest.mark.parametrize("name", PINNED)
def test_each_package_is_pinned_with_a_hash(name: str):
    loose = [line for line in _requirements(name) if not re.match(r"[a-z0-9.\-]+==\S+.*--hash=sha256:[0-9a-f]{64}", line, re.S)]
    assert loose == []


def test_each_npm_package_is_pinned_with_a_hash():
    packages = json.loads((ROOT / "reflex.lock" / "package-lock.json").read_text())["packages"]
    loose = [name for name, package in packages.items() if name and not package.get("integrity", "").startswith("sha512-")]
    assert len(packages) > 50
    assert loose == []


@pytest.mark.parametrize("name", [*PINNED, "requirements.in", "requirements-dev.in", ".npmrc", "reflex.lock/package.json", "pyproject.toml"])
def test_no_address_is_named_from_where_packages_come(name: str):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert re.findall(r"^\s*(?:--?(?:extra-)?index|-i |--find-links|--trusted-host|registry)", text, re.M) == []


def test_the_npm_lock_names_no_address_from_where_packages_come():
    packages = json.loads((ROOT / "reflex.lock" / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_both_requirement_files_agree():
    first, second = ({line.split("==")[0]: line.split(" ")[0] for line in _requirements(name)} for name in PINNED)
    assert {name: pin for name, pin in second.items() if first.get(name, pin) != pin} == {}


def test_what_the_portal_imports_it_asks_for():
    assert _imported_from("portal_app", "alembic") - _asked_for("requirements.in") == set()


def test_what_the_tests_and_tools_import_is_asked_for():
    assert _imported_from("tests", "tools", "benchmarks") - _asked_for("requirements.in", "requirements-dev.in") == set()


def _imported_from(*folders: str) -> set[str]:
    """Distributions behind the imports in these folders; an unknown module stays under its own name."""
    providers = packages_distributions()
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    outside = {name for file in files for name in _imports(file)} - OURS - set(sys.stdlib_module_names)
    return {_canonical(providers.get(name, [name])[0]) for name in outside}


def _imports(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | parts}


def _asked_for(*names: str) -> set[str]:
    lines = [line for name in names for line in (ROOT / name).read_text().splitlines() if line[:1].isalpha()]
    asked = {_canonical(re.split(r"[\[=<>~ ;]", line)[0]) for line in lines}
    return asked | {part for whole, parts in _COME_WITH.items() if whole in asked for part in parts}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
