"""Text is text: whatever people are called, whatever stands in an address, it is shown as it was typed and nothing of it comes to life."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import link_in_newest_mail, opened
from tests.journeys.visits import LANG, THODE, Database, Visit, to

pytestmark = pytest.mark.asvs("1.2.1", "1.2.2", "1.2.3", "1.1.1", "3.2.2")
TEXTS = {
    "tags": """<xss-made onclick=ran()> "><img data-xss src=x onerror=ran()> '><svg data-xss onload=ran()> <a data-xss href=javascript:ran()>x</a>""",
    "ends": """</title></textarea></style></script></template><script data-xss>ran()</script><iframe data-xss srcdoc="<script>parent.ran()</script>">""",
    "code": """javascript:ran() ${ran()} `${ran()}` {{ran()}} #{ran()} ");ran();// '-ran()-' \\u003cxss-made> %3Cxss-made%3E &lt;xss-made&gt; <!--""",
    "names": "__proto__ constructor toString [object Object] {name} {0} %s %(name)s \\n \\x00",
}
WATCH = """
window.came = [];
window.ran = () => window.came.push("a script ran");
new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        if (node.matches?.("xss-made, [data-xss]") || node.querySelector?.("xss-made, [data-xss]")) window.came.push(node.outerHTML);
    }
}).observe(document, { childList: true, subtree: true });
"""
LIVING = """() => {
    const leads = (name, value) => ["href", "src", "action", "formaction"].includes(name) && /^\\W*javascript:/i.test(value);
    const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].map((one) => [one.name, one.value]));
    return attributes.filter(([name, value]) => name.startsWith("on") || name === "srcdoc" || leads(name, value));
}"""
SHOWN = """() => [document.body.textContent, ...[...document.querySelectorAll("input, textarea")].map((field) => field.value)].join("\\n")"""
# Where each kind of text must be seen, for the administrator of the company.
SEEN = {
    "/": "company", "/company/people": "last", "/company/roles": "company", "/company/cost-centres": "centre", "/company/places": "place",
    "/company/record": "centre", "/company/settings": "company", "/account": "company",
}  # fmt: skip
PARAMETERS = ("find", "show", "page", "person", "about", "since", "until", "centre", "place", "company", "next", "tab", "x")


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[request.param]


def _named(text: str) -> dict[str, str]:
    """The text once for each kind of field, so that one can tell which is seen."""
    return {
        kind: f"{kind} {text}" for kind in ("first", "last", "salutation", "unit", "company", "centre", "place", "street", "city", "account", "device", "mail")
    }


def _fill(rows: Database, said: dict[str, str]) -> None:
    rows.ask("UPDATE company SET name = ? || customer_number", said["company"])
    rows.ask(
        "UPDATE person SET first_name = ?, last_name = ?, salutation = ?, unit = ?", said["first"], said["last"], said["salutation"], said["unit"]
    )  # fmt: skip
    rows.ask("UPDATE account SET name = ?", said["account"])
    rows.ask("UPDATE cost_centre SET name = ?, number = number || ?", said["centre"], said["centre"])
    rows.ask(
        "UPDATE delivery_address SET label = ? || id, recipient = ?, street = ?, postcode = ?, city = ?",
        *(said[kind] for kind in ("place", "place", "street", "city", "city")),
    )
    rows.ask("UPDATE sign_in_session SET device = ?", said["device"])
    rows.ask("UPDATE known_device SET device = ?", said["device"])


def _watched(page: Page) -> Page:
    page.context.add_init_script(WATCH)
    return page


def _nothing_came(page: Page, seen: str) -> None:
    """Nothing ran, no element came of it, no attribute could run; and what was typed stands there as it was typed."""
    assert page.evaluate("() => window.came") == []
    assert page.evaluate(LIVING) == []
    assert seen in page.evaluate(SHOWN)


@pytest.mark.parametrize("language", ["en", "de"])
def test_names_are_shown_as_they_were_typed(visit: Visit, rows: Database, text: str, language: str):
    said = _named(text)
    page = _watched(visit(LANG, "/company/cost-centres", language=language))
    _add_cost_centre(page, said["centre"][:24], f"{language} {said['centre']}"[:80])
    _fill(rows, said)
    for path, kind in SEEN.items():
        _nothing_came(to(page, path), said[kind] if path != "/company/record" else said["centre"][:24])
    for path, table in (
        ("/company/people?person=", "person"),
        ("/company/cost-centres?centre=", "cost_centre"),
        ("/company/places?place=", "delivery_address"),
    ):
        row = rows.one(f"SELECT id FROM {table} WHERE company_id = (SELECT company_id FROM person WHERE id = ?) ORDER BY id", rows.person(LANG))
        _nothing_came(to(page, f"{path}{row}"), said[{"person": "first", "cost_centre": "centre", "delivery_address": "street"}[table]])
    page.keyboard.press("Control+k")
    expect(page.locator("#command-menu")).to_be_visible()
    _nothing_came(page, said["company"])


def _add_cost_centre(page: Page, number: str, name: str) -> None:
    page.keyboard.press("n")
    form = page.get_by_role("dialog")
    form.locator("input").nth(0).fill(number)
    form.locator("input").nth(1).fill(name)
    form.locator("[type=submit]").click()
    expect(form).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_suppliers_people_see_them_as_they_were_typed(visit: Visit, rows: Database, text: str, language: str):
    said = _named(text)
    page = _watched(visit(THODE, "/", language=language))
    _fill(rows, said)
    for path, kind in {"/": "account", "/staff/companies": "company", "/account": "account"}.items():
        _nothing_came(to(page, path), said[kind])
    for company in [found for (found,) in rows.ask("SELECT id FROM company")]:
        _nothing_came(to(page, f"/staff/companies?company={company}"), said["company"])


def test_visitors_see_them_as_they_were_typed(live_portal, open_page, rows: Database, text: str):
    """Before anybody signs in: the cast of the demo, the mailbox, an invitation."""
    said = _named(text)
    link = link_in_newest_mail(open_page(), "t.wolff@hansen-mb.example", "Ihre Einladung")
    _fill(rows, said)
    rows.ask("UPDATE kept_mail SET subject = ?, text = ? WHERE recipient <> 't.wolff@hansen-mb.example'", said["mail"], said["mail"])
    page = _watched(open_page())
    page.goto("/sign-in")
    page.locator(".part-line").first.wait_for()
    _nothing_came(page, "")
    opened(page, "/mailbox").locator("summary").first.click()
    _nothing_came(page, said["mail"])
    opened(page, link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("first")
    _nothing_came(page, said["first"])


@pytest.mark.parametrize("raw", [False, True], ids=["encoded", "raw"])
def test_parameters_of_an_address_stay_text(visit: Visit, text: str, raw: bool):
    page = _watched(visit(LANG))
    written = text.replace("#", "").replace("%", "%25").replace("&", "%26") if raw else quote(text, safe="")
    query = "&".join(f"{name}={written}" for name in PARAMETERS)
    for path in SEEN:
        to(page, f"{path}?{query}")
        _nothing_came(page, text if path == "/company/people" and not raw and len(text) <= 200 else "")
    page.context.clear_cookies()
    for path in ("/sign-in", "/sign-in/code", "/forgot", "/reset", "/invitation", "/mailbox", "/nowhere"):
        opened(page, f"{path}?{query}#{written}")
        _nothing_came(page, "")


def test_what_comes_to_life_is_noticed(live_portal, open_page):
    """Otherwise the silence of the others would prove nothing."""
    page = _watched(open_page())
    opened(page, "/sign-in")
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<p><xss-made></xss-made><a href=\" javascript:0\">x</a></p>')")
    page.wait_for_function("() => window.came.length === 1")
    assert page.evaluate(LIVING) == [["href", " javascript:0"]]
