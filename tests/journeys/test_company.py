"""The company's administration in a browser: people, roles, cost centres, places, record, settings; with keys and mouse, on desk and phone."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import covered_by_another, fields_without_a_label, sideways, small_targets
from tests.journeys.people import newest_letter
from tests.journeys.visits import (
    BEHRENS,
    BERG,
    BRENNAN,
    KELLER,
    LANG,
    MEYER,
    PETERSEN,
    ROTH,
    THODE,
    Database,
    Visit,
    breaks_of_access,
    confirm,
    to,
)

PAGES = ["/company/people", "/company/roles", "/company/cost-centres", "/company/places", "/company/record", "/company/settings"]


def pane(page: Page) -> Locator:
    return page.locator("aside.pane")


def row(page: Page, text: str) -> Locator:
    return page.locator("tbody tr").filter(has_text=text)


def toast(page: Page, text: str) -> Locator:
    return page.locator(".toast").filter(has_text=text)


def opened(visit: Visit, rows: Database, email: str, **options) -> Page:
    """The administrator with this person beside the list."""
    return visit(LANG, f"/company/people?person={rows.person(email)}", **options)


# --- every page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, path: str, width: int, theme: str):
    page = visit(LANG, path, width=width, theme=theme, language="de" if theme == "dark" else "en")
    assert breaks_of_access(page) == ""
    assert sideways(page) == []
    assert fields_without_a_label(page) == []
    assert page.evaluate("document.documentElement.dataset.theme") == theme


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_chosen_person_breaks_no_rule_either(visit: Visit, rows: Database, width: int, theme: str):
    page = opened(visit, rows, KELLER, width=width, theme=theme)
    pane(page).get_by_label("Accounting", exact=True).check()
    expect(pane(page).get_by_text("What will change:")).to_be_visible()
    assert breaks_of_access(page) == ""
    assert sideways(page) == []
    page.get_by_role("button", name="Discard").click()


@pytest.mark.parametrize("width", [320, 360, 390, 719, 720, 768, 959, 960, 1199, 1200, 1600])
@pytest.mark.parametrize("path", ["/company/people", "/company/places", "/company/record", "/company/roles"])
def test_no_width_makes_a_page_run_sideways_in_german(visit: Visit, rows: Database, path: str, width: int):
    extra = f"?person={rows.person(KELLER)}" if path.endswith("people") else ""
    assert sideways(visit(LANG, path + extra, width=width, language="de")) == []


@pytest.mark.parametrize("path", PAGES)
def test_fingers_find_targets_of_44_pixels_and_a_mouse_of_24(visit: Visit, path: str):
    assert small_targets(visit(LANG, path, width=390, has_touch=True), 44) == []
    assert small_targets(visit(LANG, path), 24) == []


def test_the_focus_is_never_covered_on_the_way_through_the_people_and_one_person(visit: Visit, rows: Database):
    page = opened(visit, rows, KELLER, height=720)
    for _ in range(60):
        page.keyboard.press("Tab")
        assert covered_by_another(page) is None


@pytest.mark.parametrize(
    ("email", "closed"),
    [
        (KELLER, ["people", "roles", "record", "settings"]),
        (MEYER, ["people", "roles", "record", "settings"]),
        (PETERSEN, ["people", "roles", "record", "settings"]),
        (BEHRENS, ["people", "roles", "places", "record", "settings"]),
        (BERG, ["record", "settings"]),
    ],
)
def test_who_lacks_the_right_is_told_so_and_finds_no_tab_to_it(visit: Visit, email: str, closed: list[str]):
    page = visit(email, "/company/cost-centres")
    tabs = page.get_by_role("navigation", name="Company").get_by_role("link")
    shown = {tab.get_attribute("href") for tab in tabs.all()}
    assert shown == {path for path in PAGES if path.removeprefix("/company/") not in closed}
    for name in closed:
        to(page, f"/company/{name}")
        expect(page.get_by_role("heading", name="This is not open to you")).to_be_visible()
        expect(page.locator("main table")).to_have_count(0)


def test_who_may_only_look_finds_nothing_to_change(visit: Visit):
    page = visit(KELLER, "/company/cost-centres")
    row(page, "4711").get_by_role("link").click()
    expect(pane(page).get_by_role("heading", name="4711 Maintenance")).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    expect(page.locator("main input")).to_have_count(0)


# --- people ----------------------------------------------------------------------------------------------------------


def test_the_list_says_of_each_what_matters(visit: Visit):
    page = visit(LANG, "/company/people")
    expect(row(page, "Jan Keller")).to_contain_text("Maintenance")
    expect(row(page, "Jan Keller")).to_contain_text("1,500")
    expect(row(page, "Henrik Lang")).to_contain_text("Administrator, Purchasing manager")
    expect(row(page, "Henrik Lang")).to_contain_text("none set")
    expect(row(page, "Ute Meyer")).to_contain_text("–")
    expect(row(page, "Finn Carstens")).to_contain_text("Buyer 4720")
    expect(row(page, "Tim Wolff")).to_contain_text("Invited")
    expect(row(page, "Greta Nissen")).to_contain_text(re.compile("off since .*Off", re.S))


def test_a_person_is_invited_from_the_keyboard_alone(visit: Visit, rows: Database):
    page = visit(LANG, "/company/people")
    page.keyboard.press("n")
    expect(page.get_by_label("E-mail")).to_be_focused()
    for text in ("Berta.Neu@Hansen-MB.example", "Berta", "Neu", "Ms", "Tools"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#invite").get_by_label("Buyer")).to_be_checked()
    page.locator("#invite").get_by_label("Limit per order").focus()
    page.keyboard.type("250")
    page.keyboard.press("Enter")
    expect(toast(page, "Berta Neu gets a mail with a link.")).to_be_visible()
    expect(pane(page).get_by_role("heading", name="Ms Berta Neu")).to_be_visible()
    expect(row(page, "Ms Berta Neu")).to_contain_text(re.compile("Tools, invited.*Buyer.*250.*Invited", re.S))
    assert rows.one("SELECT count(*) FROM account WHERE email = 'berta.neu@hansen-mb.example'") == 1
    assert newest_letter(page, "berta.neu@hansen-mb.example").is_visible()


def test_an_address_that_is_known_is_said_at_its_field_and_all_that_was_typed_stays(visit: Visit):
    page = visit(LANG, "/company/people")
    page.get_by_role("button", name="Invite", exact=True).click()
    form = page.locator("#invite")
    for label, text in (("E-mail", KELLER), ("First name", "Jan"), ("Last name", "Keller"), ("Limit per order", "300")):
        form.get_by_label(label).fill(text)
    form.get_by_label("Buyer").check()
    form.get_by_role("button", name="Send the invitation").click()
    expect(form.get_by_role("alert")).to_contain_text("This person is in your company's list already.")
    expect(form.get_by_role("alert")).to_be_focused()
    expect(form.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("E-mail")).to_have_value(KELLER)
    expect(form.get_by_label("Limit per order")).to_have_value("300.00")
    expect(form.get_by_label("Buyer")).to_be_checked()


def test_what_is_missing_is_said_before_anything_is_sent(visit: Visit):
    page = visit(LANG, "/company/people")
    page.get_by_role("button", name="Invite", exact=True).click()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("#invite").get_by_role("alert")).to_contain_text("Please fill in: E-mail")


def test_a_sensitive_change_asks_for_the_code_and_then_goes_on_by_itself(visit: Visit, rows: Database):
    page = visit(LANG, "/company/people")
    rows.make_confirmations_old()
    page.get_by_role("button", name="Invite", exact=True).click()
    form = page.locator("#invite")
    for label, text in (("E-mail", "karl.code@hansen-mb.example"), ("First name", "Karl"), ("Last name", "Code")):
        form.get_by_label(label).fill(text)
    form.get_by_label("Read-only").check()
    form.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("dialog", name="Please confirm that it is you")).to_be_visible()
    assert breaks_of_access(page) == ""
    confirm(page, LANG)
    expect(toast(page, "Karl Code gets a mail with a link.")).to_be_visible()
    expect(row(page, "Karl Code")).to_contain_text("Read-only")


def test_after_the_code_a_refusal_opens_the_form_again_with_all_that_was_typed(visit: Visit, rows: Database):
    page = visit(BERG, "/company/people")
    rows.make_confirmations_old()
    page.get_by_role("button", name="Invite", exact=True).click()
    form = page.locator("#invite")
    for label, text in (("E-mail", KELLER), ("First name", "Jan"), ("Last name", "Keller")):
        form.get_by_label(label).fill(text)
    form.get_by_label("Buyer").check()
    form.get_by_label("Limit per order").fill("100")
    form.get_by_role("button", name="Send the invitation").click()
    confirm(page, BERG)
    expect(form).to_be_visible()
    expect(form.get_by_role("alert")).to_be_visible()
    expect(form.get_by_label("E-mail")).to_have_value(KELLER)
    expect(form.get_by_label("Last name")).to_have_value("Keller")
    expect(form.get_by_label("Buyer")).to_be_checked()


def test_closing_the_question_changes_nothing_and_keeps_what_was_entered(visit: Visit, rows: Database):
    page = opened(visit, rows, ROTH)
    rows.make_confirmations_old()
    pane(page).get_by_label("Limit per order").fill("1200")
    page.get_by_role("button", name="Save for Roth").click()
    expect(page.locator("#step-up")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#step-up")).to_be_hidden()
    expect(pane(page).get_by_label("Limit per order")).to_have_value("1,200.00")
    expect(row(page, "Mia Roth")).to_contain_text("1,000")
    to(page, page.url)
    expect(page.locator("#step-up")).to_be_hidden()
    expect(row(page, "Mia Roth")).to_contain_text("1,000")
    page.get_by_role("button", name="Discard").click()


def test_what_will_change_is_said_before_it_is_saved(visit: Visit, rows: Database):
    page = opened(visit, rows, "p.voigt@hansen-mb.example")
    pane(page).get_by_label("Limit per order").fill("750")
    pane(page).get_by_label("Limit per order").press("Tab")
    ahead = pane(page).get_by_role("status")
    expect(ahead).to_contain_text(re.compile(r"What will change:.*limit per order.*500\.00\sEUR.*750\.00\sEUR", re.S))
    assert rows.one("SELECT limit_per_order FROM person WHERE id = ?", rows.person("p.voigt@hansen-mb.example")) == 500_000_000
    page.get_by_role("button", name="Save for Voigt").click()
    expect(toast(page, "Saved: Paul Voigt")).to_be_visible()
    expect(row(page, "Paul Voigt")).to_contain_text("750")
    expect(ahead).to_be_empty()


def test_what_is_no_amount_or_too_fine_is_said_and_not_lost(visit: Visit, rows: Database):
    page = opened(visit, rows, ROTH)
    pane(page).get_by_label("Limit per order").fill("10.555")
    pane(page).get_by_label("Limit per order").press("Tab")
    expect(pane(page).get_by_role("status")).to_contain_text("A limit is an amount from 0")
    page.get_by_role("button", name="Save for Roth").click()
    expect(pane(page).get_by_role("alert")).to_contain_text("Limit per order may have at most 2 decimals")
    expect(pane(page).get_by_label("Limit per order")).to_have_value(re.compile("10.555"))
    page.get_by_role("button", name="Discard").click()
    expect(pane(page).get_by_label("Limit per order")).to_have_value("1,000.00")


def test_a_new_role_says_what_it_opens_and_signs_the_person_out(visit: Visit, rows: Database):
    mia = visit(ROTH, "/")
    page = opened(visit, rows, ROTH)
    pane(page).get_by_label("Analyst").check()
    ahead = pane(page).get_by_role("status")
    expect(ahead).to_contain_text("May from then on: See all orders of the company")
    expect(ahead).to_contain_text("Mia Roth is signed out, and has the new roles at the next sign-in.")
    page.get_by_role("button", name="Save for Roth").click()
    expect(row(page, "Mia Roth")).to_contain_text("Buyer, Analyst")
    mia.wait_for_url("**/sign-in**", timeout=3000)


def test_roles_that_are_a_worry_together_need_a_reason(visit: Visit, rows: Database):
    page = opened(visit, rows, "o.jensen@hansen-mb.example")
    pane(page).get_by_label("Accounting", exact=True).check()
    expect(pane(page)).to_contain_text("who orders should not also settle the invoice")
    page.get_by_role("button", name="Save for Jensen").click()
    expect(pane(page).get_by_role("alert")).to_be_visible()
    expect(row(page, "Ole Jensen")).not_to_contain_text("Accounting")
    page.get_by_label("Why this is right").fill("Holiday cover until January")
    page.get_by_role("button", name="Save for Jensen").click()
    expect(row(page, "Ole Jensen")).to_contain_text("Buyer, Accounting")
    assert rows.one("SELECT reason FROM audit_entry WHERE action = 'person.changed' ORDER BY at DESC") == "Holiday cover until January"


def test_a_role_for_one_cost_centre_is_given_and_taken_away(visit: Visit, rows: Database):
    page = opened(visit, rows, "s.klein@hansen-mb.example")
    page.get_by_role("button", name="Give a role for one cost centre").click()
    page.get_by_role("dialog").get_by_label("Role").select_option(label="Read-only")
    page.get_by_role("dialog").get_by_label("Cost centre").select_option(label="4730 Safety")
    page.get_by_role("button", name="Add the role").click()
    expect(pane(page).get_by_role("status")).to_contain_text("Read-only (4730)")
    page.get_by_role("button", name="Save for Klein").click()
    expect(row(page, "Svea Klein")).to_contain_text("Buyer, Read-only 4730")
    page.get_by_role("button", name=re.compile("^Take away Read-only")).click()
    page.get_by_role("button", name="Save for Klein").click()
    expect(row(page, "Svea Klein")).not_to_contain_text("Read-only")


def test_what_was_entered_survives_another_choice_and_a_reload(visit: Visit, rows: Database):
    page = opened(visit, rows, "s.klein@hansen-mb.example")
    pane(page).get_by_label("Limit per month").fill("7000")
    pane(page).get_by_label("Limit per month").press("Tab")
    expect(pane(page).get_by_role("status")).to_contain_text("7,000.00 EUR")
    row(page, "Paul Voigt").get_by_role("link").click()
    expect(pane(page).get_by_role("heading", name="Paul Voigt")).to_be_visible()
    row(page, "Svea Klein").get_by_role("link").click()
    expect(pane(page).get_by_label("Limit per month")).to_have_value("7,000.00")
    page.reload()
    expect(pane(page).get_by_label("Limit per month")).to_have_value("7,000.00")
    page.get_by_role("button", name="Discard").click()
    expect(pane(page).get_by_label("Limit per month")).to_have_value("6,000.00")
    expect(pane(page).get_by_role("status")).to_be_empty()


def test_the_second_of_two_editors_sees_what_the_first_changed_and_keeps_their_own_entry(visit: Visit, rows: Database):
    page = opened(visit, rows, KELLER)
    pane(page).get_by_label("Limit per order").fill("1750")
    pane(page).get_by_label("Limit per order").press("Tab")
    petra = visit(THODE, "/staff/companies")
    row(petra, "Hansen").get_by_role("link").click()
    petra.get_by_role("button", name=re.compile("^Act for Hansen")).click()
    petra.wait_for_url("**/")
    to(petra, f"/company/people?person={rows.person(KELLER)}")
    pane(petra).get_by_label("Unit").fill("Maintenance West")
    petra.get_by_role("button", name="Save for Keller").click()
    expect(toast(petra, "Saved: Jan Keller")).to_be_visible()

    page.get_by_role("button", name="Save for Keller").click()
    expect(pane(page).get_by_role("alert")).to_contain_text("Somebody changed this in the meantime.")
    expect(pane(page).get_by_label("Unit")).to_have_value("Maintenance West")
    expect(pane(page).get_by_label("Limit per order")).to_have_value("1,750.00")
    page.get_by_role("button", name="Save for Keller").click()
    expect(row(page, "Jan Keller")).to_contain_text(re.compile("Maintenance West.*1,750", re.S))


def test_switching_somebody_off_ends_their_open_pages_within_a_second_and_can_be_undone(visit: Visit, rows: Database):
    jan = visit(KELLER, "/company/places")
    page = opened(visit, rows, KELLER)
    page.get_by_role("button", name="More for Jan Keller").click()
    started = time.monotonic()
    page.get_by_role("menuitem", name="Switch off").click()
    jan.wait_for_url("**/sign-in?next=**", timeout=3000)
    assert time.monotonic() - started < 2
    expect(row(page, "Jan Keller")).to_contain_text("off since")
    toast(page, "Jan Keller is switched off").get_by_role("button", name="Undo").click()
    expect(row(page, "Jan Keller")).not_to_contain_text("off since")
    expect(pane(page).get_by_role("heading", name="Jan Keller")).to_be_visible()


def test_nobody_changes_their_own_roles(visit: Visit, rows: Database):
    page = opened(visit, rows, LANG)
    expect(pane(page)).to_contain_text("Nobody changes their own roles or limits.")
    for box in pane(page).locator("input[name=roles]").all():
        expect(box).to_be_disabled()
    expect(page.get_by_role("button", name=re.compile("^More for"))).to_have_count(0)


def test_a_manager_sees_people_and_may_invite_but_not_change_them(visit: Visit, rows: Database):
    page = visit(BERG, f"/company/people?person={rows.person(KELLER)}")
    expect(pane(page).get_by_role("heading", name="Jan Keller")).to_be_visible()
    expect(pane(page).locator("input")).to_have_count(0)
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.locator("#invite").get_by_label("Administrator")).to_have_count(0)
    expect(page.locator("#invite").get_by_label("Buyer")).to_have_count(1)


def test_an_invitation_is_sent_again_and_withdrawn_after_a_question(visit: Visit, rows: Database):
    page = opened(visit, rows, "t.wolff@hansen-mb.example")
    page.get_by_role("button", name="More for Tim Wolff").click()
    page.get_by_role("menuitem", name="Send the invitation again").click()
    expect(toast(page, "A new invitation is on its way to Tim Wolff.")).to_be_visible()
    page.get_by_role("button", name="More for Tim Wolff").click()
    page.get_by_role("menuitem", name="Withdraw the invitation").click()
    expect(page.get_by_role("dialog", name="Withdraw the invitation of Tim Wolff?")).to_be_visible()
    page.get_by_role("button", name="Withdraw for Tim Wolff").click()
    expect(toast(page, "The invitation of Tim Wolff is withdrawn.")).to_be_visible()
    expect(row(page, "Tim Wolff")).to_have_count(0)


def test_a_second_step_is_reset_and_sessions_are_ended_after_a_question(visit: Visit, rows: Database):
    rolf = visit(PETERSEN, "/")
    page = opened(visit, rows, PETERSEN)
    page.get_by_role("button", name="More for Rolf Petersen").click()
    page.get_by_role("menuitem", name="Sign out everywhere").click()
    page.get_by_role("button", name="Sign Rolf Petersen out").click()
    expect(toast(page, "Rolf Petersen is signed out everywhere.")).to_be_visible()
    rolf.wait_for_url("**/sign-in**", timeout=3000)
    page.get_by_role("button", name="More for Rolf Petersen").click()
    page.get_by_role("menuitem", name="Reset the second step").click()
    page.get_by_role("button", name="Reset for Rolf Petersen").click()
    expect(toast(page, "The second step of Rolf Petersen is reset.")).to_be_visible()
    expect(row(page, "Rolf Petersen")).to_contain_text("None")


def test_another_companys_person_looks_exactly_like_one_that_never_was(visit: Visit, rows: Database):
    theirs = rows.person(BRENNAN)
    page, said = visit(LANG, "/company/people"), set()
    for person_id in (theirs, theirs[:-1] + ("0" if theirs[-1] != "0" else "1"), "garbage", "../../etc", "%00"):
        to(page, f"/company/people?person={person_id}")
        expect(pane(page).get_by_role("heading", name="We cannot find this person")).to_be_visible()
        said.add(pane(page).inner_text())
    assert len(said) == 1


# --- addresses, back and reload, the phone ---------------------------------------------------------------------------


def test_filter_and_chosen_person_stand_in_the_address_so_that_back_and_reload_work(visit: Visit):
    page = visit(LANG, "/company/people")
    page.get_by_role("button", name="Active").click()
    expect(row(page, "Greta Nissen")).to_have_count(0)
    row(page, "Jan Keller").get_by_role("link").click()
    expect(pane(page).get_by_role("heading", name="Jan Keller")).to_be_visible()
    assert re.search(r"show=active&person=\w{26}$", page.url)
    page.reload()
    expect(pane(page).get_by_role("heading", name="Jan Keller")).to_be_visible()
    expect(page.get_by_role("button", name="Active")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(pane(page)).to_contain_text("Choose a person")
    page.go_back()
    expect(row(page, "Greta Nissen")).to_have_count(1)


def test_searching_answers_while_one_types_and_swallows_nothing(visit: Visit):
    page = visit(LANG, "/company/people")
    page.keyboard.press("/")
    field = page.get_by_label("Search people")
    expect(field).to_be_focused()
    page.keyboard.type("keller maint", delay=30)
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(field).to_have_value("keller maint")
    expect(field).to_be_focused()
    page.wait_for_url("**find=keller+maint**")
    field.fill("nobody is called this")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(row(page, "Jan Keller")).to_have_count(1)
    expect(field).to_have_value("")


def test_arrow_keys_walk_the_list_and_enter_opens(visit: Visit):
    page = visit(LANG, "/company/people")
    links = page.locator("tbody .row-link")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(2)).to_be_focused()
    name = links.nth(2).inner_text()
    page.keyboard.press("Enter")
    expect(pane(page).get_by_role("heading", name=name)).to_be_visible()
    expect(links.nth(2)).to_be_focused()
    page.keyboard.press("End")
    expect(links.last).to_be_focused()


def test_on_a_phone_the_person_has_a_view_of_their_own_and_a_way_back(visit: Visit):
    page = visit(LANG, "/company/people", width=360, height=740)
    expect(pane(page)).to_be_hidden()
    row(page, "Jan Keller").get_by_role("link").click()
    expect(pane(page).get_by_role("heading", name="Jan Keller")).to_be_focused()
    expect(page.locator("tbody")).to_be_hidden()
    expect(page.get_by_role("button", name="Save for Keller")).to_be_in_viewport()
    page.get_by_role("link", name="All people").click()
    expect(row(page, "Jan Keller").get_by_role("link")).to_be_focused()
    expect(pane(page)).to_be_hidden()


def test_changing_the_language_changes_what_the_server_said_too(visit: Visit):
    page = visit(LANG, "/company/people")
    expect(row(page, "Ute Meyer")).to_contain_text("Accounting")
    page.get_by_role("button", name="Henrik Lang, your account").click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("columnheader", name="Rollen")).to_be_visible()
    expect(row(page, "Ute Meyer")).to_contain_text("Buchhaltung")
    expect(page.locator("html")).to_have_attribute("lang", "de")


# --- cost centres and places -----------------------------------------------------------------------------------------


def test_cost_centres_are_added_one_after_the_other_from_the_keyboard(visit: Visit):
    page = visit(LANG, "/company/cost-centres")
    for number, name in (("4810", "Paint shop"), ("4820", "Foundry")):
        page.keyboard.press("n")
        expect(page.get_by_role("dialog").get_by_label("Number")).to_be_focused()
        expect(page.get_by_role("dialog").get_by_label("Number")).to_have_value("")
        page.keyboard.type(number)
        page.keyboard.press("Tab")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(row(page, number)).to_contain_text(name)
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="Cost centres 6")).to_be_visible()
    toast(page, "Added: 4820 Foundry").get_by_role("button", name="Undo").click()
    expect(row(page, "4820")).to_contain_text("Closed")


def test_a_number_that_exists_is_said_at_its_field_and_nothing_typed_is_lost(visit: Visit):
    page = visit(LANG, "/company/cost-centres")
    page.get_by_role("button", name="Add a cost centre").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Number").fill("4711")
    form.get_by_label("Name").fill("Twice")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("Another cost centre has this number.")
    expect(form.get_by_label("Number")).to_have_value("4711")
    expect(form.get_by_label("Name")).to_have_value("Twice")


def test_a_cost_centre_is_renamed_after_a_look_ahead_and_closed_and_opened_again(visit: Visit):
    page = visit(LANG, "/company/cost-centres")
    row(page, "4712").get_by_role("link").click()
    pane(page).get_by_label("Name").fill("Tools and jigs")
    pane(page).get_by_label("Name").press("Tab")
    expect(pane(page).get_by_role("status")).to_contain_text(re.compile("Tools.*Tools and jigs", re.S))
    pane(page).get_by_role("button", name="Save").click()
    expect(row(page, "4712")).to_contain_text("Tools and jigs")
    pane(page).get_by_role("button", name="Close 4712").click()
    expect(row(page, "4712")).to_contain_text("Closed")
    toast(page, "Nothing new is booked on it").get_by_role("button", name="Undo").click()
    expect(row(page, "4712")).to_contain_text("Open")


def test_a_cost_centre_with_people_stays_open_and_says_why(visit: Visit):
    page = visit(LANG, "/company/cost-centres")
    row(page, "4720").get_by_role("link").click()
    pane(page).get_by_role("button", name="Close 4720").click()
    expect(pane(page).get_by_role("alert")).to_contain_text("Please change their roles first.")
    expect(row(page, "4720")).to_contain_text("Open")


def test_long_lists_come_fifty_at_a_time_and_the_page_stands_in_the_address(visit: Visit, rows: Database):
    company = rows.one("SELECT company_id FROM person WHERE id = ?", rows.person(BRENNAN))
    for number in range(60):
        rows.ask(
            "INSERT INTO cost_centre (id, company_id, number, name) VALUES (?, ?, ?, ?)",
            f"01kzzzzzzzzzzzzzzzzzzzz{number:03}",
            company,
            f"9{number:03}",
            f"Line {number}",
        )
    page = visit(BRENNAN, "/company/cost-centres")
    expect(page.locator("tbody tr")).to_have_count(50)
    expect(page.locator(".pager")).to_contain_text("1 to 50 of 63")
    expect(page.get_by_role("button", name="Page before")).to_be_disabled()
    page.get_by_role("button", name="Next page").click()
    expect(page.locator("tbody tr")).to_have_count(13)
    page.wait_for_url("**page=2")
    page.reload()
    expect(page.locator(".pager")).to_contain_text("51 to 63 of 63")
    to(page, "/company/cost-centres?page=99999999999")
    expect(page.locator(".pager")).to_contain_text("1 to 50 of 63")
    to(page, "/company/cost-centres?page=99999")
    expect(page.locator(".pager")).to_contain_text("51 to 63 of 63")


def test_a_place_is_added_made_the_default_and_closed_when_another_is(visit: Visit):
    page = visit(LANG, "/company/places")
    page.get_by_role("button", name="Add a place").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Country")).to_have_value("DE")
    for label, text in (("Name", "Yard 3"), ("Recipient", "Hansen, Yard 3"), ("Street and number", "Hafenstraße 1"), ("Postcode", "24143"), ("City", "Kiel")):
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, "Yard 3")).to_contain_text("Hafenstraße 1, 24143 Kiel, Germany")
    row(page, "Plant 2, Gate B").get_by_role("link").click()
    pane(page).get_by_role("button", name="Close Plant 2, Gate B").click()
    expect(pane(page).get_by_role("alert")).to_contain_text("Please choose another default first.")
    row(page, "Yard 3").get_by_role("link").click()
    pane(page).get_by_role("button", name="Make it the default").click()
    expect(row(page, "Yard 3")).to_contain_text("Default")
    toast(page, "New orders go there").get_by_role("button", name="Undo").click()
    expect(row(page, "Plant 2, Gate B")).to_contain_text("Default")


def test_another_companys_entries_look_like_none(visit: Visit, rows: Database):
    company = rows.one("SELECT company_id FROM person WHERE id = ?", rows.person(BRENNAN))
    page = visit(LANG, "/company/cost-centres")
    for path, table, words in (
        ("/company/cost-centres", "cost_centre", "We cannot find this cost centre"),
        ("/company/places", "delivery_address", "We cannot find this place"),
    ):
        said = set()
        for entry in (rows.one(f"SELECT id FROM {table} WHERE company_id = ?", company), "01kzzzzzzzzzzzzzzzzzzzzzzz", "nonsense"):
            to(page, f"{path}?entry={entry}")
            expect(pane(page).get_by_role("heading", name=words)).to_be_visible()
            said.add(pane(page).inner_text())
        assert len(said) == 1


def test_the_chosen_cost_centre_and_place_are_remembered_in_every_browser(visit: Visit):
    page = visit(BERG, "/")
    block = page.locator("header.title-block")
    block.get_by_role("button", name="Cost centre").first.click()
    page.get_by_role("menuitemradio", name="4730 Safety").click()
    expect(block).to_contain_text("4730 Safety")
    block.get_by_role("button", name="Deliver to").first.click()
    page.get_by_role("menuitemradio", name="Plant 1, Gate A").click()
    expect(block).to_contain_text("Plant 1, Gate A")
    other = visit(BERG, "/company/places")
    expect(other.locator("header.title-block")).to_contain_text("4730 Safety")
    expect(other.locator("header.title-block")).to_contain_text("Plant 1, Gate A")


# --- roles, record, settings -----------------------------------------------------------------------------------------


def test_the_table_of_roles_says_who_may_what_in_columns_and_on_a_phone_in_words(visit: Visit):
    page = visit(LANG, "/company/roles")
    order = page.locator("tbody tr").filter(has_text="Order, or ask for approval")
    assert [cell.inner_text().strip() for cell in order.locator("td").all()] == ["yes", "yes", "yes", "–\nno", "–\nno", "–\nno"]
    phone = visit(LANG, "/company/roles", width=360)
    expect(phone.locator("tbody tr").filter(has_text="Order, or ask for approval")).to_contain_text("Administrator, Purchasing manager, Buyer")


def test_the_record_tells_changes_with_old_and_new_and_filters_stand_in_the_address(visit: Visit, rows: Database):
    page = opened(visit, rows, MEYER)
    pane(page).get_by_label("Unit").fill("Accounts payable")
    page.get_by_role("button", name="Save for Meyer").click()
    expect(toast(page, "Saved: Ute Meyer")).to_be_visible()
    to(page, "/company/record")
    expect(page.locator("tbody tr").first).to_contain_text(re.compile("Henrik Lang.*changed Ute Meyer.*unit.*Accounting.*Accounts payable", re.S))
    expect(page.locator("tbody")).not_to_contain_text(re.compile("(?<!not )signed in"))
    page.get_by_label("About").select_option(label="Sign-ins")
    page.wait_for_url("**about=sign-ins")
    expect(page.locator("tbody")).to_contain_text("signed in")
    expect(page.locator("tbody")).not_to_contain_text("changed Ute Meyer")
    page.locator("main").get_by_label("From").fill("2099-01-01")
    page.locator("main").get_by_label("From").press("Tab")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    page.get_by_role("button", name=re.compile("^from 1 Jan 2099")).click()
    expect(page.locator("tbody")).to_contain_text("signed in")
    page.go_back()
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()


@pytest.mark.parametrize("query", ["since=yesterday", "until=2026-13-45", "person=nobody", "about=everything", "page=-3", "since=0001-01-01&until=9999-12-31"])
def test_an_address_that_makes_no_sense_shows_the_record_all_the_same(visit: Visit, query: str):
    page = visit(LANG, f"/company/record?{query}")
    expect(page.locator("tbody tr").first).to_be_visible()


def test_another_companys_person_filters_nothing(visit: Visit, rows: Database):
    page = visit(LANG, f"/company/record?person={rows.person(BRENNAN)}")
    expect(page.locator("main")).not_to_contain_text("Brennan")
    expect(page.locator("main").get_by_role("alert")).to_contain_text("We cannot find this.")


def test_settings_are_saved_after_a_look_ahead_and_a_wrong_number_is_said(visit: Visit, rows: Database):
    page = visit(LANG, "/company/settings")
    page.get_by_label("A quiet sign-in ends after").fill("2")
    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_role("alert")).to_contain_text("must be at least 5")
    page.get_by_label("A quiet sign-in ends after").fill("20")
    page.get_by_label("A quiet sign-in ends after").press("Tab")
    expect(page.locator("main [role=status]")).to_contain_text(re.compile("minutes until a quiet sign-in ends.*20", re.S))
    page.get_by_role("switch", name="Everybody needs a second step").check()
    expect(page.locator("main [role=status]")).to_contain_text(re.compile("second step for everybody.*no.*yes", re.S))
    page.get_by_role("button", name="Save the settings").click()
    expect(toast(page, "The settings are saved.")).to_be_visible()
    company = rows.one("SELECT company_id FROM person WHERE id = ?", rows.person(LANG))
    assert rows.ask("SELECT everybody_two_steps, idle_minutes FROM company WHERE id = ?", company) == [(1, 20)]
    page.reload()
    expect(page.get_by_label("A quiet sign-in ends after")).to_have_value("20")
    page.get_by_role("switch", name="Everybody needs a second step").uncheck()
    page.get_by_role("button", name="Save the settings").click()
    expect(toast(page, "The settings are saved.").last).to_be_visible()
