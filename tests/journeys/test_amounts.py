"""Whoever sees no amounts meets none, wherever their clicks may lead: every page that can be reached, and all that the socket brought for it.

From the desk every link is followed, each page at most a few times. What is looked for are the company's own amounts as they stand in the
database, whatever way they are written, and any number with a currency beside it.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, WebSocket

from tests.journeys.visits import KELLER, LANG, MEYER, PETERSEN, Database, Visit, to

ONE_EACH = 2  # how often a path is opened with different questions behind it
NEVER = {"/kit", "/sign-out", "/mailbox"}  # for the supplier's people; ends the visit; the demo's own, open to everybody
LINKS = """() => [...document.querySelectorAll("a[href]")].map((link) => link.href).filter((href) => href.startsWith(location.origin))"""
WITH_CURRENCY = re.compile(r"\d[.,]\d{2}[\s\u00a0\u202f]*(?:EUR|€)|(?:EUR|€)[\s\u00a0\u202f]*\d")


class Heard:
    """All that came to one browser: what the pages showed, what the socket brought, what was answered to other questions."""

    def __init__(self, page: Page) -> None:
        self.said: list[tuple[str, str]] = []
        self.paths: dict[str, int] = {}
        self._page = page
        page.on("websocket", self._note_socket)
        page.on("response", self._note_answer)

    def walk(self) -> "Heard":
        """Follow each link that is met, beginning at the desk."""
        ahead = [urlsplit(link) for link in self._look("/")]
        while ahead:
            link = ahead.pop(0)
            if link.path not in NEVER and self.paths.get(link.path, 0) < ONE_EACH and not link.path.endswith((".pdf", ".csv")):
                known = {one.geturl() for one in ahead}
                ahead += [urlsplit(other) for other in self._look(f"{link.path}?{link.query}") if other not in known]
        return self

    def places_of(self, find: Callable[[str], object]) -> list[str]:
        """Where it was met, each with the words around it."""
        return [f"{where}: {text}" for where, text in self.said if find(text)]

    def _look(self, path: str) -> list[str]:
        self.paths[urlsplit(path).path] = self.paths.get(urlsplit(path).path, 0) + 1
        to(self._page, path)
        self.said.append((path, self._page.locator("body").inner_text()))
        return self._page.evaluate(LINKS)

    def _note_socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.said.append(("socket", _unescaped(str(frame)))))

    def _note_answer(self, answer: Response) -> None:
        kind = answer.headers.get("content-type", "")
        if answer.ok and kind.startswith(("application/json", "text/csv")):
            self.said.append((answer.url, answer.text()))


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


@pytest.fixture
def walked(visit: Visit) -> Callable[[str, str], Heard]:
    def walk(email: str, language: str = "en") -> Heard:
        heard = Heard(visit(email, "/", language=language))
        return heard.walk()

    return walk


def amounts_of(rows: Database, company: str) -> re.Pattern[str]:
    """The totals of the company's orders and of their lines, and what its budgets hold, however they are written. Round ones could be anything."""
    tables = ("net FROM placed_order", "net FROM order_line", "amount FROM budget")
    cents = {amount // 10_000 for table in tables for (amount,) in rows.ask(f"SELECT {table} WHERE company_id = ?", company)}
    written = [rf"{one // 100:,}".replace(",", r"[.,’\s\u00a0\u202f]?") + rf"[.,]{one % 100:02}" for one in cents if one >= 10_000 and one % 100]
    assert len(written) > 10
    return re.compile(rf"(?<!\d)(?:{'|'.join(written)})(?!\d)")


def company_of(rows: Database, email: str) -> str:
    return rows.one("SELECT company_id FROM person WHERE id = ?", rows.person(email))


@pytest.mark.parametrize(("email", "language"), [(MEYER, "de"), (PETERSEN, "en")], ids=["accounting", "read-only"])
def test_no_amount_reaches_whoever_sees_none(email: str, language: str, walked: Callable[..., Heard], rows: Database):
    heard = walked(email, language)
    own = amounts_of(rows, company_of(rows, email))
    assert {"/", "/orders", "/orders/order"} <= heard.paths.keys()
    assert heard.places_of(own.search) == []
    assert heard.places_of(WITH_CURRENCY.search) == []


def test_a_buyer_hears_no_agreement(walked: Callable[..., Heard], rows: Database):
    told = {text for row in rows.ask("SELECT number, name FROM price_agreement WHERE company_id = ?", company_of(rows, KELLER)) for text in row if text}
    names = {text for text in told if not re.fullmatch(r"\d{4}-\d{2}|\w+", text)}  # the others could be a month, or a kind of product
    heard = walked(KELLER)
    assert names and heard.places_of(WITH_CURRENCY.search)
    assert heard.places_of(lambda text: any(name in text for name in names)) == []


def test_who_sees_amounts_meets_them(walked: Callable[..., Heard], rows: Database):
    """Otherwise nothing would have been looked for."""
    heard = walked(LANG)
    assert heard.places_of(amounts_of(rows, company_of(rows, LANG)).search) and heard.places_of(WITH_CURRENCY.search)
