"""Mends misspelt words and numbers. Tried only when nothing was found as it was typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal_app.catalog.rules.planning import Choices, beginning

_CHOICES = 4
_SHORTEST_WORD = 3
_SHORTEST_NUMBER = 5


@dataclass
class Vocabulary:
    """Every word that products have, sorted. What is computed from it is kept with it."""

    words: tuple[str, ...]
    _beginnings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[int, frozenset[str]] = field(default_factory=dict)

    def knows(self, beginning: str) -> bool:
        length = len(beginning)
        if length not in self._known:
            self._known[length] = frozenset(self.beginnings(length))
        return beginning in self._known[length]

    def beginnings(self, length: int) -> tuple[str, ...]:
        if length not in self._beginnings:
            self._beginnings[length] = tuple(dict.fromkeys(word[:length] for word in self.words if len(word) >= length))
        return self._beginnings[length]


def mended_words(words: Sequence[str], vocabulary: Vocabulary) -> Choices | None:
    """For each word the words that may be meant; a word that begins a known one stays. None when no word can be mended."""
    choices = tuple((word,) if _is_fine(word, vocabulary) else _near(word, vocabulary) for word in words)
    if not words or all(choice == (word,) for word, choice in zip(words, choices, strict=True)) or not all(choices):
        return None
    return tuple(tuple(beginning(word) for word in choice) for choice in choices)


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
    """The two halves of a number: after one mistake one of them is still right. None when it is too short to say."""
    if len(number) < _SHORTEST_NUMBER or not any(sign.isdigit() for sign in number):
        return None
    middle = len(number) // 2
    return number[:middle], number[middle:]


def near_numbers(number: str, among: Iterable[str]) -> list[str]:
    """Numbers one mistake away (two in long ones), the nearest first."""
    found = process.extract(number, list(set(among)), scorer=OSA.distance, score_cutoff=2 if len(number) >= 9 else 1, limit=50)
    nearest = min((one[1] for one in found), default=0)
    return sorted(one[0] for one in found if one[1] == nearest)
