"""One word for one thing: the code and the texts of the screen keep to docs/words.md."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from portal_app.kernel.i18n import catalogue_files
from portal_app.schema import metadata
from portal_app.ui.catalogue import all_messages
from tests.docs.pages import ROOT, rows_of

CODE = ROOT / "portal_app"
# What a class is about stands in docs/words.md; these say only in which form.
FORMS = frozenset({"row", "rows", "view", "form", "kind", "state", "page", "change", "changes", "problem", "choice", "fields", "details", "summary", "result", "new"})
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True)
class Entry:
    english: tuple[str, ...]
    german: tuple[str, ...]
    in_code: tuple[str, ...]
    not_english: tuple[str, ...]
    not_german: tuple[str, ...]


@cache
def glossary() -> tuple[Entry, ...]:
    columns = ("English", "German", "In code", "Not", "Nicht")
    rows = [row for row in rows_of(ROOT / "docs" / "words.md") if "English" in row]
    return tuple(Entry(*(_parts(row[column]) for column in columns)) for row in rows)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def words_in(name: str) -> list[str]:
    """The words of a name, phrase or text, in lower case and in their singular: `CostCentres` is cost, centre."""
    return [_singular(word.lower()) for word in _WORDS.findall(name)]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def known_words() -> frozenset[str]:
    """Every word that some entry uses, by its own or its code's spelling."""
    return frozenset(word for entry in glossary() for phrase in (*entry.english, *entry.in_code) for word in words_in(phrase))


@cache
def refused() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words_in(phrase)) for entry in glossary() for phrase in entry.not_english)


@cache
def known_phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words_in(phrase)) for entry in glossary() for phrase in (*entry.english, *entry.in_code))


def refused_in(words: list[str]) -> list[str]:
    """The refused phrases in a row of words, except inside a longer phrase that is an entry itself."""
    covered = {place + offset for phrase in known_phrases() for place in _places(phrase, words) for offset in range(len(phrase)) if len(phrase) > 1}
    return sorted({" ".join(phrase) for phrase in refused() for place in _places(phrase, words) if place not in covered})


def _places(phrase: tuple[str, ...], words: list[str]) -> list[int]:
    return [place for place in range(len(words) - len(phrase) + 1) if tuple(words[place : place + len(phrase)]) == phrase]


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
    unknown = {f"{where} {name}": left for where, name in classes_of_rooms() if (left := [w for w in words_in(name) if w not in known_words() | FORMS])}
    assert unknown == {}, "Give the thing its word in docs/words.md first, or use the word it has there."


def test_no_name_in_the_code_uses_a_refused_word():
    trouble = [
        f"{path.relative_to(ROOT)}:{line} {name}: not “{', '.join(found)}”"
        for path, tree in sources()
        for line, name in {*names_given_in(tree), (0, path.stem), (0, path.parent.name)}
        if (found := refused_in(words_in(name)))
    ]
    assert sorted(trouble) == []


def test_no_text_uses_a_refused_word():
    trouble = [f"{message.place} “{text}”: not {found}" for message in all_messages() for text in (message.text, message.many) if (found := refused_in(words_in(text)))]
    assert trouble == []


def test_no_german_text_uses_a_refused_word():
    trouble = [f"{file.parent.name} “{text}”: not {found}" for file in catalogue_files("de") for text in texts_of(file) if (found := refused_german_in(text))]
    assert trouble == []


def texts_of(file: Path) -> Iterator[str]:
    with file.open("rb") as opened:
        for entry in read_po(opened, locale="de"):
            if entry.id:
                yield from (entry.string,) if isinstance(entry.string, str) else entry.string


def refused_german_in(text: str) -> list[str]:
    """Refused German words that begin a word of the text (`Benutzer` is in `Benutzerliste`), except inside words that are entries."""
    for entry in glossary():
        for phrase in entry.german:
            text = re.sub(rf"(?<!\w){re.escape(phrase)}", "", text, flags=re.IGNORECASE)
    words = {word for entry in glossary() for word in entry.not_german}
    return sorted(word for word in words if re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE))


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


@pytest.mark.parametrize(("text", "found"), [("Alle Benutzer", ["Benutzer"]), ("Benutzerliste", ["Benutzer"]), ("Die Auftragsbestätigung", []), ("Der Auftrag", ["Auftrag"])])
def test_the_check_finds_what_it_should_in_german(text: str, found: list[str]):
    assert refused_german_in(text) == found
