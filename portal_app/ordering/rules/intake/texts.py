"""Texts as they come out of files and mails, made plain: no signs that nobody sees, one space between words."""

import re
import unicodedata

LONGEST = 200  # characters of a cell that are looked at; nobody's number or name is longer
_CALCULATED = "=+-@"  # an apostrophe in front keeps a spreadsheet from calculating such a text; our own download puts one, too
_FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
_FRACTION = re.compile("[½¼¾]")
_NO_LETTER = re.compile(r"[\W_]+")
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def plain(text: str) -> str:
    """Without invisible signs, in their usual width (４７１１ is 4711), cut where no cell is that long."""
    if not (text.isascii() and text.isprintable()):
        text = _visible(text[: 2 * LONGEST])
    text = " ".join(text[: 2 * LONGEST].split())[:LONGEST].rstrip()
    return text[1:] if text[:1] == "'" and text[1:2] in _CALCULATED and len(text) > 1 else text


def folded(text: str) -> str:
    """Letters and digits only, umlauts written out: `Art.-Nr.` is artnr, `Stück` is stueck."""
    return _NO_LETTER.sub("", text.lower().translate(_WRITTEN_OUT))


def _visible(text: str) -> str:
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", _FRACTION.sub(lambda sign: _FRACTIONS[sign[0]], text))
    if text.isprintable():
        return text
    kinds = ((sign, unicodedata.category(sign)) for sign in text)
    return "".join(" " if kind in ("Cc", "Zs", "Zl", "Zp") else sign for sign, kind in kinds if kind not in ("Cf", "Cs", "Co"))
