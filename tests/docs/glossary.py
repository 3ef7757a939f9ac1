"""The glossary of docs/words.md, and whether a name or a text keeps to it."""

import re
from dataclasses import dataclass
from functools import cache

from tests.docs.pages import ROOT, rows_of

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


def refused_german_in(text: str) -> list[str]:
    """Refused German words that begin a word of the text (`Benutzer` is in `Benutzerliste`), except inside words that are entries."""
    for entry in glossary():
        for phrase in entry.german:
            text = re.sub(rf"(?<!\w){re.escape(phrase)}", "", text, flags=re.IGNORECASE)
    words = {word for entry in glossary() for word in entry.not_german}
    return sorted(word for word in words if re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE))
