"""Each address takes its own methods and kinds of content only, and says rightly what it answers with."""

import re

import pytest

from portal_app.accounts.api import router
from portal_app.portal_app import PAGES
from tests.security.wire import ask, cookie_after_sign_in, ours, post
from tests.services import LivePortal

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "QUERY", "get", "GET2")
DOORS = sorted(route.path for route in router.routes)
ROUTES = {page.route.strip("/") for page in PAGES}
READ = ["/ready", "/ping", "/", *sorted(f"/{route}/" for route in ROUTES if route not in ("", "404") and "[" not in route)]
OTHER_KINDS = [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "application/xml", "application/jsonp",
    "application/json-patch+json", "text/plain; application/json", "application/json, text/plain", "application/json; charset=utf-7",
    "application/json; charset", "*/*", "", None,
]  # fmt: skip
SQUEEZED = (".br", ".gz", ".zst")
# Text needs its charset; JSON is UTF-8 by its own rules; the rest is no text.
RIGHT_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


def _methods_taken(portal: LivePortal, path: str) -> dict[str, int]:
    return {method: ask(portal, method, path, ours(portal), b"").status for method in METHODS}


@pytest.mark.asvs("4.1.4")
@pytest.mark.parametrize("path", DOORS)
def test_a_door_takes_post_only(live_portal: LivePortal, path: str):
    taken = _methods_taken(live_portal, path)
    assert taken.pop("POST") in (200, 401, 404, 422)
    assert set(taken.values()) <= {405, 400}, taken


@pytest.mark.asvs("4.1.4")
def test_what_is_read_takes_get_and_head_only(live_portal: LivePortal):
    for path in READ:
        taken = _methods_taken(live_portal, path)
        assert (taken.pop("GET"), taken.pop("HEAD")) == (200, 200), path
        assert set(taken.values()) <= {405, 400}, (path, taken)


@pytest.mark.asvs("4.1.1")
@pytest.mark.parametrize("path", DOORS)
def test_a_door_takes_json_only(live_portal: LivePortal, path: str):
    for kind in OTHER_KINDS:
        answer = post(live_portal, path, {}, Content_Type=kind)
        assert (answer.status, answer.json["problem"]["code"]) == (415, "no-form"), kind
    doubled = post(live_portal, path, {}, [("Content-Type", "text/plain")])
    assert doubled.status == 415
    assert post(live_portal, path, {}, Content_Type="Application/JSON; Charset=UTF-8").status != 415


@pytest.mark.asvs("4.1.1")
def test_each_built_file_is_sent_as_what_it_is(live_portal: LivePortal):
    folder = live_portal.front / "build" / "client"
    found = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    files = [file for file in found if _ending(file) not in SQUEEZED and not file.startswith("external/")]
    assert {".html", ".js", ".css", ".json", ".woff2"} <= {_ending(file) for file in files}
    for file in files:
        answer = ask(live_portal, "GET", f"/{file}")
        assert (answer.status, answer.kind.lower()) == (200, RIGHT_KINDS[_ending(file)]), file
        assert answer.headers["x-content-type-options"] == "nosniff"
        squeezed = ask(live_portal, "GET", f"/{file}", [("Accept-Encoding", "br, gzip")])
        assert (squeezed.status, squeezed.kind.lower()) == (200, RIGHT_KINDS[_ending(file)]), file
    for file in set(found) - set(files):  # copies for lines that are slow, and the sources of what is built
        assert ask(live_portal, "GET", f"/{file}").status == 404, file


def _ending(file: str) -> str:
    return re.sub(r"^.*(\.\w+)$", r"\1", file)


@pytest.mark.asvs("4.1.1")
def test_every_answer_with_a_body_says_what_it_is(live_portal: LivePortal):
    cookie = cookie_after_sign_in(live_portal, "m.roth@hansen-mb.example")
    paths = (*DOORS, *READ, "/nowhere", "/_upload", "/_event/", "/nowhere.js")
    answers = [ask(live_portal, method, path, ours(live_portal)) for path in paths for method in METHODS]
    answers += [post(live_portal, "/auth/set-up/begin", {}, [("Cookie", cookie)]), ask(live_portal, "POST", "/auth/demo"), ask(live_portal, "GET", "/%zz")]
    for answer in [one for one in answers if one.body]:
        assert answer.kind in ("application/json", "text/plain; charset=utf-8", "text/html; charset=utf-8"), answer
        assert answer.headers.get("x-content-type-options") == "nosniff" or answer.status == 400, answer
        assert answer.body.lstrip().startswith(b"<") == answer.kind.startswith("text/html")
