"""One word for one thing: the code and the texts of the screen keep to docs/words.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from portal_app.kernel.i18n import catalogue_files
from portal_app.schema import metadata
from portal_app.ui.catalogue import all_messages
from tests.docs.glossary import glossary, known_phrases, known_words, refused_german_in, refused_in, words_in
from tests.docs.pages import ROOT

CODE = ROOT / "portal_app"
# What a class is about stands in docs/words.md; these say only in which form.
FORMS = {"row", "view", "form", "kind", "state", "page", "change", "problem", "choice", "field", "detail", "summary", "result", "new", "fact"}


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(CODE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def names_given_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names that we chose: of classes, functions, parameters, variables and fields. Not names that others chose."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def slices() -> list[Path]:
    return [folder for folder in sorted(CODE.iterdir()) if (folder / "__init__.py").exists() and folder.name not in ("kernel", "ui", "integrations")]


def classes_of_rooms() -> list[tuple[str, str]]:
    """(where, name) of every public class in the rooms rules and tables of a slice."""
    found = []
    for folder in slices():
        for path in (*folder.glob("rules*"), *folder.glob("tables*")):
            for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
                tree = ast.parse(file.read_text(encoding="utf-8"))
                found += [(f"{file.relative_to(ROOT)}:{node.lineno}", node.name) for node in tree.body if isinstance(node, ast.ClassDef)]
    return [(where, name) for where, name in found if not name.startswith("_")]


def test_the_glossary_has_each_word_once():
    phrases = [phrase.lower() for entry in glossary() for phrase in entry.english]
    assert len(glossary()) > 100
    assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []


def test_every_word_has_its_german():
    assert [entry.english for entry in glossary() if not entry.german] == []


def test_no_entry_uses_a_word_that_another_one_refuses():
    trouble = {phrase: found for entry in glossary() for phrase in entry.english if (found := refused_in(words_in(phrase)))}
    assert trouble == {}


def test_every_table_has_its_word():
    phrases = {"".join(phrase) for phrase in known_phrases()}
    assert [name for name in metadata.tables if "".join(words_in(name)) not in phrases] == []


def test_classes_of_rules_and_tables_are_made_of_the_words():
    unknown = {f"{where} {name}": left for where, name in classes_of_rooms() if (left := [w for w in words_in(name) if w not in {*known_words(), *FORMS}])}
    assert unknown == {}, "Give the thing its word in docs/words.md first, or use the word it has there."


def test_no_name_in_the_code_uses_a_refused_word():
    trouble = [
        f"{path.relative_to(ROOT)}:{line} {name}: not “{', '.join(found)}”"
        for path, tree in sources()
        if "integrations" not in path.parts  # other systems have words of their own, and theirs end there
        for line, name in {*names_given_in(tree), (0, path.stem), (0, path.parent.name)}
        if (found := refused_in(words_in(name)))
    ]
    assert sorted(trouble) == []


def test_no_text_uses_a_refused_word():
    texts = [(message.place, text) for message in all_messages() for text in (message.text, message.many)]
    assert [f"{place} “{text}”: not {found}" for place, text in texts if (found := refused_in(words_in(text)))] == []


def test_no_german_text_uses_a_refused_word():
    trouble = [f"{file.parent.name} “{text}”: not {found}" for file in catalogue_files("de") for text in texts_of(file) if (found := refused_german_in(text))]
    assert trouble == []


def texts_of(file: Path) -> Iterator[str]:
    with file.open("rb") as opened:
        for entry in read_po(opened, locale="de"):
            if entry.id:
                yield from (entry.string,) if isinstance(entry.string, str) else entry.string


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("user_name", ["user"]),
        ("LoginForm", ["login"]),
        ("costCenters", ["cost center"]),
        ("cost_centre", []),
        ("Users of the company", ["user"]),
    ],
)
def test_the_check_finds_what_it_should(text: str, found: list[str]):
    assert refused_in(words_in(text)) == found


@pytest.mark.parametrize(
    ("text", "found"), [("Alle Benutzer", ["Benutzer"]), ("Benutzerliste", ["Benutzer"]), ("Die Auftragsbestätigung", []), ("Der Auftrag", ["Auftrag"])]
)
def test_the_check_finds_what_it_should_in_german(text: str, found: list[str]):
    assert refused_german_in(text) == found
