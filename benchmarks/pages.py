"""What a person waits for: bytes and LCP of a first visit, and the round trip of an event, in a real browser against the built portal."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.measure import fact, line, median, title
from tests.conftest import _LAUNCH
from tests.services import LivePortal, run_ours, running_portal
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
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        url = f"sqlite:///{name}/portal.db"
        run_ours("alembic", "upgrade", "head", database_url=url, folder=Path(name))
        run_ours("portal_app.demo", database_url=url, folder=Path(name))
        with running_portal(url) as portal, _browser() as browser:
            cookies = _sign_in(browser, portal)
            title("First visit (nothing cached), compressed bytes over the wire")
            for path, known in (("/sign-in/", []), ("/", cookies)):
                _first_visits(browser, portal, path, known)
            title("Events in the browser")
            _round_trips(browser, portal, cookies)


def _sign_in(browser: Browser, portal: LivePortal) -> list[dict]:
    """The cookies of the demo's administrator."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{portal.url}/sign-in/")
    page.get_by_text("Dr Henrik Lang").click()
    page.wait_for_url(f"{portal.url}/")
    cookies = context.cookies()
    context.close()
    return cookies


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=provide_chromium(), args=list(_LAUNCH))
        yield chromium
        chromium.close()


def _first_visits(browser: Browser, portal: LivePortal, path: str, cookies: list[dict]) -> None:
    visits = [_visit(browser, portal, path, cookies) for _ in range(VISITS)]
    name = {"/": "desk"}.get(path, path.strip("/"))
    fact(f"{name}: compressed bytes of everything", f"{median([total for total, _, _ in visits]) / 1000:.0f} kB")
    line(f"{name}: LCP", [lcp for _, lcp, _ in visits])
    line(f"{name}: ready for input", [ready for _, _, ready in visits])


def _visit(browser: Browser, portal: LivePortal, path: str, cookies: list[dict]) -> tuple[float, float, float]:
    """Bytes, LCP and readiness of one visit with an empty cache."""
    context = _context(browser, cookies)
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


def _context(browser: Browser, cookies: list[dict]) -> BrowserContext:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    context.add_cookies(cookies)
    return context


def _round_trips(browser: Browser, portal: LivePortal, cookies: list[dict]) -> None:
    context = _context(browser, cookies)
    page = context.new_page()
    page.goto(f"{portal.url}/company/people/")
    page.wait_for_selector(".row-link")
    line(
        "another person chosen: navigation, three actions, new details",
        [_click(page, f"tr:nth-child({1 + number % 2}) .row-link", "main") for number in range(CLICKS)],
    )
    line(
        "a role ticked or unticked: one event, one action, what will change",
        [_click(page, ".panes input[type=checkbox]:not(:disabled)", "main") for _ in range(CLICKS)],
    )
    context.close()


def _click(page: Page, selector: str, place: str) -> float:
    """Milliseconds from the click on `selector` to the first change inside `place`."""
    taken = page.evaluate(_CLICK, [selector, place])
    page.wait_for_timeout(100)  # a person looks before the next click; the limit of events a second stays far away
    return taken
