"""Where to go after signing in: only pages of our own."""

import re
from urllib.parse import unquote

HOME = "/"
_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_NOT_AFTERWARDS = ("/auth/", "/sign-in", "/second-step", "/invitation", "/reset", "/set-up")


def own_path(wanted: str) -> str:
    """`wanted` if it is a path of this portal one can go to after signing in, else the start page.

    Whatever a browser might read as another host or a script is refused, also when it is percent-encoded, even twice.
    """
    plain = unquote(unquote(wanted))
    if len(wanted) > 500 or not _OWN.fullmatch(wanted) or not _OWN.fullmatch(plain.replace(" ", "+")):
        return HOME
    return HOME if plain.lower().startswith(_NOT_AFTERWARDS) else wanted
