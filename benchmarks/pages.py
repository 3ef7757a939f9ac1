"""What a person waits for: bytes and LCP of a first visit, and the round trip of an event, in a real browser against the built portal."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.measure import fact, line, median, title
from portal_app.accounts.rules.roles import Role
from tests.conftest import _LAUNCH
from tests.services import LivePortal, run_ours, running_portal
from tests.socket.world import signed_in, working_on
from tools.programs import provide_chromium

VISITS = 7
CLICKS = 60
_READY = "() => document.documentElement.dataset.ready === ''"
_LCP = (
    "new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true}))"
)
# From the click to the change of the page, inside the browser: no time of the tool that drives it.
_CLICK = """([selector, place]) => new Promise(done => {
    const started = performance.now();
    new MutationObserver((_, watcher) => { watcher.disconnect(); done(performance.now() - started); })
        .observe(document.querySelector(place), { subtree: true, childList: true, characterData: true });
    document.querySelector(selector).click();
})"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/portal.db"
        run_ours("alembic", "upgrade", "head", database_url=url, folder=Path(name))
        run_ours("portal_app.demo", database_url=url, folder=Path(name))
        with working_on(url):
            cookie = signed_in(url, "Anna Berg", role=Role.ADMINISTRATOR).token
        with running_portal(url) as portal, _browser() as browser:
            title("First visit (nothing cached), compressed bytes over the wire")
            for path, token in (("/sign-in", ""), ("/", cookie)):
                _first_visits(browser, portal, path, token)
            title("Events in the browser")
            _round_trips(browser, portal, cookie)
        shutil.rmtree(name, ignore_errors=True)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=provide_chromium(), args=list(_LAUNCH))
        yield chromium
        chromium.close()


def _first_visits(browser: Browser, portal: LivePortal, path: str, token: str) -> None:
    visits = [_visit(browser, portal, path, token) for _ in range(VISITS)]
    name = {"/": "desk"}.get(path, path.strip("/"))
    fact(f"{name}: compressed bytes of everything", f"{median([total for total, _, _ in visits]) / 1000:.0f} kB")
    line(f"{name}: LCP", [lcp for _, lcp, _ in visits])
    line(f"{name}: ready for input", [ready for _, _, ready in visits])


def _visit(browser: Browser, portal: LivePortal, path: str, token: str) -> tuple[float, float, float]:
    """Bytes, LCP and readiness of one visit with an empty cache."""
    context = _context(browser, portal, token)
    page, received = context.new_page(), []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(portal.url + path)
    page.wait_for_function(_READY)
    ready = page.evaluate("performance.now()")
    page.wait_for_load_state("networkidle")
    lcp = page.evaluate(_LCP)
    context.close()
    return sum(received), lcp, ready


def _context(browser: Browser, portal: LivePortal, token: str) -> BrowserContext:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    if token:
        context.add_cookies(
            [{"name": "__Host-session", "value": token, "url": portal.url.replace("http:", "https:"), "secure": True, "httpOnly": True, "sameSite": "Lax"}]
        )
    return context


def _round_trips(browser: Browser, portal: LivePortal, token: str) -> None:
    context = _context(browser, portal, token)
    page = context.new_page()
    page.goto(f"{portal.url}/company/people/")
    page.wait_for_selector(".row-link")
    line(
        "another person chosen: navigation, three actions, new details",
        [_click(page, f"tr:nth-child({1 + number % 2}) .row-link", ".panes h2") for number in range(CLICKS)],
    )
    line(
        "a role ticked: one event, one action, what will change",
        [_click(page, ".panes input[type=checkbox]:not(:checked, :disabled)", ".panes") for _ in range(CLICKS)],
    )
    context.close()


def _click(page: Page, selector: str, place: str) -> float:
    """Milliseconds from the click on `selector` to the first change inside `place`."""
    taken = page.evaluate(_CLICK, [selector, place])
    page.wait_for_timeout(100)  # a person looks before the next click; the limit of events a second stays far away
    return taken
