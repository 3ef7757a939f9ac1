"""Addresses inside the portal: where to sign in, and the way back, which never leads outside."""

from urllib.parse import quote

import reflex as rx

from portal_app.kernel.paths import own_path

SIGN_IN = "/sign-in"
SECOND_STEP = "/second-step"
NOT_FOUND = "/404"


def with_way_back(page: str, path: str) -> str:
    """The address of `page` with a way back to `path`."""
    back = own_path(path)
    return page if back in ("/", SIGN_IN) or back.startswith((SIGN_IN, SECOND_STEP)) else f"{page}?next={quote(back, safe='/')}"


def path_of(state: rx.State) -> str:
    """Path and query of the page that the event came from."""
    url = state.router.url
    return f"{url.path}?{url.query}" if url.query else str(url.path)
