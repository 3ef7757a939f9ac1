"""Numbers that one mistake of a hand or an eye makes out of another: a sign lost, doubled, turned round, or taken for one that looks like it."""

from collections.abc import Iterator

SHORTEST = 4  # shorter ones are near to everything
LONGEST = 24
_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ALIKE = {"0": "o", "o": "0", "1": "il", "i": "1l", "l": "1i", "2": "z", "z": "2", "5": "s", "s": "5", "6": "g", "g": "6", "8": "b", "b": "8"}


def one_mistake_away(number: str) -> set[str]:
    """Folded numbers near this folded one; none for what is too short or too long to tell."""
    return set(_changed(number)) - {number} if SHORTEST <= len(number) <= LONGEST else set()


def _changed(number: str) -> Iterator[str]:
    own_letters = "".join(sorted({sign for sign in number if sign in _LETTERS}))
    for place, sign in enumerate(number):
        before, after = number[:place], number[place + 1 :]
        yield before + after
        yield from (before + other + after for other in (_DIGITS if sign in _DIGITS else _LETTERS) + _ALIKE.get(sign, ""))
        if after:
            yield before + after[0] + sign + after[1:]
    for place in range(len(number) + 1):
        yield from (number[:place] + other + number[place:] for other in _DIGITS + own_letters)
