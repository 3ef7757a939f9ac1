"""The desk in a browser: each role finds what is theirs, each widget lives on its own, the page leads on."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.people import opened as ready_at
from tests.journeys.visits import BEHRENS, BERG, KELLER, LANG, MEYER, PETERSEN, THODE, Database, Visit, breaks_of_access, to

ADMINISTRATOR = ["people", "changes", "sign-ins", "cost-centres", "places"]


def widget(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def widgets(page: Page) -> list[str]:
    return [one.get_attribute("data-widget") for one in page.locator("[data-widget]").all()]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 360])
@pytest.mark.parametrize("email", [LANG, KELLER, THODE])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, email: str, width: int, theme: str):
    page = visit(email, "/", width=width, theme=theme, language="de" if theme == "dark" else "en")
    assert breaks_of_access(page) == ""
    assert sideways(page) == []
    assert fields_without_a_label(page) == []


def test_fingers_find_targets_of_44_pixels_and_a_mouse_of_24(visit: Visit):
    assert small_targets(visit(LANG, "/", width=390, has_touch=True), 44) == []
    assert small_targets(visit(LANG, "/"), 24) == []


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        (LANG, ADMINISTRATOR),
        (BERG, ["people", "sign-ins", "cost-centres", "places"]),
        (KELLER, ["sign-ins", "cost-centres", "places"]),
        (MEYER, ["sign-ins", "cost-centres", "places"]),
        (PETERSEN, ["sign-ins", "cost-centres", "places"]),
        (BEHRENS, ["sign-ins", "cost-centres"]),
        (THODE, ["companies", "sign-ins"]),
    ],
)
def test_each_role_finds_its_own_widgets(visit: Visit, email: str, expected: list[str]):
    page = visit(email, "/")
    assert widgets(page) == expected
    for name in expected:
        expect(page.locator(f"[data-widget={name}]")).to_have_attribute("aria-busy", "false")
        expect(page.locator(f"[data-widget={name}] footer")).to_have_text(re.compile(r"^as of \d\d:\d\d$"))


def test_it_greets_by_title_and_says_what_day_it_is(visit: Visit):
    page = visit(LANG, "/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Good (morning|afternoon|evening), Dr Lang$"))
    expect(page.locator("main .sub").first).to_have_text(re.compile(r"^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d+ \w+$"))
    german = visit(LANG, "/", language="de")
    expect(german.get_by_role("heading", level=1)).to_have_text(re.compile("^Guten (Morgen|Tag|Abend), Dr Lang$"))


def test_the_figures_are_those_of_the_lists_they_lead_to(visit: Visit, rows: Database):
    page = visit(LANG, "/")
    active = widget(page, "People").locator("li").first.locator(".big").inner_text()
    widget(page, "People").get_by_role("link", name="people are active").click()
    page.wait_for_url("**/company/people?show=active")
    expect(page.locator("tbody tr")).to_have_count(int(active))
    to(page, "/")
    widget(page, "Cost centres").get_by_role("link", name="Tools").click()
    expect(page.locator("aside.pane").get_by_role("heading", name="4712 Tools")).to_be_visible()
    to(page, "/")
    widget(page, "Latest changes").get_by_role("link", name="Record").click()
    expect(page.get_by_role("link", name="Record")).to_have_attribute("aria-current", "page")


def test_a_widget_that_fails_says_so_and_the_others_live(visit: Visit, rows: Database, page_troubles: list[str]):
    page = visit(PETERSEN, "/company/cost-centres")
    rows.ask("ALTER TABLE delivery_address RENAME TO mislaid_address")
    try:
        page.goto("/")
        failed = page.locator("[data-widget=places]")
        expect(failed.get_by_role("alert")).to_be_visible()
        expect(failed.get_by_role("button", name="Try again")).to_be_visible()
        expect(widget(page, "Cost centres")).to_contain_text("Maintenance")
        expect(widget(page, "Your sign-ins")).to_contain_text("This one")
    finally:
        rows.ask("ALTER TABLE mislaid_address RENAME TO delivery_address")
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_contain_text("Plant 2, Gate B")


def test_an_empty_company_is_told_what_to_do_first_and_where(visit: Visit, rows: Database):
    page = visit(THODE, "/staff/companies")
    page.get_by_role("button", name="Add a company").click()
    form = page.get_by_role("dialog", name="Add a company")
    for label, text in (("Name of the company", "Nord Pumpen GmbH"), ("Customer number", "10778"), ("First name", "Eva"), ("Last name", "Nord")):
        form.get_by_label(label).fill(text)
    form.get_by_label("E-mail").fill("eva@nord-pumpen.example")
    form.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Act for Nord Pumpen GmbH").click()
    expect(page.get_by_role("region", name="Acting for a company")).to_contain_text("You act for Nord Pumpen GmbH")
    expect(widget(page, "Cost centres")).to_contain_text("No cost centre yet.")
    expect(widget(page, "Delivery places")).to_contain_text("No delivery place yet.")
    assert breaks_of_access(page) == ""
    for path, heading in (("/company/cost-centres", "No cost centre yet"), ("/company/places", "No place yet")):
        to(page, path)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert breaks_of_access(page) == ""


def test_going_away_and_coming_back_shows_the_old_desk_at_once_and_refreshes_it(visit: Visit, rows: Database):
    page = visit(KELLER, "/")
    expect(widget(page, "Cost centres")).to_contain_text("Maintenance")
    page.get_by_role("link", name="All cost centres").click()
    expect(page.get_by_role("heading", name="Company")).to_be_visible()
    rows.ask("UPDATE cost_centre SET name = 'Upkeep' WHERE number = '4711'")
    page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Desk").click()
    expect(widget(page, "Cost centres")).to_contain_text("Tools")
    expect(widget(page, "Cost centres")).to_contain_text("Upkeep")


def test_every_place_of_the_rail_and_the_account_menu_leads_to_a_page(visit: Visit):
    for email in (LANG, KELLER, THODE):
        page = visit(email, "/")
        rail = page.get_by_role("navigation", name="Main", exact=True)
        hrefs = [link.get_attribute("href") for link in rail.get_by_role("link").all()]
        assert "/" in hrefs and len(hrefs) >= 3
        for href in [*hrefs, "/account"]:
            ready_at(page, href)
            assert urlsplit(page.url).path == href
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            expect(page.get_by_role("heading", level=1)).not_to_be_empty()
