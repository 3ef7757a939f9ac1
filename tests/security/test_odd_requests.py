"""Odd encodings and doubled parameters: whoever writes the same thing in another way gets the same decision, and nothing breaks."""

import json

import pytest

from tests.security.wire import Answer, Pairs, ask, cookie_after_sign_in, post
from tests.services import LivePortal

pytestmark = pytest.mark.asvs("15.3.7", "1.5.3")
BUYER, ADMINISTRATOR = "m.roth@hansen-mb.example", "h.lang@hansen-mb.example"
NOBODYS = "__Host-session=" + "x" * 43
CLOSED = ("_upload", "_health", "_all_routes", "auth-codespace", "docs", "openapi.json", ".git/config", "rxconfig.py")
WRITTEN = [
    "/{0}", "//{0}", "/./{0}", "/%2e/{0}", "/%2e%2e/{0}", "/%2e%2e%2f{0}", "/..%5c{0}", "/..%2f..%2f{0}", "/%252e%252e/{0}", "/{0}/", "/{0}%00",
    "/%00{0}", "/{0};x=1", "/{0}%20", "/{0}?a=1&a=2", "/%c0%ae%c0%ae/{0}", "/%e0%80%af{0}", "/%ff{0}", "/{0}#x", "/{0}%0d%0aX-Evil:%201", "/\\{0}",
    "http://evil.example/{0}",
]  # fmt: skip
ODD_PATHS = [
    "/%2e%2e/", "/%2e%2e/%2e%2e/etc/passwd", "//", "///", "//evil.example", "//evil.example/..", "/%00", "/sign-in%00", "/%c0%af", "/%c0%ae%c0%ae/",
    "/%f8%80%80%80%af", "/%ed%a0%80", "/%", "/%zz", "/%u002e", "/sign-in/%2e%2e/", "/SIGN-IN", "/Sign-In/", "/sign-in;jsessionid=1", "/sign-in/..;/company",
    "/assets/..%2f..%2findex.html", "/assets/%2e%2e/%2e%2e/backend", "/fonts//", "/%c3%a4", "/" + "a" * 4_000, "/" + "a/" * 900, "/?" + "a=1&" * 1_500,
    "/sign-in?next=/a&next=//evil.example", "/sign-in?next[]=1&next[x]=2", "/sign-in?%00=%00", "/?a=%ff", "/CON", "/ready/", "/ready%2f", "/PING",
    "/Auth/sign-in",
]  # fmt: skip


@pytest.mark.parametrize("path", ODD_PATHS)
def test_no_address_breaks_the_portal_or_leads_out_of_it(live_portal: LivePortal, path: str):
    for method in ("GET", "HEAD", "POST"):
        answer = ask(live_portal, method, path, [("Origin", live_portal.url)])
        assert answer.status < 500
        assert "x-evil" not in answer.headers and b"root:" not in answer.body and b"Traceback" not in answer.body
        _stays_here(answer)


def _stays_here(answer: Answer) -> None:
    to = answer.headers.get("location", "/")
    assert to.startswith("/") and not to.startswith(("//", "/\\"))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "127.0.0.1@evil.example", "evil.example/x?"])
def test_a_redirect_does_not_lead_where_the_request_says_it_comes_from(live_portal: LivePortal, host: str):
    for path in ("/company/people", "/sign-in", "/fonts", "/assets"):
        answer = ask(live_portal, "GET", path, [("Host", host), ("X-Forwarded-Host", host)])
        assert answer.status in (200, 307, 400, 404) and "evil" not in answer.headers.get("location", "")
        _stays_here(answer)


@pytest.mark.parametrize("closed", CLOSED)
def test_what_is_closed_stays_closed_however_its_name_is_written(live_portal: LivePortal, closed: str):
    nowhere = ask(live_portal, "GET", "/no-such-page")
    names = {closed, closed.upper(), f"%{ord(closed[0]):02x}{closed[1:]}", closed.replace("_", "%5f")}
    for target in [form.format(name) for form in WRITTEN for name in sorted(names)]:
        answer = ask(live_portal, "GET", target)
        _stays_here(answer)
        assert "x-evil" not in answer.headers
        assert answer.status in (301, 307, 308, 400, 404, 405), target
        assert answer.status != 404 or answer.body in (nowhere.body, b"There is nothing here.", b'{"detail":"Not Found"}', b"Not Found"), target


SIGN_OUT = ["/auth/SIGN-OUT", "/Auth/sign-out", "//auth/sign-out", "/auth//sign-out", "/auth/./sign-out", "/auth/x/../sign-out", "/auth/x/%2e%2e/sign-out",
            "/auth/sign-out%00", "/auth/sign-out;x", "/auth%2fsign-out", "/auth/sign-out/", "/%61uth/sign-out", "/auth/sign%2dout"]  # fmt: skip


@pytest.mark.parametrize("target", SIGN_OUT)
def test_however_a_door_is_written_a_foreign_page_does_not_get_through(live_portal: LivePortal, target: str):
    cookie = cookie_after_sign_in(live_portal, BUYER)
    for changed in ({"Origin": "https://evil.example"}, {"Origin": None}, {"X_Portal": None}):
        answer = post(live_portal, target, {}, [("Cookie", cookie)], **changed)
        assert 300 <= answer.status < 500 and "set-cookie" not in answer.headers
    assert _is_signed_in(live_portal, cookie)


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_in_a_header_is_no_method(live_portal: LivePortal, header: str):
    cookie = cookie_after_sign_in(live_portal, BUYER)
    for target in ("/auth/sign-out", "/auth/sign-out?_method=POST"):
        answer = ask(live_portal, "GET", target, [("Cookie", cookie), ("Origin", live_portal.url), ("X-Portal", "form"), (header, "POST")])
        assert answer.status == 405
    assert post(live_portal, "/auth/sign-out", {}, [("Cookie", NOBODYS), (header, "GET")]).json == {"go": "/sign-in"}
    assert _is_signed_in(live_portal, cookie)


@pytest.mark.parametrize("header", ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Host", "X-Forwarded-Path"])
def test_a_path_in_a_header_is_no_path(live_portal: LivePortal, header: str):
    cookie = cookie_after_sign_in(live_portal, BUYER)
    answer = post(live_portal, "/auth/code", {"code": "1"}, [("Cookie", cookie), (header, "/auth/sign-out")])
    assert "go" not in answer.json
    assert _is_signed_in(live_portal, cookie)


def _cookies(*values: str) -> list[Pairs]:
    """Two cookies of one name: in one header, in two, and with other signs between them."""
    return [[("Cookie", "; ".join(values))], [("Cookie", value) for value in values], [("Cookie", ";".join(values))], [("Cookie", ", ".join(values))]]


def test_a_doubled_cookie_opens_no_more_than_one_of_them(live_portal: LivePortal):
    """Whichever of two the portal takes: it is one that was given out, or it is nobody."""
    buyer = cookie_after_sign_in(live_portal, BUYER)
    for given in [pairs for values in ((buyer, NOBODYS), (NOBODYS, buyer)) for pairs in _cookies(*values)]:
        assert _step_of(live_portal, given) in (401, 200)
    for given in _cookies(NOBODYS, NOBODYS):
        assert _step_of(live_portal, given) == 401
    for name in ("__host-session", "__HOST-SESSION", " __Host-session", "__Host-session ", "__Host%2dsession", "$__Host-session"):
        assert _step_of(live_portal, [("Cookie", f"{name}={buyer.partition('=')[2]}")]) == (200 if name.strip() == "__Host-session" else 401), name


def test_no_cookie_breaks_a_door(live_portal: LivePortal):
    broken = ["", "=", '="', "=\xff\xfe", "=%00", "==;", "=;" * 50]
    for value in (";", ";;;=;", "a=b;" * 2_000, *(f"__Host-session{rest}" for rest in broken)):
        assert _step_of(live_portal, [("Cookie", value)]) == 401, value[:40]


def _step_of(portal: LivePortal, cookies: Pairs) -> int:
    """200 for somebody who is signed in, 401 for anybody else."""
    answer = post(portal, "/auth/set-up/begin", {}, cookies)
    assert answer.status < 500
    return answer.status


def _is_signed_in(portal: LivePortal, cookie: str) -> bool:
    return _step_of(portal, [("Cookie", cookie)]) == 200


DOUBLED = [
    b'{"email": "%s", "email": "%s"}',
    b'{"email": "%s", "\\u0065mail": "%s"}',
    b'{"EMAIL": "%s", "email": "%s"}',
    b'{"email": ["%s", "%s"]}',
    b'{"email": "%s", "email ": "%s"}',
]


@pytest.mark.parametrize("body", DOUBLED)
def test_a_doubled_field_is_refused(live_portal: LivePortal, body: bytes):
    for first, second in ((BUYER, ADMINISTRATOR), (ADMINISTRATOR, BUYER)):
        answer = post(live_portal, "/auth/demo", body % (first.encode(), second.encode()))
        assert answer.status == 422 and "set-cookie" not in answer.headers


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp037"])
def test_a_body_in_another_encoding_is_refused(live_portal: LivePortal, encoding: str):
    body = json.dumps({"email": BUYER, "next": "/ä"}, ensure_ascii=False).encode(encoding)
    said = post(live_portal, "/auth/demo", body, Content_Type=f"application/json; charset={encoding}")
    assert said.status == 415 and "set-cookie" not in said.headers
    unsaid = post(live_portal, "/auth/demo", body)
    assert unsaid.status == 422 and "set-cookie" not in unsaid.headers


def test_parameters_of_the_address_change_nothing_at_a_door(live_portal: LivePortal):
    answer = post(live_portal, f"/auth/demo?email={ADMINISTRATOR}&next=//evil.example&next=/account", {"email": "nobody@hansen-mb.example"})
    assert answer.status == 404 and "set-cookie" not in answer.headers
    assert post(live_portal, "/auth/demo?next=/account&next=/company", {"email": BUYER}).json == {"go": "/"}
