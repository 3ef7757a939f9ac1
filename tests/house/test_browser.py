"""The browser of the tests notices what a page must not do."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

_PAGES = {
    "/quiet": b"<h1>Quiet</h1>",
    "/foreign": b"<h1>Foreign</h1><img src='http://cdn.example.com/x.png'>",
    "/broken": b"<h1>Broken</h1><script>throw new Error('broken')</script>",
    "/forbidden": b"<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\"><h1>Forbidden</h1><script>1</script>",
}


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = _PAGES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Nothing: the tests say what they see."""


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_quiet_page_leaves_no_trouble(page: Page, pages: str, page_troubles: list[str]):
    page.goto(f"{pages}/quiet")
    assert page.get_by_role("heading").inner_text() == "Quiet"
    assert page_troubles == []


@pytest.mark.parametrize(
    ("path", "trouble"), [("foreign", "foreign host: http://cdn.example.com/x.png"), ("broken", "uncaught: "), ("forbidden", "Content Security Policy")]
)
def test_trouble_behind_a_page_is_noticed(page: Page, pages: str, page_troubles: list[str], path: str, trouble: str):
    page.goto(f"{pages}/{path}")
    page.wait_for_load_state("networkidle")
    assert any(trouble in noticed for noticed in page_troubles)
    page_troubles.clear()


def test_two_people_do_not_share_cookies(open_page, pages: str):
    anna, jan = open_page(), open_page()
    anna.goto(f"{pages}/quiet")
    anna.evaluate("document.cookie = 'who=anna'")
    jan.goto(f"{pages}/quiet")
    assert jan.evaluate("document.cookie") == ""
