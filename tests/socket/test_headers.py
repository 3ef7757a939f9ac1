"""R13, R14, R17: every answer carries the same careful headers, also errors and refusals; nothing is told about the machinery."""

import base64
import hashlib
import subprocess
import sys

import httpx
import pytest

from tests.socket.conftest import Server, running_server

ANSWERS = {
    "a ping": ("GET", "/ping", 200),
    "readiness": ("GET", "/ready", 200),
    "nothing": ("GET", "/no/such/thing", 404),
    "a bug": ("GET", "/api/breaks", 500),
    "a refused form": ("POST", "/api/form", 403),
    "an odd method": ("TRACE", "/ping", 405),
    "a socket asked for by http": ("GET", "/_event/?EIO=4&transport=websocket", 400),
    "polling instead of a socket": ("GET", "/_event/?EIO=4&transport=polling", 400),
    "an upload route": ("POST", "/_upload", 404),
    "an uploaded file": ("GET", "/_upload/../../rxconfig.py", 404),
    "the health page of Reflex": ("GET", "/_health", 404),
    "the list of routes of Reflex": ("GET", "/_all_routes", 404),
    "the redirect of Codespaces": ("GET", "/auth-codespace", 404),
    "docs of the interface": ("GET", "/docs", 404),
    "its description": ("GET", "/openapi.json", 404),
    "the sources": ("GET", "/.git/config", 404),
}
EXPECTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.asvs("3.2.1", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.4.8", "13.4.6")
@pytest.mark.parametrize("name", ANSWERS)
def test_r13_every_answer_has_the_headers(name: str, server: Server) -> None:
    method, path, status = ANSWERS[name]
    answer = httpx.request(method, f"{server.url}{path}", trust_env=False)
    assert answer.status_code == status
    assert EXPECTED.items() <= dict(answer.headers).items()
    assert "camera=(self)" in answer.headers["permissions-policy"] and "microphone=()" in answer.headers["permissions-policy"]
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert "server" not in answer.headers and "x-powered-by" not in answer.headers
    assert "Traceback" not in answer.text and "hunter2" not in answer.text


@pytest.mark.asvs("14.3.2")
def test_what_a_program_reads_is_never_kept(server: Server) -> None:
    for path in ("/ready", "/ping", "/no/such/thing"):
        assert httpx.get(f"{server.url}{path}", trust_env=False).headers["cache-control"] == "no-store"


@pytest.mark.asvs("3.4.1")
def test_r13_a_portal_reached_by_https_says_so_for_two_years(tmp_path, own_database) -> None:
    with running_server(tmp_path, own_database, origins="https://portal.example.com") as server:
        answer = httpx.get(f"{server.url}/ping", trust_env=False)
        assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
        assert "wss://portal.example.com" in answer.headers["content-security-policy"]


def test_a_portal_reached_by_http_does_not(server: Server) -> None:
    assert "strict-transport-security" not in httpx.get(f"{server.url}/ping", trust_env=False).headers


def test_inline_scripts_of_the_built_pages_are_allowed_by_their_hashes(tmp_path, own_database) -> None:
    pages = tmp_path / "web" / "build" / "client"
    (pages / "desk").mkdir(parents=True)
    (pages / "index.html").write_text('<script>let a = "ä";</script><script src="/x.js"></script><SCRIPT type="module">import "x"</SCRIPT>')
    (pages / "desk" / "index.html").write_text('<script>let a = "ä";</script>')
    with running_server(tmp_path, own_database, REFLEX_WEB_WORKDIR=str(tmp_path / "web"), __REFLEX_MOUNT_FRONTEND_COMPILED_APP="true") as server:
        policy, elsewhere = (httpx.get(f"{server.url}{path}", trust_env=False).headers["content-security-policy"] for path in ("/desk/", "/ping"))
    assert "script-src 'self';" in elsewhere, "only pages have inline scripts, only they allow any"
    for code in ('let a = "ä";', 'import "x"'):
        assert policy.count(f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'") == 1
    assert policy.count("sha256-") == 2
    assert "unsafe-eval" not in policy and "'unsafe-inline'" not in policy.partition("style-src")[0]


@pytest.mark.asvs("4.1.3", "15.3.4")
@pytest.mark.parametrize(("proxies", "seen"), [("0", "127.0.0.1"), ("1", "203.0.113.9"), ("2", "198.51.100.7")])
def test_r14_the_address_comes_from_our_own_proxies_only(proxies: str, seen: str, tmp_path, own_database) -> None:
    with running_server(tmp_path, own_database, trusted_proxies=proxies) as server:
        headers = {"X-Forwarded-For": "10.6.6.6, 198.51.100.7, 203.0.113.9", "X-Real-IP": "10.6.6.6", "Forwarded": "for=10.6.6.6"}
        tab = server.tab(headers=headers)
        assert tab.call("greet")["answer"] == f"Hello {seen}"
        tab.close()


def test_r14_the_server_listens_on_loopback_and_sends_nothing_home() -> None:
    code = "import rxconfig; c = rxconfig.config; print(c.backend_host, c.telemetry_enabled, c.cors_allowed_origins)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split()[:2] == ["127.0.0.1", "False"] and "*" not in said


def test_r17_the_redirect_of_codespaces_stays_closed_even_with_its_variable(tmp_path, own_database) -> None:
    with running_server(tmp_path, own_database, CODESPACES="true", CODESPACE_NAME="x") as server:
        answer = httpx.get(f"{server.url}/auth-codespace?redirect_to=https://evil.example", trust_env=False)
    assert answer.status_code == 404 and "evil" not in answer.text
