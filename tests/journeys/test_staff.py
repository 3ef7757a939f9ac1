"""The supplier's people in a browser: their list of companies, acting for one with a banner everywhere, adding and closing one."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.people import newest_letter
from tests.journeys.visits import FEDDERSEN, KELLER, LANG, LUND, THODE, Database, Visit, breaks_of_access, confirm, to

LIST = "/staff/companies"


def pane(page: Page) -> Locator:
    return page.locator("aside.pane")


def row(page: Page, text: str) -> Locator:
    return page.locator("tbody tr").filter(has_text=text)


def toast(page: Page, text: str) -> Locator:
    return page.locator(".toast").filter(has_text=text)


def banner(page: Page) -> Locator:
    return page.get_by_role("region", name="Acting for a company")


def act_for(page: Page, name: str) -> None:
    row(page, name).get_by_role("link").click()
    page.get_by_role("button", name=re.compile(f"^Act for {name}")).click()
    expect(banner(page)).to_contain_text(name)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, width: int, theme: str):
    page = visit(THODE, LIST, width=width, theme=theme, language="de" if theme == "dark" else "en")
    assert breaks_of_access(page) == ""
    assert sideways(page) == []
    assert fields_without_a_label(page) == []
    row(page, "Hansen").get_by_role("link").click()
    expect(pane(page).get_by_role("heading", name="Hansen Maschinenbau GmbH")).to_be_visible()
    assert breaks_of_access(page) == ""
    assert sideways(page) == []


def test_fingers_find_targets_of_44_pixels(visit: Visit):
    assert small_targets(visit(THODE, LIST, width=390, has_touch=True), 44) == []


def test_for_people_of_a_company_there_is_no_such_page(visit: Visit):
    page = visit(LANG, "/")
    expect(page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Companies")).to_have_count(0)
    page.goto(LIST)
    expect(page.locator("main table")).to_have_count(0)
    expect(page.get_by_text("Hansen", exact=False).and_(page.locator("main *"))).to_have_count(0)


def test_the_list_is_searched_while_one_types(visit: Visit):
    page = visit(THODE, LIST)
    expect(page.locator("tbody tr")).to_have_count(3)
    page.keyboard.press("/")
    page.keyboard.type("10417")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(row(page, "Shannon Valve Works Ltd")).to_contain_text("10417")
    expect(page.get_by_label("Search companies")).to_be_focused()
    page.get_by_label("Search companies").fill("no such company")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()


def test_a_representative_sees_the_companies_they_look_after_and_no_others(visit: Visit, rows: Database):
    theirs = rows.ask("SELECT c.name FROM staff_customer s JOIN company c ON c.id = s.company_id JOIN account a ON a.id = s.account_id WHERE a.email = ?", LUND)
    page = visit(LUND, LIST)
    assert sorted(page.locator("tbody .row-link").all_inner_texts()) == sorted(name for (name,) in theirs)
    others = rows.ask(
        "SELECT id FROM company WHERE id NOT IN (SELECT company_id FROM staff_customer s JOIN account a ON a.id = s.account_id WHERE a.email = ?)", LUND
    )
    said = set()
    for company in (others[0][0], "01kzzzzzzzzzzzzzzzzzzzzzzz", "nonsense"):
        to(page, f"{LIST}?company={company}")
        expect(pane(page).get_by_role("heading", name="We cannot find this company")).to_be_visible()
        said.add(pane(page).inner_text())
    assert len(said) == 1


def test_acting_for_a_company_shows_a_banner_on_every_page_until_one_stops(visit: Visit, rows: Database):
    page = visit(THODE, LIST)
    act_for(page, "Shannon")
    expect(page.locator("header.title-block")).to_contain_text("Shannon Valve Works Ltd")
    for path in ("/", "/company/people", "/company/roles", "/company/cost-centres", "/company/places", "/company/record", "/company/settings", "/account"):
        to(page, path)
        expect(banner(page)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Hansen")
    to(page, "/company/people")
    expect(row(page, "Aoife Brennan")).to_have_count(1)
    assert breaks_of_access(page) == ""
    page.get_by_role("button", name="Stop acting").click()
    expect(page.locator("header.title-block")).to_contain_text("Brandt & Thode")
    expect(banner(page)).to_have_count(0)
    to(page, "/company/people")
    expect(row(page, "Aoife Brennan")).to_have_count(0)


def test_what_staff_change_stands_in_the_companys_record_with_their_name(visit: Visit, rows: Database):
    page = visit(THODE, LIST)
    act_for(page, "Hansen")
    to(page, "/company/cost-centres")
    page.get_by_role("button", name="Add a cost centre").click()
    page.get_by_role("dialog").get_by_label("Number").fill("4999")
    page.get_by_role("dialog").get_by_label("Name").fill("By the supplier")
    page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
    expect(row(page, "4999")).to_be_visible()
    lang = visit(LANG, "/company/record")
    entry = row(lang, "4999 By the supplier")
    expect(entry).to_contain_text("Petra Thode")
    expect(entry).to_contain_text("for the company")
    expect(entry).to_contain_text("added the cost centre")


def test_a_second_tab_of_the_same_person_changes_sides_too(visit: Visit):
    page = visit(THODE, LIST)
    other = page.context.new_page()
    to(other, LIST)
    act_for(page, "Shannon")
    expect(banner(other)).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Stop acting").click()
    expect(banner(other)).to_have_count(0, timeout=20_000)


def test_a_service_agent_acts_but_changes_nothing(visit: Visit):
    page = visit(FEDDERSEN, LIST)
    expect(page.get_by_role("button", name="Add a company")).to_have_count(0)
    act_for(page, "Hansen")
    to(page, "/company/cost-centres")
    expect(page.get_by_role("button", name="Add a cost centre")).to_have_count(0)
    to(page, "/company/settings")
    expect(page.get_by_role("heading", name="This is not open to you")).to_be_visible()


def test_a_new_company_is_added_with_its_first_administrator_who_finds_the_first_steps(visit: Visit, rows: Database, open_page):
    page = visit(THODE, LIST)
    page.keyboard.press("n")
    form = page.get_by_role("dialog", name="Add a company")
    for label, text in (("Name of the company", "Nord Pumpen GmbH"), ("Customer number", "10023"), ("First name", "Eva"), ("Last name", "Nord")):
        form.get_by_label(label).fill(text)
    form.get_by_label("E-mail").fill("e.nord@nord-pumpen.example")
    rows.make_confirmations_old()
    form.get_by_role("button", name="Add", exact=True).click()
    confirm(page, THODE)
    expect(form.get_by_role("alert")).to_contain_text("Another company has this customer number.")
    expect(form.get_by_label("Name of the company")).to_have_value("Nord Pumpen GmbH")
    expect(form.get_by_label("E-mail")).to_have_value("e.nord@nord-pumpen.example")
    form.get_by_label("Customer number").fill("10777")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(toast(page, "Nord Pumpen GmbH is added")).to_be_visible()
    expect(pane(page).get_by_role("heading", name="Nord Pumpen GmbH")).to_be_visible()
    expect(row(page, "Nord Pumpen GmbH")).to_contain_text("1 invited")

    newest_letter(page, "e.nord@nord-pumpen.example")


def test_a_company_is_renamed_closed_with_a_reason_and_opened_again(visit: Visit, rows: Database):
    jan = visit(KELLER, "/company/places")
    page = visit(THODE, LIST)
    row(page, "Hansen").get_by_role("link").click()
    pane(page).get_by_label("Name").fill("Hansen Maschinenbau SE")
    pane(page).get_by_label("Name").press("Tab")
    expect(pane(page).get_by_role("status")).to_contain_text(re.compile("Hansen Maschinenbau GmbH.*Hansen Maschinenbau SE", re.S))
    pane(page).get_by_role("button", name="Save").click()
    expect(row(page, "Hansen Maschinenbau SE")).to_be_visible()

    pane(page).get_by_role("button", name="Close the company").click()
    question = page.get_by_role("dialog", name="Close Hansen Maschinenbau SE?")
    question.get_by_role("button", name="Close Hansen Maschinenbau SE").click()
    expect(question.get_by_role("alert")).to_contain_text("Please fill in: Why")
    question.get_by_label("Why").fill("Gave up business")
    question.get_by_role("button", name="Close Hansen Maschinenbau SE").click()
    expect(row(page, "Hansen Maschinenbau SE")).to_contain_text("Closed since")
    jan.wait_for_url("**/sign-in**", timeout=5000)
    assert rows.one("SELECT reason FROM audit_entry WHERE action = 'company.closed'") == "Gave up business"

    pane(page).get_by_role("button", name="Open again").click()
    again = page.get_by_role("dialog", name="Open Hansen Maschinenbau SE again?")
    again.get_by_label("Why").fill("Came back")
    again.get_by_role("button", name="Open Hansen Maschinenbau SE").click()
    expect(row(page, "Hansen Maschinenbau SE")).not_to_contain_text("Closed since")
