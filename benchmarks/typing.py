"""From a key press to painted suggestions in the quick order, in a real browser against the built portal: 12,000 and 100,000 products."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from benchmarks.measure import fact, line, title
from benchmarks.pages import _browser, _context
from benchmarks.search import OPERATOR, catalogue
from portal_app.catalog import put_products
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from tests.journeys.visits import KELLER, ONE_CLICK
from tests.services import LivePortal, run_ours, running_portal

SOON = 80  # ms that the grid waits after the last key (portal_app/ui/client/entry_grid.jsx); not counted
TEXTS = ("48-1007-m8", "481007m10-40", "hm-2207", "sechskantschraube m8", "plain washer m10", "unterlegscheibe", "handschuhe 10", "mutter m12 a4")
FIELD = ".entry tr.next .typed, .entry .typed:focus"
# From the key to the paint, inside the browser. The list says that it is busy until it shows what belongs to the text.
_KEY = """([selector, text]) => new Promise(done => {
    const input = document.querySelector(selector), put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const shown = () => document.querySelector(".entry-found [role=listbox][aria-busy=false]");
    const started = performance.now();
    put.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
    const watcher = new MutationObserver(() => shown() && (watcher.disconnect(), painted()));
    watcher.observe(document.querySelector(".entry"), { subtree: true, childList: true, attributes: true, characterData: true });
})"""


def main() -> None:
    title("Quick order: from a key press to painted suggestions, without the pause of 80 ms after the last key")
    for size in (12_000, 100_000):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, _portal(Path(name), size) as portal, _browser() as browser:
            context = _context(browser, [])
            page = _opened(context.new_page(), portal)
            _type(page, TEXTS[0])  # everything is warm before it is measured
            line(f"{size:,} products", [taken - SOON for text in TEXTS for taken in _type(page, text)])
            fact("keys", sum(len(text) for text in TEXTS))
            context.close()


@contextmanager
def _portal(folder: Path, size: int) -> Iterator[LivePortal]:
    """The demo, with more products until there are as many."""
    url = f"sqlite:///{folder}/portal.db"
    run_ours("alembic", "upgrade", "head", database_url=url, folder=folder)
    run_ours("portal_app.demo", database_url=url, folder=folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATABASE_URL", url)
        settings.cache_clear(), engine.cache_clear()
        more = catalogue(size)[12_000:]
        if more:
            put_products(OPERATOR, more)
        engine().dispose()
    settings.cache_clear(), engine.cache_clear()
    with running_portal(url) as portal:
        yield portal


def _opened(page: Page, portal: LivePortal) -> Page:
    page.goto(f"{portal.url}/sign-in/")
    page.evaluate(ONE_CLICK, KELLER)
    page.goto(f"{portal.url}/quick-order/")
    page.wait_for_selector(".entry tr.next .typed:focus")
    return page


def _type(page: Page, text: str) -> list[float]:
    """Milliseconds of each key of a text, one sign after the other."""
    return [page.evaluate(_KEY, [FIELD, text[: length + 1]]) for length in range(len(text)) if text[length] != " "]
