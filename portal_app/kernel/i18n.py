"""Texts and formats of the server side in the person's language: sentences, plurals, money, quantities, dates, times.

English is the source and the message id; other languages are `<language>.po` in each slice. Texts of the screen: ui.words.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale as Region
from babel import dates, numbers
from babel.messages.pofile import read_po

from portal_app.kernel import clock
from portal_app.kernel.money import Money, Quantity

LANGUAGES = ("en", "de")
_REGIONS = {"en": Region("en", "GB"), "de": Region("de", "DE")}
_NAMES = re.compile(r"\{(\w+)\}")
_ROOT = Path(__file__).parents[1]
_UNITS = {"C62": ("pc", "pcs", "Stk."), "MTR": ("m", "m", "m"), "KGM": ("kg", "kg", "kg"), "LTR": ("l", "l", "l"), "PR": ("pair", "pairs", "Paar")}


# --- texts -----------------------------------------------------------------------------------------------------------


def language_of(wanted: str | None) -> str:
    """The language we speak for a locale or an Accept-Language header (`de-AT`, `fr;q=0.9, de;q=0.8`); English when in doubt."""
    for part in sorted((wanted or "").split(","), key=_weight, reverse=True):
        language = part.split(";")[0].strip()[:2].lower()
        if language in LANGUAGES:
            return language
    return "en"


def message(text: str) -> str:
    """Marks a text as translatable where it is kept and not yet said."""
    return text


def translate(locale: str, text: str, **values: object) -> str:
    """`text` in the language of `locale`, with its {names} filled. What has no translation stays English."""
    said = catalogue(language_of(locale)).get(text, text)
    return _filled(said if isinstance(said, str) else said[0], values)


def translate_count(locale: str, one: str, many: str, n: int, **values: object) -> str:
    """The singular or plural for `n` (`{n}` in the text): `translate_count(locale, "{n} line", "{n} lines", 3)`."""
    forms = catalogue(language_of(locale)).get(one, (one, many))
    pair = forms if isinstance(forms, (tuple, list)) else (forms, forms)
    return _filled(pair[0] if n == 1 else pair[1], {"n": format_number(locale, n), **values})


@cache
def catalogue(language: str) -> dict[str, str | tuple[str, str]]:
    """All translations of a language: text to text, singular to (singular, plural)."""
    words: dict[str, str | tuple[str, str]] = {}
    for path in catalogue_files(language):
        with path.open("rb") as file:
            for entry in read_po(file, locale=language):
                if entry.id and not entry.fuzzy and (entry.string if isinstance(entry.string, str) else all(entry.string)):
                    words[entry.id if isinstance(entry.id, str) else entry.id[0]] = entry.string
    return words


def catalogue_files(language: str) -> list[Path]:
    return sorted(_ROOT.rglob(f"{language}.po"))


def _weight(part: str) -> float:
    _, _, weight = part.partition(";q=")
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0


def _filled(text: str, values: dict[str, object]) -> str:
    """Only plain {names} are filled, once: a value can neither reach into an object nor be filled itself."""
    return _NAMES.sub(lambda name: str(values.get(name[1], name[0])), text)


# --- numbers ---------------------------------------------------------------------------------------------------------


def format_number(locale: str, value: Decimal | int, *, decimals: int | None = None) -> str:
    """Grouped as the language does. `decimals` fixes their count; without it as many as there are, up to 6."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "" if decimals == 0 else ".######")
    return numbers.format_decimal(value, format=pattern, locale=_region(locale))


def format_money(locale: str, value: Money, *, decimals: int = 2, currency: bool = True) -> str:
    """`1,204.50 EUR` or `1.204,50 EUR`. Columns name the currency in their head: `currency=False`."""
    amount = format_number(locale, value.amount, decimals=decimals).replace("-", "\N{MINUS SIGN}")
    return f"{amount}\N{NO-BREAK SPACE}{value.currency}" if currency else amount


def format_quantity(locale: str, value: Quantity) -> str:
    """`1,200 pcs`, `2,5 m`."""
    one, many, german = _UNITS.get(value.unit, (value.unit,) * 3)
    word = german if language_of(locale) == "de" else one if value.amount == 1 else many
    return f"{format_number(locale, value.amount)}\N{NO-BREAK SPACE}{word}"


def format_percent(locale: str, share: Decimal, *, decimals: int = 0) -> str:
    """`share` 0.61 is `61 %` in both languages, as the design writes it."""
    return f"{format_number(locale, share * 100, decimals=decimals)}\N{NO-BREAK SPACE}%"


# --- dates and times -------------------------------------------------------------------------------------------------


def format_date(locale: str, day: date, *, weekday: bool = False, year: bool = True) -> str:
    """`23 Nov 2026` or `23. Nov. 2026`; with the weekday `Mon 23 Nov 2026`."""
    german = language_of(locale) == "de"
    pattern = ("d. MMM" if german else "d MMM") + (" y" if year else "")
    return dates.format_date(day, ("ccc " if weekday else "") + pattern, locale=_region(locale))


def format_weekday(locale: str, day: date) -> str:
    """`Mon` or `Mo`."""
    return dates.format_date(day, "ccc", locale=_region(locale))


def format_long_date(locale: str, day: date) -> str:
    """`Monday, 23 November` or `Montag, 23. November`."""
    return dates.format_date(day, "EEEE, d. MMMM" if language_of(locale) == "de" else "EEEE, d MMMM", locale=_region(locale))


def format_time(locale: str, at: datetime, time_zone: str) -> str:
    """`09:42`, in the given IANA time zone."""
    return dates.format_time(_local(at, time_zone), "HH:mm", locale=_region(locale))


def format_moment(locale: str, at: datetime, time_zone: str) -> str:
    """As short as it can be told: `09:42` today, `yesterday 17:10`, `Fri 17:10` within a week, else `9 Nov 10:12` (with the year if another)."""
    here, today = _local(at, time_zone), clock.today(time_zone)
    time = format_time(locale, at, time_zone)
    days = (today - here.date()).days
    if days == 0:
        return time
    if days == 1:
        return translate(locale, "yesterday {time}", time=time)
    if 1 < days < 7:
        return f"{format_weekday(locale, here.date())} {time}"
    return f"{format_date(locale, here.date(), year=here.year != today.year)} {time}"


def format_ago(locale: str, at: datetime) -> str:
    """`3 minutes ago`, `in 2 days`: how far an instant is from now."""
    return dates.format_timedelta(at - clock.now(), add_direction=True, locale=_region(locale))


def format_span(locale: str, span: timedelta) -> str:
    """`3 hours`, `2 days`: one unit, rounded."""
    return dates.format_timedelta(span, locale=_region(locale))


def _region(locale: str) -> Region:
    return _REGIONS[language_of(locale)]


def _local(at: datetime, time_zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return at.astimezone(ZoneInfo(time_zone))
