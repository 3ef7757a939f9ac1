"""R1: only our own pages may open a socket or send a form. Every other origin, and none at all, is refused."""

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.socket.conftest import Server

FOREIGN = {
    "another host": "https://evil.example",
    "another port": "http://127.0.0.1:1",
    "the same host by https": "https://127.0.0.1:{port}",
    "our name in front of theirs": "http://127.0.0.1:{port}.evil.example",
    "our name behind theirs": "http://evil.example@127.0.0.1:{port}",
    "a longer port": "http://127.0.0.1:{port}0",
    "with a path": "http://127.0.0.1:{port}/",
    "in capitals": "HTTP://127.0.0.1:{port}",
    "null": "null",
    "empty": "",
    "none": None,
}


def _origin(name: str, server: Server) -> dict[str, str]:
    origin = FOREIGN[name]
    return {} if origin is None else {"Origin": origin.format(port=server.url.rpartition(":")[2])}


@pytest.mark.asvs("4.4.2")
@pytest.mark.parametrize("name", FOREIGN)
def test_r1_a_foreign_origin_opens_no_socket(name: str, server: Server, anna) -> None:
    with pytest.raises(InvalidStatus) as refused:
        server.tab(type(anna)(anna.cookie), origin=_origin(name, server).get("Origin"))
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_our_own_origins_open_one(host: str, server: Server, anna, open_tab) -> None:
    tab = open_tab(anna, origin=server.url.replace("127.0.0.1", host))
    assert tab.call("whoami")["answer"] == "Anna Berg"


@pytest.mark.asvs("3.5.1")
@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_r1_a_foreign_origin_changes_nothing_by_http(name: str, method: str, server: Server) -> None:
    answer = httpx.request(method, f"{server.url}/api/form", headers=_origin(name, server), trust_env=False)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_our_own_form_is_taken(server: Server) -> None:
    answer = httpx.post(f"{server.url}/api/form", headers={"Origin": server.url, "Sec-Fetch-Site": "same-origin"}, trust_env=False)
    assert (answer.status_code, answer.json()) == (200, {"go": "/"})


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_browser_that_says_it_comes_from_elsewhere_is_believed(site: str, server: Server) -> None:
    answer = httpx.post(f"{server.url}/api/form", headers={"Origin": server.url, "Sec-Fetch-Site": site}, trust_env=False)
    assert answer.status_code == 403


def test_two_origins_are_none(server: Server) -> None:
    answer = httpx.post(f"{server.url}/api/form", headers=[("Origin", server.url), ("Origin", server.url)], trust_env=False)
    assert answer.status_code == 403


@pytest.mark.asvs("3.4.2")
@pytest.mark.parametrize("path", ["/ping", "/ready", "/", "/api/form", "/_event/?EIO=4&transport=websocket"])
def test_r1_no_answer_invites_a_foreign_origin(path: str, server: Server) -> None:
    for origin in ("https://evil.example", "null"):
        answer = httpx.get(f"{server.url}{path}", headers={"Origin": origin}, trust_env=False)
        assert "access-control-allow-origin" not in answer.headers


def test_a_preflight_of_a_foreign_origin_is_refused(server: Server) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = httpx.options(f"{server.url}/api/form", headers=headers, trust_env=False)
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers
