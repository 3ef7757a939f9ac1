"""What widgets say, in both languages, with one, none and many of everything."""

from datetime import UTC, datetime

import pytest

from portal_app.accounts import AddressFacts, AddressLine, CompanyLine, CostCentreLine, OwnSession, RecordLine
from portal_app.dashboard.actions import PeopleFigures
from portal_app.dashboard.rules.first_steps import FirstStep
from portal_app.dashboard.screens.widget_texts import (
    MOST,
    tell_changes,
    tell_companies,
    tell_cost_centres,
    tell_people,
    tell_places,
    tell_sign_ins,
    tell_steps,
)
from portal_app.kernel.actor import Actor, ActorKind
from portal_app.kernel.ids import new_id
from portal_app.kernel.paging import Page

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture(params=["en", "de"])
def reader(request: pytest.FixtureRequest) -> Actor:
    return Actor(ActorKind.PERSON, locale=request.param)


def said(reader: Actor, english: str, german: str) -> str:
    return german if reader.locale == "de" else english


def test_figures_are_counted_in_the_readers_language_and_nothing_is_said_about_none(reader: Actor):
    told = tell_people(reader, PeopleFigures(active=1, invited=2, off=0, without_second_step=1))
    assert [(line.mark, line.text) for line in told.lines] == [
        ("1", said(reader, "person is active", "Person ist aktiv")),
        ("2", said(reader, "people are invited", "Personen sind eingeladen")),
        ("1", said(reader, "has no second step yet", "hat noch keinen zweiten Schritt")),
    ]
    assert [line.tone for line in told.lines] == ["", "ochre", "red"]
    assert (told.fact, told.status) == ("3", "ready")


def test_the_time_of_asking_is_that_of_the_readers_place(reader: Actor, advance):
    assert tell_people(reader, PeopleFigures(1, 0, 0, 0)).as_of == "10:00"  # the clock stands at 9:00 UTC


def test_a_widget_without_anything_is_empty_and_still_knows_when_it_was_asked(reader: Actor, advance):
    for told in (
        tell_cost_centres(reader, ()),
        tell_places(reader, ()),
        tell_sign_ins(reader, ()),
        tell_changes(reader, Page((), 0, 1, 4)),
        tell_companies(reader, Page((), 0, 1, 4)),
        tell_people(reader, PeopleFigures(0, 0, 0, 0)),
    ):
        assert (told.status, told.lines, told.as_of) == ("empty", [], "10:00")


def test_closed_ones_are_left_out_and_only_the_first_few_are_shown(reader: Actor):
    lines = tuple(CostCentreLine(new_id(), f"47{number}", f"Line {number}", number == 0, 0) for number in range(8))
    told = tell_cost_centres(reader, lines)
    assert [line.mark for line in told.lines] == ["471", "472", "473", "474"]
    assert len(told.lines) == MOST and told.fact == "7"


def test_the_default_place_has_its_stamp_and_each_place_leads_to_itself(reader: Actor):
    first = AddressLine(new_id(), AddressFacts("Plant 2", "Hansen", "Werftstraße 1", "24143", "Kiel"), True, False)
    second = AddressLine(new_id(), AddressFacts("Plant 1", "Hansen", "Werftstraße 4", "24143", "Kiel"), False, False)
    told = tell_places(reader, (first, second))
    assert [line.stamp for line in told.lines] == [said(reader, "Default", "Standard"), ""]
    assert told.lines[0].href == f"/company/places?entry={first.id}"
    assert told.lines[0].detail == "Werftstraße 1, 24143 Kiel"


def test_changes_say_who_did_what_to_what(reader: Actor):
    row = RecordLine(new_id(), AT, "Anna Berg", False, "invited", "person.invited", "person", new_id(), "Tim Wolff", None, {}, "", "192.0.2.7")
    (line,) = tell_changes(reader, Page((row,), 1, 1, 4)).lines
    assert (line.text, line.detail) == ("Invited: Tim Wolff", "Anna Berg")
    own = RecordLine(new_id(), AT, "Tim Wolff", False, "joined", "person.joined", "person", new_id(), "Tim Wolff", None, {}, "", "192.0.2.7")
    (line,) = tell_changes(reader, Page((own,), 1, 1, 4)).lines
    assert (line.text, line.detail) == ("Joined: Tim Wolff", "")


def test_this_browser_is_marked_and_an_unknown_one_has_a_name(reader: Actor):
    this = OwnSession(new_id(), "Firefox, Windows", "192.0.2.7", AT, AT, True)
    other = OwnSession(new_id(), "", "192.0.2.8", AT, AT, False)
    told = tell_sign_ins(reader, (this, other))
    assert [line.stamp for line in told.lines] == [said(reader, "This one", "Dieser"), ""]
    assert told.lines[1].text == said(reader, "Unknown browser", "Unbekannter Browser")


def test_a_closed_company_is_marked_and_leads_to_itself(reader: Actor):
    row = CompanyLine(new_id(), "Hansen Maschinenbau GmbH", "10023", 1, 0, AT, True)
    (line,) = tell_companies(reader, Page((row,), 1, 1, 4)).lines
    assert (line.mark, line.detail, line.stamp) == ("10023", said(reader, "1 active person", "1 aktive Person"), said(reader, "Closed", "Geschlossen"))
    assert line.href == f"/staff/companies?company={row.id}"


def test_steps_say_how_far_one_is_and_where_to_go_on(reader: Actor):
    steps = {FirstStep.PEOPLE: True, FirstStep.COST_CENTRES: False, FirstStep.PLACES: False, FirstStep.SECOND_STEP: True}
    told = tell_steps(reader, steps)
    assert told.fact == said(reader, "2 of 4 done", "2 von 4 getan")
    assert [line.done for line in told.lines] == [True, False, False, True]
    assert [line.href for line in told.lines][1:3] == ["/company/cost-centres", "/company/places"]
