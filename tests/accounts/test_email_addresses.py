"""E-mail addresses as typed: what is taken, in which form it is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.accounts.rules.addresses import LONGEST, parse_email

LONG_DOMAIN = ".".join(["d" * 63, "d" * 63, "d" * 57, "de"])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a.berg@hansen-mb.example", "a.berg@hansen-mb.example"),
        ("  A.Berg@Hansen-MB.Example ", "a.berg@hansen-mb.example"),
        ("o'neil+portal@hansen-mb.example", "o'neil+portal@hansen-mb.example"),
        ("jürgen@müller.example", "jürgen@müller.example"),
        ("ju\u0308rgen@mu\u0308ller.example", "jürgen@müller.example"),
        ("JÜRGEN@MÜLLER.EXAMPLE", "jürgen@müller.example"),
        ("用户@例子.example", "用户@例子.example"),
        ("1@2.example", "1@2.example"),
        (f"{'a' * 64}@{LONG_DOMAIN}", f"{'a' * 64}@{LONG_DOMAIN}"),
    ],
)
def test_what_is_taken_and_how_it_is_kept(typed: str, kept: str):
    assert parse_email(typed) == kept


def test_254_octets_are_taken_and_255_are_not():
    assert len(f"{'a' * 64}@{LONG_DOMAIN}") == LONGEST - 1
    assert parse_email(f"{'a' * 64}@x{LONG_DOMAIN[1:]}") is not None
    longest = f"{'a' * 64}@{LONG_DOMAIN[:-3]}d.de"
    assert len(longest) == LONGEST and parse_email(longest) == longest
    assert parse_email(f"{'a' * 64}@{LONG_DOMAIN[:-3]}dd.de") is None


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "@", "a@", "@b.example", "a@b", "a@b.", "a@.b.example", "a@b..example", "a b@c.example", "a@b c.example", "a@@b.example", "a@b@c.example",
        ".a@b.example", "a.@b.example", "a..b@c.example", "a@-b.example", "a@b-.example", "a@b_c.example", "<a@b.example>", "Anna <a@b.example>",
        "a@b.example,c@d.example", "a@b.example;c@d.example", '"a"@b.example', "a@[127.0.0.1]", "a\n@b.example", "a@b.example\nBcc: c@d.example",
        "a@b.example\r\nX: y", "a\x00@b.example", "a\u200b@b.example", "a\u202e@b.example", "a@b.exam\u2028ple", "\ud800@b.example",
        f"{'a' * 65}@b.example", f"a@{'d' * 64}.example", "ä" * 33 + "@b.example", "mailto:a@b.example", "a@b.example?subject=x",
    ],
)  # fmt: skip
def test_what_is_no_address(typed: str):
    assert parse_email(typed) is None


def test_letters_that_only_look_alike_stay_different():
    latin, cyrillic = parse_email("anna@hansen.example"), parse_email("аnnа@hansen.example")
    assert latin and cyrillic and latin != cyrillic


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_an_address_in_its_kept_form_or_none(typed: str):
    kept = parse_email(typed)
    if kept is not None:
        assert parse_email(kept) == kept == unicodedata.normalize("NFC", kept).lower()
        assert kept.isprintable() and " " not in kept and 3 <= len(kept.encode()) <= LONGEST


@given(st.emails())
def test_ordinary_addresses_are_taken(typed: str):
    local = typed.rpartition("@")[0]
    if not set(local) & set("\"(),:;<>[\\]") and len(local) <= 64:
        assert parse_email(typed) == typed.lower()
