"""Who is at the browser: people of the demo world, by one click on the cast or by what they know."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from portal_app.accounts import demo as people

READY = "html[data-ready]:not([data-waiting])"


def opened(page: Page, path: str) -> Page:
    """The page once it answers."""
    page.goto(path)
    return ready(page)


def ready(page: Page) -> Page:
    page.locator(READY).wait_for(state="attached")
    return page


def enter(page: Page, name: str, to: str = "/") -> Page:
    """One click on somebody of the cast, whatever company they are in."""
    opened(page, f"/sign-in?next={to}")
    line = page.get_by_role("button", name=re.compile(rf"\b{re.escape(name)}\b"))
    for tab in page.locator(".parts .segments button").all() if _is_elsewhere(page, name) else []:
        tab.click()
        page.locator(".parts .segments [aria-pressed=true]").filter(has_text=tab.inner_text()).wait_for()
        if line.count():
            break
    line.click()
    page.wait_for_url(lambda url: urlsplit(url).path.rstrip("/") == urlsplit(to).path.rstrip("/"))
    return ready(page)


def _is_elsewhere(page: Page, name: str) -> bool:
    page.locator(".part-line").first.wait_for()
    return page.get_by_role("button", name=re.compile(rf"\b{re.escape(name)}\b")).count() == 0


def sign_in(page: Page, email: str, password: str = people.PASSWORD, to: str = "") -> Page:
    """Address and password, as people type them."""
    opened(page, f"/sign-in?next={to}" if to else "/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page


def type_code(page: Page, email: str) -> None:
    """The code that this person's app shows now, digit by digit; the sixth sends it."""
    ready(page)
    page.get_by_label("Code from your app").press_sequentially(people.code_of(email))


def link_in_newest_mail(page: Page, to: str, subject: str) -> str:
    """Path and token of the link in somebody's newest mail with this subject, however many came after it."""
    letter = newest_letter(page, to, subject)
    letter.locator("summary").click()
    return letter.get_by_role("link").get_attribute("href")


def newest_letter(page: Page, to: str, subject: str = "") -> Locator:
    """Somebody's newest mail. It leaves a moment after what sent it, so the mailbox is looked into again until it is there."""
    opened(page, "/mailbox")
    letter = page.locator("details").filter(has=page.get_by_text(to, exact=True)).filter(has_text=subject).first
    for _ in range(20):
        if _turned_to(page, letter):
            break
        page.wait_for_timeout(500)
        page.locator("main h1 + button").click()
    expect(letter).to_be_visible()
    return letter


def _turned_to(page: Page, letter: Locator) -> bool:
    """Turn the mailbox's pages until the letter is there."""
    turned = page.get_by_role("navigation", name="Pages of the list")
    onward = turned.get_by_role("button", name="Next page")
    expect(page.locator("main details").first).to_be_visible()
    while not letter.is_visible() and onward.is_visible() and onward.is_enabled():
        where = turned.get_by_role("status").inner_text()
        onward.click()
        expect(turned.get_by_role("status")).not_to_have_text(where)
    return letter.is_visible()
