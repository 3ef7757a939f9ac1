"""Texts: everything said has a German form with the same names in it, nothing is translated that nobody says."""

import re
from collections import Counter

import pytest
from babel.messages.pofile import read_po

from portal_app.kernel.i18n import catalogue, catalogue_files
from portal_app.ui.catalogue import slices_with_words, word_files
from portal_app.ui.messages import Message, all_messages, slice_of_module

MESSAGES = all_messages()
NAMES = re.compile(r"\{\w+\}")


def entries() -> list[tuple[str, str | tuple[str, str], str]]:
    """All German entries: file, id (or its two forms), translation."""
    found = []
    for path in catalogue_files("de"):
        with path.open("rb") as file:
            found += [(str(path), entry.id, entry.string) for entry in read_po(file, locale="de") if entry.id]
    return found


def test_the_reader_finds_texts_in_screens_client_files_errors_and_server_sentences():
    said = {message.text: message for message in MESSAGES}
    assert said["Skip to content"].on_screen
    assert said["Row height"].on_screen
    assert not said["yesterday {time}"].on_screen
    assert not said["Please look at the marked fields."].on_screen
    assert said["{n} suggestion"].many == "{n} suggestions"


def test_everything_that_is_said_has_a_german_form():
    german = catalogue("de")
    assert sorted({f"{message.place}: {message.text}" for message in MESSAGES if message.text not in german}) == []


def test_nothing_is_translated_that_nobody_says():
    said = {message.text for message in MESSAGES}
    assert sorted(text for text in catalogue("de") if text not in said) == []


def test_a_text_that_stands_in_two_files_has_one_german_form():
    forms: dict[str, set[str]] = {}
    for _, text, german in entries():
        forms.setdefault(str(text), set()).add(str(german))
    assert {text: german for text, german in forms.items() if len(german) > 1} == {}


def test_no_file_says_a_text_twice():
    assert [place for place, times in Counter((path, str(text)) for path, text, _ in entries()).items() if times > 1] == []


def test_german_fills_the_same_names():
    for _, text, german in entries():
        english, forms = (text, [german]) if isinstance(text, str) else (text[1], list(german))
        for form in forms:
            assert set(NAMES.findall(form)) <= set(NAMES.findall(english)), form
            assert set(NAMES.findall(english)) - {"{n}"} <= set(NAMES.findall(form)), form


def test_texts_with_a_count_have_both_forms():
    german = catalogue("de")
    assert [message.text for message in MESSAGES if message.many and isinstance(german.get(message.text), str)] == []


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("portal_app.ui.shell", "ui"),
        ("portal_app.ui.kit.rows", "kit"),
        ("portal_app.accounts.screens.people", "accounts"),
        ("portal_app.portal_app", "portal_app"),
    ],
)
def test_words_belong_to_the_slice_that_says_them(module: str, name: str):
    assert slice_of_module(module) == name


def test_a_page_fetches_only_the_words_of_the_screen():
    files = {path.name: content for path, content in word_files()}
    assert '"Skip to content":"Zum Inhalt"' in files["ui.json"]
    assert "yesterday" not in "".join(files.values())
    assert "Skip to content" not in files["kit.json"]


def test_every_slice_that_speaks_on_the_screen_has_its_words():
    speaking = {message.slice for message in MESSAGES if message.on_screen}
    assert {path.stem for path, _ in word_files()} == speaking == {*slices_with_words(), "kit"}


def test_messages_know_where_they_stand():
    assert all(re.fullmatch(r"[\w/]+\.\w+:\d+", message.place) for message in MESSAGES if isinstance(message, Message))
