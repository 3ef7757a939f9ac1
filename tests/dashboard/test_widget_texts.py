"""What widgets say, in both languages, with one, none and many of everything."""

from datetime import UTC, datetime

import pytest

from portal_app.accounts import CompanyLine, OwnSession, PeopleFigures, RecordLine
from portal_app.dashboard.rules.first_steps import FirstStep
from portal_app.dashboard.screens.widget_texts import MOST, tell_changes, tell_companies, tell_people, tell_sign_ins, tell_steps
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


def test_a_widget_without_anything_is_empty(reader: Actor):
    nothing = (
        tell_sign_ins(reader, ()),
        tell_changes(reader, Page((), 0, 1, 4)),
        tell_companies(reader, Page((), 0, 1, 4)),
        tell_people(reader, PeopleFigures(0, 0, 0, 0)),
    )
    assert [(told.status, told.lines) for told in nothing] == [("empty", [])] * 4


def test_only_the_first_few_are_shown(reader: Actor):
    rows = tuple(CompanyLine(new_id(), f"Company {number}", str(number), 1, 0, None, True) for number in range(8))
    told = tell_companies(reader, Page(rows, 8, 1, 50))
    assert [line.mark for line in told.lines] == ["0", "1", "2", "3"]
    assert len(told.lines) == MOST and told.fact == "8"


def test_changes_say_who_did_what_to_what(reader: Actor):
    row = RecordLine(new_id(), AT, "Anna Berg", False, "invited", "person.invited", "person", new_id(), "Tim Wolff", None, {}, "", "192.0.2.7")
    (line,) = tell_changes(reader, Page((row,), 1, 1, 4)).lines
    assert (line.text, line.detail) == ("Invited: Tim Wolff", "Anna Berg")
    own = RecordLine(new_id(), AT, "Tim Wolff", False, "joined", "person.joined", "person", new_id(), "Tim Wolff", None, {}, "", "192.0.2.7")
    (line,) = tell_changes(reader, Page((own,), 1, 1, 4)).lines
    assert (line.text, line.detail) == ("Joined: Tim Wolff", "")


def test_what_has_no_name_of_its_own_any_more_is_called_as_it_called_itself(reader: Actor):
    def line(before: dict | None, after: dict | None) -> str:
        row = RecordLine(new_id(), AT, "Dr Henrik Lang", False, "added a budget", "budget.added", "budget", new_id(), "", before, after, "", "")
        return tell_changes(reader, Page((row,), 1, 1, 4)).lines[0].text

    assert line(None, {"name": "4711 Maintenance", "amount": "3080"}) == "Added a budget: 4711 Maintenance"
    assert line({"state": "waiting"}, {"state": "approved", "number": "O-100007"}) == "Added a budget: O-100007"
    assert line({"name": "Weekly"}, None) == "Added a budget: Weekly"
    assert line(None, None) == "Added a budget"


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
    assert [line.aside for line in told.lines][::3] == [said(reader, "done", "getan")] * 2
    assert [line.href for line in told.lines][1:3] == ["/company/cost-centres", "/company/places"]
