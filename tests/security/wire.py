"""Requests as no browser writes them: the address and the headers go over the line exactly as given."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.services import LivePortal

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def json(self) -> dict:
        return json.loads(self.body)


def ask(portal: LivePortal, method: str, target: str, headers: Pairs = [], body: bytes = b"") -> Answer:  # noqa: B006 - only read
    """One request on a line of its own. `headers` may name a header twice."""
    line = HTTPConnection(urlsplit(portal.url).netloc, timeout=20)
    try:
        line.putrequest(method, target, skip_host="host" in [name.lower() for name, _ in headers], skip_accept_encoding=True)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            line.putheader(name, value)
        line.endheaders(body or None)
        answer = line.getresponse()
        return Answer(answer.status, _joined(answer.getheaders()), answer.read())
    finally:
        line.close()


def ours(portal: LivePortal, **changed: str | None) -> Pairs:
    """The headers of our own pages' forms. `Content_Type="text/plain"` changes one, None leaves it out."""
    given = {"Origin": portal.url, "X-Portal": "form", "Content-Type": "application/json", "Accept-Language": "en"}
    given |= {name.replace("_", "-"): value for name, value in changed.items()}
    return [(name, value) for name, value in given.items() if value is not None]


def post(portal: LivePortal, path: str, form: dict | bytes, more: Pairs = [], **changed: str | None) -> Answer:  # noqa: B006 - only read
    body = form if isinstance(form, bytes) else json.dumps(form).encode()
    return ask(portal, "POST", path, [*ours(portal, **changed), *more], body)


def cookie_after_sign_in(portal: LivePortal, email: str) -> str:
    """The session's cookie of somebody of the demo world, as a browser sends it back."""
    answer = post(portal, "/auth/demo", {"email": email})
    assert answer.json.keys() == {"go"}, answer.body
    return next(part for part in answer.headers["set-cookie"].split("; ") if part.startswith("__Host-session="))


def _joined(pairs: Pairs) -> dict[str, str]:
    """By small names; a header that came twice is joined by "; ", so that nothing of it is lost."""
    found: dict[str, str] = {}
    for name, value in pairs:
        found[name.lower()] = f"{found[name.lower()]}; {value}" if name.lower() in found else value
    return found
