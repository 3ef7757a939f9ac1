"""From bytes to text. The encoding is found by content: nobody knows theirs, and names of files say nothing about it."""

import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT = 4096
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_END_OF_FILE = "\x1a"  # DOS writes it behind the last line


def decode(content: bytes) -> tuple[str, str]:
    """(text, encoding): UTF-8, UTF-16 or, where it is neither, the code page of western Windows. Raises ValueError for what is no text."""
    encoding = _encoding_of(content)
    text = content.decode(encoding).removesuffix(_END_OF_FILE)
    clean, times = UNPRINTABLE.subn(" ", text)
    if times * 100 > len(text):
        raise ValueError("There are more control characters in it than a slip leaves in a text.")
    return clean, {"utf-8-sig": "utf-8"}.get(encoding, encoding)


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if order := _order_of_pairs(content[:_LOOKED_AT]):
        return order
    return "utf-8" if _is_utf8(content) else "cp1252"


def _order_of_pairs(beginning: bytes) -> str:
    """Of UTF-16 without a mark. Western text has a zero in most pairs, always in the same half."""
    pairs = len(beginning) // 2
    first, second = beginning[::2].count(0), beginning[1::2].count(0)
    if pairs and len(beginning) % 2 == 0 and max(first, second) * 2 > pairs and min(first, second) * 20 < pairs:
        return "utf-16-le" if second > first else "utf-16-be"
    return ""


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
