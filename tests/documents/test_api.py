"""The address of the confirmation: a file for who may see the order, a sentence for everybody else, nothing kept on the way."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from portal_app.accounts import COOKIE
from portal_app.accounts.tables import SignInSession
from portal_app.documents.api import router
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor
from portal_app.kernel.db import transaction
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.secrets import token_hash
from portal_app.kernel.tenancy import NOBODY
from tests.documents.papers import CONFIRM, an_order_that_is
from tests.documents.reading import read
from tests.ordering.shop import Shop

UNKNOWN = "We cannot find this. It may have been removed, or the link is incomplete."


def cookie_of(who: Actor) -> dict[str, str]:
    """What their browser sends once they have signed in."""
    token, now = f"token of {new_id()}", clock.now()
    with transaction(NOBODY, writes=True) as session:
        session.add(SignInSession(
            token_hash=token_hash(token), account_id=who.account_id, person_id=who.person_id, company_id=who.company_id, assurance="two-steps", started_at=now,
            last_seen_at=now, expires_at=now + timedelta(hours=1),
        ))  # fmt: skip
    return {"Cookie": f"{COOKIE}={token}"}


@pytest.fixture
def browser() -> TestClient:
    app = FastAPI()
    app.include_router(router)
    return TestClient(app, base_url="https://127.0.0.1:3000", follow_redirects=False)


def address(order_id: Id, locale: str = "") -> str:
    return f"/documents/order-confirmation/{order_id}.pdf{f'?locale={locale}' if locale else ''}"


def test_the_file_has_a_name_and_is_kept_nowhere(shop: Shop, browser: TestClient):
    order_id = an_order_that_is(shop, *CONFIRM)
    answer = browser.get(address(order_id, "en"), headers=cookie_of(shop.jan))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"].startswith('attachment; filename="order-confirmation-O-1')
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert "Order confirmation" in read(answer.content).text
    german = browser.get(address(order_id, "de"), headers=cookie_of(shop.jan)).headers["content-disposition"]
    assert "; filename*=UTF-8''auftragsbest%C3%A4tigung-O-1" in german
    assert browser.head(address(order_id), headers=cookie_of(shop.jan)).status_code == 200


@pytest.mark.parametrize(
    ("locale", "title"), [("de", "Auftragsbestätigung"), ("en", "Order confirmation"), ("fr", "Order confirmation"), ("", "Auftragsbestätigung")]
)
def test_the_language_is_the_one_that_is_asked_for_else_the_readers(shop: Shop, browser: TestClient, locale: str, title: str):
    """Jan Keller's account speaks German."""
    answer = browser.get(address(an_order_that_is(shop, *CONFIRM), locale), headers=cookie_of(shop.jan))
    assert title in read(answer.content).text


@pytest.mark.asvs("8.2.2")
def test_foreign_and_unknown_orders_are_answered_alike(shop: Shop, browser: TestClient):
    order_id = an_order_that_is(shop, *CONFIRM)
    for who in (shop.mia, shop.stranger):
        answers = [browser.get(address(wanted, "en"), headers=cookie_of(who)) for wanted in (order_id, new_id(), "nonsense", "x" * 3000, "%00", f"{order_id}x")]
        assert {(answer.status_code, answer.text, answer.headers["cache-control"]) for answer in answers} == {(404, UNKNOWN, "no-store")}


def test_who_is_not_signed_in_is_led_to_the_sign_in_and_a_program_is_told(shop: Shop, browser: TestClient):
    order_id = an_order_that_is(shop, *CONFIRM)
    led = browser.get(address(order_id), headers={"Accept": "text/html,*/*"})
    assert (led.status_code, led.headers["location"]) == (303, f"/sign-in?next=/orders/order%3Forder%3D{order_id}")
    for cookies in ({}, {"Cookie": f"{COOKIE}=nobody"}, {"Cookie": f"{COOKIE}="}):
        told = browser.get(address(order_id), headers={"Accept": "application/pdf", **cookies})
        assert (told.status_code, told.text) == (401, "Please sign in again.")
        assert told.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_way_back_never_leads_out(browser: TestClient):
    led = browser.get("/documents/order-confirmation/%2F%2Fevil.example.pdf", headers={"Accept": "text/html"})
    assert led.status_code in (303, 404) and "//" not in led.headers.get("location", "").removeprefix("/")
