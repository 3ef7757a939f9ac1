"""Reads the portal's source as text, without importing it: modules, where they stand, whom they import."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.rooms import BESIDE

ROOT = Path(__file__).parents[2]
PACKAGE = "portal_app"


@dataclass(frozen=True)
class Module:
    """One file. `slice` is its first folder, `room` what stands below that: of portal_app.accounts.store.people, accounts and store."""

    name: str
    path: Path

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split(".")[1:])

    @property
    def slice(self) -> str:
        return self.parts[0] if self.parts else ""

    @property
    def room(self) -> str:
        return BESIDE.get(".".join(self.parts[:2]), self.parts[1]) if len(self.parts) > 1 else ""

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path)

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Import:
    """`target` is a module of ours by its full name, or the module of a package."""

    source: Module
    target: str
    names: tuple[str, ...]
    line: int

    def __str__(self) -> str:
        return f"{self.source.path.relative_to(ROOT)}:{self.line} imports {self.target}"


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the portal."""
    return tuple(Module(_name_of(path), path) for path in sorted((ROOT / PACKAGE).rglob("*.py")))


def _name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _names() -> frozenset[str]:
    return frozenset(module.name for module in modules())


@cache
def imports_of(module: Module) -> tuple[Import, ...]:
    """Every import, also those inside functions. `from a import b` counts as an import of a.b where b is a module."""
    return tuple(_imports_in(module))


def _imports_in(module: Module) -> Iterator[Import]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name, (), node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = _base_of(module, node)
            submodules = [alias.name for alias in node.names if f"{base}.{alias.name}" in _names() - _handed_out(base)]
            rest = tuple(alias.name for alias in node.names if alias.name not in submodules)
            for name in submodules:
                yield Import(module, f"{base}.{name}", (), node.lineno)
            if rest:
                yield Import(module, base, rest, node.lineno)


@cache
def _handed_out(package: str) -> frozenset[str]:
    """Names that a package's front door binds although a module of the same name lies behind it, by their full name."""
    door = ours(package)
    bound = {alias.asname or alias.name for node in door.tree.body if isinstance(node, ast.ImportFrom) for alias in node.names} if door else set()
    return frozenset(f"{package}.{name}" for name in bound)


def _base_of(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".") if module.path.name == "__init__.py" else module.name.split(".")[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, *([node.module] if node.module else [])])


def all_imports() -> Iterator[Import]:
    for module in modules():
        yield from imports_of(module)


def ours(target: str) -> Module | None:
    """The module of ours with this name, or None for a package's."""
    return next((module for module in modules() if module.name == target), None)


def calls_in(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the name it is written by: `text`, `session.commit`, `datetime.now`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an expression; a part that is no plain name is written as ?."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"
