"""One spelling for texts and numbers, so that what is typed and what is kept can be compared: `M 8x40`, `M8×40` and `m8 40` are the same words.

Umlauts are written out (ü is ue). What is kept knows the bare letter too (u), because some people type that.
"""

import re
import unicodedata

from portal_app.catalog.rules.compounds import ends_in

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "×": "x", "*": "x"})
_BETWEEN_SIZES = re.compile(r"(?<=\d)\s*x\s*(?=\d|$)|(?<=\d)x(?=\s)")  # also the x of a size that is still being typed
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_WORD = re.compile(r"[^\W\d_]\d+(?:p\d+)*|[^\W\d_]+|\d+(?:p\d+)*")
_NO_SIGN = re.compile(r"[\W_]+")
LONGEST_TYPED = 200  # characters; what comes after is not read
LONGEST_NUMBER = 80


def fold_number(text: str) -> str:
    """A number without case, separators and accents: `77-0110-0` is `7701100`. Empty when no letter or digit is in it."""
    return _NO_SIGN.sub("", _fold(text[:LONGEST_TYPED], bare=False))[:LONGEST_NUMBER]


def fold_words(text: str) -> tuple[str, ...]:
    """The words of what somebody typed, in their order: letters and digits stand apart (`DIN933` is din, 933), but `M8` is one word."""
    return _words(_fold(text[:LONGEST_TYPED], bare=False))


def words_to_keep(*texts: str) -> tuple[str, ...]:
    """Every word by which a product is found, each once: with both spellings of umlauts, and with the ends of joined German words."""
    text = " | ".join(texts)
    words = _words(_fold(text, bare=False))
    also = () if text.isascii() else _words(_fold(text, bare=True))
    return tuple(dict.fromkeys((*words, *also, *(end for word in words if word.isalpha() for end in ends_in(word)))))


def _fold(text: str, *, bare: bool) -> str:
    lower = text.lower().translate(_LETTERS)
    if lower.isascii():
        return lower
    lower = unicodedata.normalize("NFC", lower)
    spelt = lower if bare else lower.translate(_WRITTEN_OUT)
    return "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign))


def _words(folded: str) -> tuple[str, ...]:
    text = _DECIMAL.sub("p", _BETWEEN_SIZES.sub(" ", folded))
    return tuple(_joined(_WORD.findall(text)))


def _joined(words: list[str]) -> list[str]:
    """A thread that was typed apart (`M 8`) becomes one word."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "m" and word[0].isdigit():
            joined[-1] += word
        else:
            joined.append(word)
    return joined
