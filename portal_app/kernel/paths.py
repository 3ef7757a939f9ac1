"""Paths of this portal: what an address in a link or a form may lead to."""

import re
from urllib.parse import unquote

HOME = "/"
_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_LONGEST = 500


def own_path(text: str) -> str:
    """`text` if it is a path of this portal, else the start page.

    Whatever a browser might read as another host or a script is refused: schemes, backslashes, control characters, also when they are
    percent-encoded, even twice.
    """
    plain = unquote(unquote(text))
    is_ours = len(text) <= _LONGEST and _OWN.fullmatch(text) and _OWN.fullmatch(plain.replace(" ", "+")) and plain.isprintable()
    return text if is_ours else HOME
