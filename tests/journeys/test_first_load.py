"""What a first visit loads stays below its ceiling: everything over the wire, compressed, with its headers, in the language that loads more."""

import pytest
from playwright.sync_api import Browser

from tests.services import LivePortal

CEILING = 200_000
_READY = "() => document.documentElement.dataset.ready === ''"


def _cookies(browser: Browser, portal: LivePortal) -> list[dict]:
    """Of the demo's administrator, whose desk speaks German."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{portal.url}/sign-in")
    page.get_by_text("Dr Henrik Lang").click()
    page.wait_for_url(f"{portal.url}/")
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.mark.parametrize("path", ["/sign-in", "/"])
def test_a_first_visit_stays_below_its_ceiling(path: str, browser: Browser, live_portal: LivePortal) -> None:
    known = _cookies(browser, live_portal) if path == "/" else []
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    context.add_cookies(known)
    page, names, sizes = context.new_page(), {}, {}
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]}))
    network.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(live_portal.url + path)
    page.wait_for_function(_READY)
    page.wait_for_load_state("networkidle")
    context.close()
    loaded = sorted(((size, names.get(request, "?")) for request, size in sizes.items()), reverse=True)
    assert len(loaded) > 10, "the page, its scripts, styles and fonts were seen"
    assert sum(sizes.values()) < CEILING, loaded
