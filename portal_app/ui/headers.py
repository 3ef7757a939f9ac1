"""The outermost ring around every request: where it comes from, whether it may come from there, and the headers of its answer.

Pure ASGI, so that it also holds for errors, static files, redirects and the handshake of a websocket.
"""

import base64
import hashlib
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from portal_app.kernel.config import Settings, settings
from portal_app.kernel.logs import request_id
from portal_app.ui.connection.sockets import refuse

log = logging.getLogger(__name__)
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_SAFE = ("GET", "HEAD")
_CLOSED = ("/_upload", "/_health", "/_all_routes", "/auth-codespace", "/_upload_chunk", "/external/")  # Reflex's own; no page asks for them
_SQUEEZED = (".br", ".gz", ".zst")  # beside the files; sent in their place, never by their own names
_KEPT_FOR_EVER = re.compile(r"^/assets/.*-[\w-]{8}\.\w+$|^/fonts/.*-\d|^/i18n/[0-9a-f]{10}/")
_INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_POWERS = ("accelerometer", "autoplay", "browsing-topics", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid", "magnetometer",
           "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb", "xr-spatial-tracking")  # fmt: skip


class Headers:
    """ASGI: the ring. `pages` is the folder of the built pages; their inline scripts are allowed by their hashes."""

    def __init__(self, app: Any, pages: Path | None = None) -> None:
        self._app = app
        self._settings = settings()
        self._policy = content_policy(self._settings, ())
        self._policy_of_pages = content_policy(self._settings, script_hashes(pages) if pages else ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        request_id.set(secrets.token_hex(6))
        scope = seen_through_proxies(scope, self._settings.trusted_proxies)
        send = self._with_headers(scope, send)
        refused = self._refusal(scope)
        if refused:
            log.warning("request refused", extra={"status": refused, "address": (scope.get("client") or ("",))[0], "method": scope.get("method", "websocket")})
            await _answer(scope, receive, send, refused)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> int:
        if scope["path"].startswith(_CLOSED) or scope["path"].lower().endswith(_SQUEEZED):
            return 404
        if scope["type"] == "http" and scope["method"] in _SAFE:
            return 0
        if scope["type"] == "http" and scope["method"] not in ("POST", "PUT", "PATCH", "DELETE"):
            return 405
        return 0 if self._comes_from_us(scope) else 403

    def _comes_from_us(self, scope: Scope) -> bool:
        """Exactly one Origin, and one of ours. Browsers send it with every websocket and every POST; whoever sends none is no browser of ours."""
        origins = [value for name, value in scope["headers"] if name == b"origin"]
        if len(origins) != 1:
            return False
        site = next((value for name, value in scope["headers"] if name == b"sec-fetch-site"), b"same-origin")
        return origins[0].decode("latin-1") in self._settings.origin_list and site == b"same-origin"

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [(name, value) for name, value in message.get("headers", []) if name.lower() not in _REPLACED]
                given = [(name, _corrected(scope, name.lower(), value)) for name, value in given]
                message = {**message, "headers": [*given, *self._headers(scope, given, message["status"])]}
            await send(message)

        return sending

    def _headers(self, scope: Scope, given: list[tuple[bytes, bytes]], status: int) -> Iterable[tuple[bytes, bytes]]:
        kind = dict(given).get(b"content-type") or _kind_of_what_is_kept(scope["path"], status)
        yield b"x-content-type-options", b"nosniff"
        yield b"cross-origin-resource-policy", b"same-origin"
        yield from _OF_PARTS if kind.startswith(_PARTS) else self._of_documents(kind)
        if any(origin.startswith("https://") for origin in self._settings.origin_list):
            yield b"strict-transport-security", b"max-age=63072000; includeSubDomains"
        if not any(name.lower() == b"cache-control" for name, _ in given):
            yield b"cache-control", _keeping(scope["path"], kind, status)

    def _of_documents(self, kind: bytes) -> Iterable[tuple[bytes, bytes]]:
        """For what a browser could show by itself. Only a page has inline scripts, so only a page carries their long list of hashes."""
        yield b"content-security-policy", self._policy_of_pages if kind.startswith(b"text/html") else self._policy
        yield b"x-frame-options", b"DENY"
        yield b"referrer-policy", b"same-origin"
        yield b"cross-origin-opener-policy", b"same-origin"
        yield b"permissions-policy", _PERMISSIONS


def _kind_of_what_is_kept(path: str, status: int) -> bytes:
    """A 304 names no kind, but its headers replace those of the copy that the browser kept: the page must not lose its hashes."""
    return (guess_type(path)[0] or "text/html").encode() if status == 304 else b""


def _corrected(scope: Scope, name: bytes, value: bytes) -> bytes:
    """What others write into an answer, as it should be: text names its charset, a redirect to ourselves a path only."""
    if name == b"location":
        return _within(scope, value)
    if name == b"content-type" and (value.startswith(b"text/") or value.endswith(b"+xml")) and b"charset" not in value:
        return value + b"; charset=utf-8"
    return value


def _within(scope: Scope, address: bytes) -> bytes:
    """Neither the Host that a client wrote nor a path like //evil.example may lead out."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    server = ":".join(str(part) for part in scope.get("server") or ()).encode()
    parts = urlsplit(address)
    if parts.netloc not in (b"", host, server):
        return address
    return urlunsplit((b"", b"", b"/" + parts.path.lstrip(b"/\\"), parts.query, b""))


# Parts of a page, which are no documents: nothing in them can load, run, frame or ask for a power. What documents carry would cost a
# first visit as many bytes as the letters of its fonts. The policy allows what a drawing needs that somebody opens by itself.
_PARTS = (b"text/javascript", b"text/css", b"font/", b"image/")
_OF_PARTS = (
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"),
    (b"x-frame-options", b"DENY"),
)
_REPLACED = {b"server", b"x-powered-by"}
_PERMISSIONS = ", ".join(f"{power}=()" for power in _POWERS).encode() + b", camera=(self)"


def _keeping(path: str, kind: bytes, status: int) -> bytes:
    """How long an answer may be kept: for ever when its name holds a hash, asked again for pages and files, never for the rest."""
    if status in (200, 206, 304) and _KEPT_FOR_EVER.match(path):
        return b"public, max-age=31536000, immutable"
    if status < 400 and not kind.startswith(b"application/json"):
        return b"no-cache"
    return b"no-store"


def content_policy(chosen: Settings, hashes: Iterable[str]) -> bytes:
    """What the pages may load and run: our own files, and the inline scripts that were there when the pages were built."""
    sockets = " ".join(origin.replace("http", "ws", 1) for origin in chosen.origin_list)
    scripts = " ".join(f"'sha256-{digest}'" for digest in hashes)
    parts = {
        "default-src": "'none'",
        "script-src": f"'self' {scripts}".strip(),
        "style-src": "'self' 'unsafe-inline'",  # style attributes of bars and charts, and the style element of the pages' framework
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": f"'self' {sockets}",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items()).encode()


def script_hashes(pages: Path) -> list[str]:
    """SHA-256, base 64, of every inline script in the built pages."""
    found = set()
    for page in pages.rglob("*.html"):
        for script in _INLINE_SCRIPT.finditer(page.read_text("utf-8")):
            if "src=" not in script["attributes"].lower():
                found.add(base64.b64encode(hashlib.sha256(script["code"].encode()).digest()).decode())
    return sorted(found)


def seen_through_proxies(scope: Scope, hops: int) -> Scope:
    """The scope with the client's address and scheme as the outermost of our own proxies saw them. Without proxies, nothing a client says is believed."""
    if not hops:
        return scope
    headers = dict(scope["headers"])
    addresses = [part.strip() for part in headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",") if part.strip()]
    schemes = [part.strip() for part in headers.get(b"x-forwarded-proto", b"").decode("latin-1").split(",") if part.strip()]
    seen = dict(scope)
    if len(addresses) >= hops:
        seen["client"] = (addresses[-hops][:64], 0)
    if schemes and schemes[-1] in ("http", "https"):
        seen["scheme"] = schemes[-1] if scope["type"] == "http" else schemes[-1].replace("http", "ws")
    return seen


async def _answer(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await refuse(receive, send)
        return
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
    await send({"type": "http.response.body", "body": _WORDS[status]})


_WORDS = {403: b"This request did not come from a page of this portal.", 404: b"There is nothing here.", 405: b"This cannot be done here."}
