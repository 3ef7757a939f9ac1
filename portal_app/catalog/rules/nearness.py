"""Numbers that one mistake of a hand or an eye makes out of another: a sign lost, doubled, turned round, or taken for one that looks like it."""

from collections.abc import Iterator

SHORTEST = 4  # shorter ones are near to everything
LONGEST = 24
_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ALIKE = {"0": "o", "o": "0", "1": "il", "i": "1l", "l": "1i", "2": "z", "z": "2", "5": "s", "s": "5", "6": "g", "g": "6", "8": "b", "b": "8"}


def one_mistake_away(number: str, *, any_letter_lost: bool = False) -> set[str]:
    """Folded numbers near this folded one; none for what is too short or too long to tell.

    A letter that was lost is one that the number has elsewhere too, or else any.
    """
    own = _LETTERS if any_letter_lost else "".join(sorted({sign for sign in number if sign in _LETTERS}))
    return set(_changed(number, own)) - {number} if SHORTEST <= len(number) <= LONGEST else set()


def is_likelier_mistake(typed: str, number: str) -> bool:
    """A sign lost, added or turned round may be few, a wrong one any of all the signs that there are."""
    return len(typed) != len(number) or sorted(typed) == sorted(number)


def _changed(number: str, letters: str) -> Iterator[str]:
    for place, sign in enumerate(number):
        before, after = number[:place], number[place + 1 :]
        yield before + after
        yield from (before + other + after for other in (_DIGITS if sign in _DIGITS else _LETTERS) + _ALIKE.get(sign, ""))
        if after:
            yield before + after[0] + sign + after[1:]
    for place in range(len(number) + 1):
        yield from (number[:place] + other + number[place:] for other in _DIGITS + letters)
