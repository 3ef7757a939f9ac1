"""Sentences, plurals, money, quantities, dates and times as English and German readers write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from portal_app.kernel import clock
from portal_app.kernel.i18n import (
    format_ago,
    format_date,
    format_moment,
    format_money,
    format_number,
    format_percent,
    format_quantity,
    format_span,
    format_time,
    language_of,
    translate,
    translate_count,
)
from portal_app.kernel.money import Money, Quantity

BERLIN = "Europe/Berlin"
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # Monday 12:00 in Berlin


def plain(text: str) -> str:
    """With usual spaces instead of those that do not break."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE_de", "de"),
        ("en-GB", "en"),
        ("fr-FR, de;q=0.8, en;q=0.5", "de"),
        ("en;q=0.2, de;q=0.9", "de"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
        ("de;q=odd, en", "en"),
        ("*;q=0.1", "en"),
    ],
)
def test_the_language_is_found_in_what_a_browser_asks_for(wanted: str | None, language: str):
    assert language_of(wanted) == language


def test_a_sentence_is_said_in_the_language_with_its_values():
    assert translate("en", "yesterday {time}", time="09:42") == "yesterday 09:42"
    assert translate("de-DE", "yesterday {time}", time="09:42") == "gestern 09:42"


def test_what_has_no_german_stays_english():
    assert translate("de", "Nobody says this in {place}.", place="Kiel") == "Nobody says this in Kiel."


def test_values_cannot_reach_into_objects_or_be_filled_themselves():
    assert translate("en", "{who} {who.__class__} {other}", who="{other}", other="x") == "{other} {who.__class__} x"


@pytest.mark.parametrize(
    ("n", "english", "german"), [(0, "0 suggestions", "0 Vorschläge"), (1, "1 suggestion", "1 Vorschlag"), (1200, "1,200 suggestions", "1.200 Vorschläge")]
)
def test_counts_have_a_singular_and_a_plural(n: int, english: str, german: str):
    assert translate_count("en", "{n} suggestion", "{n} suggestions", n) == english
    assert translate_count("de", "{n} suggestion", "{n} suggestions", n) == german


def test_a_count_without_german_stays_english():
    assert translate_count("de", "{n} thing", "{n} things", 2) == "2 things"


@pytest.mark.parametrize(
    ("amount", "decimals", "english", "german"),
    [
        ("1204.5", 2, "1,204.50 EUR", "1.204,50 EUR"),
        ("0.084", 3, "0.084 EUR", "0,084 EUR"),
        ("-87.11", 2, "−87.11 EUR", "−87,11 EUR"),
        ("999999999.99", 2, "999,999,999.99 EUR", "999.999.999,99 EUR"),
        ("0", 2, "0.00 EUR", "0,00 EUR"),
    ],
)
def test_money_has_fixed_decimals_and_its_currency_behind(amount: str, decimals: int, english: str, german: str):
    value = Money(Decimal(amount))
    assert plain(format_money("en", value, decimals=decimals)) == english
    assert plain(format_money("de", value, decimals=decimals)) == german


def test_money_in_a_column_leaves_the_currency_to_the_head():
    assert format_money("de", Money(Decimal("1204.5"), "CHF"), currency=False) == "1.204,50"


def test_numbers_keep_what_they_have_or_get_fixed_decimals():
    assert format_number("de", Decimal("1234.5")) == "1.234,5"
    assert format_number("en", Decimal("0.000001")) == "0.000001"
    assert format_number("en", 1_000_000) == "1,000,000"
    assert format_number("en", Decimal("2.5"), decimals=0) == "2"
    assert format_number("de", Decimal("2"), decimals=3) == "2,000"


@pytest.mark.parametrize(
    ("amount", "unit", "english", "german"),
    [
        ("1", "C62", "1 pc", "1 Stk."),
        ("1200", "C62", "1,200 pcs", "1.200 Stk."),
        ("2.5", "MTR", "2.5 m", "2,5 m"),
        ("2", "PR", "2 pairs", "2 Paar"),
        ("3", "XYZ", "3 XYZ", "3 XYZ"),
    ],
)
def test_quantities_name_their_unit(amount: str, unit: str, english: str, german: str):
    assert plain(format_quantity("en", Quantity(Decimal(amount), unit))) == english
    assert plain(format_quantity("de", Quantity(Decimal(amount), unit))) == german


def test_shares_are_written_with_a_space():
    assert plain(format_percent("en", Decimal("0.612"))) == "61 %"
    assert plain(format_percent("de", Decimal("0.0365"), decimals=1)) == "3,6 %"


def test_days_are_short_and_clear():
    day = date(2026, 11, 23)
    assert format_date("en", day) == "23 Nov 2026"
    assert format_date("de", day) == "23. Nov. 2026"
    assert format_date("en", day, weekday=True, year=False) == "Mon 23 Nov"
    assert format_date("de", day, weekday=True, year=False) == "Mo 23. Nov."


@pytest.mark.parametrize(
    ("at", "english", "german"),
    [
        (datetime(2026, 11, 23, 8, 42, tzinfo=UTC), "09:42", "09:42"),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "00:00", "00:00"),  # midnight in Berlin is today
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), "yesterday 23:59", "gestern 23:59"),
        (datetime(2026, 11, 20, 16, 10, tzinfo=UTC), "Fri 17:10", "Fr 17:10"),
        (datetime(2026, 11, 17, 16, 10, tzinfo=UTC), "Tue 17:10", "Di 17:10"),
        (datetime(2026, 11, 16, 16, 10, tzinfo=UTC), "16 Nov 17:10", "16. Nov. 17:10"),
        (datetime(2025, 7, 1, 16, 10, tzinfo=UTC), "1 Jul 2025 18:10", "1. Juli 2025 18:10"),  # summer time then
        (datetime(2026, 11, 24, 16, 10, tzinfo=UTC), "24 Nov 17:10", "24. Nov. 17:10"),  # tomorrow
    ],
)
def test_moments_are_told_as_shortly_as_possible(at: datetime, english: str, german: str):
    with clock.frozen(NOON):
        assert format_moment("en", at, BERLIN) == english
        assert format_moment("de", at, BERLIN) == german


def test_a_time_is_that_of_the_readers_zone():
    at = datetime(2026, 11, 23, 8, 42, tzinfo=UTC)
    assert format_time("en", at, "Europe/Lisbon") == "08:42"
    assert format_time("en", at, "America/New_York") == "03:42"


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        format_time("en", datetime(2026, 11, 23, 8, 42), BERLIN)  # noqa: DTZ001 - that is the point


def test_how_long_ago():
    with clock.frozen(NOON):
        assert format_ago("en", NOON - timedelta(minutes=3)) == "3 minutes ago"
        assert format_ago("de", NOON - timedelta(days=2)) == "vor 2 Tagen"
        assert format_ago("de", NOON + timedelta(hours=2)) == "in 2 Stunden"
    assert format_span("en", timedelta(hours=3)) == "3 hours"
    assert format_span("de", timedelta(days=1)) == "1 Tag"
