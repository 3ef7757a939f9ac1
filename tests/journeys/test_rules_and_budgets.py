"""Approval rules and budgets in a browser: read in plain words, put, tried on a cart, changed by two at once, switched off; and who sees none of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.visits import BERG, KELLER, LANG, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
RULES, BUDGETS = "/company/rules", "/company/budgets"


@pytest.fixture(autouse=True)
def _as_it_was(rows: Database) -> Iterator[None]:
    kept = rows.ask("SELECT id, name, amount, mode FROM budget")
    yield
    rows.ask("UPDATE approval_rule SET closed_at = created_at WHERE name LIKE 'Journey%'")
    for row_id, name, amount, mode in kept:
        rows.ask("UPDATE budget SET name = ?, amount = ?, mode = ? WHERE id = ?", name, amount, mode, row_id)


def pane(page: Page) -> Locator:
    return page.locator("aside.pane")


def toast(page: Page, text: str) -> Locator:
    return page.locator(".toast").filter(has_text=text)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_rule_is_put_read_in_plain_words_tried_and_switched_off(visit: Visit, rows: Database, width: int):
    page = visit(LANG, RULES, width=width)
    expect(page.locator("tbody tr").filter(has_text="Über 500 EUR")).to_contain_text("When the order is above 500.00\u00a0EUR: a purchasing manager decides.")
    page.get_by_role("link", name="Add a rule").click()
    form = page.get_by_role("form", name="The rule")
    form.get_by_label("Name").fill("Journey")
    form.get_by_label("Order above, net").fill("-5")
    form.get_by_role("button", name="Save").click()
    expect(form.locator(".error-summary")).to_be_visible()
    form.get_by_label("Order above, net").fill("40")
    form.get_by_label("A product is ordered for the first time").check()
    form.get_by_label("It counts when").select_option("any")
    form.get_by_label("Who decides", exact=True).select_option("administrator")
    expect(form.get_by_role("status").filter(has_text="In plain words")).to_contain_text(
        "When the order is above 40.00\u00a0EUR or a product was never ordered before: an administrator decides."
    )
    form.get_by_role("button", name="Save").click()
    expect(toast(page, "Saved: Journey")).to_be_visible()
    assert rows.one("SELECT count(*) FROM approval_rule WHERE name = 'Journey' AND closed_at IS NULL") == 1

    if width < 720:  # one at a time: the list first
        page.get_by_role("link", name="All rules").click()
    page.get_by_role("button", name="Try a cart").click()
    box = page.locator("dialog[open]")
    box.get_by_label("Who sends it").select_option(label="Jan Keller")
    box.get_by_label("Order, net").fill("60")
    box.get_by_role("button", name="Who would have to approve this?").click()
    expect(box.locator(".timeline")).to_contain_text("“Journey”")
    expect(box.get_by_label("Who sends it").locator("option:checked")).to_have_text("Jan Keller")  # what was entered stays
    box.get_by_label("Order, net").fill("30")
    box.get_by_role("button", name="Who would have to approve this?").click()
    expect(box.locator(".timeline")).to_contain_text("Nobody has to approve it")
    box.get_by_role("button", name="Close", exact=True).last.click()

    page.locator(".table .row-link").filter(has_text="Journey").click()
    form.get_by_role("button", name="Switch it off").click()
    page.locator("dialog[open]").get_by_role("button", name="Switch off Journey").click()
    expect(toast(page, "Switched off")).to_be_visible()
    assert rows.one("SELECT count(*) FROM approval_rule WHERE name = 'Journey' AND closed_at IS NULL") == 0


def test_of_two_who_change_a_budget_the_second_is_told_and_keeps_what_was_typed(visit: Visit, rows: Database):
    budget = rows.one("SELECT id FROM budget WHERE name LIKE '4712%' AND closed_at IS NULL")
    first, second = visit(LANG, f"{BUDGETS}?budget={budget}"), visit(LANG, f"{BUDGETS}?budget={budget}")
    for page, amount in ((first, "1900"), (second, "2100.50")):
        expect(pane(page).get_by_label("Amount, net")).to_have_value(re.compile("1,800"))
        pane(page).get_by_label("Amount, net").fill(amount)
    pane(first).get_by_role("button", name="Save").click()
    expect(toast(first, "Saved: 4712")).to_be_visible()
    pane(second).get_by_role("button", name="Save").click()
    expect(pane(second).locator(".error-summary")).to_contain_text("Somebody changed this budget in the meantime")
    expect(pane(second)).to_contain_text("It now says: 4712 Tools, 1,900.00\u00a0EUR")
    expect(pane(second).get_by_label("Amount, net")).to_have_value("2,100.50")
    assert rows.one("SELECT amount FROM budget WHERE id = ?", budget) == 1_900_000_000
    pane(second).get_by_role("button", name="Save").click()
    expect(toast(second, "Saved: 4712")).to_be_visible()
    assert rows.one("SELECT amount FROM budget WHERE id = ?", budget) == 2_100_500_000


def test_a_budget_is_added_once_and_closed(visit: Visit, rows: Database):
    page = visit(LANG, BUDGETS)
    page.get_by_role("button", name="Add a budget").click()
    box = page.locator("dialog[open]")
    box.get_by_label("For whom").select_option(label="4711 Maintenance")
    box.get_by_label("Name").fill("Journey")
    box.get_by_label("Amount, net").fill("100")
    box.get_by_role("button", name="Add", exact=True).click()
    expect(box.locator(".error-summary")).to_contain_text("There is a budget for this already: 4711 Maintenance")
    expect(box.get_by_label("Name")).to_have_value("Journey")
    box.get_by_label("Period").select_option(label="Each quarter")
    box.get_by_role("button", name="Add", exact=True).click()
    expect(toast(page, "Added: Journey")).to_be_visible()
    expect(pane(page)).to_contain_text("Nothing is booked in this period yet.")
    pane(page).get_by_role("button", name="Close it").click()
    page.locator("dialog[open]").get_by_role("button", name="Close Journey").click()
    expect(toast(page, "Closed. Nothing new is booked on it.")).to_be_visible()
    assert rows.one("SELECT closed_at IS NOT NULL FROM budget WHERE name = 'Journey'")


def test_for_others_there_is_no_such_page(visit: Visit):
    for email in (KELLER, BERG):
        page = visit(email, "/")
        for path in (RULES, BUDGETS):
            page.goto(path)
            expect(page.get_by_role("button", name=re.compile("Save|Add"))).to_have_count(0)
            expect(page.locator("main table")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, rows: Database, width: int, theme: str):
    page = visit(LANG, RULES, width=width, theme=theme, language="de" if theme == "dark" else "en")
    rule = rows.one("SELECT id FROM approval_rule WHERE closed_at IS NULL ORDER BY name LIMIT 1")
    budget = rows.one("SELECT id FROM budget WHERE closed_at IS NULL ORDER BY name LIMIT 1")
    for path in (RULES, f"{RULES}?rule=new", f"{RULES}?rule={rule}", f"{RULES}?rule=nonsense", BUDGETS, f"{BUDGETS}?budget={budget}", f"{BUDGETS}?budget=x"):
        to(page, path)
        assert breaks_of_access(page) == "", path
        assert sideways(page) == [], path
        assert fields_without_a_label(page) == [], path


def test_fingers_find_targets_of_44_pixels(visit: Visit):
    page = visit(LANG, RULES, width=390, has_touch=True)
    for path in (f"{RULES}?rule=new", BUDGETS):
        assert small_targets(to(page, path), 44) == [], path
