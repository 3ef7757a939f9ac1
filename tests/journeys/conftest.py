"""Opening the kit in a look: theme, width, language. It is for the supplier's people, so one of them signs in first."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.visits import ONE_CLICK, THODE, Database, rows, visit  # noqa: F401 - fixtures
from tests.services import LivePortal


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=[360, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture(scope="module")
def staff_cookies(live_portal: LivePortal, browser: Browser) -> dict:
    """The cookies of somebody of the supplier, signed in by the demo's one click."""
    context = browser.new_context(base_url=live_portal.url)
    page = context.new_page()
    page.goto("/sign-in")
    assert "go" in page.evaluate(ONE_CLICK, THODE)
    cookies = context.cookies()
    context.close()
    return {"cookies": cookies, "origins": []}


@pytest.fixture
def kit(open_page: Callable[..., Page], staff_cookies: dict, rows: Database) -> Callable[..., Page]:  # noqa: F811 - the fixture
    """Opens the kit in a theme, width and language; other options as for the browser's context.

    `clock=True` lets the test move the time of the page, `open_it=False` leaves the opening to the test.
    """

    def open_kit(
        *, theme: str = "light", width: int = 1280, height: int = 800, language: str = "en", clock: bool = False, open_it: bool = True, **options: Any
    ) -> Page:
        rows.ask("UPDATE account SET locale = ?, theme = ?, density = ?, keys = ? WHERE email = ?", language, theme, "normal", "on", THODE)
        page = open_page(viewport={"width": width, "height": height}, storage_state=staff_cookies, **options)
        look = json.dumps(json.dumps({"theme": theme, "language": language}))
        page.add_init_script(f"if (!localStorage.getItem('portal-look')) localStorage.setItem('portal-look', {look})")
        if clock:
            page.clock.install()
        if open_it:
            page.goto("/kit")
            expect(page.locator("html[data-ready]:not([data-waiting])")).to_have_count(1)
            expect(page.locator("#heard")).to_have_count(1)
            page.evaluate("document.fonts.ready")
        return page

    return open_kit
