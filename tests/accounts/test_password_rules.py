"""Which passwords are taken."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_app.accounts.actions.passwords import check_new_password
from portal_app.accounts.rules.passwords import GUESSABLE, KNOWN_WORDS, TOO_LONG, TOO_SHORT, check_password
from portal_app.kernel import secrets
from portal_app.kernel.errors import Invalid

WORDS = ("Anna Berg", "a.berg@hansen-mb.example", "Hansen Maschinenbau GmbH")


def said(password: str) -> str:
    """The sentence at the field, or nothing when it is taken."""
    try:
        check_new_password(password, WORDS)
    except Invalid as refused:
        return refused.fields["password"]
    return ""


@pytest.mark.asvs("6.2.1")
@pytest.mark.parametrize(("length", "sentence"), [(0, TOO_SHORT), (11, TOO_SHORT), (12, ""), (64, ""), (128, ""), (129, TOO_LONG), (1000, TOO_LONG)])
def test_between_12_and_128_characters(length: int, sentence: str):
    text = "xK9#vTq2LmZp wehr kobalt ziest 71 flunder mohair quitte zander yak ornat becher lurch dachs igel pinne wams zeder opal nugat lupe ulme"
    assert len(text) >= 128 or length > 128
    assert said((text * 10)[:length]) == sentence


@pytest.mark.parametrize(
    "password",
    ["ÄÖÜäöüß€αβγδ", "пароль из слов кот", "🐟🚲🎻🥨🧭🪁🧶🦔🍄🪵🧊🐌", "  leading and trailing blanks  ", "zwölf boxkämpfer jagen", "пароль passwort"],
)
@pytest.mark.asvs("6.2.5", "6.2.8")
def test_any_signs_are_welcome(password: str):
    assert said(password) == ""


@pytest.mark.asvs("6.2.4")
@pytest.mark.parametrize(
    "password",
    [
        "passwort1234", "Passwort!2026", "passw0rdpassw0rd", "password12345", "hallohallo12", "willkommen2026", "Sommer2026!!", "SommerWinter26!",
        "Fruehling2026!", "Frühling2026!!", "ichliebedich1", "schatz123456", "geheimgeheim", "Kennwort12345", "admin1234567", "letmeinletmein",
        "123456789012", "1234567890123456", "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "qwertzuiop123", "qwertyuiop12", "qwertzuiopü1",
        "yxcvbnm12345", "1q2w3e4r5t6z", "1qaz2wsx3edc", "asdfghjklöä1", "iloveyou1234", "dragon123456", "football1234", "monkeymonkey",
        "schalke04schalke", "montag dienstag", "Hallo-Welt-123",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password: str):
    assert said(password) in (KNOWN_WORDS, GUESSABLE)


@pytest.mark.asvs("6.2.11")
@pytest.mark.parametrize(
    "password",
    [
        "hansenmaschinenbau", "Hansen2026!!!", "HansenMaschinenbauGmbH", "hansen-mb-2026", "annaberg12345", "Anna.Berg.2026", "BergAnna!!!!!",
        "BrandtThode2026", "h4nsenm4schinenb4u", "Brandt&Thode2026", "annaannaanna", "a.berg@hansen-mb.example",
    ],
)  # fmt: skip
def test_names_of_person_company_and_supplier_are_refused(password: str):
    assert said(password) == KNOWN_WORDS


@pytest.mark.parametrize(
    "password", ["kaffee tasse mond gabel", "correct horse battery", "xK9#vTq2LmZp", "Hansen fährt rückwärts zum Mond", "eins zwei drei vier gehts"]
)
def test_good_ones_are_taken_also_when_a_known_word_is_among_them(password: str):
    assert said(password) == ""


@given(st.text(max_size=300))
def test_every_text_is_taken_or_told_why(password: str):
    assert check_password(password, WORDS) in (None, TOO_SHORT, TOO_LONG, KNOWN_WORDS)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=12, max_size=128))
def test_a_password_is_kept_exactly_as_typed(password: str):
    hashed = secrets.hash_password(password)
    assert secrets.check_password(password, hashed)[0]
    for changed in {password.strip(), password.lower(), password.upper(), password[:-1], password + " "} - {password}:
        assert not secrets.check_password(changed, hashed)[0]


@pytest.mark.parametrize("pattern", ["a", "1qaz2wsx", "4@8({[<36!1|0$57+%2", "password", "4@8({[<3", "".join(chr(33 + n) for n in range(90)), "äö", "hansen"])
def test_no_pattern_makes_the_check_slow(pattern: str):
    start = time.perf_counter()
    said((pattern * 128)[:128])
    assert time.perf_counter() - start < 1
