"""One's own account, in a browser: sign-ins listed and ended, password, second step, look, companies."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from portal_app.accounts import demo as people
from tests.journeys.looking import covered_by_another, fields_without_a_label, sideways, small_targets
from tests.journeys.people import enter, ready, sign_in, type_code
from tests.journeys.visits import breaks_of_access

Open = Callable[..., Page]
PHONE = {
    "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Safari/605.1.15", "viewport": {"width": 390, "height": 800}, "has_touch": True,
}  # fmt: skip
NEW_PASSWORD = "lantern river quartz 88"


def account(page: Page, name: str) -> Page:
    """The account page of somebody, filled."""
    enter(page, name, to="/account")
    expect(page.get_by_role("table", name="Where you are signed in").or_(page.get_by_role("table", name="Wo Sie angemeldet sind"))).to_be_visible()
    return page


def long_ago(live_portal, email: str) -> None:
    """Somebody proved who they are, but not just now."""
    with closing(sqlite3.connect(live_portal.database_url.removeprefix("sqlite:///"))) as database, database:
        database.execute(
            "UPDATE sign_in_session SET stepped_up_at = '2026-01-01 00:00:00.000000' WHERE account_id = (SELECT id FROM account WHERE email = ?)", [email]
        )


# --- sign-ins --------------------------------------------------------------------------------------------------------


def test_another_browser_is_named_asked_about_and_signed_out_at_once(live_portal, open_page: Open):
    phone = account(open_page(**PHONE), "Declan Murphy")
    page = account(open_page(), "Declan Murphy")
    rows = page.get_by_role("table", name="Where you are signed in").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("This browser")
    page.get_by_role("button", name="End Safari, iPhone").click()
    question = page.get_by_role("dialog", name="End Safari, iPhone?")
    question.get_by_role("button", name="Keep it").click()
    expect(question).to_be_hidden()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="End Safari, iPhone").click()
    question.get_by_role("button", name="End Safari, iPhone").click()
    expect(rows).to_have_count(2)
    expect(page.get_by_text("Safari, iPhone is signed out.")).to_be_visible()
    phone.wait_for_url("**/sign-in?next=/account**", timeout=3000)


def test_all_others_are_ended_and_this_one_stays(live_portal, open_page: Open):
    others = [account(open_page(**PHONE), "Siobhan Kelly") for _ in range(2)]
    page = account(open_page(), "Siobhan Kelly")
    page.get_by_role("button", name="End all others").click()
    question = page.get_by_role("dialog", name="End all other sign-ins?")
    expect(question.get_by_role("listitem")).to_have_count(2)
    question.get_by_role("button", name="End all others").click()
    expect(page.get_by_text("2 other browsers are signed out.")).to_be_visible()
    expect(page.get_by_role("table", name="Where you are signed in").get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("button", name="End all others")).to_be_hidden()
    for other in others:
        other.wait_for_url("**/sign-in**", timeout=3000)


def test_a_forgotten_browser_is_a_new_one_again(live_portal, open_page: Open):
    page = open_page(**PHONE)
    account(page, "Rory Walsh")
    known = page.get_by_role("table", name="Browsers that know you").get_by_role("row").filter(has_text="Safari, iPhone")
    before = known.count()
    known.first.get_by_role("button", name="Forget Safari, iPhone").click()
    expect(known).to_have_count(before - 1)
    expect(page.get_by_text("Forgotten.")).to_be_visible()


# --- password --------------------------------------------------------------------------------------------------------


def test_a_new_password_ends_all_other_sign_ins(live_portal, open_page: Open):
    other = account(open_page(**PHONE), "Mia Roth")
    page = account(open_page(locale="de-DE"), "Mia Roth")
    page.get_by_label("Ihr jetziges Passwort").fill("not-my-password")
    page.get_by_label("Neues Passwort").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Passwort ändern").click()
    expect(page.get_by_role("alert")).to_contain_text("Ihr jetziges Passwort stimmt nicht.")
    expect(page.get_by_label("Neues Passwort")).to_have_value(NEW_PASSWORD)
    page.get_by_label("Ihr jetziges Passwort").fill(people.PASSWORD)
    page.get_by_role("button", name="Passwort ändern").click()
    expect(page.get_by_role("status").filter(has_text="Ihr Passwort ist geändert")).to_be_visible()
    expect(page.get_by_label("Neues Passwort")).to_have_value("")
    expect(page.get_by_role("table", name="Wo Sie angemeldet sind").get_by_role("row")).to_have_count(2)
    other.wait_for_url("**/sign-in**", timeout=3000)
    again = sign_in(open_page(), "m.roth@hansen-mb.example", NEW_PASSWORD)
    again.wait_for_url(re.compile(r"^http://[^/]+/$"))


# --- second step -----------------------------------------------------------------------------------------------------


def test_a_second_step_is_set_up_used_and_removed(live_portal, open_page: Open):
    page = account(open_page(), "Finn Carstens")
    long_ago(live_portal, "f.carstens@hansen-mb.example")
    page.get_by_role("link", name="Zweiten Schritt einrichten").click()
    page.wait_for_url("**/second-step**")
    ready(page).get_by_label("Passwort", exact=True).fill("not-my-password")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("alert")).to_contain_text("Das Passwort stimmt nicht.")
    page.get_by_label("Passwort", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    key = page.locator(".key .code")
    key.wait_for()
    app = pyotp.TOTP(key.inner_text().replace(" ", ""))
    page.get_by_label("Code aus Ihrer App").press_sequentially(app.now())
    expect(page.get_by_role("heading", name="Heben Sie Ihre Wiederherstellungscodes auf")).to_be_focused()
    codes = page.locator(".code-list li").all_inner_texts()
    page.get_by_role("link", name="Ich habe sie, zurück").click()
    page.wait_for_url("**/account**")
    expect(ready(page).get_by_text("App eingerichtet")).to_be_visible()
    expect(page.get_by_text("noch 10 Wiederherstellungscodes")).to_be_visible()
    page.get_by_role("button", name="Entfernen …").click()
    page.get_by_role("dialog").get_by_role("button", name="Zweiten Schritt entfernen").click()
    expect(page.get_by_role("link", name="Zweiten Schritt einrichten")).to_be_visible()
    assert len(set(codes)) == 10


def test_recovery_codes_can_be_copied_and_kept_as_a_file(live_portal, open_page: Open):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    account(page, "Ciara Byrne")
    page.get_by_role("link", name="New recovery codes").click()
    page.get_by_role("button", name="Make ten new codes").click()
    page.get_by_role("heading", name="Keep your recovery codes").wait_for()
    codes = [re.sub(r"^\d+\.\s*", "", text) for text in page.locator(".code-list li").all_inner_texts()]
    page.get_by_role("button", name="Copy all").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines() == ["Recovery codes of the portal", "", *codes]
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as a file").click()
    assert download.value.suggested_filename == "recovery-codes.txt"
    assert download.value.path().read_text("utf-8") == copied
    page.get_by_role("link", name="I have kept them, go back").click()
    page.wait_for_url("**/account**")
    sign_out_and_use(page, "ciara.byrne@shannonvalve.example", codes[0], people.RECOVERY_CODES[0])


def sign_out_and_use(page: Page, email: str, new: str, old: str) -> None:
    page.context.clear_cookies()
    sign_in(page, email)
    page.wait_for_url("**/sign-in/code**")
    ready(page).get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(old)
    page.get_by_role("button", name="Go to my desk").click()
    expect(page.get_by_role("alert")).to_contain_text("This recovery code does not fit")
    page.get_by_label("Recovery code").fill(new)
    page.get_by_role("button", name="Go to my desk").click()
    page.wait_for_url(re.compile(r"^http://[^/]+/$"))


def test_new_recovery_codes_ask_for_the_app_when_that_was_long_ago(live_portal, page: Page):
    account(page, "Niamh Doyle")
    long_ago(live_portal, "niamh.doyle@shannonvalve.example")
    page.get_by_role("link", name="New recovery codes").click()
    page.get_by_role("button", name="Make ten new codes").click()
    expect(page.get_by_text("please enter the code that your app shows now")).to_be_visible()
    type_code(page, "niamh.doyle@shannonvalve.example")
    page.get_by_role("button", name="Make ten new codes").click()
    expect(page.locator(".code-list li")).to_have_count(10)


def test_a_second_step_the_role_asks_for_cannot_be_removed(live_portal, page: Page):
    account(page, "Anna Berg")
    expect(page.get_by_text("it can be moved but not removed")).to_be_visible()
    expect(page.get_by_role("button", name="Remove …")).to_have_count(0)
    expect(page.get_by_role("link", name="Move to another phone")).to_be_visible()


# --- look and companies ----------------------------------------------------------------------------------------------


def test_a_choice_of_look_is_applied_at_once_and_follows_to_another_browser(live_portal, open_page: Open):
    page = account(open_page(), "Aoife Brennan")
    aside = page.get_by_role("complementary")
    aside.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    aside.get_by_role("button", name="Compact").click()
    expect(page.locator("html")).to_have_attribute("data-density", "compact")
    aside.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Ihr Konto")).to_be_visible()
    expect(page.get_by_role("table", name="Wo Sie angemeldet sind")).to_contain_text("jetzt")
    other = open_page()
    enter(other, "Aoife Brennan", to="/account")
    expect(other.get_by_role("heading", name="Ihr Konto")).to_be_visible()
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    expect(other.locator("html")).to_have_attribute("data-density", "compact")


def test_who_works_for_two_companies_goes_from_one_to_the_other(live_portal, page: Page):
    account(page, "Karin Sommer")
    companies = page.get_by_role("complementary").get_by_role("listitem")
    expect(companies.filter(has_text="Hansen Maschinenbau GmbH")).to_contain_text("Sie sind hier")
    companies.filter(has_text="Alpenrose Seilbahnservice GmbH").get_by_role("button", name="Dorthin").click()
    page.wait_for_url(re.compile(r"^http://[^/]+/$"))
    expect(page.locator(".title-block").get_by_text("Alpenrose Seilbahnservice GmbH")).to_be_visible()


def test_the_suppliers_people_have_an_account_too(live_portal, page: Page):
    account(page, "Jonas Feddersen")
    expect(page.get_by_text("j.feddersen@brandt-thode.example")).to_be_visible()


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_breaks_the_rules_of_access(live_portal, open_page: Open, theme: str, width: int):
    page = account(open_page(viewport={"width": width, "height": 800}, color_scheme=theme), "Jan Keller")
    assert breaks_of_access(page) == ""
    assert sideways(page) == []
    assert fields_without_a_label(page) == []


def test_dialogs_and_the_guide_break_no_rule_either(live_portal, open_page: Open):
    open_page(**PHONE)
    account(open_page(**PHONE), "Ole Jensen")
    page = account(open_page(viewport={"width": 390, "height": 800}), "Ole Jensen")
    page.get_by_role("button", name=re.compile("iPhone beenden")).first.click()
    page.get_by_role("dialog").wait_for()
    assert breaks_of_access(page) == ""
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Auf ein anderes Telefon umziehen").click()
    page.locator(".key .code").wait_for()
    assert breaks_of_access(page) == ""
    assert sideways(page) == []


def test_fingers_find_targets_of_44_pixels(live_portal, open_page: Open):
    assert small_targets(account(open_page(**PHONE), "Rolf Petersen"), 44) == []


def test_the_keyboard_reaches_everything_and_the_focus_is_never_covered(live_portal, page: Page):
    account(page, "Ines Behrens")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert covered_by_another(page) is None


def test_a_database_that_is_away_is_a_sentence_with_a_way_on(live_portal, page: Page):
    """What fails on the page is said there; when it is back, the same button works."""
    account(page, "Patrick Quinn")
    forget = page.get_by_role("table", name="Browsers that know you").get_by_role("button", name=re.compile("^Forget"))
    known = forget.count()
    file = Path(live_portal.database_url.removeprefix("sqlite:///"))
    file.rename(file.with_suffix(".away"))
    try:
        forget.last.click()
        expect(page.get_by_role("alert")).to_contain_text("We cannot reach our database right now")
    finally:
        file.with_suffix(".away").rename(file)
    forget.last.click()
    expect(forget).to_have_count(known - 1)
    expect(page.get_by_role("alert")).to_have_count(0)
