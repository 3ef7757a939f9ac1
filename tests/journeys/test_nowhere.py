"""An address that leads nowhere: the same page for everybody, in both languages, with a way on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import sideways
from tests.journeys.visits import KELLER, Visit, breaks_of_access, to

HEADING = {"en": "There is nothing at this address", "de": "Unter dieser Adresse gibt es nichts"}


def said(page: Page, language: str) -> None:
    expect(page.get_by_role("heading", level=1, name=HEADING[language])).to_be_visible()
    assert breaks_of_access(page) == ""
    assert sideways(page) == []


@pytest.mark.usefixtures("live_portal")
def test_a_visitor_finds_a_sentence_and_the_way_to_the_sign_in(page: Page):
    answer = page.goto("/company/nowhere")
    assert answer is not None and answer.status == 404
    said(page, "en")
    page.get_by_role("link", name="To the start").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_somebody_signed_in_reads_it_in_their_language_and_look(visit: Visit, width: int):
    page = to(visit(KELLER, language="de", theme="dark", width=width), "/nowhere")
    said(page, "de")
    page.get_by_role("link", name="Zum Anfang").click()
    expect(page.get_by_role("heading", name=re.compile("^Guten .* Jan Keller$"))).to_be_visible()
