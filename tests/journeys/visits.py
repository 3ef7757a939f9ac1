"""Somebody of the demo world opens a page, signed in by one click, in the look and language a test wants."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from portal_app.accounts import demo as people
from tests.journeys.looking import settled
from tests.services import LivePortal

LANG, BERG, KELLER, ROTH = "h.lang@hansen-mb.example", "a.berg@hansen-mb.example", "j.keller@hansen-mb.example", "m.roth@hansen-mb.example"
MEYER, PETERSEN, BEHRENS = "u.meyer@hansen-mb.example", "r.petersen@hansen-mb.example", "i.behrens@hansen-mb.example"
BRENNAN = "aoife.brennan@shannonvalve.example"
THODE, LUND, FEDDERSEN = "p.thode@brandt-thode.example", "k.lund@brandt-thode.example", "j.feddersen@brandt-thode.example"

ONE_CLICK = """email => fetch("/auth/demo", {
    method: "POST", headers: { "Content-Type": "application/json", "X-Portal": "form" }, body: JSON.stringify({ email }),
}).then((answer) => answer.json())"""
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
_READY = "html[data-ready]:not([data-waiting])"

Visit = Callable[..., Page]


class Database:
    """The live portal's own rows, for what no screen shows and for trouble that must be made."""

    def __init__(self, portal: LivePortal) -> None:
        self._file = portal.database_url.removeprefix("sqlite:///")

    def ask(self, statement: str, *values: Any) -> list[tuple]:
        connection = sqlite3.connect(self._file, timeout=10)
        try:
            with connection:
                return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def one(self, statement: str, *values: Any) -> Any:
        return self.ask(statement, *values)[0][0]

    def person(self, email: str) -> str:
        return self.one("SELECT p.id FROM person p JOIN account a ON a.id = p.account_id WHERE a.email = ? ORDER BY p.id", email)

    def make_confirmations_old(self) -> None:
        """From now on a sensitive change asks everybody for the code again."""
        self.ask("UPDATE sign_in_session SET stepped_up_at = NULL")


@pytest.fixture
def rows(live_portal: LivePortal) -> Database:
    return Database(live_portal)


@pytest.fixture
def visit(live_portal: LivePortal, open_page: Callable[..., Page], rows: Database) -> Visit:
    """Opens `path` as somebody of the cast: `visit(LANG, "/company/people", language="de", theme="dark", width=360)`."""

    def go(email: str, path: str = "/", *, language: str = "en", theme: str = "light", width: int = 1280, height: int = 900, **options: Any) -> Page:
        rows.ask("UPDATE account SET locale = ?, theme = ? WHERE email = ?", language, theme, email)
        page = open_page(viewport={"width": width, "height": height}, **options)
        answer = page.request.post("/auth/demo", data={"email": email}, headers={"X-Portal": "form", "Origin": live_portal.url})
        assert "go" in answer.json()
        return to(page, path)

    return go


def to(page: Page, path: str) -> Page:
    """Load another page, and wait until it answers and its content is there."""
    page.goto(path)
    page.locator(_READY).wait_for(state="attached")
    page.locator("main .skeleton").first.wait_for(state="detached")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    return page


def confirm(page: Page, email: str) -> None:
    """Type the code of the app into the open question."""
    field = page.locator("#step-up").get_by_label("Code from your app")
    expect(field).to_be_focused()  # before that, keys go elsewhere
    field.press_sequentially(people.code_of(email))
    page.locator("#step-up").get_by_role("button", name="Confirm").click()


def breaks_of_access(page: Page) -> str:
    """What axe finds, as its report; "" when nothing."""
    found = Axe().run(settled(page), options=_RULES)
    return found.generate_report() if found.violations_count else ""
