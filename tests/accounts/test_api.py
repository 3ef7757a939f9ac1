"""The HTTP doors: what they take, the cookies they set, and that nobody else's page can use them."""

import json
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from portal_app.accounts import COOKIE, DEVICE_COOKIE, Role, find_signed_in, invite_person
from portal_app.accounts.actions.reset import send_reset_link
from portal_app.accounts.api import router
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from portal_app.kernel.i18n import translate
from tests.accounts.cast import FIREFOX, OPERATOR, PASSWORD, House, Somebody, facts_for, link_token, mails_to, new_house, somewhere
from tests.database import behind_the_guard
from tests.services import free_port

ORIGIN = "http://127.0.0.1:3000"
OURS = {"Origin": ORIGIN, "X-Portal": "form", "Content-Type": "application/json", "Accept-Language": "en", "User-Agent": FIREFOX}
NEW = "neue gabel alte tasse"
ROUTES = sorted(route.path for route in router.routes)


class Browser:
    """A browser with cookies of its own, on our pages."""

    def __init__(self) -> None:
        app = FastAPI()
        app.include_router(router)
        self._client = TestClient(app, base_url="https://127.0.0.1:3000", client=(somewhere().address, 50000))

    def post(self, path: str, headers: dict | None = None, **form):
        return self._client.post(f"/auth/{path}", json=form, headers=OURS | (headers or {}))

    def raw(self, path: str, body: bytes, headers: dict):
        return self._client.post(path, content=body, headers=headers)

    def method(self, name: str, path: str) -> int:
        return self._client.request(name, path, headers=OURS).status_code

    @property
    def cookies(self):
        return self._client.cookies

    @property
    def signed_in(self):
        return find_signed_in(somewhere(), self.cookies.get(COOKIE, ""))


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def house(sqlite_database: str) -> House:
    """The actions are tested on both databases; their doors need one."""
    return new_house()


@pytest.fixture
def neighbours(sqlite_database: str) -> House:
    return new_house("Nordwerk Anlagenbau KG", "Carla Voss")


# Signing in


def test_a_buyer_signs_in_and_goes_where_they_wanted(house: House, browser: Browser):
    jan = house.hires("Jan Keller", Role.BUYER)
    answer = browser.post("sign-in", email=jan.email, password=PASSWORD, next="/orders?open=1")
    assert (answer.status_code, answer.json()) == (200, {"go": "/orders?open=1"})
    assert browser.signed_in.actor.name == "Jan Keller"


@pytest.mark.asvs("3.3.1", "3.3.2", "3.3.3", "3.3.4")
def test_the_cookies_are_for_this_host_and_out_of_reach_of_scripts(house: House, browser: Browser):
    jan = house.hires("Jan Keller", Role.BUYER)
    answer = browser.post("sign-in", email=jan.email, password=PASSWORD)
    session, device = sorted(answer.headers.get_list("set-cookie"), key=lambda text: not text.startswith(COOKIE))
    assert session.startswith(f"{COOKIE}=") and device.startswith(f"{DEVICE_COOKIE}=")
    for cookie in (session, device):
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; ")) and "Domain" not in cookie
    assert "Max-Age" not in session and "Max-Age=31536000" in device
    assert browser.cookies[COOKIE] not in answer.text and browser.cookies[DEVICE_COOKIE] not in answer.text


def test_two_steps_one_after_the_other(house: House, browser: Browser, advance):
    boss = house.boss
    assert browser.post("sign-in", email=boss.email, password=PASSWORD).json() == {"step": "code"}
    waiting = browser.cookies[COOKIE]
    assert browser.signed_in is None
    advance(timedelta(seconds=30))
    wrong = browser.post("code", code="000000")
    assert wrong.status_code == 422 and list(wrong.json()["problem"]["fields"]) == ["code"]
    answer = browser.post("code", code=boss.code(), trust_device=True, next="/company")
    assert answer.json() == {"go": "/company"} and browser.cookies[COOKIE] != waiting
    assert browser.signed_in.actor.name == "Henrik Lang"
    assert browser.post("sign-in", email=boss.email, password=PASSWORD).json() == {"go": "/"}, "the browser is trusted"


def test_a_recovery_code_instead(house: House, browser: Browser):
    browser.post("sign-in", email=house.boss.email, password=PASSWORD)
    assert browser.post("recovery", code=house.boss.recovery_codes[0]).json() == {"go": "/"}


@pytest.mark.asvs("6.3.8")
def test_a_refusal_says_nothing_about_who_is_known(house: House):
    answers = [Browser().post("sign-in", email=email, password="wrong password") for email in (house.boss.email, "nobody@nowhere.example", "no address")]
    assert {(answer.status_code, answer.text, tuple(sorted(answer.headers))) for answer in answers} == {
        (401, answers[0].text, tuple(sorted(answers[0].headers)))
    }
    assert answers[0].json() == {
        "problem": {"title": "E-mail address or password is not right. Please check both and try again.", "fields": {}, "code": "not-signed-in"}
    }
    assert "set-cookie" not in answers[0].headers


def test_who_has_to_wait_is_offered_the_code(house: House, browser: Browser, advance):
    for _ in range(5):
        browser.post("sign-in", email=house.boss.email, password="wrong")
    answer = browser.post("sign-in", email=house.boss.email, password=PASSWORD)
    assert (answer.status_code, answer.json()["step"]) == (429, "with-code")
    assert "wait 1 min" in answer.json()["problem"]["title"]
    advance(timedelta(seconds=10))
    assert browser.post("sign-in", email=house.boss.email, password=PASSWORD, code="000000").status_code == 429
    assert browser.post("sign-in", email=house.boss.email, password=PASSWORD, code=house.boss.code()).status_code == 429, "used at the set-up"
    advance(timedelta(seconds=20))


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/%2fevil.example", "/sign-in"])
def test_the_way_back_never_leads_out(house: House, browser: Browser, evil: str):
    jan = house.hires("Jan Keller", Role.BUYER)
    assert browser.post("sign-in", email=jan.email, password=PASSWORD, next=evil).json() == {"go": "/"}


@pytest.mark.asvs("14.3.1")
def test_signing_out_ends_the_session_and_clears_the_browser(house: House, browser: Browser):
    jan = house.hires("Jan Keller", Role.BUYER)
    browser.post("sign-in", email=jan.email, password=PASSWORD)
    token, device = browser.cookies[COOKIE], browser.cookies[DEVICE_COOKIE]
    answer = browser.post("sign-out")
    assert answer.json() == {"go": "/sign-in"} and answer.headers["clear-site-data"] == '"cache", "storage"'
    assert COOKIE not in browser.cookies and browser.cookies[DEVICE_COOKIE] == device
    assert find_signed_in(somewhere(), token) is None
    assert browser.post("sign-out").json() == {"go": "/sign-in"}


# Setting up, stepping up, passwords


def test_the_second_step_is_set_up_during_the_sign_in(house: House, browser: Browser):
    anna = house.invites("Anna Berg", Role.MANAGER)
    assert browser.post("invitation/accept", token=link_token(anna.email), password=PASSWORD).json() == {"step": "set-up"}
    begun = browser.post("set-up/begin").json()
    assert begun["drawing"].startswith("<svg") and begun["link"].startswith("otpauth://totp/")
    anna.secret = begun["secret"]
    assert browser.post("set-up/confirm", code="000000").status_code == 422
    confirmed = browser.post("set-up/confirm", code=anna.code(), next="/orders").json()
    assert len(confirmed["recovery_codes"]) == 10 and confirmed["go"] == "/orders"
    assert browser.signed_in.actor.name == "Anna Berg"


@pytest.mark.asvs("7.5.3")
def test_stepping_up_changes_the_cookie(house: House, browser: Browser, advance):
    jan = house.hires("Jan Keller", Role.BUYER)
    browser.post("sign-in", email=jan.email, password=PASSWORD)
    before = browser.cookies[COOKIE]
    advance(timedelta(minutes=10))
    assert browser.post("set-up/begin").json()["problem"]["code"] == "step-up-needed"
    assert browser.post("step-up", password="wrong").json()["problem"]["fields"] == {"password": "The password is not right."}
    assert browser.post("step-up", password=PASSWORD, next="/account").json() == {"go": "/account"}
    assert browser.cookies[COOKIE] != before
    assert "secret" in browser.post("set-up/begin").json()


def test_new_recovery_codes_need_a_fresh_code(house: House, browser: Browser, advance):
    boss = house.boss
    browser.post("sign-in", email=boss.email, password=PASSWORD)
    advance(timedelta(seconds=30))
    browser.post("code", code=boss.code())
    assert len(browser.post("recovery-codes").json()["recovery_codes"]) == 10
    advance(timedelta(minutes=6))
    assert browser.post("recovery-codes").status_code == 401


def test_the_password_is_changed_in_the_persons_language(house: House, browser: Browser):
    jan = house.hires("Jan Keller", Role.BUYER)
    browser.post("sign-in", email=jan.email, password=PASSWORD)
    wrong = browser.post("password", current="wrong", password=NEW)
    assert wrong.json()["problem"]["fields"] == {"current": "Your current password is not right."}
    assert browser.post("password", current=PASSWORD, password="short").status_code == 422
    assert "say" in browser.post("password", current=PASSWORD, password=NEW).json()
    assert Browser().post("sign-in", email=jan.email, password=NEW).json() == {"go": "/"}


# Links


def test_an_invitation_is_read_and_accepted(house: House, browser: Browser):
    tim = house.invites("Tim Wolff", Role.BUYER)
    token = link_token(tim.email)
    assert browser.post("invitation", token=token).json() == {
        "invitation": {"name": "Tim Wolff", "email": tim.email, "company_name": "Hansen Maschinenbau GmbH", "has_password": False, "opens": True}
    }
    assert browser.post("invitation/accept", token=token, password="short").json()["problem"]["fields"].keys() == {"password"}
    assert browser.post("invitation/accept", token=token, password=PASSWORD).json() == {"go": "/"}
    assert browser.post("invitation", token=token).status_code == 404


def test_an_old_invitation_brings_a_fresh_link(house: House, browser: Browser, advance):
    tim = house.invites("Tim Wolff", Role.BUYER)
    advance(timedelta(hours=2))
    token = link_token(tim.email)
    assert browser.post("invitation/accept", token=token, password=PASSWORD).status_code == 409
    assert "say" in browser.post("invitation/fresh", token=token).json()
    assert len(mails_to(tim.email)) == 2


def test_a_forgotten_password(house: House, browser: Browser):
    jan = house.hires("Jan Keller", Role.BUYER)
    known, unknown = (Browser().post("reset-request", email=email) for email in (jan.email, "nobody@nowhere.example"))
    assert known.json() == unknown.json() and known.status_code == 200
    send_reset_link(OPERATOR, jan.email)
    answer = browser.post("reset", token=link_token(jan.email), password=NEW)
    assert answer.json() == {"say": "Your new password is set. Please sign in with it.", "go": "/sign-in"}
    assert DEVICE_COOKIE in browser.cookies and COOKIE not in browser.cookies
    assert browser.post("sign-in", email=jan.email, password=NEW).json() == {"go": "/"}


def test_going_on_in_another_company(house: House, neighbours: House, browser: Browser):
    jan = house.hires("Jan Keller", Role.BUYER)
    invite_person(neighbours.boss.actor, jan.email, facts_for("Jan Keller", Role.READ_ONLY))
    browser.post("invitation/accept", token=link_token(jan.email), password=PASSWORD)
    assert browser.post("company", company_id=house.company_id, next="/orders").json() == {"go": "/orders"}
    assert browser.signed_in.actor.company_id == house.company_id
    assert browser.post("company", company_id="nonsense").status_code == 404


def test_staff_act_for_a_company_and_stop(petra: Somebody, browser: Browser, advance):
    house = new_house()
    browser.post("sign-in", email=petra.email, password=PASSWORD)
    advance(timedelta(seconds=30))
    browser.post("code", code=petra.code())
    assert browser.post("act-for", company_id=house.company_id, next="/company").json() == {"go": "/company"}
    assert browser.signed_in.acting_for == "Hansen Maschinenbau GmbH"
    assert browser.post("stop-acting").json() == {"go": "/"}
    assert browser.signed_in.acting_for == ""


# Whose request it is


FOREIGN = [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": f"{ORIGIN}.evil.example"}, {"Origin": "http://127.0.0.1:3001"}, {"Origin": ""},
    {"Origin": None}, {"X-Portal": None}, {"X-Portal": "other"},
]  # fmt: skip
BODIES = [
    b"", b"null", b"[]", b'"x"', b"{", b"{}" * 2, b'{"staff_role": "administrator"}', b'{"email": {"$ne": ""}}', b'{"email": 1, "password": true}',
    b'{"token": null}', b'{"email": "\\ud800"}', b'{"password": "\\ud800xxxxxxxxxxxx"}', b"\xff\xfe", b'{"email": "' + b"x" * 20_000 + b'"}', b"[" * 10_000,
]  # fmt: skip


@pytest.mark.asvs("3.5.1", "3.5.2", "3.5.3")
@pytest.mark.parametrize("path", ROUTES)
def test_a_foreign_page_gets_nowhere(sqlite_database: str, browser: Browser, path: str):
    for changed in FOREIGN:
        answer = browser.raw(path, b"{}", {name: value for name, value in (OURS | changed).items() if value is not None})
        assert answer.status_code == 403, changed
        assert answer.json()["problem"]["title"] == "This request did not come from a page of this portal."


@pytest.mark.parametrize("path", ROUTES)
def test_only_post_is_answered(sqlite_database: str, browser: Browser, path: str):
    assert {browser.method(name, path) for name in ("GET", "PUT", "PATCH", "DELETE", "HEAD")} == {405}


@pytest.mark.asvs("15.3.3")
@pytest.mark.parametrize("path", ROUTES)
def test_no_body_breaks_a_door_or_is_repeated_to_anybody(sqlite_database: str, browser: Browser, path: str):
    for body in BODIES:
        answer = browser.raw(path, body, OURS)
        assert 200 <= answer.status_code < 500, body[:40]
        if answer.status_code >= 400:
            assert set(answer.json()) <= {"problem", "step"} and set(answer.json()["problem"]) == {"title", "fields", "code"}
        assert len(answer.content) < 500 and b"staff_role" not in answer.content


@pytest.mark.parametrize(
    "path", ["set-up/begin", "set-up/confirm", "recovery-codes", "password", "step-up", "act-for", "stop-acting", "company", "code", "recovery"]
)
def test_without_a_cookie_nothing_of_ones_own_opens(sqlite_database: str, browser: Browser, path: str):
    form = {"code": "123456"} if path in ("set-up/confirm", "code", "recovery", "step-up") else {}
    form |= {"current": "x", "password": "y"} if path == "password" else {}
    form |= {"company_id": "x"} if path in ("act-for", "stop-acting", "company") else {}
    answer = browser.post(path, **form)
    assert answer.status_code == 401 and answer.json()["problem"]["code"] == "not-signed-in"


def test_answers_speak_the_language_of_the_page(house: House, browser: Browser):
    answer = browser.post("sign-in", headers={"Accept-Language": "de-AT, en;q=0.5"}, email="x@y.example", password="wrong")
    english = "E-mail address or password is not right. Please check both and try again."
    assert answer.json()["problem"]["title"] == translate("de", english) != english


def test_the_guessing_limit_counts_the_address_of_the_connection(house: House):
    browser = Browser()
    browser.post("sign-in", headers={"X-Forwarded-For": "203.0.113.9"}, email=house.boss.email, password="wrong")
    refused = behind_the_guard("SELECT address FROM audit_entry WHERE action = 'sign-in.refused' ORDER BY at DESC, id DESC")[0]
    assert refused[0].startswith("10.")


def test_secrets_of_a_form_are_in_no_log(house: House, browser: Browser, caplog):
    caplog.set_level("DEBUG")
    browser.post("sign-in", email=house.boss.email, password="my secret password text")
    browser.raw("/auth/sign-in", json.dumps({"password": "my secret password text", "extra": 1}).encode(), OURS)
    assert "my secret password text" not in caplog.text


def test_when_the_database_is_away_every_door_says_so(monkeypatch):
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"postgresql://portal:x@127.0.0.1:{free_port()}/portal")
    settings.cache_clear()
    engine.cache_clear()
    try:
        browser = Browser()
        browser.cookies.set(COOKIE, "a-cookie", domain="127.0.0.1")
        forms = {"sign-in": {"email": "a@b.example", "password": "x"}, "code": {"code": "123456"}, "sign-out": {}, "invitation": {"token": "x"}}
        for path, form in forms.items():
            answer = browser.post(path, **form)
            assert (answer.status_code, answer.json()["problem"]["code"]) == (503, "unavailable")
            assert "set-cookie" not in answer.headers
    finally:
        engine().dispose()
        settings.cache_clear()
        engine.cache_clear()
