"""Identifiers: 26 characters, sortable by time of birth, unguessable in their last 80 bits (the ULID layout)."""

import re
import secrets
import threading

from portal_app.kernel import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base 32
_SHAPE = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{25}")

type_length = 26
Id = str

_lock = threading.Lock()
_latest = 0


def new_id() -> Id:
    """48 bits of milliseconds since 1970, then 80 bits nobody can guess. Ids of one process rise, also within a millisecond."""
    global _latest
    with _lock:
        milliseconds = int(clock.now().timestamp() * 1000)
        if milliseconds == _latest >> 80:
            _latest += 1 + secrets.randbits(64)  # a step of unknown length: the next id cannot be told from the last one
        else:
            _latest = (milliseconds << 80) | secrets.randbits(79)  # one bit left free for the steps
        return "".join(_ALPHABET[(_latest >> shift) & 31] for shift in range(125, -1, -5))


def is_id(text: object) -> bool:
    """Whether something from outside has the shape of an id. It says nothing about whether the thing exists."""
    return isinstance(text, str) and _SHAPE.fullmatch(text) is not None
