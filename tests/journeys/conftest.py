"""Opening the kit in a look: theme, width, language."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=[360, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def kit(live_portal, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the kit; options as for the browser's context. `clock=True` lets the test move the time of the page."""
    return kit_opener(open_page)


def kit_opener(open_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_kit(
        *, theme: str = "light", width: int = 1280, height: int = 800, language: str = "en", clock: bool = False, open_it: bool = True, **options
    ) -> Page:
        page = open_page(viewport={"width": width, "height": height}, **options)
        look = json.dumps(json.dumps({"theme": theme, "language": language}))
        page.add_init_script(f"if (!localStorage.getItem('portal-look')) localStorage.setItem('portal-look', {look})")
        if clock:
            page.clock.install()
        if open_it:
            page.goto("/kit")
            page.wait_for_function(
                "document.documentElement.dataset.ready === '' && document.fonts.status === 'loaded' && document.documentElement.dataset.waiting === undefined"
            )
        return page

    return open_kit
