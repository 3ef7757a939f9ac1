"""How early a password is tried by those who guess: the estimate of zxcvbn, with its offline lists of passwords, names and words.

zxcvbn is the only kept package that brings such lists and knows keyboard walks, dates, repeats and sequences; it needs no network.
"""

from zxcvbn import matching, zxcvbn

# Its search over spellings such as p4$$w0rd takes seconds for hostile input. We undo such spellings ourselves and estimate both texts.
matching.L33T_TABLE.clear()

_LONGEST = 72  # characters it looks at
_PLAIN = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s", "!": "i", "+": "t"})


def guesses(password: str, known_words: list[str]) -> float:
    """Decimal logarithm of the guesses needed. Of a very long password its beginning and its end count, whichever is better."""
    parts = {password[:_LONGEST], password[-_LONGEST:]}
    return max(min(_estimate(text, known_words) for text in (part, part.lower().translate(_PLAIN))) for part in parts)


def _estimate(text: str, known_words: list[str]) -> float:
    return float(zxcvbn(text, user_inputs=known_words)["guesses_log10"])
