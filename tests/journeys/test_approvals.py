"""Approvals in a browser: sent by a buyer, decided on a phone, refused with a reason, by two at once, in two steps; deputies; and how it looks."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from portal_app.kernel import clock
from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.people import newest_letter
from tests.journeys.visits import BERG, KELLER, LANG, PETERSEN, Database, Visit, breaks_of_access, rows, to, visit

__all__ = ["rows", "visit"]
PAGE, DEPUTIES = "/approvals", "/approvals/deputies"
GLOVES, DRILL = "31-2204-05", "52-3315-08"
SECONDS = 30  # what an approver may take from the list to the decision, on a phone


@pytest.fixture(autouse=True)
def _nothing_waits_yet(rows: Database) -> Iterator[None]:
    """Each test begins with an empty inbox; orders stay, as they do in life, so that a month's limit would soon be reached."""
    rows.ask("UPDATE person SET limit_per_month = NULL")
    rows.ask("UPDATE approval_request SET state = 'withdrawn', closed_at = opened_at WHERE closed_at IS NULL")
    yield
    rows.ask("UPDATE cart SET removed_at = changed_at WHERE removed_at IS NULL AND ordered_at IS NULL")
    rows.ask("DELETE FROM draft_row")
    rows.ask("UPDATE delegation SET ended_at = created_at WHERE ended_at IS NULL AND first_day > date('now', '+30 days')")


def send(visit: Visit, number: str = GLOVES, quantity: str = "120") -> Page:
    """Jan Keller sends a cart above 500 EUR, and sees where it waits."""
    page = visit(KELLER, "/quick-order")
    expect(page.locator(".entry tr.next .typed")).to_be_focused()
    for text in (number, quantity):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Into the cart").click()
    page.wait_for_url("**/cart?cart=*")
    page.locator("main .fields select[name=cost_centre_id]").select_option(label="4720 Assembly")
    button = page.locator(".main-action .button")
    expect(button).to_have_text(re.compile(r"Send .+ for approval"))
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_role("heading", name="Sent for approval")).to_be_visible()
    return page


def approve_button(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Approve |freigeben$"))


def state_of_newest(rows: Database) -> tuple[str, str]:
    return rows.ask("SELECT r.state, o.state FROM approval_request r JOIN placed_order o ON o.id = r.order_id ORDER BY r.id DESC LIMIT 1")[0]


# --- the decision ----------------------------------------------------------------------------------------------------


def test_a_cart_is_sent_and_approved_on_a_phone(visit: Visit, rows: Database, capsys: pytest.CaptureFixture[str]):
    sent = send(visit)
    page = visit(BERG, "/", width=360, height=740, has_touch=True)
    started = time.monotonic()
    place = page.get_by_role("navigation", name="Main, phone").get_by_role("link", name=re.compile("Approvals"))
    expect(place).to_contain_text("1 waiting")
    place.tap()
    row = page.locator(".pane.rows .row-link").first
    expect(row).to_be_visible()
    row.tap()
    chosen = page.locator("aside.pane")
    expect(chosen).to_contain_text("Why you: Rule “Über 500 EUR”")
    expect(chosen).to_contain_text("the limit is 500.00")
    expect(chosen.locator(".table")).to_contain_text(GLOVES)
    approve_button(page).tap()
    expect(page.get_by_text(re.compile("Approved: .+ It goes to the supplier."))).to_be_visible()
    seconds = time.monotonic() - started
    with capsys.disabled():
        print(f"\napproved on a phone of 360 px: 3 steps, {seconds:.1f} s")
    assert seconds < SECONDS
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    expect(place).not_to_contain_text("waiting")
    assert state_of_newest(rows) in (("approved", "approved"), ("approved", "unconfirmed"), ("approved", "sent"), ("approved", "confirmed"))
    to(sent, "/approvals")
    expect(sent.locator(".timeline")).to_contain_text("Anna Berg approved it")


def test_the_mail_leads_to_the_request_and_one_press_approves_it(visit: Visit, rows: Database):
    send(visit)
    page = visit(BERG)
    letter = newest_letter(page, BERG, "asks for approval")
    letter.locator("summary").click()
    path = re.search(r"/approvals\?request=\w+", letter.inner_text())[0]
    to(page, path)
    approve_button(page).dblclick()
    expect(page.get_by_text(re.compile("Approved: "))).to_have_count(1)
    assert state_of_newest(rows)[0] == "approved"


def test_a_refusal_needs_a_reason_and_the_buyer_reads_it(visit: Visit, rows: Database):
    send(visit)
    page = visit(BERG, PAGE)
    page.get_by_role("button", name="Refuse …").click()
    box = page.locator("dialog[open]")
    box.get_by_role("button", name=re.compile("^Refuse ")).click()
    expect(box.get_by_text("Please say why").first).to_be_visible()
    assert state_of_newest(rows)[0] == "waiting"
    box.get_by_label("Reason").fill("We have gloves for two months.")
    box.get_by_role("button", name=re.compile("^Refuse ")).click()
    expect(page.get_by_text(re.compile("Refused: .+ Jan Keller gets it back"))).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert state_of_newest(rows) == ("refused", "refused")
    to(page, f"{PAGE}?show=decided")
    expect(page.locator(".timeline")).to_contain_text("Anna Berg refused it")
    buyer = visit(KELLER, PAGE)
    expect(buyer.locator(".pane.rows")).to_contain_text("Refused")
    expect(buyer.locator(".timeline")).to_contain_text("“We have gloves for two months.”")
    expect(approve_button(buyer)).to_have_count(0)


def test_of_two_at_once_one_decides_and_the_other_reads_who(visit: Visit, rows: Database):
    send(visit)
    first, second = visit(BERG, PAGE), visit(LANG, PAGE)
    expect(approve_button(second)).to_be_enabled()
    approve_button(first).click()
    expect(first.get_by_text("It goes to the supplier.")).to_be_visible()
    approve_button(second).click()
    expect(second.get_by_role("alert")).to_contain_text("Anna Berg has approved this already.")
    expect(second.locator(".timeline")).to_contain_text("Anna Berg approved it")
    expect(approve_button(second)).to_have_count(0)
    assert rows.one("SELECT count(*) FROM approval_decision WHERE request_id = (SELECT max(id) FROM approval_request)") == 1


def test_a_reason_that_came_too_late_stays_to_be_read(visit: Visit, rows: Database):
    """Somebody else approves while the reason is being typed: it was not sent, and it is not lost."""
    send(visit)
    first, second = visit(BERG, PAGE), visit(LANG, PAGE, width=360)
    second.locator(".pane.rows .row-link").first.click()
    second.get_by_role("button", name="Refuse …").click()
    box = second.locator("dialog[open]")
    box.get_by_label("Reason").fill("We have gloves\nfor two months.")
    approve_button(first).click()
    expect(first.get_by_text("It goes to the supplier.")).to_be_visible()
    box.get_by_role("button", name=re.compile("^Refuse ")).click()
    expect(second.get_by_role("alert")).to_contain_text("Anna Berg has approved this already.")
    expect(box).to_have_count(0)
    expect(second.get_by_text("What you wrote was not sent.")).to_be_visible()
    expect(second.get_by_text("We have gloves for two months.")).to_be_visible()
    assert sideways(second) == [] and breaks_of_access(second) == ""
    assert rows.one("SELECT count(*) FROM approval_decision WHERE note LIKE 'We have gloves%' AND request_id = (SELECT max(id) FROM approval_request)") == 0


def test_another_cart_than_was_looked_at_is_not_approved(visit: Visit, rows: Database):
    sent = send(visit)
    page = visit(BERG, PAGE)
    expect(approve_button(page)).to_be_enabled()
    rows.ask("UPDATE approval_request SET digest = ? WHERE closed_at IS NULL", "ab" * 32)
    page.get_by_label("Note to Jan Keller").fill("Line 4 first, please.")
    approve_button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("not the one you looked at any more")
    expect(page.locator(".facts .code")).to_have_text("abab abab abab")
    expect(page.get_by_label("Note to Jan Keller")).to_have_value("Line 4 first, please.")  # to be sent with the next decision
    sent.get_by_role("button", name="Take it back").click()
    sent.wait_for_url("**/cart?cart=*")
    approve_button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("The buyer took this cart back.")
    expect(approve_button(page)).to_have_count(0)


def test_the_buyer_sees_where_it_waits_since_when_and_the_next_reminder(visit: Visit):
    page = send(visit)
    page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Approvals").click()
    expect(page.locator(".pane.rows")).to_contain_text("Waits for Anna Berg")
    expect(page.locator(".timeline")).to_contain_text("Since ")
    expect(page.locator(".timeline")).to_contain_text("Next reminder ")
    expect(page.get_by_role("navigation", name="Requests").get_by_role("link")).to_have_text(["Asked by me"])
    page.get_by_role("link", name="To the order").click()
    expect(page.get_by_role("heading", name="Sent for approval")).to_be_visible()


def test_two_steps_are_decided_by_two_people(visit: Visit, rows: Database):
    send(visit, DRILL, "2")
    page = visit(BERG, PAGE)
    expect(page.locator(".pane.rows")).to_contain_text("Step 1 of 2")
    expect(page.locator(".timeline")).to_contain_text("Then it waits for")
    expect(page.get_by_text("Unusual:")).to_be_visible()
    approve_button(page).click()
    expect(page.get_by_text("Now the next step is asked.")).to_be_visible()
    assert state_of_newest(rows) == ("waiting", "waiting")
    boss = visit(LANG, PAGE)
    expect(boss.locator(".timeline")).to_contain_text("Anna Berg approved it")
    boss.keyboard.press("a")
    expect(approve_button(boss)).to_be_focused()
    boss.keyboard.press("Enter")
    expect(boss.get_by_text("It goes to the supplier.")).to_be_visible()
    assert state_of_newest(rows)[0] == "approved"


# --- deputies and who sees what --------------------------------------------------------------------------------------


def test_a_deputy_is_named_with_dates_and_ended(visit: Visit):
    page = visit(BERG, DEPUTIES)
    form = page.get_by_role("form", name="Name a deputy")
    form.get_by_label("Deputy").select_option(label="Henrik Lang")
    first = clock.today("Europe/Berlin") + timedelta(days=60)
    form.get_by_label("First day").fill(first.isoformat())
    form.get_by_label("Last day").fill((first - timedelta(days=2)).isoformat())
    form.get_by_role("button", name="Name the deputy").click()
    expect(form.get_by_text("The last day lies before the first one.").first).to_be_visible()
    form.get_by_label("Last day").fill((first + timedelta(days=2)).isoformat())
    before = page.locator(".table tbody tr").count()
    form.get_by_role("button", name="Name the deputy").click()
    expect(page.get_by_text("Henrik Lang decides in your place on these days.")).to_be_visible()
    expect(page.locator(".table tbody tr")).to_have_count(before + 1)
    page.get_by_role("button", name=re.compile("^End: ")).last.click()
    page.locator("dialog[open]").get_by_role("button", name=re.compile("^End it for ")).click()
    expect(page.locator(".table tbody tr")).to_have_count(before)


def test_who_sees_no_amounts_sees_a_request_without_any(visit: Visit, rows: Database):
    send(visit)
    request = rows.one("SELECT max(id) FROM approval_request")
    page = visit(PETERSEN, f"{PAGE}?request={request}")
    expect(page.locator(".table").last).to_contain_text(GLOVES)
    assert not re.search(r"\d+[.,]\d\d\b", page.locator("main").inner_text())
    expect(page.get_by_role("link", name="Approvals", exact=True)).to_have_count(0)


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_breaks_the_rules_of_access_and_nothing_runs_sideways(visit: Visit, rows: Database, width: int, theme: str):
    page = visit(BERG, PAGE, width=width, theme=theme, language="de" if theme == "dark" else "en")

    def well() -> None:
        assert breaks_of_access(page) == ""
        assert sideways(page) == []
        assert fields_without_a_label(page) == []

    well()  # nothing waits
    send(visit)
    to(page, PAGE)
    well()
    to(page, f"{PAGE}?request={rows.one('SELECT max(id) FROM approval_request')}")
    expect(approve_button(page)).to_be_visible()
    well()
    page.get_by_role("button", name=re.compile("^(Refuse|Ablehnen) …")).click()
    expect(page.locator("dialog[open]")).to_be_visible()
    well()
    to(page, DEPUTIES)
    well()


def test_fingers_find_targets_of_44_pixels_and_a_mouse_of_24(visit: Visit, rows: Database):
    send(visit)
    request = rows.one("SELECT max(id) FROM approval_request")
    assert small_targets(visit(BERG, f"{PAGE}?request={request}", width=390, has_touch=True), 44) == []
    assert small_targets(visit(BERG, PAGE), 24) == []
    assert small_targets(visit(BERG, DEPUTIES, width=390, has_touch=True), 44) == []
