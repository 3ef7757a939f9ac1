"""Addresses inside the portal: where to sign in, and the way back, which never leads outside."""

import re
from urllib.parse import quote, unquote

import reflex as rx

SIGN_IN = "/sign-in"
SECOND_STEP = "/second-step"
NOT_FOUND = "/404"
_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def own_path(text: str, otherwise: str = "/") -> str:
    """`text` if it is a path of this portal, else `otherwise`.

    Other hosts, schemes, backslashes and control characters are refused, also when they are encoded once or twice.
    """
    plain = unquote(unquote(text))
    is_ours = len(text) <= 500 and _OWN.fullmatch(text) and _OWN.fullmatch(plain.replace(" ", "+")) and plain.isprintable()
    return text if is_ours else otherwise


def with_way_back(page: str, path: str) -> str:
    """The address of `page` with a way back to `path`."""
    back = own_path(path)
    return page if back in ("/", SIGN_IN) or back.startswith((SIGN_IN, SECOND_STEP)) else f"{page}?next={quote(back, safe='/')}"


def path_of(state: rx.State) -> str:
    """Path and query of the page that the event came from."""
    url = state.router.url
    return f"{url.path}?{url.query}" if url.query else str(url.path)
