"""Small rules: ways back, names of browsers, codes as written, idle limits, texts in one line."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.accounts.actions.people import initials
from portal_app.accounts.rules.companies import (
    AddressFacts,
    CompanyFacts,
    CompanySettings,
    CostCentreFacts,
    check_address,
    check_company,
    check_cost_centre,
    check_settings,
)
from portal_app.accounts.rules.networks import place_of, shortened
from portal_app.accounts.rules.paths import path_afterwards
from portal_app.accounts.rules.people import PersonFacts, check_person, one_line
from portal_app.accounts.rules.roles import Holding, Role
from portal_app.accounts.rules.second_step import parse_code, parse_recovery_code, written_recovery_code
from portal_app.accounts.rules.sessions import Limits, device_name, idle_minutes, is_over

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GOOD = PersonFacts("Jan", "Keller", frozenset({Holding(Role.BUYER)}))


@pytest.mark.parametrize(
    "path", ["/", "/orders", "/orders/O-10391?tab=lines#top", "/suche?q=M8%20x%2040", "/über", "/orders?next=/x", "/second-step?next=/account"]
)
def test_pages_of_our_own_are_kept(path: str):
    assert path_afterwards(path) == path


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize(
    "path",
    [
        "", "orders", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)",
        "/%2fevil.example", "/%252fevil.example", "/%5cevil.example", "/%255cevil.example", "/\tevil", "/\n/evil.example", "/%0a/evil.example",
        "/%09//evil.example", " /orders", "data:text/html,x",
        "/auth/sign-out", "/sign-in", "/sign-in?next=/x", "/Sign-In", "/%61uth/x", "/invitation", "/" + "x" * 500, "/\x00",
    ],
)  # fmt: skip
def test_everything_else_leads_to_the_start_page(path: str):
    assert path_afterwards(path) == "/"


@given(st.text(max_size=60))
def test_no_text_leads_out(text: str):
    path = path_afterwards(text)
    assert path.startswith("/") and not path.startswith(("//", "/\\"))


APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) " + APPLE + " Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36", "Samsung Internet, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari, Mac"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_by_its_kind_and_by_nothing_else(agent: str, name: str):
    assert device_name(agent) == name


@given(st.binary(min_size=7, max_size=7))
def test_a_recovery_code_is_read_back_as_it_was_written(random: bytes):
    code = written_recovery_code(random)
    assert len(code) == 11 and code[5] == "-"
    assert parse_recovery_code(code) == parse_recovery_code(f" {code.upper().replace('-', ' ')} ") == code


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_codes(text: str):
    assert parse_code(text) is None or len(parse_code(text)) == 6
    assert parse_recovery_code(text) is None or len(parse_recovery_code(text)) == 11


@pytest.mark.asvs("7.3.1")
@pytest.mark.parametrize(
    ("role", "company_minutes", "minutes"),
    [
        (Role.BUYER, None, 30), (Role.BUYER, 10, 10), (Role.BUYER, 60, 30),
        (Role.ADMINISTRATOR, None, 15), (Role.ADMINISTRATOR, 10, 10), (Role.ADMINISTRATOR, 20, 15),
    ],
)  # fmt: skip
def test_a_company_shortens_the_idle_limit_and_never_lengthens_it(role: Role, company_minutes: int | None, minutes: int):
    assert idle_minutes(Limits(30, 15, 12), frozenset({Holding(role)}), company_minutes) == minutes


@pytest.mark.parametrize(("seen_ago", "expires_in", "over"), [(1800, 1, False), (1800.001, 1, True), (0, 0, False), (0, -0.001, True), (0, 43200, False)])
def test_each_limit_itself_is_still_inside(seen_ago: float, expires_in: float, over: bool):
    seen, end = NOW - timedelta(seconds=seen_ago), NOW + timedelta(seconds=expires_in)
    assert is_over(NOW, ended_at=None, expires_at=end, last_seen_at=seen, idle=30) is over
    assert is_over(NOW, ended_at=NOW, expires_at=end, last_seen_at=seen, idle=30) is True


@given(st.text())
def test_a_text_in_one_line_has_no_line_break_and_no_outer_space(text: str):
    line = one_line(text)
    assert line == line.strip() == one_line(line)
    assert not any(sign in line for sign in "\n\r\t\x00\u2028\u2029\x85\u202e\ud800")


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({}, set()),
        ({"first_name": ""}, {"first_name"}),
        ({"first_name": "x" * 60, "last_name": "x" * 61}, {"last_name"}),
        ({"unit": "x" * 81, "salutation": "x" * 21}, {"unit", "salutation"}),
        ({"holdings": frozenset()}, {"roles"}),
        ({"holdings": frozenset({Holding(Role.ADMINISTRATOR, "4711")})}, {"roles"}),
        ({"limit_per_order": Decimal(0)}, set()),
        ({"limit_per_order": Decimal("999999999.99")}, set()),
        ({"limit_per_order": Decimal("1000000000")}, {"limit_per_order"}),
        ({"limit_per_order": Decimal("-0.01"), "limit_per_month": Decimal("0.001")}, {"limit_per_order", "limit_per_month"}),
        ({"limit_per_month": Decimal("NaN")}, {"limit_per_month"}),
        ({"limit_per_month": Decimal("Infinity")}, {"limit_per_month"}),
    ],
)
def test_what_an_administrator_enters_about_a_person(facts: dict, fields: set[str]):
    assert set(check_person(PersonFacts(**{**vars(GOOD), **facts}))) == fields


@pytest.mark.parametrize(
    ("check", "facts", "fields"),
    [
        (check_company, CompanyFacts("Hansen", "10001"), set()),
        (check_company, CompanyFacts("", "x" * 41, "fr", "Kiel", "eur"), {"name", "customer_number", "locale", "time_zone", "currency"}),
        (check_cost_centre, CostCentreFacts("4711", "Maintenance"), set()),
        (check_cost_centre, CostCentreFacts("x" * 25, ""), {"number", "name"}),
        (check_address, AddressFacts("Plant 2", "Hansen", "Werftstr. 1", "24143", "Kiel"), set()),
        (check_address, AddressFacts("", "", "", "", "", "XX"), {"label", "recipient", "street", "postcode", "city", "country"}),
        (check_address, AddressFacts("Plant 2", "Hansen", "Werftstr. 1", "x" * 17, "Kiel", "de"), {"postcode", "country"}),
    ],
)
def test_what_is_entered_about_companies_and_places(check, facts, fields: set[str]):
    assert set(check(facts)) == fields


@pytest.mark.parametrize(("minutes", "taken"), [(None, True), (4, False), (5, True), (30, True), (31, False), (0, False), (-5, False)])
def test_a_company_may_set_five_minutes_up_to_the_portals_limit(minutes: int | None, taken: bool):
    assert (check_settings(CompanySettings(False, minutes, "de", "Europe/Berlin"), 30) == {}) is taken


@pytest.mark.parametrize(
    ("name", "letters"), [("Jan Keller", "JK"), ("Anna Maria Berg", "AB"), ("Cher", "C"), ("", ""), ("Ömer Çelik", "ÖÇ"), ("4711 Keller", "K")]
)
def test_initials(name: str, letters: str):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("address", "short"), [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"), ("unknown", ""), ("::ffff:192.0.2.7", "::/48")]
)
def test_a_network_address_loses_what_points_at_one_person(address: str, short: str):
    assert shortened(address) == short


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.8", False), ("192.0.2.7", "192.0.2.7", True), ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False), ("unknown", "unknown", True), ("", "", True),
    ],
)  # fmt: skip
def test_a_household_is_one_place(one: str, other: str, same: bool):
    assert (place_of(one) == place_of(other)) is same
