"""Texts as they come out of files and mails, made plain: no signs that nobody sees, one space between words."""

import re
import unicodedata

LONGEST = 200  # characters of a cell that are looked at; nobody's number or name is longer
_SPREADSHEET = re.compile(r"^'(?=[=+\-@])")  # put in front of a text that would be calculated, also by our own download
_NO_LETTER = re.compile(r"[\W_]+")
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def plain(text: str) -> str:
    """Without invisible signs, in their usual width (４７１１ is 4711), cut where no cell is that long."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text[: 2 * LONGEST].replace("½", " 1/2").replace("¼", " 1/4").replace("¾", " 3/4"))
        text = "".join(" " if unicodedata.category(sign) in ("Cc", "Zs") else sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cs", "Co"))
    return _SPREADSHEET.sub("", " ".join(text[: 2 * LONGEST].split()))[:LONGEST].rstrip()


def folded(text: str) -> str:
    """Letters and digits only, umlauts written out: `Art.-Nr.` is artnr, `Stück` is stueck."""
    return _NO_LETTER.sub("", text.lower().translate(_WRITTEN_OUT))
