"""The words that products have: which of them begin like what was typed, and which may be meant where nothing was found as it was typed."""

import string
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal_app.catalog.rules.planning import Choices, beginning

_CHOICES = 4
_SHORTEST_WORD = 3
_SHORTEST_FOR_TWO = 9  # signs of a number in which two mistakes are thought of
_INDEXED = 4  # beginnings up to so many signs stand in the full text index
_FEW = 60  # so many words are looked up in the place of their beginning
_LAST = "\U0010ffff"  # comes behind every text
_SIGNS = string.digits + string.ascii_lowercase


@dataclass
class Vocabulary:
    """Every word that begins with a letter and has more than two signs, sorted. What is computed from it is kept with it."""

    words: tuple[str, ...]
    _beginnings: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def beginning_with(self, beginning: str) -> tuple[str, ...]:
        return self.words[bisect_left(self.words, beginning) : bisect_left(self.words, beginning + _LAST)]

    def knows(self, beginning: str) -> bool:
        place = bisect_left(self.words, beginning)
        return place < len(self.words) and self.words[place].startswith(beginning)

    def lacks(self, word: str) -> bool:
        """Whether no product has this word; of those that begin with a digit, and of shorter ones, nobody knows."""
        place = bisect_left(self.words, word)
        return len(word) >= _SHORTEST_WORD and word[0].isalpha() and self.words[place : place + 1] != (word,)

    def beginnings(self, length: int) -> tuple[str, ...]:
        if length not in self._beginnings:
            self._beginnings[length] = tuple(dict.fromkeys(word[:length] for word in self.words if len(word) >= length))
        return self._beginnings[length]


def spelled_out(choices: Choices, vocabulary: Vocabulary) -> Choices | None:
    """Beginnings as the words that begin so. None where nothing does, or where nothing has a word.

    A full text index walks over a few whole words, and over beginnings of two to four signs, until it has enough; for another beginning
    it first collects everything that begins so.
    """
    spelt = tuple(tuple(dict.fromkeys(one for word in choice for one in _spelled_out(word, vocabulary))) for choice in choices)
    return spelt if all(spelt) else None


def _spelled_out(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    begun = word.removesuffix("*")
    if begun == word:
        return () if vocabulary.lacks(word) else (word,)
    if len(begun) == 1:
        return (begun, *(beginning(begun + sign) for sign in _SIGNS)) if begun in _SIGNS else (word,)
    if len(begun) == 2 or not begun[0].isalpha():
        return (word,)
    words = vocabulary.beginning_with(begun)
    return words if len(begun) > _INDEXED and len(words) <= _FEW else (word,) if words else ()


def mended_words(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[Choices]:
    """For each word those that may be meant, the likelier choices first: a word that begins a known one stays; then that is doubted too."""
    near = {word: _near(word, vocabulary) for word in words if not _is_fine(word, vocabulary)}
    if not all(near.values()):
        return
    if near:
        yield _begun(near.get(word, (word,)) for word in words)
    doubted = {word: (word, *_others_like(word, vocabulary)) for word in words if word not in near and word.isalpha() and len(word) > _SHORTEST_WORD}
    if any(len(choice) > 1 for choice in doubted.values()):
        yield _begun((near | doubted).get(word, (word,)) for word in words)


def _others_like(word: str, vocabulary: Vocabulary) -> Iterator[str]:
    return (one for one in _near(word, vocabulary) if not one.startswith(word))


def _begun(choices: Iterable[tuple[str, ...]]) -> Choices:
    return tuple(tuple(beginning(word) for word in dict.fromkeys(choice)) for choice in choices)


def _is_fine(word: str, vocabulary: Vocabulary) -> bool:
    return any(sign.isdigit() for sign in word) or vocabulary.knows(word)


def _near(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Whole words first; then beginnings, for a word that is still being typed."""
    if len(word) < _SHORTEST_WORD:
        return ()
    return _nearest(word, vocabulary.words) or _nearest(word, vocabulary.beginnings(len(word)))


def _nearest(word: str, among: Sequence[str]) -> tuple[str, ...]:
    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=2 if len(word) >= 7 else 1, limit=4 * _CHOICES)
    best = sorted(found, key=lambda one: (one[1], one[0][0] != word[0], one[0]))
    return tuple(one[0] for one in best[:_CHOICES])


def halves_of(number: str) -> tuple[str, str] | None:
    """The two halves of a number. After one mistake one of them is still right, often so after two. None when it is too short for two."""
    middle = len(number) // 2
    return (number[:middle], number[middle:]) if len(number) >= _SHORTEST_FOR_TWO else None


def two_mistakes_away(number: str, among: Collection[str]) -> list[str]:
    found = process.extract(number, sorted(among), scorer=OSA.distance, score_cutoff=2, limit=50)
    return sorted(one[0] for one in found)
