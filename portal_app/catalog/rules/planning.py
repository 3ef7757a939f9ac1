"""What is searched for a typed text, and in which order the finds are shown. Both databases follow the same plan."""

from dataclasses import dataclass
from enum import IntEnum

from portal_app.catalog.rules.folding import fold_number, fold_words

_SHORTEST_INSIDE = 3  # the index of parts of numbers knows three signs and more
_SHORTEST_MENDED, _LONGEST_MENDED = 5, 24
_BLENDED = 4  # up to so many letters both a number and a word may be meant


class NumberKind(IntEnum):
    """Whose number it is. The lower one is believed first."""

    CUSTOMER = 0
    OWN = 1
    EAN = 2
    MANUFACTURER = 3
    FORMER = 4


Choices = tuple[tuple[str, ...], ...]  # for each word those that may stand for it; with a * behind it is only the beginning


@dataclass(frozen=True)
class SearchPlan:
    """`number` and `words` are folded. An empty one is not searched."""

    number: str
    words: tuple[str, ...]

    @property
    def has_digit(self) -> bool:
        return _has_digit(self.number)

    @property
    def looks_inside_numbers(self) -> bool:
        return self.has_digit and len(self.number) >= _SHORTEST_INSIDE

    @property
    def may_be_a_number(self) -> bool:
        """Whether a misspelt number is thought of: it has digits, is neither short nor a sentence, and has no long word in it."""
        of_usual_length = _SHORTEST_MENDED <= len(self.number) <= _LONGEST_MENDED
        return self.has_digit and of_usual_length and not any(word.isalpha() and len(word) > _BLENDED for word in self.words)

    @property
    def blends(self) -> bool:
        """Whether numbers and words share the places, because `SPA` begins numbers and words alike."""
        return not self.has_digit and len(self.number) <= _BLENDED

    @property
    def whole_words(self) -> Choices:
        """Words with digits as they are, others as beginnings: of `m8 40` only what is 40 long, not what ISO 4032 says."""
        return tuple((word if _has_digit(word) else beginning(word),) for word in self.words)

    @property
    def begun_words(self) -> Choices:
        """The same with the last word only begun, for somebody who is still typing."""
        return (*self.whole_words[:-1], *((beginning(word),) for word in self.words[-1:]))

    @property
    def is_empty(self) -> bool:
        return not self.number


def beginning(word: str) -> str:
    return f"{word}*"


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def plan_search(typed: str) -> SearchPlan:
    return SearchPlan(fold_number(typed), fold_words(typed))


def shown_first(plan: SearchPlan, by_number: list[str], by_words: list[str], limit: int) -> list[str]:
    """Finds of both ways, each once, at most `limit`: numbers first, or half and half where the text may mean either."""
    places = limit // 2 if plan.blends else limit
    first = by_number[:places]
    words = [one for one in by_words if one not in first]
    rest = [one for one in by_number[places:] if one not in words]
    return list(dict.fromkeys([*first, *words, *rest]))[:limit]
