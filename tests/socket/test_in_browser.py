"""The same promises in a real browser against the built portal: the cookie, the end of a session, a line that breaks, the content policy."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.services import LivePortal

ENTER = """email => fetch('/auth/demo', {method: 'POST', headers: {'Content-Type': 'application/json', 'X-Portal': 'form'},
    body: JSON.stringify({email, next: '/'})}).then(answer => answer.status)"""
LEAVE = """() => fetch('/auth/sign-out', {method: 'POST', headers: {'Content-Type': 'application/json', 'X-Portal': 'form'}, body: '{}'})
    .then(answer => answer.status)"""
EVERYTHING = "document.cookie + JSON.stringify([{...localStorage}, {...sessionStorage}]) + document.documentElement.outerHTML"
OpensPage = Callable[..., Page]
PEOPLE, MANAGER, COLLEAGUE = "/company/people", "aoife.brennan@shannonvalve.example", "Declan Murphy"


def _enter(page: Page, url: str, email: str = MANAGER) -> None:
    page.goto(f"{url}/ready")
    assert page.evaluate(ENTER, email) == 200


@pytest.mark.asvs("3.3.1", "3.3.3", "3.3.4")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_cookie_is_kept_on_loopback_without_tls_and_hidden_from_scripts(host: str, live_portal: LivePortal, open_page: OpensPage) -> None:
    url = live_portal.url.replace("127.0.0.1", host)
    page = open_page()
    frames: list[str] = []
    page.on("websocket", lambda socket: [socket.on(way, lambda text: frames.append(str(text))) for way in ("framesent", "framereceived")])
    _enter(page, url)
    (cookie,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "__Host-session"]
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, True, "Lax", "/")
    page.goto(f"{url}{PEOPLE}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(COLLEAGUE).first).to_be_visible()
    assert frames and not any(cookie["value"] in frame for frame in frames)
    assert cookie["value"] not in page.evaluate(EVERYTHING)


@pytest.mark.asvs("7.4.1")
def test_signing_out_in_one_tab_ends_the_others_within_a_second(live_portal: LivePortal, open_page: OpensPage) -> None:
    first = open_page()
    _enter(first, live_portal.url)
    first.goto(f"{live_portal.url}{PEOPLE}")
    expect(first.get_by_text(COLLEAGUE).first).to_be_visible()
    second = first.context.new_page()
    second.goto(f"{live_portal.url}/ready")
    assert second.evaluate(LEAVE) == 200
    first.wait_for_url(re.compile(r"/sign-in\?next=/company/people/?$"), timeout=5_000)
    expect(first.get_by_text(COLLEAGUE)).to_have_count(0)


def test_what_was_typed_survives_a_line_that_breaks_and_a_restart(live_portal: LivePortal, open_page: OpensPage) -> None:
    page = open_page()
    _enter(page, live_portal.url)
    page.goto(f"{live_portal.url}{PEOPLE}")
    expect(page.get_by_text(COLLEAGUE).first).to_be_visible()
    page.locator("[data-opens=invite]").first.click()
    field = page.get_by_label("First name").first
    field.fill("half typed")
    live_portal.kill()
    page.wait_for_timeout(700)
    expect(field).to_have_value("half typed")
    live_portal.start_again()
    expect(page.get_by_text("Connected again")).to_be_visible(timeout=15_000)
    expect(field).to_have_value("half typed")


@pytest.mark.asvs("3.4.3", "3.4.6")
def test_an_injected_script_does_not_run(live_portal: LivePortal, open_page: OpensPage, page_troubles: list[str]) -> None:
    page = open_page()
    page.goto(f"{live_portal.url}/sign-in")
    page.evaluate("""() => { window.ran = []; const script = document.createElement('script'); script.textContent = 'window.ran.push("inline")';
        document.body.append(script); document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran.push(1)">') }""")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") == []
    assert page_troubles and all("Content Security Policy" in trouble for trouble in page_troubles)
    page_troubles.clear()
