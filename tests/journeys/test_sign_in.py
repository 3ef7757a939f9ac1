"""Getting in, in a browser: both steps, wrong input, recovery codes, trusted devices, invitations, forgotten passwords, the demo's cast."""

import re
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Page, Route, WebSocket, expect

from portal_app.accounts import demo as people
from tests.journeys.looking import covered_by_another, fields_without_a_label, sideways, small_targets
from tests.journeys.people import enter, link_in_newest_mail, opened, ready, sign_in, type_code
from tests.journeys.visits import breaks_of_access

Open = Callable[..., Page]
PUBLIC = ["/sign-in", "/sign-in/code", "/sign-in/recovery", "/second-step", "/recovery-codes", "/forgot", "/reset", "/invitation", "/set-up", "/mailbox"]
DESK = re.compile(r"^http://[^/]+/$")
NEW_PASSWORD = "lantern river quartz 88"


# --- both steps ------------------------------------------------------------------------------------------------------


def test_password_and_code_lead_to_the_page_that_was_asked_for(live_portal, page: Page):
    opened(page, "/company/people?show=active")
    page.wait_for_url("**/sign-in?next=**")
    sign_in(page, "a.berg@hansen-mb.example", to="/company/people?show=active")
    page.wait_for_url("**/sign-in/code**")
    type_code(page, "a.berg@hansen-mb.example")
    page.wait_for_url("**/company/people?show=active")
    expect(page.get_by_role("heading", name="Company")).to_be_visible()


def test_who_needs_no_second_step_is_in_with_the_password(live_portal, page: Page):
    sign_in(page, "m.roth@hansen-mb.example")
    page.wait_for_url(DESK)


def test_a_wrong_password_is_said_in_place_and_nothing_typed_is_lost(live_portal, page: Page):
    sign_in(page, "o.jensen@hansen-mb.example", "not-the-password")
    expect(page.get_by_role("alert")).to_contain_text("E-mail address or password is not right")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("E-mail")).to_have_value("o.jensen@hansen-mb.example")
    expect(page.get_by_label("Password", exact=True)).to_have_value("not-the-password")


def test_an_unknown_address_gets_the_same_answer(live_portal, page: Page):
    sign_in(page, "nobody@hansen-mb.example", "not-the-password")
    expect(page.get_by_role("alert")).to_have_text("E-mail address or password is not right. Please check both and try again.")


def test_empty_fields_are_named_before_anything_is_sent(live_portal, page: Page):
    opened(page, "/sign-in")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("alert").get_by_role("link", name="Please fill in: Password").click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()


def test_a_wrong_code_is_said_and_a_pasted_one_goes_on_by_itself(live_portal, page: Page):
    sign_in(page, "p.voigt@hansen-mb.example")
    page.wait_for_url("**/sign-in/code**")
    field = ready(page).get_by_label("Code from your app")
    expect(field).to_be_focused()
    code = people.code_of("p.voigt@hansen-mb.example")
    wrong = f"{(int(code) + 500_000) % 1_000_000:06}"
    field.press_sequentially(wrong)
    expect(page.get_by_role("alert")).to_contain_text("This code does not fit")
    expect(page.locator(".code-field i").filter(has_text=re.compile(r"\d"))).to_have_text(list(wrong))
    field.focus()
    page.keyboard.insert_text(f"{code[:3]} {code[3:]}")
    page.wait_for_url(DESK)


def test_a_recovery_code_replaces_the_app_once(live_portal, open_page: Open):
    first, second = open_page(), open_page()
    for page in (first, second):
        sign_in(page, "u.meyer@hansen-mb.example")
        page.wait_for_url("**/sign-in/code**")
        ready(page).get_by_role("link", name="Use a recovery code").click()
        page.get_by_label("Recovery code").fill(people.RECOVERY_CODES[4].upper().replace("-", " "))
        page.get_by_role("button", name="Go to my desk").click()
    expect(second.get_by_role("alert")).to_contain_text("This recovery code does not fit, or it was used already")
    expect(first).to_have_url(DESK)


def test_a_trusted_device_is_not_asked_again_and_another_one_is(live_portal, open_page: Open):
    page = open_page()
    sign_in(page, "s.klein@hansen-mb.example")
    page.wait_for_url("**/sign-in/code**")
    ready(page).get_by_label("Trust this device for 30 days").check()
    type_code(page, "s.klein@hansen-mb.example")
    page.wait_for_url(DESK)
    page.context.clear_cookies(name="__Host-session")
    sign_in(page, "s.klein@hansen-mb.example")
    page.wait_for_url(DESK)
    other = sign_in(open_page(), "s.klein@hansen-mb.example")
    other.wait_for_url("**/sign-in/code**")


def test_somebody_who_lost_the_device_is_told_what_to_do(live_portal, page: Page):
    opened(page, "/sign-in/code").get_by_role("button", name="Lost the device?").click()
    said = page.get_by_role("dialog")
    expect(said).to_contain_text("Your company's administrator can reset your second step")
    expect(said).to_contain_text("0431 555 01-0, Monday to Friday 7:00 to 18:00")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Lost the device?")).to_be_focused()


def test_the_second_step_without_the_first_leads_nowhere(live_portal, page: Page):
    opened(page, "/sign-in/code").get_by_label("Code from your app").press_sequentially("123456")
    expect(page.get_by_role("alert")).to_contain_text("Please sign in again")


def test_who_is_signed_in_does_not_see_the_sign_in(live_portal, page: Page):
    enter(page, "Rolf Petersen")
    page.goto("/sign-in?next=/account")
    page.wait_for_url("**/account**")


def test_the_way_back_never_leaves_the_portal(live_portal, page: Page):
    sign_in(page, "m.roth@hansen-mb.example", to="//evil.example/x")
    page.wait_for_url(DESK)


# --- the browser's help ----------------------------------------------------------------------------------------------


def test_password_safes_find_what_they_look_for(live_portal, page: Page):
    opened(page, "/sign-in")
    fields = page.locator("form [autocomplete]")
    assert [field.get_attribute("autocomplete") for field in fields.all()] == ["username", "current-password"]
    opened(page, "/sign-in/code")
    code = page.get_by_label("Code from your app")
    assert (code.get_attribute("autocomplete"), code.get_attribute("inputmode")) == ("one-time-code", "numeric")


def test_what_was_filled_in_before_the_page_stood_is_kept(live_portal, page: Page):
    """A password safe is faster than our scripts: they are held back here until it is done."""
    held: list[Route] = []
    holding = True
    page.route("**/assets/*.js", lambda route: held.append(route) if holding else route.continue_())
    page.goto("/sign-in", wait_until="commit")
    page.locator("input[name=email]").fill("m.roth@hansen-mb.example")
    page.locator("input[name=password]").fill(people.PASSWORD)
    holding = False
    for route in held:
        route.continue_()
    ready(page)
    expect(page.get_by_label("E-mail")).to_have_value("m.roth@hansen-mb.example")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(DESK)


def test_the_keyboard_alone_is_enough(live_portal, page: Page):
    opened(page, "/sign-in")
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type("m.roth@hansen-mb.example")
    page.keyboard.press("Tab")
    page.keyboard.type(people.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(DESK)


def test_a_german_page_gives_the_focus_to_its_first_field_too(live_portal, open_page: Open):
    page = opened(open_page(locale="de-DE"), "/sign-in")
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    expect(page.get_by_label("E-Mail")).to_be_focused()


# --- links in mails --------------------------------------------------------------------------------------------------


def test_an_old_invitation_brings_a_fresh_one_and_leads_through_the_second_step(live_portal, open_page: Open):
    """Somebody of a company that asks everybody for a second step: from the link in the mail to the desk."""
    page, mailbox = open_page(), open_page()
    address, subject = "eoin.gallagher@shannonvalve.example", "Your invitation"
    opened(page, link_in_newest_mail(mailbox, address, subject))
    page.get_by_role("button", name="Send me a fresh link").click()
    expect(page.get_by_role("status").filter(has_text="A fresh link is on its way")).to_be_visible()
    expect(_letters(mailbox, address)).to_have_count(2)
    opened(page, link_in_newest_mail(mailbox, address, subject))
    expect(page.get_by_role("heading", name="Welcome, Eoin Gallagher")).to_be_visible()
    page.get_by_label("Choose a password").fill("shannon valve eoin")
    page.get_by_role("button", name="Join Shannon Valve Works Ltd").click()
    expect(page.get_by_role("alert")).to_contain_text("This is made of names or words that are tried first")
    page.get_by_label("Choose a password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Join Shannon Valve Works Ltd").click()
    page.wait_for_url("**/second-step**")
    _set_up(page)
    page.get_by_role("link", name="I have kept them, go to my desk").click()
    page.wait_for_url(DESK)
    expect(page.get_by_text("Shannon Valve Works Ltd")).to_be_visible()


def _letters(mailbox: Page, address: str):
    """Looks again until the fresh mail is there: the outbox's worker carries it within a moment."""
    letters = mailbox.locator("details").filter(has=mailbox.get_by_text(address, exact=True))
    for _ in range(60):
        mailbox.get_by_role("button", name="Look again").click()
        mailbox.wait_for_timeout(250)
        if letters.count() > 1:
            break
    return letters


def _set_up(page: Page) -> list[str]:
    """Takes the typed key into an app and types its code. Returns the recovery codes."""
    expect(page.get_by_role("img", name="Drawing for the camera")).to_have_js_property("complete", True)
    assert page.get_by_role("img", name="Drawing for the camera").evaluate("drawing => drawing.naturalWidth") > 0
    key = page.locator(".key .code").inner_text().replace(" ", "")
    page.get_by_label("Code from your app").press_sequentially(pyotp.TOTP(key).now())
    expect(page.get_by_role("heading", name="Keep your recovery codes")).to_be_focused()
    codes = page.locator(".code-list li").all_inner_texts()
    assert len(codes) == 10
    return codes


def test_the_token_of_a_link_stays_in_the_browser(live_portal, open_page: Open):
    """Not in the address, so not in the history; not in what goes over the line; only in the one post that needs it."""
    page, sent = open_page(), []
    page.on("websocket", lambda line: _listen(line, sent))
    token = link_in_newest_mail(open_page(), "t.wolff@hansen-mb.example", "Ihre Einladung").partition("#")[2]
    opened(page, f"/invitation#{token}")
    expect(page.get_by_role("heading", name="Welcome, Tim Wolff")).to_be_visible()
    assert "#" not in page.url
    assert sent and not [frame for frame in sent if token in frame]
    page.reload()
    expect(page.get_by_role("heading", name="Welcome, Tim Wolff")).to_be_visible()


def _listen(line: WebSocket, sent: list[str]) -> None:
    sent.append(line.url)
    line.on("framesent", lambda frame: sent.append(str(frame)))


def test_a_link_that_never_was_is_refused_with_a_way_on(live_portal, page: Page):
    opened(page, "/invitation#" + "x" * 43)
    expect(page.get_by_text("This link was used already or has expired")).to_be_visible()
    expect(page.get_by_role("link", name="To the sign-in")).to_be_visible()


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(live_portal, open_page: Open):
    page, mailbox, address = open_page(), open_page(), "m.pichler@alpenrose.example"
    opened(page, "/sign-in").get_by_role("link", name="Forgot it?").click()
    expect(page.get_by_role("heading", name="Forgot your password?")).to_be_visible()
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_focused()
    opened(mailbox, "/mailbox")
    expect(_letters(mailbox, address).first).to_contain_text("Neues Passwort wählen")
    link = link_in_newest_mail(mailbox, address, "Neues Passwort wählen")
    opened(page, link).get_by_label("New password", exact=True).fill("kurz")
    page.get_by_role("button", name="Set the new password").click()
    expect(page.get_by_role("alert")).to_contain_text("Please use at least 12 characters")
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set the new password").click()
    expect(page.get_by_text("Your new password is set")).to_be_visible()
    sign_in(page, address, NEW_PASSWORD)
    page.wait_for_url(DESK)
    again = opened(open_page(), link)
    again.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    again.get_by_role("button", name="Set the new password").click()
    expect(again.get_by_role("alert")).to_contain_text("This link was used already or has expired")


def test_asking_for_an_unknown_address_is_answered_the_same(live_portal, page: Page):
    opened(page, "/forgot").get_by_label("E-mail").fill("nobody@hansen-mb.example")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_text("If this address is known here, a link is on its way to it")).to_be_visible()


# --- the demo's cast -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, company", [("Declan Murphy", "Shannon Valve Works Ltd"), ("Karin Sommer", "Hansen Maschinenbau GmbH"), ("Petra Thode", "Brandt & Thode")]
)
def test_one_click_signs_in_as_somebody_of_the_cast(live_portal, page: Page, name: str, company: str):
    enter(page, name)
    expect(page.locator(".title-block").get_by_text(company)).to_be_visible()


def test_the_cast_names_who_where_and_what(live_portal, page: Page):
    opened(page, "/sign-in")
    lines = page.locator(".part-line")
    expect(lines.nth(1)).to_have_accessible_name("Anna Berg Purchasing manager with a second step")
    expect(lines.filter(has_text="Tim Wolff")).to_have_count(0)
    page.get_by_role("group", name="Demo: look around as").get_by_role("button", name="Supplier").click()
    expect(lines).to_have_text([re.compile("Petra Thode"), re.compile("Katrin Lund"), re.compile("Owen Price"), re.compile("Jonas Feddersen")])


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_breaks_the_rules_of_access(live_portal, open_page: Open, path: str, theme: str, width: int):
    page = opened(open_page(viewport={"width": width, "height": 800}, color_scheme=theme, locale="de-DE" if theme == "dark" else "en-GB"), path)
    page.wait_for_load_state("networkidle")
    assert breaks_of_access(page) == ""
    assert sideways(page) == []
    assert fields_without_a_label(page) == []


@pytest.mark.parametrize("path", PUBLIC)
def test_fingers_find_targets_of_44_pixels(live_portal, open_page: Open, path: str):
    page = opened(open_page(viewport={"width": 390, "height": 800}, has_touch=True), path)
    page.wait_for_load_state("networkidle")
    assert small_targets(page, 44) == []


@pytest.mark.parametrize("size", [(320, 640), (768, 1024), (820, 640), (1024, 600), (1280, 720), (1600, 900)])
def test_the_sign_in_fits_on_every_screen(live_portal, open_page: Open, size: tuple[int, int]):
    page = opened(open_page(viewport={"width": size[0], "height": size[1]}), "/sign-in")
    page.locator(".part-line").first.wait_for()
    assert sideways(page) == []
    for name in ("E-mail", "Password"):
        page.get_by_label(name, exact=True).focus()
        assert covered_by_another(page) is None
    lines = page.locator(".part-line")
    lines.last.scroll_into_view_if_needed()
    lines.last.focus()
    assert covered_by_another(page) is None
    brand, first = page.locator(".brand b").bounding_box(), page.locator(".parts-head h2").bounding_box()
    assert first["y"] > brand["y"] + brand["height"]
