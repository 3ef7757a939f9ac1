"""Finds the texts to translate in the source, by reading it: those of the screen and those the server says.

A text is a literal in `T(...)`, `TN(one, many, ...)` (Python) or `t("...")`, `t.many("one", "many", ...)` (client files) for the
screen, and in `translate(locale, ...)`, `translate_count(locale, one, many, ...)`, `message(...)`, a `PortalError` raised or its
`sentence` for the server. Used when pages are built and by the test that German is complete; never while serving.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal_app.kernel import errors

ROOT = Path(__file__).parents[1]
_SCREEN = {"T": (0, 1), "TN": (0, 2)}  # name: first argument that is a text, number of forms
_SERVER = {"translate": (1, 1), "translate_count": (1, 2), "message": (0, 1)}
_ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.PortalError)}
_ONE_IN_JS = re.compile(r"""\b(?:t|say)\(\s*"((?:[^"\\]|\\.)+)\"""")
_MANY_IN_JS = re.compile(r"""\bt\.many\(\s*"((?:[^"\\]|\\.)+)",\s*"((?:[^"\\]|\\.)+)\"""")


@dataclass(frozen=True)
class Message:
    """One text and where it stands; `many` is the plural form or empty."""

    text: str
    many: str
    slice: str
    place: str
    on_screen: bool


def all_messages(root: Path = ROOT) -> list[Message]:
    """Every translatable text under `root`, in the order of files and lines."""
    found: list[Message] = []
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.js"), *root.rglob("*.jsx")]):
        reader = _in_python if path.suffix == ".py" else _in_client
        name = slice_of_module(".".join((root.name, *path.relative_to(root).with_suffix("").parts)))
        found += (Message(text, many, name, f"{path.relative_to(root)}:{line}", on_screen) for text, many, line, on_screen in reader(path.read_text("utf-8")))
    return found


def slice_of_module(module: str) -> str:
    """Whose words they are: the slice's, where the kit counts as one because its many samples concern nobody else."""
    parts = module.split(".")
    return "kit" if parts[1:3] == ["ui", "kit"] else parts[1] if len(parts) > 1 else "ui"


def _in_client(source: str) -> Iterator[tuple[str, str, int, bool]]:
    for pattern in (_ONE_IN_JS, _MANY_IN_JS):
        for hit in pattern.finditer(source):
            texts = [text.replace('\\"', '"') for text in hit.groups()]
            yield texts[0], texts[1] if len(texts) > 1 else "", source.count("\n", 0, hit.start()) + 1, True


def _in_python(source: str) -> Iterator[tuple[str, str, int, bool]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.Assign) and any(isinstance(name, ast.Name) and name.id == "sentence" for name in node.targets):
            yield from ((text, "", node.lineno, False) for text in _literals([node.value]))


def _in_call(call: ast.Call) -> Iterator[tuple[str, str, int, bool]]:
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name in _SCREEN or name in _SERVER:
        first, forms = (_SCREEN | _SERVER)[name]
        texts = _literals(call.args[first : first + forms])
        if len(texts) == forms:
            yield texts[0], texts[1] if forms == 2 else "", call.lineno, name in _SCREEN
    elif name in _ERRORS:
        fields = [value for keyword in call.keywords if keyword.arg == "fields" and isinstance(keyword.value, ast.Dict) for value in keyword.value.values]
        yield from ((text, "", call.lineno, False) for text in _literals([*call.args[:1], *fields]))


def _literals(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value]
