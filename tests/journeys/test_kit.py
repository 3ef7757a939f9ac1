"""The kit in a browser: what each component does with keys and mouse, what it says, how it fits on the screen, in both themes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import covered_by_another, fields_without_a_label, sideways, small_targets
from tests.journeys.visits import KELLER, Visit, breaks_of_access

Kit = Callable[..., Page]


def test_nothing_breaks_the_rules_of_access(kit: Kit, theme: str, width: int):
    page = kit(theme=theme, width=width)
    assert breaks_of_access(page) == ""


@pytest.mark.parametrize("opens", ["Invite a person", "Refuse order …", "Order history"])
def test_dialogs_break_no_rule_either(kit: Kit, opens: str):
    page = kit()
    page.get_by_role("button", name=opens).last.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert breaks_of_access(page) == ""


def test_every_control_has_a_name_and_every_field_a_label(kit: Kit):
    assert fields_without_a_label(kit()) == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_makes_the_page_scroll_sideways(kit: Kit, language: str):
    page = kit(language=language)
    for width in (320, 360, 390, 719, 720, 768, 1024, 1199, 1200, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways(page) == [], width


def test_fingers_find_targets_of_44_pixels(kit: Kit):
    assert small_targets(kit(width=390, has_touch=True), 44) == []


def test_a_mouse_finds_targets_of_24_pixels(kit: Kit):
    assert small_targets(kit(), 24) == []


def test_the_focus_is_seen_and_never_lies_under_a_bar(kit: Kit):
    page = kit(height=720)
    seen = 0
    for _ in range(75):
        page.keyboard.press("Tab")
        assert covered_by_another(page) is None
        seen += page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement.matches('.code-field input, .row-link, .stepper *')"
        )
    assert seen == 75


# --- page ------------------------------------------------------------------------------------------------------------


def test_the_first_tab_skips_to_the_content(kit: Kit):
    page = kit()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_another_page_is_announced_and_its_heading_has_the_focus(kit: Kit):
    page = kit()
    page.get_by_role("link", name="To the desk").click()
    expect(page.locator("main h1")).to_be_focused()
    expect(page.locator("p[role=status]").filter(has_text=page.title())).to_have_count(1)


def test_the_language_is_switched_on_the_spot_and_kept(kit: Kit):
    page = kit()
    note = page.get_by_label("Note to the supplier")
    note.fill("half a thought")
    page.get_by_role("button", name="your account").click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Baukasten")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_label("Limit je Bestellung")).to_have_value("2.000,00")
    expect(page.get_by_label("Notiz an den Lieferanten")).to_have_value("half a thought")
    page.reload()
    expect(page.get_by_role("heading", name="Baukasten")).to_be_visible()


def test_german_never_flashes_english(kit: Kit):
    page = kit(language="de", open_it=False)
    page.add_init_script("""
        window.painted = [];
        const look = () => {
            const heading = document.querySelector("h1");
            if (heading && getComputedStyle(heading).visibility === "visible") window.painted.push(heading.textContent);
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    """)
    page.goto("/kit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Baukasten")
    assert set(page.evaluate("window.painted")) == {"Baukasten"}


@pytest.mark.parametrize(("choice", "theme"), [("Dark", "dark"), ("Light", "light")])
def test_the_theme_is_there_before_the_first_paint(kit: Kit, choice: str, theme: str):
    page = kit(theme="light" if theme == "dark" else "dark")
    page.get_by_role("button", name="your account").click()
    page.get_by_role("button", name=choice, exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    page.add_init_script("document.addEventListener('DOMContentLoaded', () => window.first = document.documentElement.dataset.theme)")
    page.reload()
    assert page.evaluate("window.first") == theme


def test_the_theme_follows_the_device_unless_chosen(kit: Kit):
    page = kit(theme="system", color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_rows_are_as_high_as_the_person_chose(kit: Kit):
    page = kit()
    row = page.locator("tbody tr").first
    normal = row.bounding_box()["height"]
    page.get_by_role("button", name="your account").click()
    page.get_by_role("button", name="Compact").click()
    assert row.bounding_box()["height"] == normal - 8


# --- menus, dialogs, toasts ------------------------------------------------------------------------------------------


def test_a_menu_is_walked_with_arrows_and_gives_the_focus_back(kit: Kit):
    page = kit()
    button = page.get_by_role("button", name="More for this order")
    button.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Edit")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Order history")).to_be_focused()
    page.keyboard.press("e")
    expect(page.get_by_role("menuitem", name="Edit")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.get_by_role("menuitem", name="Edit")).to_be_hidden()


def test_a_menu_entry_acts_and_closes_the_menu(kit: Kit):
    page = kit()
    page.get_by_role("button", name="More for this order").click()
    page.get_by_role("menuitem", name="Edit").click()
    expect(page.locator("#heard")).to_have_text("edit")
    expect(page.get_by_role("menuitem", name="Edit")).to_be_hidden()


def test_a_menu_of_choices_marks_the_chosen_one(kit: Kit):
    page = kit()
    page.get_by_role("button", name="View", exact=True).click()
    page.get_by_role("menuitemradio", name="Plot").click()
    expect(page.get_by_role("group", name="View").get_by_role("button", name="Plot")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="View", exact=True).click()
    expect(page.get_by_role("menuitemradio", name="Plot")).to_be_focused()


def test_a_dialog_begins_in_its_first_field_and_returns_the_focus(kit: Kit):
    page = kit()
    button = page.get_by_role("button", name="Invite a person")
    button.click()
    dialog = page.get_by_role("dialog", name="Invite a person")
    expect(dialog.get_by_label("Name")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_a_dialog_closes_when_its_work_is_done_and_begins_anew(kit: Kit):
    page = kit()
    page.get_by_role("button", name="Invite a person").click()
    dialog = page.get_by_role("dialog", name="Invite a person")
    dialog.get_by_label("Name").fill("Tim Wolff")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#heard")).to_have_text("invited Tim Wolff")
    page.get_by_role("button", name="Invite a person").click()
    expect(dialog.get_by_label("Name")).to_have_value("")


def test_a_dialog_with_a_form_is_not_lost_by_a_click_beside_it_but_a_drawer_is_closed(kit: Kit):
    page = kit()
    page.get_by_role("button", name="Invite a person").click()
    page.mouse.click(5, 5)
    expect(page.get_by_role("dialog", name="Invite a person")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Order history").last.click()
    page.mouse.click(5, 5)
    expect(page.get_by_role("dialog", name="Order history")).to_be_hidden()


def test_a_dialog_opened_by_the_server_tells_it_when_it_closes(kit: Kit):
    page = kit()
    page.get_by_role("button", name="Open from the server").click()
    dialog = page.get_by_role("dialog", name="From the server")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(page.locator("#heard")).to_have_text("closed")
    expect(dialog).to_be_hidden()


def test_a_destructive_button_names_its_object_and_closes_its_dialog(kit: Kit):
    page = kit()
    page.get_by_role("button", name="Refuse order …").click()
    page.get_by_role("button", name="Refuse order O-10482").click()
    expect(page.locator("#heard")).to_have_text("refused")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_toast_waits_under_the_pointer_and_goes_by_itself(kit: Kit):
    page = kit(clock=True)
    page.get_by_role("button", name="Deactivate with a way back").click()
    toast = page.get_by_role("region", name="News").get_by_role("listitem")
    expect(toast).to_contain_text("Jan Keller is deactivated")
    toast.hover()
    page.clock.run_for(30_000)
    expect(toast).to_be_visible()
    page.mouse.move(400, 10)
    page.clock.run_for(11_000)
    expect(toast).to_have_count(0)


def test_news_is_said_politely(kit: Kit):
    page = kit()
    expect(page.locator(".toasts ol")).to_have_attribute("aria-live", "polite")


# --- keys ------------------------------------------------------------------------------------------------------------


def test_the_command_menu_reaches_a_page_by_a_part_of_its_name(kit: Kit):
    page = kit()
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Go to a page or do something")
    expect(box).to_be_focused()
    box.fill("desk")
    expect(page.locator("#command-menu [aria-selected=true]")).to_contain_text("Desk")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*kit)"))


def test_the_command_menu_walks_with_arrows_says_what_it_found_and_closes(kit: Kit):
    page = kit()
    page.get_by_role("button", name="Search", exact=True).click()
    box = page.get_by_role("combobox", name="Go to a page or do something")
    first = page.locator("#command-menu [aria-selected=true]").inner_text()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#command-menu [aria-selected=true]")
    assert chosen.inner_text() != first
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    box.fill("nothing has this name")
    expect(page.get_by_text("Nothing by this name")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


def test_a_question_mark_shows_all_keys_and_a_single_key_acts(kit: Kit):
    page = kit()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="All keys")).to_contain_text("Search the kit")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_label("Search documents")).to_be_focused()
    page.keyboard.type("?/")
    expect(page.get_by_label("Search documents")).to_have_value("?/")


def test_single_keys_can_be_switched_off(kit: Kit):
    page = kit()
    page.get_by_role("button", name="your account").click()
    page.get_by_role("group", name="Single-key shortcuts").get_by_role("button", name="Off").click()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Search documents")).not_to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Commands")).to_be_visible()


def test_help_opens_with_f1(kit: Kit):
    page = kit()
    page.keyboard.press("F1")
    expect(page.get_by_role("dialog", name="Help")).to_be_visible()


# --- fields and forms ------------------------------------------------------------------------------------------------


def _order(page: Page) -> Locator:
    return page.get_by_role("form", name="Order")


def _complete(form: Locator) -> None:
    form.get_by_label("Confirmation to").fill("j.keller@hansen.example")
    form.get_by_label("Delivery").select_option("Only complete")
    form.get_by_label("Cost centre").fill("4712")
    form.page.keyboard.press("Enter")
    form.get_by_label("I have read the terms").check()


def test_typing_never_waits_for_the_server(kit: Kit):
    page = kit()
    page.context.set_offline(True)
    field = page.get_by_label("Name of the order")
    field.fill("")
    field.press_sequentially("Abschaltung Linie 4, Teile für Halle B", delay=5)
    expect(field).to_have_value("Abschaltung Linie 4, Teile für Halle B")


def test_a_field_is_checked_when_it_is_left_not_while_typing(kit: Kit):
    page = kit()
    mail = page.get_by_label("Confirmation to")
    mail.press_sequentially("j.keller")
    expect(mail).not_to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Tab")
    expect(mail).to_have_attribute("aria-invalid", "true")
    expect(mail).to_have_accessible_description("Enter an e-mail address like name@company.example")
    mail.press_sequentially("@hansen.example")
    expect(mail).not_to_have_attribute("aria-invalid", "true")


def test_what_is_missing_stands_in_a_summary_that_has_the_focus(kit: Kit):
    page = kit()
    _order(page).get_by_label("Name of the order").fill("")
    page.get_by_role("button", name="Check and order").click()
    summary = _order(page).get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    summary.get_by_role("link", name="Give the order a name").click()
    expect(page.get_by_label("Name of the order")).to_be_focused()
    expect(page.get_by_label("Name of the order")).to_have_accessible_description(re.compile("Give the order a name"))


def test_a_form_sends_plain_values(kit: Kit):
    page = kit()
    _complete(_order(page))
    page.get_by_role("button", name="Check and order").click()
    expect(page.locator("#heard")).to_have_text(
        "{'centre': '4712', 'day': '2026-11-25', 'limit': '2000', 'mail': 'j.keller@hansen.example', 'name': 'Shutdown line 4', 'note': '',"
        " 'number': '', 'parts': 'no', 'pieces': '500', 'roles': ['buyer'], 'terms': True, 'way': 'keep'}"
    )


def test_a_refusal_of_the_server_stands_at_its_field_and_nothing_typed_is_lost(kit: Kit):
    page = kit()
    form = _order(page)
    _complete(form)
    form.get_by_label("Limit per order").fill("9000")
    page.get_by_role("button", name="Check and order").click()
    expect(form.get_by_role("alert")).to_be_focused()
    expect(form.get_by_role("alert")).to_contain_text("The order was not sent")
    expect(form.get_by_label("Limit per order")).to_have_value("9,000.00")
    expect(form.get_by_label("Limit per order")).to_have_accessible_description(re.compile("4711 allows 5,000.00 at most"))
    expect(form.get_by_label("Confirmation to")).to_have_value("j.keller@hansen.example")


def test_the_same_refusal_twice_is_said_twice(kit: Kit):
    page = kit()
    form = _order(page)
    _complete(form)
    form.get_by_label("Limit per order").fill("9000")
    page.get_by_role("button", name="Check and order").click()
    expect(form.get_by_role("alert")).to_be_focused()
    page.get_by_role("button", name="Check and order").click()
    expect(form.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("button", name="Check and order")).not_to_have_attribute("aria-busy", "true")


def test_a_choice_that_must_be_made_is_asked_for_and_the_reproach_ends_with_it(kit: Kit):
    page = kit()
    form = _order(page)
    form.get_by_label("Buyer").uncheck()
    page.get_by_role("button", name="Check and order").click()
    expect(form.get_by_role("alert")).to_contain_text("Please read and accept the terms")
    expect(form.get_by_role("alert")).to_contain_text("Please fill in: Cost centre")
    expect(form.get_by_role("alert")).not_to_contain_text("Roles")
    form.get_by_label("I have read the terms").check()
    expect(form.get_by_label("I have read the terms")).not_to_have_attribute("aria-invalid", "true")
    centre = form.get_by_role("combobox", name="Cost centre")
    expect(centre).to_have_attribute("aria-invalid", "true")
    centre.fill("4711")
    page.keyboard.press("Enter")
    expect(centre).not_to_have_attribute("aria-invalid", "true")


def test_one_form_does_not_show_the_problem_of_another(kit: Kit):
    page = kit()
    form = _order(page)
    _complete(form)
    form.get_by_label("Limit per order").fill("9000")
    page.get_by_role("button", name="Check and order").click()
    expect(page.get_by_role("alert").filter(has_text="The order was not sent")).to_have_count(1)


def test_numbers_are_written_as_the_language_does_and_reported_plainly(kit: Kit):
    page = kit(language="de")
    limit = page.get_by_label("Limit je Bestellung")
    expect(limit).to_have_value("2.000,00")
    limit.fill("1234,5")
    page.keyboard.press("Tab")
    expect(limit).to_have_value("1.234,50")
    expect(page.locator("#heard")).to_have_text("1234.5")


@pytest.mark.parametrize(("typed", "shown", "heard"), [("1,234.5", "1,234.50", "1234.5"), ("7,5", "7.50", "7.5"), ("1 500", "1,500.00", "1500")])
def test_numbers_are_understood_in_other_notations(kit: Kit, typed: str, shown: str, heard: str):
    page = kit()
    limit = page.get_by_label("Limit per order")
    limit.fill(typed)
    page.keyboard.press("Tab")
    expect(limit).to_have_value(shown)
    expect(page.locator("#heard")).to_have_text(heard)


@pytest.mark.parametrize(
    ("typed", "said"), [("many", "must be a number"), ("-1", "must be at least 0"), ("10001", "may be at most 10,000"), ("1.005", "at most 2 decimals")]
)
def test_what_is_no_good_number_stays_and_is_explained(kit: Kit, typed: str, said: str):
    page = kit()
    limit = page.get_by_label("Limit per order")
    limit.fill(typed)
    page.keyboard.press("Tab")
    expect(limit).to_have_accessible_description(re.compile(said))


def test_arrows_step_a_number_and_the_stepper_buttons_too(kit: Kit):
    page = kit()
    pieces = page.get_by_label("Quantity")
    pieces.focus()
    page.keyboard.press("ArrowUp")
    expect(pieces).to_have_value("600")
    page.keyboard.press("PageDown")
    expect(pieces).to_have_value("0")
    page.get_by_role("button", name="More of it").click()
    expect(page.locator("#heard")).to_have_text("100")


def _suggestions(box: Locator) -> Locator:
    return box.locator("xpath=..").locator(".option")


def test_a_combobox_filters_walks_and_takes(kit: Kit):
    page = kit()
    box = page.get_by_role("combobox", name="Cost centre")
    box.press_sequentially("GRoße sage")
    expect(_suggestions(box)).to_have_text(["4730 Säge und Größe725.00 EUR"])
    box.fill("47")
    expect(_suggestions(box)).to_have_count(4)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".option[aria-selected=true]")).to_contain_text("4712 Tools")
    page.keyboard.press("Enter")
    expect(box).to_have_value("4712 Tools")
    expect(page.locator("#heard")).to_have_text("4712 4712 Tools")
    expect(_suggestions(box).first).to_be_hidden()


def test_a_combobox_forgets_what_is_no_option_and_keeps_the_choice(kit: Kit):
    page = kit()
    box = page.get_by_role("combobox", name="Cost centre")
    box.fill("4720")
    page.keyboard.press("Enter")
    box.fill("nonsense")
    page.keyboard.press("Tab")
    expect(box).to_have_value("4720 Assembly")


def test_escape_closes_the_suggestions_first(kit: Kit):
    page = kit()
    box = page.get_by_role("combobox", name="Cost centre")
    box.fill("4")
    expect(_suggestions(box).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(_suggestions(box).first).to_be_hidden()
    expect(box).to_be_focused()


def test_a_combobox_asks_the_server_while_typing(kit: Kit):
    page = kit()
    box = page.get_by_role("combobox", name="Article", exact=True)
    box.press_sequentially("m8")
    expect(_suggestions(box)).to_have_count(2)
    page.get_by_role("option", name="Plain washer").click()
    expect(box).to_have_value("Plain washer M8")
    expect(page.locator("#heard")).to_have_text("48-2001-M8 Plain washer M8")


def test_suggestions_of_the_text_before_cannot_be_taken_for_the_text_in_the_field(kit: Kit):
    page = kit()
    box = page.get_by_role("combobox", name="Article", exact=True)
    box.press_sequentially("m8")
    expect(_suggestions(box)).to_have_count(2)
    box.press("x")
    assert _suggestions(box).count() == 0, "nobody asked for these"
    expect(page.get_by_text("Nothing fits")).to_be_visible()
    box.press("Backspace")
    expect(_suggestions(box)).to_have_count(2)


def test_choices_report_what_is_chosen(kit: Kit):
    page = kit()
    page.get_by_label("Order 4711 now").check()
    expect(page.locator("#heard")).to_have_text("split")
    page.get_by_label("Manager", exact=True).check()
    expect(page.locator("#heard")).to_have_text("buyer, manager")
    page.get_by_label("Wanted by").fill("2026-12-01")
    expect(page.locator("#heard")).to_have_text("2026-12-01")


def test_a_switch_takes_effect_at_once(kit: Kit):
    page = kit()
    switch = page.get_by_role("switch", name="Mails about deliveries")
    switch.press("Space")
    expect(switch).not_to_be_checked()
    expect(page.locator("#heard")).to_have_text("mails False")


def test_the_code_takes_a_paste_with_spaces_and_reports_six_digits(kit: Kit):
    page = kit()
    code = page.get_by_label("Six digits")
    code.focus()
    page.evaluate("document.activeElement.blur()")
    code.fill("481 516")
    expect(code).to_have_value("481516")
    expect(page.locator("#heard")).to_have_text("481516")
    expect(code).to_have_attribute("autocomplete", "one-time-code")


def test_a_password_can_be_seen(kit: Kit):
    page = kit()
    password = page.get_by_label("Password")
    password.fill("four words in a row")
    page.get_by_role("button", name="Show").click()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide").click()
    expect(password).to_have_attribute("type", "password")


def test_a_post_without_answer_keeps_what_was_typed_and_says_so(kit: Kit, page_troubles: list[str]):
    page = kit()
    page.route("**/api/kit", lambda route: route.abort())
    form = page.get_by_role("form", name="Sign in")
    form.get_by_label("E-mail").fill("a.berg@hansen.example")
    form.get_by_label("Password").fill("correct horse battery")
    form.get_by_role("button", name="Sign in").click()
    expect(form.get_by_role("alert")).to_contain_text("No answer from the portal")
    expect(form.get_by_label("Password")).to_have_value("correct horse battery")


def test_a_post_shows_the_problem_of_the_answer_at_its_field(kit: Kit):
    page = kit()
    sent = []

    def refuse(route):
        sent.append((route.request.headers["x-portal"], route.request.post_data_json))
        route.fulfill(status=422, json={"problem": {"title": "Not signed in", "fields": {"email": "We do not know this address"}}})

    page.route("**/api/kit", refuse)
    form = page.get_by_role("form", name="Sign in")
    form.get_by_label("E-mail").fill("a.berg@hansen.example")
    form.get_by_label("Password").fill("correct horse battery")
    page.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_be_focused()
    form.get_by_role("link", name="We do not know this address").click()
    expect(form.get_by_label("E-mail")).to_be_focused()
    assert sent == [("form", {"email": "a.berg@hansen.example", "password": "correct horse battery"})]


def test_a_post_is_sent_once_and_its_answer_followed(kit: Kit):
    page = kit()
    sent = []
    page.route("**/api/kit", lambda route: (sent.append(1), route.fulfill(json={"go": "/kit?there"})))
    form = page.get_by_role("form", name="Sign in")
    form.get_by_label("E-mail").fill("a.berg@hansen.example")
    form.get_by_label("Password").fill("correct horse battery")
    form.get_by_role("button", name="Sign in").dblclick()
    page.wait_for_url(re.compile(r"/kit/?\?there$"))
    assert sent == [1]


def test_files_are_refused_before_they_travel_and_sent_with_their_name(kit: Kit):
    page = kit()
    names = []
    page.route("**/api/kit/files", lambda route: (names.append(route.request.headers["x-file-name"]), route.fulfill(json={"id": "f1"})))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(
        [
            {"name": "Bedarf KW48.csv", "mimeType": "text/csv", "buffer": b"48-1007-M8;500"},
            {"name": "plan.exe", "mimeType": "application/x-dos", "buffer": b"MZ"},
        ]
    )
    expect(page.locator("#heard")).to_have_text("f1 Bedarf KW48.csv")
    expect(page.get_by_text("This kind of file cannot be read. Possible: .csv, .xlsx")).to_be_visible()
    assert names == ["Bedarf%20KW48.csv"]


# --- lists -----------------------------------------------------------------------------------------------------------


def test_a_table_is_sorted_by_its_heads_and_says_how(kit: Kit):
    page = kit()
    head = page.get_by_role("columnheader", name="Document")
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody tr").first).to_contain_text("Z-2608-17")


def test_rows_are_chosen_one_by_one_and_by_shift(kit: Kit):
    page = kit()
    page.get_by_label("Choose G-0031").click()
    expect(page.get_by_role("region", name="With the chosen rows")).to_contain_text("1 chosen")
    page.get_by_label("Choose R-20261113").click(modifiers=["Shift"])
    expect(page.get_by_role("region", name="With the chosen rows")).to_contain_text("3 chosen")
    page.get_by_role("button", name="ZIP with XML").click()
    expect(page.locator("#heard")).to_have_text("R-20261113 L-78640 G-0031")
    page.get_by_role("button", name="Choose none").click()
    expect(page.get_by_role("region", name="With the chosen rows")).to_have_count(0)


def test_all_that_fit_can_be_chosen_from_one_page(kit: Kit):
    page = kit()
    page.get_by_label("All on this page").check()
    page.get_by_role("button", name="Choose all 1,243").click()
    expect(page.get_by_role("region", name="With the chosen rows")).to_contain_text("1,243 chosen")
    page.get_by_role("button", name="CSV list").click()
    expect(page.locator("#heard")).to_have_text("all")


def test_the_whole_row_leads_on_but_its_box_does_not(kit: Kit):
    page = kit()
    row = page.locator("tbody tr").filter(has_text="L-78640")
    page.get_by_label("Choose L-78640").check()
    box = row.bounding_box()
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('a')?.textContent", [box["x"] + box["width"] - 30, box["y"] + 10]) == "L-78640"


def test_a_filter_chip_is_taken_away_with_the_keyboard(kit: Kit):
    page = kit()
    chip = page.get_by_role("button", name="77-0110-0 remove")
    chip.press("Enter")
    expect(chip).to_have_count(0)
    expect(page.get_by_role("button", name="since 1 Jan 2026 remove")).to_be_visible()


def test_the_phone_shows_rows_as_two_lines_with_number_left_and_amount_right(kit: Kit):
    page = kit(width=390)
    row = page.locator("tbody tr").first
    number, amount = row.locator(".on-lead").bounding_box(), row.locator(".on-amount").bounding_box()
    assert abs((number["y"] + number["height"] / 2) - (amount["y"] + amount["height"] / 2)) < 8
    assert number["x"] < amount["x"]
    expect(page.get_by_role("table", name="Documents")).to_have_count(1)


# --- line ------------------------------------------------------------------------------------------------------------


def test_a_lost_line_is_told_within_a_second_and_its_return_too(kit: Kit):
    page = kit()
    page.get_by_label("Note to the supplier").fill("still here")
    page.context.set_offline(True)
    banner = page.get_by_text("Your device is offline.")
    expect(banner).to_be_visible(timeout=1000)
    expect(page.get_by_label("Note to the supplier")).to_have_value("still here")
    page.context.set_offline(False)
    expect(page.get_by_text("Connected again.")).to_be_visible()
    expect(banner).to_be_hidden()


def test_a_newer_version_is_offered_in_our_words(kit: Kit):
    page = kit()
    page.evaluate("document.body.append(Object.assign(document.createElement('div'), { id: 'reflex-new-version-banner', textContent: 'A new version' }))")
    expect(page.get_by_text("There is a newer version of the portal.")).to_be_visible()
    expect(page.locator("#reflex-new-version-banner")).to_be_hidden()


# --- phone -----------------------------------------------------------------------------------------------------------


def test_the_title_block_unfolds_on_a_phone(visit: Visit):
    page = visit(KELLER, width=390)
    fold = page.get_by_role("button", name="Company, cost centre and delivery place")
    cell = page.locator("header.title-block").get_by_role("button", name="Cost centre", exact=False).and_(page.locator(".cell"))
    expect(cell).to_be_hidden()
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(cell).to_be_visible()
    fold.click()
    expect(cell).to_be_hidden()


def test_where_nothing_can_be_unfolded_nothing_offers_it(kit: Kit):
    """The supplier's people have neither cost centre nor place."""
    page = kit(width=390)
    expect(page.locator("header.title-block")).to_contain_text("Brandt & Thode")
    expect(page.get_by_role("button", name="Company, cost centre and delivery place")).to_have_count(0)


def test_more_leads_to_the_other_places_and_the_look(kit: Kit):
    page = kit(width=390)
    page.get_by_role("button", name="More", exact=True).click()
    dialog = page.get_by_role("dialog", name="More")
    dialog.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dialog.get_by_role("button", name="Search").click()
    expect(page.get_by_role("combobox", name="Go to a page or do something")).to_be_focused()


def test_less_motion_means_none(kit: Kit):
    page = kit(reduced_motion="reduce")
    page.get_by_role("button", name="Invite a person").click()
    assert page.evaluate("getComputedStyle(document.querySelector('dialog[open]')).animationName") == "none"


def test_forced_colours_keep_what_is_chosen_in_sight(kit: Kit):
    page = kit(forced_colors="active")
    pressed = page.get_by_role("group", name="View").get_by_role("button", name="List")
    assert pressed.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
