"""Pieces of the ring: who is behind our proxies, which inline scripts the pages have, how long an answer may be kept."""

import asyncio
import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_app.kernel.config import read_settings
from portal_app.ui.headers import Headers, _keeping, content_policy, script_hashes, seen_through_proxies


def _seen(hops: int, forwarded: str, *, proto: str = "", kind: str = "http") -> tuple[str, str]:
    headers = [(b"x-forwarded-for", forwarded.encode()), (b"x-forwarded-proto", proto.encode())]
    scope = {"type": kind, "scheme": "http" if kind == "http" else "ws", "client": ("10.0.0.1", 5), "headers": headers}
    seen = seen_through_proxies(scope, hops)
    return seen["client"][0], seen["scheme"]


@pytest.mark.asvs("4.1.3", "15.3.4")
def test_only_what_our_own_proxies_wrote_is_believed() -> None:
    assert _seen(0, "1.1.1.1", proto="https") == ("10.0.0.1", "http")
    assert _seen(1, "1.1.1.1, 2.2.2.2", proto="https") == ("2.2.2.2", "https")
    assert _seen(2, "1.1.1.1, 2.2.2.2, 3.3.3.3") == ("2.2.2.2", "http")
    assert _seen(1, "2.2.2.2", proto="https", kind="websocket") == ("2.2.2.2", "wss")


def test_fewer_addresses_than_proxies_are_none() -> None:
    assert _seen(2, "1.1.1.1") == ("10.0.0.1", "http")
    assert _seen(1, "") == ("10.0.0.1", "http")
    assert _seen(1, "2.2.2.2", proto="javascript") == ("2.2.2.2", "http")


def test_the_hash_of_an_inline_script_is_that_of_its_exact_text(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<script>\n  a < b && c\n</script><script src='/x.js'>not inline</script><script type=module>d</script>", "utf-8")
    wanted = {base64.b64encode(hashlib.sha256(code).digest()).decode() for code in (b"\n  a < b && c\n", b"d")}
    assert set(script_hashes(tmp_path)) == wanted
    assert script_hashes(tmp_path / "nothing") == []


def test_the_policy_names_our_own_sockets_and_no_other_place() -> None:
    policy = content_policy(read_settings(origins="https://portal.example.com,http://127.0.0.1:3000", mode="demo"), ["abc="]).decode()
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["connect-src"] == "'self' wss://portal.example.com ws://127.0.0.1:3000"
    assert parts["script-src"] == "'self' 'sha256-abc='"
    assert "*" not in policy and "unsafe-eval" not in policy


def _headers_of(kind: bytes, pages: Path, *, path: str = "/x", status: int = 200) -> dict[bytes, bytes]:
    """What the ring writes on an answer of this kind."""
    sent: list[dict] = []

    async def answers(scope: dict, receive: object, send: Callable) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})

    async def keep(message: dict) -> None:
        sent.append(message)

    asyncio.run(Headers(answers, pages)({"type": "http", "method": "GET", "path": path, "headers": []}, keep, keep))
    return dict(sent[0]["headers"])


@pytest.mark.asvs("3.4.3", "3.4.4", "3.4.6")
@pytest.mark.parametrize("kind", [b"text/javascript", b"text/css", b"font/woff2", b"image/svg+xml"])
def test_a_part_of_a_page_may_do_nothing_by_itself(kind: bytes, tmp_path: Path) -> None:
    headers = _headers_of(kind, tmp_path)
    assert headers[b"content-security-policy"] == b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    assert (headers[b"x-content-type-options"], headers[b"cross-origin-resource-policy"]) == (b"nosniff", b"same-origin")
    assert sum(len(name) + len(value) + 4 for name, value in headers.items()) < 400, "it is sent with every part of a first visit"


@pytest.mark.asvs("3.4.3")
@pytest.mark.parametrize("kind", [b"text/html; charset=utf-8", b"application/json", b"text/plain", b"application/pdf", b""])
def test_only_a_page_allows_inline_scripts_and_every_document_forbids_the_powers(kind: bytes, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<script>a</script>")
    headers = _headers_of(kind, tmp_path)
    assert (b"sha256-" in headers[b"content-security-policy"]) == kind.startswith(b"text/html")
    assert b"microphone=()" in headers[b"permissions-policy"] and headers[b"cross-origin-opener-policy"] == b"same-origin"


@pytest.mark.parametrize(("path", "is_page"), [("/", True), ("/company/people/", True), ("/desk/index.html", True), ("/assets/a-DC9EsCaf.js", False)])
def test_a_page_that_has_not_changed_keeps_its_hashes(path: str, is_page: bool, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<script>a</script>")
    assert (b"sha256-" in _headers_of(b"", tmp_path, path=path, status=304)[b"content-security-policy"]) == is_page


@pytest.mark.asvs("14.3.2")
@pytest.mark.parametrize(("path", "kind", "status", "kept"), [
    ("/assets/desk-DC9EsCaf.js", b"text/javascript", 200, b"public, max-age=31536000, immutable"),
    ("/assets/desk-DC9EsCaf.js", b"text/javascript", 304, b"public, max-age=31536000, immutable"),
    ("/assets/desk-DC9EsCaf.js", b"text/html", 404, b"no-store"),
    ("/fonts/next-west-5.3.0.woff2", b"font/woff2", 200, b"public, max-age=31536000, immutable"),
    ("/i18n/0123456789/de/ui.json", b"application/json", 200, b"public, max-age=31536000, immutable"),
    ("/i18n/0123456789/de/ui.json", b"text/html", 404, b"no-store"),
    ("/desk", b"text/html; charset=utf-8", 200, b"no-cache"),
    ("/styles/base.css", b"text/css", 200, b"no-cache"),
    ("/sw.js", b"text/javascript", 200, b"no-cache"),
    ("/desk", b"", 307, b"no-cache"),
    ("/auth/sign-in", b"application/json", 200, b"no-store"),
    ("/ready", b"application/json", 503, b"no-store"),
    ("/nowhere", b"text/html", 404, b"no-store"),
])  # fmt: skip
def test_how_long_an_answer_is_kept(path: str, kind: bytes, status: int, kept: bytes) -> None:
    assert _keeping(path, kind, status) == kept
