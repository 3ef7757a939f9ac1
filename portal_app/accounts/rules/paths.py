"""Where to go after signing in, or after proving once more who one is: a page of our own that does something for somebody signed in."""

from urllib.parse import unquote

from portal_app.kernel.paths import HOME, own_path

_NOT_AFTERWARDS = ("/auth/", "/sign-in", "/invitation", "/reset")


def path_afterwards(wanted: str) -> str:
    """`wanted` if one can go there, else the start page."""
    path = own_path(wanted)
    return HOME if unquote(unquote(path)).lower().startswith(_NOT_AFTERWARDS) else path
